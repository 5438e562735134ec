"""What arrives as mails, archives and folders, and what is no text: unpacked, or named for what it is."""

from __future__ import annotations

import base64
import contextlib
import io
import os
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import mail, zip_files
from bulletin.importing.readers.file_kinds import Kind, kind_of
from bulletin.importing.readers.gather import Gathered, _unpack
from bulletin.importing.readers.incoming import Given, NotText
from tests.conftest import SERIES, Run, write_files
from tests.harness.growth import LINEAR, growth
from tests.harness.hostile_files import ole
from tests.harness.word_files import PNG, article, word

TEXT = "某县：代表动起来\n某县人大常委会引导代表走进站点，走到群众中间。\n（某县人大供稿）\n"
HEAD = "From: a@b.cn\r\nMIME-Version: 1.0\r\nMessage-ID: <1@b.cn>\r\n"
CASE = Path(__file__).parents[2] / "data/import/11_mail.eml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "ws", {"issues/bulletin.yaml": SERIES})


def made(root: Path, number: int = 1) -> list[str]:
    return sorted(path.name for path in (root / f"issues/{number}").glob("*.md"))


def text_of(root: Path, number: int = 1) -> str:
    folder = root / f"issues/{number}"
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.md")))


# Mails


def given(name: str, data: bytes) -> list[Given]:
    return [one for one in mail.unpack(name, data) if isinstance(one, Given)]


def body(data: bytes) -> str:
    return given("信.eml", data)[0].data.decode()


def single(head: str, content: bytes) -> bytes:
    return (HEAD + head).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + content


def parted(*parts: bytes, kind: str = "mixed") -> bytes:
    start = f"{HEAD}Content-Type: multipart/{kind}; boundary=XX\r\n\r\n".encode()
    return start + b"".join(b"--XX\r\n" + part + b"\r\n" for part in parts) + b"--XX--\r\n"


PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
BODIES = {
    "utf-8": single("Content-Type: text/plain; charset=utf-8", TEXT.encode()),
    "gbk said gb2312": single("Content-Type: text/plain; charset=gb2312", TEXT.encode("gb18030")),
    "gb18030": single('Content-Type: text/plain; charset="GB18030"', TEXT.encode("gb18030")),
    "no charset": single("Content-Type: text/plain", TEXT.encode("gbk")),
    "wrong charset": single("Content-Type: text/plain; charset=utf-8", TEXT.encode("gbk")),
    "unknown charset": single("Content-Type: text/plain; charset=x-foo", TEXT.encode()),
    "base64": single(
        "Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64",
        base64.encodebytes(TEXT.encode("gbk")),
    ),
    "quoted-printable": single(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
        "".join(f"={byte:02X}" for byte in TEXT.encode()).replace("=0A", "\r\n").encode(),
    ),
    "big5": single("Content-Type: text/plain; charset=big5", TEXT.encode("big5", "ignore")),
    "alternative": parted(PLAIN + TEXT.encode(), b"Content-Type: text/html\r\n\r\n<p>no", kind="alternative"),
    "html first": parted(b"Content-Type: text/html\r\n\r\n<p>no", PLAIN + TEXT.encode(), kind="alternative"),
    "no type": (HEAD + "\r\n").encode() + TEXT.encode(),
    "lf only": single("Content-Type: text/plain", TEXT.encode()).replace(b"\r\n", b"\n"),
    "mailbox line": b"From a@b.cn Mon Jan  1 08:00:00 2026\r\n" + single("X: y", TEXT.encode()),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_text_of_a_mail(name: str) -> None:
    assert kind_of("信.eml", BODIES[name]) is Kind.MAIL
    wanted = TEXT.encode("big5", "ignore").decode("big5") if name == "big5" else TEXT
    assert body(BODIES[name]).split() == wanted.split()


def test_an_empty_text_beside_the_html_is_not_the_text() -> None:
    page = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + TEXT.encode() + b"</p>"
    (one,) = given("信.eml", parted(PLAIN + b" \r\n", page, kind="alternative"))
    assert one.name == "信.eml/正文.html"
    assert TEXT in one.data.decode()


SUBJECTS = {
    "=?utf-8?b?55Sy5Y6/5p2l56i/?=": "甲县来稿",
    "=?gb2312?B?" + base64.b64encode("朱镕村来稿".encode("gbk")).decode() + "?=": "朱镕村来稿",
    "=?GBK?Q?=BC=D7=CF=D8?=": "甲县",
    "=?utf-8?q?=E7=94=B2?= =?utf-8?q?=E5=8E=BF?=": "甲县",
    "=?utf-8?b?55Q=?= =?utf-8?b?suWOvw==?=": "甲县",
    os.fsdecode("甲县来稿".encode("gbk")): "甲县来稿",
    "甲县来稿": "甲县来稿",
    "plain": "plain",
    "=?x-none?b?55Sy?=": "甲",
    "Re: =?utf-8?b?55Sy?=": "Re: 甲",
}


@pytest.mark.parametrize("raw", SUBJECTS)
def test_the_head_is_named_and_no_text(raw: str) -> None:
    data = single(f"Subject: {raw}\r\nContent-Type: text/plain", TEXT.encode())
    one = given("信.eml", data)[0]
    assert SUBJECTS[raw] in one.notes[0] and "a@b.cn" in one.notes[0]
    assert "Subject" not in one.data.decode()


def gbk_word(text: str) -> str:
    return f"=?GBK?B?{base64.b64encode(text.encode('gbk')).decode()}?="


NAMES = {
    "filename*=utf-8''%E7%A8%BF%E4%BB%B6.txt": "稿件.txt",
    "filename*=gb2312''%B8%E5%BC%FE.txt": "稿件.txt",
    "filename*=GBK'zh-cn'%E9%46.txt": "镕.txt".replace("镕", b"\xe9\x46".decode("gbk")),
    "filename*0*=utf-8''%E7%A8%BF;\r\n filename*1*=%E4%BB%B6.txt": "稿件.txt",
    f'filename="{gbk_word("稿件.txt")}"': "稿件.txt",
    f"filename={gbk_word('稿件.txt')}": "稿件.txt",
    'filename="' + os.fsdecode("稿件.txt".encode("gbk")) + '"': "稿件.txt",
    'filename="稿件.txt"': "稿件.txt",
    'filename="../../etc/a.txt"': "a.txt",
    'filename="C:\\\\桌面\\\\稿件.txt"': "稿件.txt",
    'filename="a b.txt"': "a b.txt",
}


@pytest.mark.parametrize("raw", NAMES)
def test_the_names_of_attachments(raw: str) -> None:
    head = f"Content-Type: text/plain\r\nContent-Disposition: attachment; {raw}\r\n\r\n"
    data = parted(PLAIN + TEXT.encode(), head.encode("utf-8", "surrogateescape") + TEXT.encode())
    assert [one.name for one in given("信.eml", data)] == [
        "信.eml/正文.txt",
        f"信.eml/{NAMES[raw]}",
    ]


QUOTED = (
    "-----原始邮件-----\n发件人：乙\n旧文",
    "------------------ 原始邮件 ------------------\n旧文",
    "> 旧文\n> 又一行",
    "发件人：乙\n发送时间：2026年1月1日\n旧文",
    "From: b@c.cn\nSent: Monday\n旧文",
    "在 2026-01-01 08:00:00，“乙” <b@c.cn> 写道：\n> 旧文",
    "On Mon, Jan 1, 2026, B wrote:\n> 旧文",
    "---------- Forwarded message ---------\n旧文",
    "-- \n旧文",
    "发自我的iPhone 旧文",
    "-----------------\n旧文\n电话 123",
)


@pytest.mark.parametrize("tail", QUOTED)
def test_what_a_mail_quotes_and_signs_is_named(tail: str) -> None:
    one = given("信.eml", single("Content-Type: text/plain", f"{TEXT}\n{tail}\n".encode()))[0]
    assert one.data.decode().strip() == TEXT.strip()
    assert any("旧文" in said for said in one.notes)


@pytest.mark.parametrize(
    "tail", ["------\n（某县人大供稿）", "-----\n第二部分。\n电话 0371-1234567。"]
)
def test_a_drawn_line_alone_is_no_signature(tail: str) -> None:
    assert tail in body(single("Content-Type: text/plain", f"{TEXT}\n{tail}\n".encode()))


SLOW: dict[str, Callable[[int], bytes]] = {
    "empty lines": lambda size: b"\n" * (size // 3),
    "drawn lines": lambda size: b"-----\n" * (size // 15),
    "marks": lambda size: b"> " * (size // 3),
    "from": lambda size: b"\n\nFrom " + b"x" * size,
    "spaces": lambda size: b" " * size + b"x",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_mails_are_unpacked_in_linear_time(name: str) -> None:
    def unpack(size: int) -> None:
        with contextlib.suppress(BulletinError):
            list(mail.unpack("信.eml", single("Content-Type: text/plain", SLOW[name](size))))

    assert growth(unpack, 3_000_000) < LINEAR


def test_mails_that_are_none() -> None:
    """What stumbles the standard library's parser is an error with a name."""
    begin = "From: a\nContent-Type: message/rfc822\n\n" * 3000
    gathered = Gathered()
    _unpack(Given("a.eml", None, begin.encode()), gathered, named=True)
    assert len(gathered.errors) == 1 and "a.eml" in gathered.errors[0].message


def test_a_letter_that_only_says_what_is_attached() -> None:
    letter = "您好：\n附件是我单位的稿件，请查收。\n"
    attached = b"Content-Type: text/plain; name=a.txt\r\n\r\n" + TEXT.encode()
    (one,) = given("信.eml", parted(PLAIN + letter.encode(), attached))
    assert one.name == "信.eml/a.txt"
    assert any("请查收" in said for said in one.notes)


def test_mails_in_mails_pictures_and_winmail() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@b.cn", "外"
    outer.set_content(TEXT)
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "c@d.cn", "里"
    inner.set_content(TEXT.replace("某县", "里县"))
    outer.add_attachment(inner)
    outer.add_attachment(PNG, maintype="image", subtype="png", cid="<1>")
    outer.add_attachment(
        b"\x78\x9f\x3e\x22" + b"\0" * 99, maintype="application", subtype="ms-tnef"
    )
    found = list(mail.unpack("信.eml", bytes(outer)))
    names = [one.name for one in found if isinstance(one, Given)]
    assert names[:2] == ["信.eml/正文.txt", "信.eml/里.eml/正文.txt"]
    assert any(isinstance(one, NotText) and "图片" in one.message for one in found)
    last = found[-1]
    assert isinstance(last, Given) and last.name == names[2]
    with pytest.raises(NotText, match="winmail"):
        kind_of(last.name, last.data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (single("Content-Type: text/plain", b""), "没有文字，也没有附件"),
        (parted(*[b"Content-Type: image/png\r\n\r\nx"] * 201), "201 个附件"),
        (b"From a@b.cn Mon Jan  1 08:00:00 2026\nTo: b\n\nx\n\n" * 2, "一整个邮箱"),
    ],
)  # fmt: skip
def test_mails_that_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(BulletinError, match=said):
        list(mail.unpack("信.eml", data))


def test_the_case_of_a_mail(run: Run, root: Path) -> None:
    done = run("import", "1", CASE, cwd=root)
    assert done.returncode == 1, done.stderr  # nobody is credited in it
    assert len(made(root)) == 2
    assert "甲县人大常委会认真开展工作，取得实效。" in text_of(root)
    assert "Content-" not in text_of(root) and "甲县来稿" not in text_of(root)
    assert "发件人 a@example.com；主题 甲县来稿" in done.stdout


# Archives


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def zip_gbk(files: dict[str, bytes]) -> bytes:
    """As old Windows programs write it: names in GBK, and nothing that says so."""
    names = {name: name.encode("gbk") for name in files}
    stand_ins = {name: bytes([65 + at]) * len(raw) for at, (name, raw) in enumerate(names.items())}
    whole = zipped({stand_ins[name].decode(): data for name, data in files.items()})
    for name, raw in names.items():
        whole = whole.replace(stand_ins[name], raw)
    return whole


def damaged() -> bytes:
    whole = zipped({"a.txt": TEXT.encode()})
    return whole[:45] + b"\xff\xff" + whole[47:]


def test_an_archive_of_contributions(run: Run, root: Path, tmp_path: Path) -> None:
    files = {
        "来稿/10 乙.txt": TEXT.replace("某县", "乙县").encode(),
        "来稿/2 甲.docx": word(article()),
        "来稿/照片.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 50,
        "来稿/~$锁.docx": b"x",
        "__MACOSX/来稿/._2 甲.docx": b"x",
        "Thumbs.db": b"x",
        "里.zip": zipped({"a.txt": b"x"}),
        "../逃.txt": TEXT.encode(),
    }
    write_files(tmp_path, {"包.zip": zipped(files)})
    done = run("import", "1", tmp_path / "包.zip", cwd=root)
    assert done.returncode == 2
    assert len(made(root)) == 2
    assert text_of(root).index("走进站点") < text_of(root).index("乙县")
    assert "没有导入（图片）：包.zip/来稿/照片.jpg" in done.stderr
    assert "压缩包里的压缩包" in done.stderr and "路径不正常" in done.stderr
    assert "锁" not in done.stderr and "Thumbs" not in done.stderr
    assert not list(tmp_path.rglob("逃*"))


PATHS = {
    "gbk": (zip_gbk({"甲乙.txt": b"1", "丙.txt": b"2"}), ["丙.txt", "甲乙.txt"]),
    "utf-8": (zipped({"甲乙.txt": b"1"}), ["甲乙.txt"]),
    "natural": (zipped({"10.txt": b"1", "9.txt": b"1", "1.txt": b"1"}), ["1.txt", "9.txt", "10.txt"]),
    "dot": (zipped({"./a.txt": b"1"}), ["a.txt"]),
    "leavings": (zipped({".DS_Store": b"1", "~$a.docx": b"1", "desktop.ini": b"1", "b.txt": b"1"}), ["b.txt"]),
    "folders": (zipped({"a/": b"", "a/b.txt": b"1"}), ["a/b.txt"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PATHS)
def test_names_in_archives(name: str) -> None:
    data, wanted = PATHS[name]
    found = [one.name for one in zip_files.unpack("包.zip", data) if isinstance(one, Given)]
    assert found == [f"包.zip/{one}" for one in wanted]


def _encrypted() -> bytes:
    whole = bytearray(zipped({"a.txt": b"1"}))
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


WRONG = {
    "encrypted": (_encrypted(), "加了密码"),
    "bomb": (zipped({"a.txt": b"0" * 40_000_000}), "不合常理"),
    "many": (zipped({f"{n}.txt": b"" for n in range(501)}), "超过 500 个"),
    "empty": (zipped({}), "没有文件"),
    "only leavings": (zipped({"__MACOSX/._a": b"1"}), "没有文件"),
    "cut": (zipped({"a.txt": TEXT.encode()})[:60], "打不开"),
    "absolute": (zipped({"/etc/a.txt": b"1"}), "路径不正常"),
    "drive": (zipped({"C:/a.txt": b"1"}), "路径不正常"),
    "back": (zipped({"a\\..\\..\\b.txt": b"1"}), "路径不正常"),
    "rar within": (zipped({"a.rar": b"1"}), "压缩包里的压缩包"),
    "damaged": (damaged(), "坏了"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_archives_that_are_refused(name: str) -> None:
    data, said = WRONG[name]
    messages = []
    try:
        messages = [
            one.message
            for one in zip_files.unpack("包.zip", data)
            if isinstance(one, BulletinError)
        ]
    except BulletinError as error:
        messages = [error.message]
    assert any(said in one for one in messages), messages


def test_a_markdown_file_in_an_archive_brings_its_pictures(
    run: Run, root: Path, tmp_path: Path
) -> None:
    text = f"---\ntitle: 甲\nsource: 某县人大\n---\n\n{TEXT}\n\n![图题](图/p.png)\n"
    write_files(tmp_path, {"包.zip": zipped({"来/a.md": text.encode(), "来/图/p.png": PNG})})
    assert run("import", "1", tmp_path / "包.zip", cwd=root).returncode == 0
    assert (root / "issues/1/图/p.png").read_bytes() == PNG


# What is no text

FOREIGN = {
    "a.xls": (ole("Workbook"), "Excel"),
    "a.et": (ole("Workbook"), "Excel"),
    "a.ppt": (ole("PowerPoint Document"), "幻灯片"),
    "a.msg": (ole("__properties_version1.0"), ".msg"),
    "a.vsd": (ole("VisioDocument"), "Visio"),
    "a.ofd": (zipped({"OFD.xml": b"<x/>"}), "OFD"),
    "a.xlsx": (zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}), "Excel"),
    "a.pptx": (zipped({"[Content_Types].xml": b"x", "ppt/p.xml": b"x"}), "幻灯片"),
    "a.mp4": (b"\0\0\0\x20ftypisom" + b"\0" * 99, "视频"),
    "a.mp3": (b"ID3\x03" + b"\0" * 99, "录音"),
    "a.psd": (b"8BPS\0\x01" + b"\0" * 99, "图片"),
    "a.heic": (b"\0\0\0\x20ftypheic" + b"\0" * 99, "图片"),
    "照片.docx": (PNG, "图片"),
    "a.webp": (b"RIFF\0\0\0\0WEBP" + b"\0" * 99, "图片"),
    "a.svg": (b"<svg xmlns='x'/>", "图片"),
    "a.rar": (b"Rar!\x1a\x07\x01\0" + b"\0" * 99, "压缩包"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "压缩包"),
    "a.tar.gz": (b"\x1f\x8b\x08\0" + b"\0" * 99, "压缩包"),
    "a.caj": (b"CAJ\0" + b"\0" * 99, "知网"),
    "a.exe": (b"MZ\x90\0" + b"\0" * 99, "程序"),
    "a.accdb": (b"\0\x01\0\0Standard ACE DB\0" + b"\0" * 99, "数据库"),
    "a.abc": (bytes(range(256)) * 20, "不是文本"),
    "a.dat": (os.urandom(5000).replace(b"PK", b"kp"), "不是文本"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_text_is_named(name: str) -> None:
    data, what = FOREIGN[name]
    with pytest.raises(NotText) as caught:
        kind_of(name, data)
    assert what in caught.value.message and name in caught.value.message
    assert len(caught.value.hint) > 8


TEXTS = {
    "utf-8": "会议。", "gbk": "会议。", "utf-16": "会议。", "utf-16-le": "会议。" * 20,
    "utf-16-be": "会议。" * 20,
    "utf-32": "会议。", "ascii": "BM is a text, MZ too.", "cp936": "判佑数据，恕不远送。", "big5": "會議。",
    "utf-8-sig": "From: 这里开始\n\n不是邮件。",
}  # fmt: skip


@pytest.mark.parametrize("encoding", TEXTS)
def test_what_is_text_is_not_refused(encoding: str) -> None:
    assert kind_of("a.xyz", TEXTS[encoding].encode(encoding)) is Kind.TEXT


# Folders

OWN = {
    "README.md": "# 说明", "Makefile": "all:", "LICENSE": "MIT", "templates/gbt9704.yaml": "a: 1",
    "templates/issue.j2": "x", "issues/2/01-旧.md": "旧", "build/1.docx": "x", "build/导入报告.txt": "报告",
    "terms.yaml": "a: 1",
}  # fmt: skip
LEAVINGS = (
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    ".~lock.a.docx#",
    "~$a.docx",
    "a.tmp",
    "说明.lnk",
)


def test_the_workspace_itself_takes_nothing_of_its_own(run: Run, root: Path) -> None:
    write_files(
        root, {**OWN, **dict.fromkeys(LEAVINGS, "x"), "来稿/a.txt": TEXT, "b.txt": TEXT + "乙"}
    )
    done = run("import", "1", ".", cwd=root)
    assert done.returncode in (0, 1), done.stderr
    assert (
        made(root) == ["01-某县：代表动起来.md", "02-某县：代表动起来.md"] or len(made(root)) == 2
    )
    assert "没有导入（工作文件夹自己的文件）：" in done.stderr and "README.md" in done.stderr
    for name in ("issues", "templates", "build", "Makefile", "issues/bulletin.yaml", "README.md"):
        refused = run("import", "3", name, cwd=root)
        assert refused.returncode == 2 and not (root / "issues/3").exists(), name


def test_a_folder_of_all_sorts(run: Run, root: Path, tmp_path: Path) -> None:
    files = {f"{n} 稿.txt": TEXT.replace("某县", f"第{n}县") for n in (10, 9, 2, 1)}
    folder = write_files(
        tmp_path / "来稿", {**files, "表.xlsx": FOREIGN["a.xlsx"][0], "图.png": PNG}
    )
    done = run("import", "1", folder, folder, folder / "2 稿.txt", cwd=root)
    assert done.returncode == 0, done.stderr
    assert [int(one.split("县")[0]) for one in text_of(root).split("title: 第")[1:]] == [
        1,
        2,
        9,
        10,
    ]
    assert "没有导入（Excel 表格）：表.xlsx" in done.stderr
    assert "没有导入（图片）：图.png" in done.stderr


@pytest.mark.parametrize("kind", ["pipe", "device", "lost link", "loop"])
def test_sources_that_are_no_files(run: Run, root: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.txt"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"device": "/dev/zero", "lost link": "没有", "loop": "a.txt"}[kind])
    done = run("import", "1", path, cwd=root)
    assert done.returncode == 2
    assert "a.txt" in done.stderr and "Traceback" not in done.stderr
    assert not (root / "issues/1").exists()

"""Issues with one fault each that shows on the printed page, and what proof is to call it.

The fault is put where an office would put it: into the house style, into a text, or into the Word
file by hand.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from bulletin.pipeline import stages
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT, write_files

Edit = Callable[[bytes], bytes]
HEAD = "---\ntitle: {title}\nsource: 某市人大常委会\n---\n\n"


@dataclass(frozen=True)
class Seed:
    """One fault: what is changed in the repository's own issue, and the codes it comes to."""

    codes: tuple[str, ...]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    house: tuple[tuple[str, str], ...] = ()
    """Replacements in gbt9704.yaml."""
    edit: Edit | None = None
    """What is done to the Word file afterwards."""
    unverified: tuple[str, ...] = ()
    """What cannot be measured then."""


def build(root: Path, seed: Seed) -> bytes:
    """The issue with the fault in it."""
    for name in ("issues", "templates"):
        shutil.copytree(ROOT / name, root / name)
    write_files(root, seed.files)
    house = root / "templates" / "gbt9704.yaml"
    text = house.read_text("utf-8")
    for old, new in seed.house:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    house.write_text(text, "utf-8")
    result = stages.build(stages.read_shared(Workspace(root)), 43, force=True)
    assert result.docx is not None, result.findings
    return seed.edit(result.docx) if seed.edit else result.docx


def in_part(name: str, pattern: str, replacement: str, count: int = 0) -> Edit:
    """Change a part of a Word file by a regular expression, which has to be found."""

    def edit(docx: bytes) -> bytes:
        buffer = io.BytesIO()
        changed = 0
        with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w") as target:
            for item in source.infolist():
                data = source.read(item)
                if re.fullmatch(name, item.filename):
                    text, times = re.subn(pattern, replacement, data.decode(), count=count)
                    data, changed = text.encode(), changed + times
                target.writestr(item, data)
        assert changed, pattern
        return buffer.getvalue()

    return edit


def _swapped(docx: bytes) -> bytes:
    """Odd folios to the left, even ones to the right."""
    docx = in_part(r"word/footer1\.xml", r'w:jc w:val="right"', 'w:jc w:val="left"')(docx)
    return in_part(r"word/footer2\.xml", r'w:jc w:val="left"', 'w:jc w:val="right"')(docx)


def article(title: str, *parts: str, note: str = "") -> str:
    """A contribution, perhaps with a note of the editor's."""
    head = HEAD.format(title=title).replace(
        "---\n\n", f"note: {note}\n---\n\n" if note else "---\n\n"
    )
    return head + "\n\n".join(parts) + "\n"


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 600), "gray").save(buffer, "PNG", dpi=(200, 200))
    return buffer.getvalue()


def short(number: int) -> tuple[str, ...]:
    """Paragraphs of one line each."""
    return tuple(f"代表小组第{place}次活动按时举行。" for place in range(1, number + 1))


FIRST, SECOND = "issues/43/00-甲.md", "issues/43/00-申.md"
_TITLE = "某县：代表活动有声有色"
_ROWS = "\n".join(f"| 第{number}组 | {number} | {number} |" for number in range(1, 9))
TABLE = f"| 单位 | 建议 | 办结 |\n|---|--:|--:|\n{_ROWS}"
_WIDER = re.compile(r'(<w:(?:gridCol|tcW|tblW) w:w=")(\d+)"')
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_SECOND_TITLE = r'(<w:p><w:pPr><w:pStyle w:val="\w+"/>(?:(?!</w:pPr>).)*</w:pPr>'  # one with a
_SECOND_TITLE += r'<w:bookmarkStart w:id="\d+" w:name="article)'  # bookmark on it


def _wider(docx: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                data = _WIDER.sub(
                    lambda m: f'{m[1]}{int(m[2]) * 13 // 10}"', data.decode()
                ).encode()
            target.writestr(item, data)
    return buffer.getvalue()


_DOCUMENT, _SETTINGS, _STYLES = (
    rf"word/{name}\.xml" for name in ("document", "settings", "styles")
)
_NOTE = "代表工作站是代表联系群众的阵地，各地可以参照。"
_CHINESE = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯"


SEEDS = {
    "number over two lines": Seed(
        ("split-numbers",), {FIRST: article(_TITLE, f"{_CHINESE}２０２４年办理", *short(3))},
        edit=in_part(_SETTINGS, "０１２３４５６７８９", ""),
    ),
    "dash over two lines": Seed(
        ("split-marks",), {FIRST: article(_TITLE, f"{_CHINESE}辰——办理建议", *short(3))},
        edit=in_part(_SETTINGS, "—⋯", ""),
    ),
    "mark at the beginning of a line": Seed(
        ("line-edges",), {FIRST: article(_TITLE, f"{_CHINESE}辰巳，办理建议", *short(3))},
        edit=in_part(_SETTINGS, "，", ""),
    ),
    "torn line": Seed(
        ("line-gaps",),
        {FIRST: article(_TITLE, f"共12件，{_CHINESE[:12]}https://www.example.gov.cn。", *short(3))},
    ),
    "28 pt pitch": Seed(("line-pitch",), house=(("line: 28.95磅 ", "line: 28磅 "),)),
    "wrong margin": Seed(("margins",), house=(("left: 28毫米 ", "left: 31毫米 "),)),
    "missing font": Seed(
        ("faces",), house=(("font: 黑体                 # 一、", "font: 汉仪中黑简  # 一、"),),
        unverified=("fallen-characters",),
    ),
    "routing block not at the foot": Seed(
        ("routing",), house=(("place: 版心底部 ", "place: 随文 "),)
    ),
    "folio inside": Seed(("folios",), edit=_swapped),
    "one character on a last line": Seed(
        ("orphans",), {FIRST: article(_TITLE, "代表们走进站点听取群众意见" * 4 + "建议事", *short(3))}
    ),
    "blank page": Seed(
        ("blank-pages",), edit=in_part(r"word/document\.xml", _SECOND_TITLE, _BREAK * 2 + r"\1", 1)
    ),
    "heading at the foot": Seed(
        ("headings-at-foot",),
        {
            FIRST: article(_TITLE, *short(18), "## 强化学习培训", *short(8))
            .replace("source:", "headings: display\nsource:")
        },
        (("一级标题:\n    based-on: 正文\n    font: 黑体                 # 一、（7.3.3，一般）\n"
          "    keep-with-next: 是", "一级标题:\n    based-on: 正文\n    font: 黑体\n"
          "    keep-with-next: 否"),),
    ),
    "credit line alone": Seed(
        ("credit-lines",), {FIRST: article(_TITLE, *short(19))},
        (("keep-with-previous: 是 ", "keep-with-previous: 否 "),),
    ),
    "wide table": Seed(("tables",), {FIRST: article(_TITLE, *short(2), TABLE)}, edit=_wider),
    "《 at the end of a line": Seed(
        ("line-edges",), {FIRST: article(_TITLE, f"{_CHINESE}辰《监督法》办理建议", *short(3))},
        edit=in_part(_SETTINGS, "《", ""),
    ),
    "list in a title over two lines": Seed(
        ("title-breaks",),
        {FIRST: article("某县人大常委会组织驻县的省、市、|县三级代表视察重点民生项目", *short(3))},
    ),
    "number in a title apart from its unit": Seed(
        ("title-breaks",),
        {FIRST: article("某县人大常委会今年督办代表建议126|件全部办结", *short(3))},
    ),
    "title of three equal lines": Seed(
        ("title-shapes",),
        {FIRST: article("甲县：码上听民声|乙县：站里解民忧|丙县：线上办实事", *short(3))},
    ),
    "character alone in a title": Seed(
        ("title-shapes",),
        {FIRST: article("某县人大常委会组织各级代表深入基层站点|吧", *short(3))},
    ),
    "title squeezed": Seed(
        ("squeeze",), {FIRST: article(_TITLE, *short(3))},
        edit=in_part(
            _STYLES, r'(w:val="简报标题"/>(?:(?!</w:style>).)*<w:rPr>(?:(?!<w:sz).)*)',
            r'\1<w:w w:val="80"/>',
        ),
    ),
    "note on the page before its title": Seed(
        ("editor-notes",),
        {FIRST: article(_TITLE, *short(13)), SECOND: article(_TITLE, *short(9), note=_NOTE)},
        (("keep-with-next: 是         # 与标题", "keep-with-next: 否         # 与标题"),),
    ),
    "note glued to the article before": Seed(
        ("editor-notes",),
        {FIRST: article(_TITLE, *short(5)), SECOND: article(_TITLE, *short(9), note=_NOTE)},
        (("before: 1行                # 同上一篇", "before: 0行                # 同上一篇"),),
    ),
    "caption far from its picture": Seed(
        ("matter-gaps",),
        {FIRST: article(_TITLE, *short(2), "![图1　会场](会场.png)"), "issues/43/会场.png": _picture()},
        edit=in_part(
            _STYLES, r'(w:val="简报图题"/>(?:(?!</w:style>).)*<w:spacing )', r'\1w:before="200" '
        ),
    ),
    "less air above a table than below it": Seed(
        ("matter-gaps",), {FIRST: article(_TITLE, *short(2), TABLE, *short(2))},
        edit=in_part(_DOCUMENT, r'<w:spacing w:after="\d+"/>', ""),
    ),
    "title of two equal lines": Seed(
        ("title-shapes",),
        {FIRST: article("某县人大常委会组织各级代表|深入基层站点听取群众意见吧", *short(3))},
    ),
    "table over two pages": Seed(
        ("tables",), {FIRST: article(_TITLE, *short(16), TABLE)},
        edit=in_part(_DOCUMENT, "<w:keepNext/>", ""),
    ),
    "article that begins at the foot": Seed(
        ("article-beginnings",),
        {FIRST: article(_TITLE, *short(15))},
        (("whole-lines: 是            # 连上下空白占整数行：一行的标题占三行（推算）\n    keep-with-next: 是",
          "whole-lines: 是\n    keep-with-next: 否"),),
    ),
    "character that the face lacks": Seed(
        ("fallen-characters",), {FIRST: article(_TITLE, "代表赵喆走进站点。", *short(3))}
    ),
    "masthead too low": Seed(("masthead",), house=(("before: 53磅 ", "before: 78磅 "),)),
    "longer paper": Seed(  # all the rest as far from the text as ever
        ("paper",),
        edit=in_part(
            r"word/document\.xml",
            r'w:h="16838"/>(.*)w:bottom="1984"(.*)w:footer="1447"',
            r'w:h="17400"/>\1w:bottom="2546"\2w:footer="2009"',
        ),
    ),
}  # fmt: skip

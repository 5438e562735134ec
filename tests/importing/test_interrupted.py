"""Ctrl-C, a full disk, a place that cannot be written: of each file all is there, or nothing."""

from __future__ import annotations

import errno
import signal
import subprocess
import time
from pathlib import Path

import pytest

from bulletin.errors import BulletinError
from bulletin.files import Workspace
from bulletin.importing.given import Given
from bulletin.importing.run import Importer
from bulletin.scaffold import bulletin_yaml, issue_yaml
from tests.conftest import SERIES, write_files
from tests.fuzz_seeds import ISSUE_TEXT
from tests.importing.limited import listing, run
from tests.importing.word_files import PNG, article, p, picture, word

MANY = 400


def with_picture() -> bytes:
    body = "<w:p>" + picture("rId1", "现场.png") + "</w:p>"
    return word(article(body), {"word/media/a.png": PNG}, {"rId1": ("image", "media/a.png")})


def test_ctrl_c_among_many_files(tmp_path: Path) -> None:
    root = write_files(tmp_path / "ws", {"issues/bulletin.yaml": SERIES})
    write_files(tmp_path / "来稿", {f"{n}.docx": with_picture() for n in range(MANY)})
    folder = root / "issues" / "1"

    def interrupt(process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end and len(list(folder.glob("*.md"))) < 5:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)

    ran = run("import", "1", tmp_path / "来稿", cwd=root, meanwhile=interrupt)
    assert ran.code == 2, ran.err
    assert "已中止" in ran.err
    assert "Traceback" not in ran.err and "程序自己出了错" not in ran.err
    names = {one.name for one in folder.iterdir()}
    texts = {name for name in names if name.endswith(".md")}
    pictures = {name for name in names if name.endswith(".png")}
    assert 4 <= len(texts) < MANY  # the fifth may have been in the middle of being written
    assert len(pictures) == len(texts)
    assert names == texts | pictures | {"issue.yaml"}
    assert all("走进站点" in (folder / name).read_text("utf-8") for name in texts)


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """The small files can be written before the large one cannot: they are taken away again."""
    root = write_files(
        tmp_path / "ws", {"issues/bulletin.yaml": SERIES, "issues/2/issue.yaml": "#"}
    )
    write_files(
        tmp_path, {"大.docx": word(article(p("听取意见。" * 2000))), "小.docx": with_picture()}
    )
    before = listing(root)
    for number in ("1", "2"):
        ran = run("import", number, tmp_path / "大.docx", cwd=root, file_bytes=10_000)
        assert ran.code == 2
        assert "文件太大" in ran.err and "原来的文件没有动" in ran.err
        assert listing(root) == before
    ran = run(
        "import", "1", tmp_path / "大.docx", tmp_path / "小.docx", cwd=root, file_bytes=10_000
    )
    assert ran.code == 2
    assert "小.docx：认出是一篇" in ran.out


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    root = write_files(tmp_path / "ws", {"issues/bulletin.yaml": SERIES, "issues/1": "x"})
    write_files(tmp_path, {"文.docx": word(article())})
    before = listing(root)
    ran = run("import", "1", tmp_path / "文.docx", cwd=root)
    assert ran.code == 2
    assert ran.err.startswith("错误：")
    assert "程序自己出了错" not in ran.err
    assert listing(root) == before


BEGUN = {
    "nothing": {},
    "init": {"issues/bulletin.yaml": bulletin_yaml()},
    "new": {"issues/bulletin.yaml": SERIES, "issues/43/issue.yaml": issue_yaml(43)},
}


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
@pytest.mark.parametrize("begun", BEGUN)
def test_all_or_nothing_wherever_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, begun: str
) -> None:
    """A whole issue is several files, some of which ``init`` and ``new`` have made already."""
    root = write_files(tmp_path / "ws", {"keep": "", **BEGUN[begun]})
    before = listing(root)
    importer = Importer(Workspace(root))
    understood = importer.read(Given("43.txt", None, ISSUE_TEXT.encode()))
    replace, count, last = Path.replace, 0, 1

    def failing(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == last:
            raise fault
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    for last in range(1, 4 if begun == "new" else 5):
        count = 0
        with pytest.raises((BulletinError, KeyboardInterrupt)):
            importer.take(43, understood)
        assert listing(root) == before, last
    monkeypatch.undo()
    assert len(importer.take(43, understood).files) == 3
    assert len(list((root / "issues").rglob("*.*"))) == 4

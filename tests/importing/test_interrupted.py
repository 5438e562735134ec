"""Ctrl-C, a full disk, a place that cannot be written: of an import all is there, or nothing."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import SERIES, write_files
from tests.harness.limited_run import listing, run
from tests.harness.word_files import PNG, article, p, picture, word

pytestmark = pytest.mark.slow

MANY = 400


def with_picture() -> bytes:
    body = "<w:p>" + picture("rId1", "现场.png") + "</w:p>"
    return word(article(body), {"word/media/a.png": PNG}, {"rId1": ("image", "media/a.png")})


def test_ctrl_c_among_many_files(tmp_path: Path) -> None:
    root = write_files(tmp_path / "ws", {"issues/bulletin.yaml": SERIES})
    write_files(tmp_path / "来稿", {f"{n}.docx": with_picture() for n in range(MANY)})
    before = listing(root)

    def interrupt(process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end and len(list(root.glob("issues/.bulletin-*/*"))) < 5:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)

    ran = run("import", "1", tmp_path / "来稿", "--again", cwd=root, meanwhile=interrupt)
    assert ran.code == 2, ran.err
    assert "已中止，什么都没有导入" in ran.err
    assert "Traceback" not in ran.err and "程序自己出了错" not in ran.err
    assert listing(root) == before


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

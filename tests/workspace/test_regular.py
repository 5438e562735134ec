"""Pipes, devices, sockets, circles of links, files that grow: named in Chinese, never waited for."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.workspace import files, regular, writing
from tests.conftest import CONTRIBUTION, MakeWorkspace, Run, RunHere
from tests.writers.word.test_docx_writer import png

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX has these files"),
]


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has at most 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _linked_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("p.fifo"))
    path.symlink_to("p.fifo")


ODD: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "null": lambda path: path.symlink_to("/dev/null"),
    "linked pipe": _linked_pipe,
}


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Makes a file of some kind that is not regular."""
    return ODD[request.param]


def test_what_is_no_regular_file_is_not_read(tmp_path: Path, odd: Callable[[Path], None]) -> None:
    odd(tmp_path / "x")
    with pytest.raises(regular.NotRegular):
        regular.read(tmp_path / "x")
    with pytest.raises(BulletinError, match="读不了 甲：它不是普通文件"):
        files.read(tmp_path / "x", "甲")


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a" * size)
    assert regular.read(path, 10) == b"a" * size
    assert regular.read(path) == b"a" * size


@pytest.mark.parametrize("size", [11, 12, 1000])
def test_a_longer_one_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a" * size)
    with pytest.raises(OSError, match="too large") as caught:
        regular.read(path, 10)
    assert caught.value.errno == errno.EFBIG
    with pytest.raises(BulletinError, match="读不了 甲：文件太大"):
        files.read(path, "甲", 10)


def test_folders_and_missing_files_are_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        regular.read(tmp_path)
    with pytest.raises(FileNotFoundError):
        regular.read(tmp_path / "x")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(BulletinError, match="读不了 甲"):
        files.read(tmp_path / "circle", "甲")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux has these files")
def test_a_file_without_a_size_is_read(tmp_path: Path) -> None:
    assert os.stat("/proc/self/status").st_size == 0
    assert b"Pid:" in regular.read("/proc/self/status")
    with pytest.raises(OSError, match="too large"):
        regular.read("/proc/self/status", 10)


def test_a_sparse_file_of_a_terabyte_is_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="too large"):
        regular.read(tmp_path / "x", 1 << 20)


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Path]:
    """A file to which bytes are added as long as it is read."""
    path, stop = tmp_path / "x", threading.Event()
    path.write_bytes(b"a")

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(b"a" * 65536)
                if file.tell() > 1 << 28:
                    return

    thread = threading.Thread(target=grow)
    thread.start()
    yield path
    stop.set()
    thread.join()


def test_a_file_that_grows_ends_at_the_limit(growing: Path) -> None:
    try:
        assert len(regular.read(growing, 1 << 22)) <= 1 << 22
    except OSError as error:
        assert error.errno == errno.EFBIG


@pytest.mark.parametrize("kind", ["pipe", "socket", "linked pipe"])
def test_nothing_is_put_in_the_place_of_what_is_no_regular_file(tmp_path: Path, kind: str) -> None:
    """Not tried with a device: root would lose it where this fails."""
    ODD[kind](tmp_path / "x")
    with pytest.raises(BulletinError, match=r"写不了 .*：它不是普通文件"):
        writing.write(tmp_path / "x", b"")
    assert not (tmp_path / "x").is_file()
    assert not list(tmp_path.glob(".*"))


# In a workspace

PLACES = [
    "issues/1/02-x.md", "issues/1/01-温县.md", "issues/1/issue.yaml", "issues/bulletin.yaml",
    "templates/issue.j2", "templates/gbt9704.yaml", "templates/terms.yaml",
    "templates/leaders.yaml", "issues/1/图.png", "issues/1/来.docx", "build/.ledger.json",
]  # fmt: skip
HARMLESS = {"issues/1/来.docx", "build/.ledger.json"}
"""Nobody needs what is in them."""


@pytest.mark.parametrize("place", PLACES)
def test_build_and_check_name_it(workspace: MakeWorkspace, run: Run, place: str) -> None:
    root = workspace({"issues/1/03-图.md": CONTRIBUTION + "\n![图](图.png)\n"})
    (root / "templates").mkdir()
    (root / "build").mkdir()
    path = root / place
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for command in (("check", "1"), ("build", "1")):
        done = run(*command, cwd=root)
        said = done.stdout + done.stderr
        assert "自己出了错" not in said
        if place not in HARMLESS:
            assert done.returncode != 0
            assert Path(place).name in said, said
            assert "不是普通文件" in said, said


@pytest.mark.parametrize(
    "command", ["list", "build --all", "check --all", "proof 1", "add 1 甲 --source 乙"]
)
def test_the_other_commands_go_on(workspace: MakeWorkspace, run: Run, command: str) -> None:
    root = workspace({})
    os.mkfifo(root / "issues/1/02-x.md")
    done = run(*command.split(), cwd=root)
    assert "自己出了错" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["x.docx", "x.md", "x.txt", "x.pdf", "x"])
def test_import_names_it(workspace: MakeWorkspace, run: Run, tmp_path: Path, name: str) -> None:
    root = workspace({})
    os.mkfifo(tmp_path / name)
    done = run("import", "1", tmp_path / name, cwd=root)
    assert done.returncode == 2
    assert f"读不了 {name}：它不是普通文件" in done.stderr


def test_proof_and_import_of_a_device(workspace: MakeWorkspace, run: Run) -> None:
    root = workspace({})
    (root / "x.docx").symlink_to("/dev/zero")
    for command in (("proof", "x.docx"), ("import", "1", "x.docx")):
        done = run(*command, cwd=root)
        assert done.returncode == 2
        assert "读不了 x.docx：它不是普通文件" in done.stderr


# Folders and links that lead nowhere, in circles, or out of the workspace


def _links(**targets: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for name, target in targets.items():
            (folder / name).symlink_to(target)

    return make


def _cross(folder: Path) -> None:
    for one, other in (("甲", "乙"), ("乙", "甲")):
        (folder / one).mkdir()
        (folder / one / "又").symlink_to(f"../{other}")


CIRCLES: dict[str, Callable[[Path], None]] = {
    "itself": _links(x="."), "the parent": _links(x=".."), "the workspace": _links(x="../.."),
    "eight": _links(**dict.fromkeys("abcdefgh", ".")), "a link to itself": _links(x="x"),
    "two": _links(x="y", y="x"), "two folders": _cross, "the whole disk": _links(x="/usr"),
    "a contribution": lambda folder: (folder / "02-x.md").mkdir(),
    "a linked contribution": _links(**{"02-x.md": "."}), "nowhere": _links(**{"02-x.md": "无"}),
    "a contribution that is itself": _links(**{"02-x.md": "02-x.md"}),
    "deep": lambda folder: (folder / "/".join("d" * 300)).mkdir(parents=True),
}  # fmt: skip


@pytest.mark.parametrize("circle", CIRCLES)
def test_links_are_not_followed_for_ever(
    workspace: MakeWorkspace, run_here: RunHere, circle: str
) -> None:
    """Eight links to their own folder lead to a file in 8 to the power of 40 ways."""
    root = workspace({})
    CIRCLES[circle](root / "issues/1")
    for line in ("check 1", "build 1", "build 1 --html", "list", "check --all --format sarif"):
        start = time.process_time()
        code, said = run_here(*line.split(), cwd=root)
        assert time.process_time() - start < 2
        assert (code, "自己出了错" in said) == (0, False), said
    code, said = run_here("import", "1", ".", cwd=root / "issues/1")
    assert (code, "自己出了错" in said) == (2, False), said


def test_a_source_that_is_a_link_to_itself(workspace: MakeWorkspace, run_here: RunHere) -> None:
    root = workspace({})
    (root / "x.docx").symlink_to("x.docx")
    code, said = run_here("import", "1", "x.docx", cwd=root)
    assert (code, "读不了 x.docx" in said) == (2, True)


def test_a_picture_behind_a_linked_folder_makes_the_issue_stale(
    workspace: MakeWorkspace, run_here: RunHere
) -> None:
    root = workspace({"issues/1/02-图.md": CONTRIBUTION + "\n![图](x/图.png)\n"})
    (root / "图片").mkdir()
    (root / "图片/图.png").write_bytes(png())
    (root / "issues/1/x").symlink_to("../../图片")
    run_here("build", "1", cwd=root)
    assert "已编" in run_here("list", cwd=root)[1]
    (root / "图片/图.png").write_bytes(png(20))
    assert "过期" in run_here("list", cwd=root)[1]

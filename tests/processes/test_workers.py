"""Several processes: in order, none left behind, and one that dies costs one item."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.processes import workers
from tests.conftest import CONTRIBUTION, ROOT, MakeWorkspace

pytestmark = pytest.mark.slow

LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


def square(number: int) -> int:
    time.sleep(0.02 * (number % 3))  # they do not end in the order in which they began
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 13:
        raise BulletinError("十三")
    return number * number


def begin() -> Callable[[int], int]:
    return square


def begin_and_die() -> Callable[[int], int]:
    os._exit(7)


def test_results_come_in_order() -> None:
    numbers = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
    assert list(workers.spread(begin, numbers, 3)) == [one * one for one in numbers]
    assert list(workers.spread(begin, [], 3)) == []


def test_a_process_that_dies_costs_one_item() -> None:
    assert list(workers.spread(begin, [1, 2, 5, 3, 5, 5, 4], 2)) == [1, 4, None, 9, None, None, 16]


def test_what_is_raised_is_raised_here() -> None:
    results = workers.spread(begin, [1, 13, 2], 1)
    assert next(results) == 1
    with pytest.raises(BulletinError, match="十三"):
        list(results)


def test_processes_that_cannot_begin() -> None:
    with pytest.raises(BulletinError, match="开不了别的进程"):
        list(workers.spread(begin_and_die, [1, 2, 3], 2))


def test_results_not_wanted_any_more_are_not_waited_for() -> None:
    results = workers.spread(begin, range(1_000_000), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]


# The program


@pytest.fixture
def building(workspace: MakeWorkspace) -> subprocess.Popen[str]:
    """A build of 60 issues by two processes, at work."""
    numbers = range(2, 61)
    root = workspace(
        {f"issues/{number}/issue.yaml": f"number: {number}\n" for number in numbers}
        | {f"issues/{number}/01.md": CONTRIBUTION for number in numbers}
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin", "build", "--all", "--jobs", "2"], cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "编好了 build/1.docx（1 篇，42 字）。\n"
    return process


def children(parent: int) -> list[int]:
    """The processes that this one began, and that live."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, above = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(above) == parent and state != "Z":
            found.append(int(path.parent.name))
    return found


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@LINUX
def test_workers_end_with_the_main_process(building: subprocess.Popen[str]) -> None:
    begun = children(building.pid)
    assert len(begun) >= 2
    building.kill()
    end = time.monotonic() + 10
    while any(map(lives, begun)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(map(lives, begun))
    building.communicate(timeout=10)


@LINUX
def test_a_killed_worker_is_one_issues_fault(building: subprocess.Popen[str]) -> None:
    workers_of = [
        one for one in children(building.pid)
        if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]  # fmt: skip
    os.kill(workers_of[0], signal.SIGKILL)
    assert building.stdout is not None and building.stderr is not None
    out, said = building.stdout.read(), building.stderr.read()  # also what was buffered before
    building.wait(timeout=60)
    lost = said.count("期没有编成：编它的进程中途被结束了。")
    assert lost <= 1
    assert building.returncode == (2 if lost else 0)
    assert out.count("编好了 build/") == 59 - lost
    assert "Broken" not in said and "程序自己出了错" not in said

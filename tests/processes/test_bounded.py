"""A function in a process of its own: its time, its memory, its end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.processes.bounded import Bounded, ExceededError, alarm
from tests.conftest import ROOT, MakeWorkspace, Run

pytestmark = pytest.mark.slow

LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


_KEPT: list[bytes] = []
"""What a call leaves behind in the child."""


def work(data: bytes) -> bytes:
    """What is done in the child: as the bytes say."""
    match data.decode("latin-1").split():
        case ["sleep"]:
            time.sleep(60)
        case ["spin"]:
            while True:
                pass
        case ["power"]:
            return str(9 ** (9**9)).encode()  # one call that nothing interrupts
        case ["memory"]:
            return bytes(10**9)
        case ["crash"]:
            os.abort()
        case ["exit"]:
            os._exit(7)
        case ["recursion"]:
            return work(data)
        case ["keep"]:
            _KEPT.append(bytes(40 * 10**6))
        case ["pid"]:
            return str(os.getpid()).encode()
        case ["stdout"]:
            print("甲" * 10)
    return data[::-1]


@pytest.fixture(scope="module")
def bounded() -> Iterator[Bounded]:
    one = Bounded("tests.processes.test_bounded:work", 0.2, 60)
    yield one
    one.end()


@pytest.mark.parametrize("data", [b"", b"a", b"\xff\0\n", bytes(10**7)])
def test_bytes_go_there_and_back(data: bytes) -> None:
    one = Bounded("tests.processes.test_bounded:work", 20, 60)
    assert one(data) == data[::-1]
    one.end()


def test_an_alarm_interrupts_and_a_late_one_does_not() -> None:
    with pytest.raises(KeyboardInterrupt), alarm(0.05):
        while True:
            pass
    with alarm(0.05):
        pass
    time.sleep(0.1)


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (b"sleep", "time"), (b"spin", "time"), (b"power", "time"), (b"memory", "memory"),
        (b"crash", ""), (b"exit", ""), (b"recursion", ""),
    ],
)  # fmt: skip
def test_what_exceeds_is_ended_and_the_next_call_is_answered(
    bounded: Bounded, data: bytes, limit: str
) -> None:
    bounded(b"")
    start = time.monotonic()
    with pytest.raises(ExceededError) as caught:
        bounded(data)
    assert caught.value.limit == limit
    assert time.monotonic() - start < 2
    assert bounded(b"ab") == b"ba"


def test_where_the_time_ran_out_is_told(bounded: Bounded) -> None:
    with pytest.raises(ExceededError) as caught:
        bounded(b"spin")
    assert "test_bounded.py" in caught.value.trace


def test_one_child_serves_many_calls(bounded: Bounded) -> None:
    assert len({bounded(b"pid") for _ in range(20)}) == 1


@LINUX
def test_what_a_call_leaves_behind_is_not_the_next_one_s_to_pay_for(bounded: Bounded) -> None:
    before = bounded(b"pid")
    assert bounded(b"pid") == before
    assert bounded(b"keep") == b"peek"
    assert bounded(b"pid") != before
    assert bounded(b"keep") == bounded(b"keep") == b"peek"


def test_what_cannot_be_started() -> None:
    with pytest.raises(ExceededError):
        Bounded("tests.no_such_module:work", 1, 60)(b"")


@LINUX
@pytest.mark.parametrize("busy", [True, False])
def test_the_child_ends_with_its_parent(busy: bool) -> None:
    code = (
        "from bulletin.processes.bounded import Bounded\n"
        "one = Bounded('tests.processes.test_bounded:work', 1, 60)\n"
        "print(one(b'pid').decode(), flush=True)\n" + ("one(b'spin')\n" if busy else "input()\n")
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child = Path("/proc", parent.stdout.readline().decode().strip())
    assert child.exists()
    parent.kill()
    parent.communicate()
    end = time.monotonic() + 5
    while child.exists() and "\tZ" not in (child / "status").read_text():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_greedy_template_in_a_workspace(workspace: MakeWorkspace, run: Run) -> None:
    greedy = '{{ "{:1000000000}".format(1) }}'
    root = workspace({"templates/issue.j2": f"正文 | 甲\n{greedy}\n"})
    run("list", cwd=root)
    start = time.monotonic()
    done = run("build", "1", cwd=root)
    assert time.monotonic() - start < 4  # 0.4 s on a machine that does nothing else
    assert done.returncode == 1
    assert "templates/issue.j2:2:1: 错误 TE001 模板执行出错：要的内存太多" in done.stderr
    assert not (root / "build/1.docx").exists()

"""Runs the program with so much memory and time, and tells how much it took."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

MEMORY = 2 << 30
"""Bytes of address space."""
SECONDS = 60
"""Of processor time."""


_PROGRAM = """
import atexit, os
from pathlib import Path
said = Path("/proc/self/status")
atexit.register(lambda: Path(os.environ["STATUS"]).write_text(said.read_text()))
from bulletin.cli.app import main
main()
"""
"""ru_maxrss will not do: it begins with the memory of the process that started this one."""


@dataclass(frozen=True)
class Ran:
    """What came of a run."""

    code: int
    out: str
    err: str
    megabytes: float
    """The most that it had in memory."""
    seconds: float
    """Of processor time."""

    def story_of(self, name: str) -> str:
        """The message about a file, its hint included."""
        lines = self.err.splitlines()
        at = [
            place for place, line in enumerate(lines) if line.startswith("错误：") and name in line
        ]
        return "\n".join(lines[at[0] : at[0] + 2]) if at else ""


def run(
    *args: str | Path,
    cwd: Path,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    file_bytes: int = resource.RLIM_INFINITY,
    meanwhile: Callable[[subprocess.Popen[bytes]], None] | None = None,
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Run ``python -m bulletin``; it is ended by the system when it takes more than it may.

    A file larger than ``file_bytes`` cannot be written, which is as if the disk were full.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & has it ignored

    clean = {key: value for key, value in os.environ.items() if key != "BULLETIN_WORKSPACE"}
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.NamedTemporaryFile("r") as status_,
    ):
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *(str(one) for one in args)],
            cwd=cwd, stdout=out, stderr=err, stdin=subprocess.DEVNULL, preexec_fn=limit,  # noqa: PLW1509 - there are no threads
            env={**clean, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "STATUS": status_.name, **(env or {})},
        )  # fmt: skip
        if meanwhile is not None:
            meanwhile(process)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Ran(
            process.returncode,
            out.read().decode(errors="replace"),
            err.read().decode(errors="replace"),
            int(re.findall(r"VmHWM:\s+(\d+) kB", status_.read())[0]) / 1024,
            usage.ru_utime + usage.ru_stime,
        )


def listing(folder: Path) -> dict[str, bytes]:
    """All files in a folder, hidden ones too, with what is in them."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() if one.is_file() else b""
        for one in sorted(folder.rglob("*"))
    }

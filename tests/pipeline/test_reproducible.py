"""The same input gives the same bytes, whatever the clock, time zone, locale, hash seed or folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Runs the program under a clock moved by the seconds of the first argument.
_MOVED = """
import sys, time, datetime
shift = float(sys.argv.pop(1))
real, local = time.time, time.localtime
time.time = lambda: real() + shift
time.localtime = lambda seconds=None: local(real() + shift if seconds is None else seconds)
class Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(time.time())
datetime.datetime = Moved
from bulletin.cli.app import main
main()
"""


def build(folder: Path, shift: float, **env: str) -> str:
    """The digest of issue 43 built in a copy of the workspace."""
    shutil.copytree(ROOT / "issues", folder / "issues")
    subprocess.run(
        [sys.executable, "-c", _MOVED, str(shift), "build", "43", "--html"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        check=True,
        capture_output=True,
    )
    made = [(folder / "build" / f"43.{kind}").read_bytes() for kind in ("docx", "html")]
    return hashlib.sha256(b"".join(made)).hexdigest()


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    built = {
        build(tmp_path / "a", 0, TZ="UTC", LANG="C", PYTHONHASHSEED="1"),
        build(tmp_path / "另一个 folder", 86_400 * 400 + 3, TZ="Asia/Shanghai", LANG="zh_CN.UTF-8",
              PYTHONHASHSEED="2", LC_ALL="C.UTF-8"),
        build(tmp_path / "b" / "c", -86_400 * 3000, TZ="America/St_Johns", PYTHONHASHSEED="3"),
    }  # fmt: skip
    assert len(built) == 1

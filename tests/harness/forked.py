"""The program as a process of its own, without the time that Python and its modules take to start."""

from __future__ import annotations

import atexit
import importlib
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from bulletin.pipeline import stages
from bulletin.workspace.folders import Workspace

ROOT = Path(__file__).parents[2]
CAN = hasattr(os, "fork")
SECONDS = 120
"""After that a run is ended, and its exit code is negative."""

Done = subprocess.CompletedProcess[str]


def start(args: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Done:
    """``python -m bulletin``, from nothing."""
    clean = {key: value for key, value in os.environ.items() if key != "BULLETIN_WORKSPACE"}
    return subprocess.run(
        [sys.executable, "-m", "bulletin", *args],
        cwd=cwd,
        env={**clean, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def run(args: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Done:
    """The same in a copy of this process. The copy has what is cached here; it changes nothing here."""
    _load()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _run(args, cwd, env, (os.open(os.devnull, os.O_RDONLY), out.fileno(), err.fileno()))
        _, status = os.waitpid(child, 0)
        printed = []
        for file in (out, err):
            file.seek(0)
            printed.append(file.read().decode("utf-8").replace("\r\n", "\n"))
    return subprocess.CompletedProcess(args, os.waitstatus_to_exitcode(status), *printed)


@cache
def _load() -> None:
    """Load every module, and what they load when they are first used."""
    for module in pkgutil.walk_packages([str(ROOT / "bulletin")], "bulletin."):
        importlib.import_module(module.name)
    for name in (
        "rjieba",
        "docx",
        "jinja2.sandbox",
        "rich.console",
        "typer._click",
        "fontTools.ttLib",
    ):
        importlib.import_module(name)
    stages.build(stages.read_shared(Workspace(ROOT)), 43)  # compiles patterns, reads the dictionary


def _run(
    args: Sequence[str], cwd: Path, env: Mapping[str, str], streams: tuple[int, int, int]
) -> NoReturn:
    """The life of the copy."""
    code: Any = 70
    try:
        signal.alarm(SECONDS)
        atexit._clear()
        for number, file in enumerate(streams):
            os.dup2(file, number)
        sys.stdin, sys.stdout, sys.stderr = [
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            for number, mode in enumerate("rww")
        ]
        os.chdir(cwd)
        os.environ.pop("BULLETIN_WORKSPACE", None)
        os.environ.update({"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **env})
        sys.argv = ["bulletin", *args]
        from bulletin.__main__ import main

        main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        with suppress(Exception):
            atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):
                stream.flush()
        os._exit(code if isinstance(code, int) else 70)

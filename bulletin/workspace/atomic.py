"""Atomic replacement of files through temporary files beside them.

A temporary file is called .bulletin-HOST-PROCESS-RUN-N.tmp (short, however long the file's own name
is). One that a killed process left is removed by the next process that writes into the folder.
The functions raise ``OSError``; ``writing`` turns it into Chinese.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NoReturn
from zlib import crc32

from bulletin.workspace import regular

_PART = r"\.bulletin-(?P<host>[0-9a-f]{8})-(?P<process>\d+)-(?P<run>[0-9a-f]{8})-\d+\.tmp"
_RUN = os.urandom(4).hex()
"""Random; another process with the same number has another one."""
_OLD = 3600
"""Seconds after which a temporary file is abandoned: the system may have reused its number."""
_count = itertools.count()
_EXCHANGE, _AT_CWD = 2, -100
"""RENAME_EXCHANGE and AT_FDCWD of Linux's renameat2(2)."""


class Changed(OSError):
    """A file is no longer what it was when it was read."""


@contextlib.contextmanager
def part(folder: Path) -> Iterator[Path]:
    """A name for a temporary file or folder, to be made and moved to its place; removed at the end."""
    sweep(folder)
    path = part_name(folder)
    try:
        yield path
    finally:
        _remove(path)


def write(path: Path, data: bytes, flush: bool) -> None:
    """Write a new file; ``FileExistsError`` if there is one of this name."""
    with path.open("xb") as file:
        file.write(data)
        if flush:
            file.flush()
            os.fsync(file.fileno())


def put_new(path: Path, target: Path) -> None:
    """Move a temporary file or folder to a new name; ``FileExistsError`` if something has it.

    A folder may also take the place of an empty one.
    """
    if os.name == "nt" or path.is_dir():
        with contextlib.suppress(OSError):
            target.rmdir()  # an empty folder is nothing
        path.rename(target)
        return
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without links: asked first, which leaves a moment in between
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        path.replace(target)


def refuse(_: bytes) -> NoReturn:
    """Raise ``Changed``."""
    raise Changed


def exchange(
    path: Path, target: Path, before: bytes, accept: Callable[[bytes], object] = refuse
) -> None:
    """Replace a file, which was just seen to hold ``before``, by a temporary one.

    On Linux the two change names in one step. If what came out is not ``before``, ``accept`` is
    called with it, and if that raises, it is put back: no save of another program can be lost.
    Elsewhere one can be, in the microseconds since the file was read.
    """
    after = regular.read(path)
    out = _place(path, target)
    if out is None or out == before:
        return
    try:
        accept(out)
    except BaseException:
        held, put_back = after, out  # a save in this moment comes out instead of what the file held
        while (found := _place(path, target)) not in (None, held):
            held, put_back = put_back, found
        raise


def _place(path: Path, target: Path) -> bytes | None:
    """Replace a file by a temporary one; the bytes that it held if the two were exchanged.

    Then they are in ``path``, and calling ``_place`` again restores them.
    """
    if _swap(path, target):
        return regular.read(path)
    path.replace(target)
    return None


def _swap(one: Path, other: Path) -> bool:
    """Exchange the names of two files; ``False`` where the system or the disk cannot do that."""
    rename = _renameat2()
    names = os.fsencode(one), os.fsencode(other)
    return rename is not None and not rename(_AT_CWD, names[0], _AT_CWD, names[1], _EXCHANGE)


@lru_cache(maxsize=1)
def _renameat2() -> Callable[[int, bytes, int, bytes, int], int] | None:
    """Linux's own call; ``None`` on other systems."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), "renameat2", None)


# Temporary files of killed processes


def part_name(folder: Path) -> Path:
    """A name for a temporary file in a folder; it contains this process's number."""
    return folder / f".bulletin-{_host()}-{os.getpid()}-{_RUN}-{next(_count)}.tmp"


@lru_cache(maxsize=1)
def _host() -> str:
    return f"{crc32(platform.node().encode()):08x}"


@lru_cache(maxsize=1024)
def sweep(folder: Path) -> None:
    """Remove the temporary files of killed processes from a folder; done once for each folder."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if name.endswith(".tmp") and is_left(folder / name, name):
                _remove(folder / name)


def is_left(path: Path, name: str) -> bool:
    """Whether the process that made a temporary file of this name is dead, or ``path`` is old."""
    match = re.fullmatch(_PART, name)
    if match is None:
        return False
    if match["host"] == _host() and os.name != "nt":  # Windows cannot ask without harm
        if int(match["process"]) == os.getpid():
            return match["run"] != _RUN
        try:
            os.kill(int(match["process"]), 0)
        except ProcessLookupError:
            return True
        except (PermissionError, OverflowError):
            pass
    return time.time() - path.lstat().st_mtime > _OLD


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)

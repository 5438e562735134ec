"""Putting a file in its place in one step: never half of it, never over something unseen.

What is written goes into a part first, a file beside its place with a name of ours
(.bulletin-HOST-PROCESS-RUN-N.tmp: short, however long the file's own name is). A part that a
killed process left is taken away by the next one that writes into the folder. Everything here
raises ``OSError``; ``files`` says it in Chinese.
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
from zlib import crc32

from bulletin.workspace import regular

_PART = r"\.bulletin-(?P<host>[0-9a-f]{8})-(?P<process>\d+)-(?P<run>[0-9a-f]{8})-\d+\.tmp"
_RUN = os.urandom(4).hex()
"""Tells this process from an earlier one that had the same number."""
_OLD = 3600
"""Seconds after which no process is still at a part, alive or not: the system reuses numbers."""
_count = itertools.count()
_EXCHANGE, _AT_CWD = 2, -100
"""RENAME_EXCHANGE and AT_FDCWD of Linux's renameat2(2)."""


class Changed(OSError):
    """A file is no longer what it was when it was read."""


@contextlib.contextmanager
def part(folder: Path, data: bytes, flush: bool) -> Iterator[Path]:
    """A part with these bytes, to be put in its place; what is left of it goes at the end.

    With ``flush`` the bytes are on the disk before the caller goes on, so that a power cut leaves
    the earlier file or this one.

    Raises:
        OSError: it cannot be written.
    """
    sweep(folder)
    path = part_name(folder)
    try:
        write(path, data, flush)
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def part_folder(folder: Path) -> Iterator[Path]:
    """An empty folder, to be filled and put in its place; what is left of it goes at the end.

    Raises:
        OSError: it cannot be made.
    """
    sweep(folder)
    path = part_name(folder)
    try:
        path.mkdir()
        yield path
    finally:
        _remove(path)


def write(path: Path, data: bytes, flush: bool) -> None:
    """Write a file that nobody knows of yet."""
    with path.open("xb") as file:
        file.write(data)
        if flush:
            file.flush()
            os.fsync(file.fileno())


def put_new(path: Path, target: Path) -> None:
    """Give a part its name, which nothing has yet; a folder also that of an empty one.

    Raises:
        FileExistsError: something has it.
        OSError: it cannot be done.
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


def exchange(path: Path, target: Path, before: bytes, after: bytes) -> None:
    """Put a part, which holds ``after``, in the place of a file if that holds ``before``.

    The file is compared just before. On Linux the two then change places in one step, what came
    out is compared once more, and put back if it is something else: no moment is left in which a
    save could be lost. Elsewhere there are some microseconds between comparing and renaming.

    Raises:
        Changed: the file holds something else, or is gone; it is left so.
        OSError: it cannot be read or replaced.
    """
    try:
        if regular.read(target) != before:
            raise Changed
        if not _swap(path, target):
            path.replace(target)
            return
        expected, placed = before, after
        while (out := regular.read(path)) != expected:  # in the second round ``after`` comes out
            expected, placed = placed, out
            if not _swap(path, target):
                path.replace(target)
                break
    except FileNotFoundError as error:
        raise Changed from error
    if placed is not after:
        raise Changed


def place(path: Path, target: Path) -> bytes | None:
    """Put a part in the place of a file, whatever that is.

    Returns:
        What was there, where the system lets it come out; then it is in ``path`` still, and
        ``place`` puts it back.
    """
    if _swap(path, target):
        return regular.read(path)
    path.replace(target)
    return None


def _swap(one: Path, other: Path) -> bool:
    """Let two files change names; ``False`` where the system or the disk cannot do that."""
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


# Parts that were left


def part_name(folder: Path) -> Path:
    """A name for a part in a folder, which tells this process."""
    return folder / f".bulletin-{_host()}-{os.getpid()}-{_RUN}-{next(_count)}.tmp"


@lru_cache(maxsize=1)
def _host() -> str:
    return f"{crc32(platform.node().encode()):08x}"


@lru_cache(maxsize=1024)
def sweep(folder: Path) -> None:
    """Take away what killed processes left in a folder; once for each folder."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            match = re.fullmatch(_PART, name) if name.endswith(".tmp") else None
            if match is not None and _is_left(folder / name, match):
                _remove(folder / name)


def is_left(path: Path, name: str) -> bool:
    """Whether the process that made a part of this name is dead, or ``path`` is old."""
    match = re.fullmatch(_PART, name)
    return match is None or _is_left(path, match)


def _is_left(path: Path, name: re.Match[str]) -> bool:
    """Whether a part's process, as its name tells it, is dead, or the part is old."""
    if name["host"] == _host() and os.name != "nt":  # Windows cannot ask without harm
        if int(name["process"]) == os.getpid():
            return name["run"] != _RUN
        try:
            os.kill(int(name["process"]), 0)
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

"""Writing files, each of them whole or not at all; what cannot be done raises ``BulletinError``."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.workspace import atomic, regular
from bulletin.workspace.files import behind_links, is_writable, read
from bulletin.workspace.system_errors import cannot_write


def write(path: Path, data: bytes) -> None:
    """Write a file; an earlier one stays until the new one is complete.

    Its permissions stay, so that a colleague on the same folder can go on; a link stays a link.
    A pipe or a device, to which a link may lead, is not written: root could put a file in its
    place. The disk is not told to flush (3 % of the time of a thousand issues): after a power cut a
    result can be built again.
    """
    path = behind_links(path) if path.is_symlink() else path
    try:
        if path.exists():
            regular.require(path)
        with _part(path, data) as part:
            part.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error


def write_over(path: Path, data: bytes, keep: Callable[[bytes], None]) -> None:
    """Write a file as ``write`` does; ``keep`` is first called with the bytes of the earlier file.

    It is called again if the file has changed meanwhile (see ``atomic.exchange``).
    """
    path = behind_links(path) if path.is_symlink() else path
    try:
        with _part(path, data) as part:
            while not os.path.lexists(path):
                with contextlib.suppress(FileExistsError):  # made in this moment
                    atomic.put_new(part, path)
                    return
            before = read(path, path.name)
            keep(before)
            atomic.exchange(part, path, before, keep)
    except OSError as error:
        raise cannot_write(path, error) from error


@contextlib.contextmanager
def _part(path: Path, data: bytes, flush: bool = False) -> Iterator[Path]:
    """A temporary file beside a file, with its permissions; with ``flush`` it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.part(path.parent) as part:
        atomic.write(part, data, flush)
        with contextlib.suppress(OSError):  # a new file, or a disk without modes
            part.chmod(path.stat().st_mode)
        yield part


def replace(path: Path, before: bytes | None, after: bytes, shown: str) -> None:
    """Write a user's file if it still is what was read; flushed to the disk before it changes.

    A link stays a link. ``atomic.exchange`` says what happens if the file changes meanwhile.
    ``before`` is ``None`` if there was no such file; ``shown`` is its name in messages.

    Raises:
        BulletinError: it was changed, made or removed meanwhile, is read-only, or cannot be
            written; it is as it was.
    """
    path = behind_links(path)
    try:
        with _part(path, after, flush=True) as part:
            if before is None:
                atomic.put_new(part, path)
                return
            if regular.read(path) != before:
                raise atomic.Changed
            if not is_writable(path):
                raise BulletinError(f"{shown} 是只读的，没有改它。", "要改它，先去掉“只读”。")
            atomic.exchange(part, path, before)
    except FileExistsError as error:
        raise _exists(shown) from error
    except (atomic.Changed, FileNotFoundError) as error:
        raise BulletinError(
            f"{shown} 刚才被别的程序存过，没有改它；存的内容都在。", "等那边存好了，再运行一次。"
        ) from error
    except OSError as error:
        raise cannot_write(path, error) from error


def make_folder(path: Path, contents: Mapping[str, bytes], shown: str) -> None:
    """Make a folder with files in it, all of it or nothing; it may exist if it is empty.

    Raises:
        BulletinError: there is something of this name, or it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.part(path.parent) as part:
            part.mkdir()
            for name, data in contents.items():
                atomic.write(part / name, data, flush=True)
            atomic.put_new(part, path)
    except OSError as error:
        exists = error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)
        raise (_exists(shown) if exists else cannot_write(path, error)) from error


def _exists(shown: str) -> BulletinError:
    return BulletinError(f"{shown} 已经有了，没有动它。", "换一个名字，或先把它改名。")


def remove(path: Path) -> None:
    """Remove a file if it exists."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error


def set_aside(path: Path, data: bytes) -> Path:
    """Copy a file that was changed by hand to another name beside it; the path of the copy.

    43.docx is copied to 43.手改.docx, then to 43.手改2.docx … A copy that exists already, because an
    earlier run was stopped after making it, is used.

    Raises:
        BulletinError: the file is in use or read-only, so that it cannot be written over either,
            or the copy cannot be written.
    """
    number = 1
    while True:
        copy = path.with_name(f"{path.stem}.手改{number if number > 1 else ''}{path.suffix}")
        try:
            if copy.is_file() and regular.read(copy) == data:
                return copy
            if not os.path.lexists(copy):
                with path.open("r+b"), atomic.part(path.parent) as part:
                    atomic.write(part, data, flush=False)
                    atomic.put_new(part, copy)
                return copy
        except FileExistsError:  # made in this moment by another process
            continue
        except OSError as error:
            raise cannot_write(path, error) from error
        number += 1

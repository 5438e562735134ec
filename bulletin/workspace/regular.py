"""Reading files: regular ones only, and never more of them than was asked for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 500 * 1024 * 1024
"""Bytes of the largest file that this program reads or makes: some fifteen of the largest pictures."""
LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of a contribution, of settings, of a template: ten million Chinese characters."""
_CHUNK = 1024 * 1024


class NotRegular(OSError):
    """A pipe, a device or a socket: reading it may wait for ever or never end."""


def read(path: Path | str, most: int = LARGEST) -> bytes:
    """The bytes of a regular file; every file of a user is read by this function.

    Its kind is checked before it is opened (opening a device can have effects) and again after (it
    may have been exchanged); opening never waits. The size that the system names is not trusted: a
    file may grow, and those of /proc have size 0. Links are followed.

    Raises:
        NotRegular: it is a pipe, a device or a socket.
        OSError: it cannot be read, is a folder, or is larger than ``most`` (EFBIG).
    """
    require(path)
    flags = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
    with os.fdopen(os.open(path, os.O_RDONLY | flags), "rb", buffering=0) as file:
        known = os.fstat(file.fileno())
        _require_regular(known.st_mode, path)
        parts, left = [file.read(min(known.st_size, most) + 1)], most
        while parts[-1] and left >= 0:
            left -= len(parts[-1])
            parts.append(file.read(min(_CHUNK, left + 1)))
    if left < 0:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return b"".join(parts)


def require(path: Path | str) -> None:
    """Raise unless a path is a regular file or a link to one.

    Raises:
        NotRegular: it is a pipe, a device or a socket.
        OSError: it is not there, or is a folder.
    """
    _require_regular(os.stat(path).st_mode, path)


def _require_regular(mode: int, path: Path | str) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotRegular(errno.EINVAL, "not a regular file", str(path))

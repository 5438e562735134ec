"""Standard input, output and error: opened if closed, able to print Chinese, flushed at the end."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

_ALL = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def prepare() -> None:
    """Open closed streams to the null device; print ? for Chinese where the encoding has none.

    If one stayed closed, a file that is opened later would get its number and be printed into.
    """
    for number, (name, mode) in enumerate(_ALL):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number, which is this one
        stream = getattr(sys, name)
        # With PYTHONUNBUFFERED a long text of which the system takes a part loses the rest.
        if stream is None or isinstance(getattr(stream, "buffer", None), io.RawIOBase):
            encoding = stream.encoding if stream else "utf-8"
            opened = os.fdopen(number, mode, 1, encoding=encoding, closefd=False)
            setattr(sys, name, opened)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def flush() -> bool:
    """Whether everything that was printed could be written; the rest is discarded."""
    arrived = True
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # a full disk, a reader that has gone
            arrived = False
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
                stream.flush()
    return arrived

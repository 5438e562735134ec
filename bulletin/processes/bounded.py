"""Run a function in a process of its own, which ends when it takes too much time or memory.

What strangers wrote (a template, a file to be read) can ask for more than there is, inside one
call that no exception interrupts. So it is done in a child process that may be lost. The child is
kept and used again: to start one takes some 70 ms, a call a fraction of one. It ends with its
parent, whose end of the pipe closes.
"""

from __future__ import annotations

import _thread
import atexit
import faulthandler
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO

from bulletin.processes import tied

_LENGTH = 8
_KILLED = (-9, 1) if sys.platform != "win32" else (1,)
"""Exit codes of a child that was killed, or that ended itself because the time was up."""
_PATIENCE = 20.0
"""Seconds until a child has started: a virus scanner may look at every file that it loads."""


class ExceededError(Exception):
    """The child had to be ended, or ended itself.

    ``limit`` is ``time``, ``memory``, or empty when it broke down for another reason; ``trace``
    is where the time ran out: Python's lines, the innermost first.
    """

    def __init__(self, limit: str, trace: str = "") -> None:
        super().__init__(limit)
        self.limit = limit
        self.trace = trace


class Bounded:
    """A function from bytes to bytes, run in a child process.

    Args:
        function: its module and name, ``bulletin.typeset.sandbox:answer``.
        seconds: so long may a call take.
        megabytes: so much memory may the child use beyond what it has when it starts. macOS
            does not hold it to that.
    """

    def __init__(self, function: str, seconds: float, megabytes: int) -> None:
        self._function = function
        self._seconds = seconds
        self._megabytes = megabytes
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()
        atexit.register(self.end)

    def __call__(self, data: bytes) -> bytes:
        """What the function makes of the bytes.

        Raises:
            ExceededError: it took too much time or memory, or broke down.
        """
        with self._lock:
            try:
                return self._answer(self._started(), data)
            except (OSError, EOFError):
                raise self._lost() from None

    def end(self) -> None:
        """Let the child go."""
        child, self._child = self._child, None
        if child is not None and self._owner == os.getpid():
            _bury(child)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._owner != os.getpid():  # a fork has its parent's
            self._child, self._owner = self._start(), os.getpid()
            with _ended_after(self._child, _PATIENCE):
                _receive(self._child.stdout)
        return self._child

    def _start(self) -> subprocess.Popen[bytes]:
        folders = [str(Path(__file__).parents[2]), *filter(None, sys.path)]
        code = f"import sys; sys.path[:] = {folders!r}; from bulletin.processes.bounded import serve; serve()"
        child = subprocess.Popen(
            # Neither the user's start-up files nor modules that lie about in the current folder.
            [sys.executable, "-I", "-S", "-c", code, self._function, str(self._seconds),
             str(self._megabytes)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=sys.platform != "win32",  # Ctrl-C is for the parent
            env={**os.environ, "MALLOC_ARENA_MAX": "1"},  # glibc: a thread asks for 64 MB more
        )  # fmt: skip
        tied.bind(child, self._megabytes)
        return child

    def _answer(self, child: subprocess.Popen[bytes], data: bytes) -> bytes:
        with _ended_after(child, self._seconds + 1):  # where the child does not end itself
            _send(child.stdin, data)
            answer = _receive(child.stdout)
        if answer[:1] != b"+":
            raise ExceededError(answer[1:].decode("ascii", "replace"))
        return answer[1:]

    def _lost(self) -> ExceededError:
        """Why the child has ended."""
        child, self._child = self._child, None
        if child is None:  # it could not be started
            return ExceededError("")
        trace = _bury(child)
        is_late = child.returncode in _KILLED or trace.startswith("Timeout")
        return ExceededError("time" if is_late else "", trace)


@contextmanager
def _ended_after(child: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Ends a child that has not answered after so many seconds."""
    timer = threading.Timer(seconds, child.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _bury(child: subprocess.Popen[bytes]) -> str:
    """End a child; what it has said of itself."""
    child.kill()
    _, said = child.communicate()
    return said.decode("utf-8", "replace")


def _send(pipe: IO[bytes] | None, data: bytes) -> None:
    if pipe is None:
        raise EOFError
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> bytes:
    """One message.

    Raises:
        EOFError: there is none any more.
    """
    head = pipe.read(_LENGTH) if pipe is not None else b""
    size = int.from_bytes(head, "big")
    data = pipe.read(size) if pipe is not None and len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(data) < size:
        raise EOFError
    return data


# In the child


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """A ``KeyboardInterrupt``, as by Ctrl-C, when what is done within takes longer.

    So it can say how far it came, on every system. One call that never comes back is not
    interrupted: for that there is the end of the process, some time later.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # nohup has it ignored
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # an interrupt that is on its way strikes here, not later


def serve() -> None:
    """Answer until the other end of the pipe is closed.

    The time is watched by a thread that needs nothing of Python's: it ends the process within a
    call that never comes back, too, and writes where that was.
    """
    name, seconds, megabytes = sys.argv[1:]
    module, _, attribute = name.partition(":")
    function = getattr(import_module(module), attribute)
    tied.limit_memory(int(megabytes))
    _send(sys.stdout.buffer, b"")
    with suppress(EOFError):
        while True:
            data = _receive(sys.stdin.buffer)
            faulthandler.dump_traceback_later(float(seconds), exit=True)
            try:
                answer = b"+" + function(data)
            except MemoryError:
                answer = b"-memory"
            except RecursionError:
                answer = b"-"
            faulthandler.cancel_dump_traceback_later()
            _send(sys.stdout.buffer, answer)

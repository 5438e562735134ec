"""Runs a function in a child process that is ended when it takes too much time or memory.

Templates and files from outside can take all time and memory within one call that no exception
interrupts. The child is kept for further calls: to start one takes some 70 ms. It ends with its
parent.
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
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO

from bulletin.processes import child_limits

_LENGTH = 8
"""Bytes of the length of a message; before it stands one byte of its status."""
_DONE, _LAST, _EXCEEDED = b"+", b".", b"-"
"""How a call ended: with an answer; with an answer, but so much memory in use that the child must be
ended; without an answer, since a limit was exceeded (the child is ended too)."""
_KILLED = (-9, 1) if sys.platform != "win32" else (1,)
"""Exit codes of a child that was killed, or that ended itself because the time was up."""
_PATIENCE = 20.0
"""Seconds until a child has started: a virus scanner may look at every file that it loads."""
_PARENT_INTERVAL = 0.5
"""Seconds after which the child looks again whether its parent runs."""


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
        seconds: how long a call may take.
        megabytes: how much memory the child may use beyond what it has when it starts; not
            limited on macOS.
    """

    def __init__(self, function: str, seconds: float, megabytes: int) -> None:
        self._function = function
        self._seconds = seconds
        self._megabytes = megabytes
        self._child: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._owner = 0
        self._lock = threading.Lock()
        atexit.register(self.end)

    def __call__(self, *parts: bytes) -> bytes:
        """The function's answer to the parts, one after the other; they are not copied here.

        Raises:
            ExceededError: it took too much time or memory, or broke down.
        """
        with self._lock:
            try:
                return self._answer(self._ready_child(), parts)
            except (OSError, EOFError):
                raise self._reason_of_end() from None

    def start(self) -> None:
        """Start the child ahead of the first call, without waiting for it."""
        with self._lock, suppress(OSError):
            self._running_child()

    def end(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child is not None and self._owner == os.getpid():
            _kill(child)

    def _running_child(self) -> subprocess.Popen[bytes]:
        """The child, started if it is not."""
        if self._child is None or self._owner != os.getpid():  # a fork has its parent's
            self._child, self._owner, self._is_ready = self._spawn(), os.getpid(), False
        return self._child

    def _ready_child(self) -> subprocess.Popen[bytes]:
        """The child, once it is ready to answer calls."""
        child = self._running_child()
        if not self._is_ready:
            with _timer(_PATIENCE, child.kill):
                _receive(child.stdout)
            self._is_ready = True
        return child

    def _spawn(self) -> subprocess.Popen[bytes]:
        folders = [str(Path(__file__).parents[2]), *filter(None, sys.path)]
        code = f"import sys; sys.path[:] = {folders!r}; from bulletin.processes.bounded import serve; serve()"
        child = subprocess.Popen(
            # Neither the user's start-up files nor modules that lie about in the current folder.
            [sys.executable, "-I", "-S", "-c", code, self._function, str(self._seconds),
             str(self._megabytes), str(os.getpid())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=sys.platform != "win32",  # Ctrl-C is for the parent
            env={**os.environ, "MALLOC_ARENA_MAX": "1"},  # glibc: a thread asks for 64 MB more
        )  # fmt: skip
        child_limits.bind(child, self._megabytes)
        return child

    def _answer(self, child: subprocess.Popen[bytes], parts: Sequence[bytes]) -> bytes:
        with _timer(self._seconds + 1, child.kill):  # where the child does not end itself
            _send(child.stdin, _DONE, *parts)
            status, answer = _receive(child.stdout)
        if status != _DONE:
            self.end()
        if status == _EXCEEDED:
            raise ExceededError(answer.decode("ascii", "replace"))
        return answer

    def _reason_of_end(self) -> ExceededError:
        """Why the child has ended."""
        child, self._child = self._child, None
        if child is None:  # it could not be started
            return ExceededError("")
        trace = _kill(child)
        is_late = child.returncode in _KILLED or trace.startswith("Timeout")
        return ExceededError("time" if is_late else "", trace)


@contextmanager
def _timer(seconds: float, action: Callable[[], None]) -> Iterator[None]:
    """Calls ``action`` if the block takes longer than so many seconds; never after the block."""
    timer = threading.Timer(seconds, action)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _kill(child: subprocess.Popen[bytes]) -> str:
    """End a child; what it has written to its standard error."""
    child.kill()
    _, errors = child.communicate()
    return errors.decode("utf-8", "replace")


def _send(pipe: IO[bytes] | None, status: bytes, *parts: bytes) -> None:
    if pipe is None:
        raise EOFError
    pipe.write(status + sum(map(len, parts)).to_bytes(_LENGTH, "big"))
    for part in parts:
        pipe.write(part)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> tuple[bytes, bytes]:
    """The status and the data of one message; ``EOFError`` if there is none any more."""
    head = pipe.read(1 + _LENGTH) if pipe is not None else b""
    size = int.from_bytes(head[1:], "big")
    data = pipe.read(size) if pipe is not None and len(head) == 1 + _LENGTH else b""
    if len(head) < 1 + _LENGTH or len(data) < size:
        raise EOFError
    return head[:1], data


# In the child


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raises ``KeyboardInterrupt``, as Ctrl-C does, when the block takes longer.

    So what runs in it can say how far it came, on every system. A single call that never returns
    is not interrupted: some time later ``serve`` ends the process.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # nohup has it ignored
    with _timer(seconds, _thread.interrupt_main):  # an interrupt on its way strikes here, not later
        yield


def serve() -> None:
    """Answer calls until the pipe from the parent is closed.

    ``faulthandler`` watches the time in a thread that runs no Python code: it also ends the process
    within a call that never returns, and writes the place of it.
    """
    name, seconds, megabytes, parent = sys.argv[1:]
    threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()
    module, _, attribute = name.partition(":")
    function = getattr(import_module(module), attribute)
    at_start = child_limits.megabytes_in_use()
    child_limits.limit_memory(int(megabytes))
    _send(sys.stdout.buffer, _DONE)
    with suppress(EOFError):
        while True:
            _, data = _receive(sys.stdin.buffer)
            faulthandler.dump_traceback_later(float(seconds), exit=True)
            try:
                answer, status = function(data), _DONE
            except MemoryError:
                answer, status = b"memory", _EXCEEDED
            except RecursionError:
                answer, status = b"", _EXCEEDED
            del data
            faulthandler.cancel_dump_traceback_later()
            if status == _DONE and child_limits.megabytes_in_use() > at_start + int(megabytes) // 2:
                status = _LAST  # what a call leaves behind is not the next one's to pay for
            _send(sys.stdout.buffer, status, answer)
            del answer


def _end_with(parent: int) -> None:
    """End this process when the parent has ended, also while it is busy; Windows ends the job."""
    while sys.platform == "win32" or os.getppid() == parent:
        time.sleep(_PARENT_INTERVAL)
    os._exit(1)

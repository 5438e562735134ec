"""Run a function in a child process that is ended when it takes too much time or memory.

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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO

from bulletin.processes import tied

_LENGTH = 8
"""Bytes of the length of a message; before it stands one byte of its status."""
_DONE, _EXCEEDED = b"+", b"-"
_KILLED = (-9, 1) if sys.platform != "win32" else (1,)
"""Exit codes of a child that was killed, or that ended itself because the time was up."""
_PATIENCE = 20.0
"""Seconds until a child has started: a virus scanner may look at every file that it loads."""
_LOOK_AT_PARENT = 0.5
"""Seconds."""


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
        self._is_ready = False
        self._owner = 0
        self._lock = threading.Lock()
        atexit.register(self.end)

    def __call__(self, *parts: bytes) -> bytes:
        """What the function makes of the parts put together, which are not copied here.

        Raises:
            ExceededError: it took too much time or memory, or broke down.
        """
        with self._lock:
            try:
                return self._answer(self._started(), parts)
            except (OSError, EOFError):
                raise self._lost() from None

    def start(self) -> None:
        """Start the child ahead of the first call, without waiting for it."""
        with self._lock, suppress(OSError):
            self._begin()

    def end(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child is not None and self._owner == os.getpid():
            _bury(child)

    def _begin(self) -> subprocess.Popen[bytes]:
        """The child, started if it is not."""
        if self._child is None or self._owner != os.getpid():  # a fork has its parent's
            self._child, self._owner, self._is_ready = self._spawn(), os.getpid(), False
        return self._child

    def _started(self) -> subprocess.Popen[bytes]:
        """The child when it is ready."""
        child = self._begin()
        if not self._is_ready:
            with _ended_after(child, _PATIENCE):
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
        tied.bind(child, self._megabytes)
        return child

    def _answer(self, child: subprocess.Popen[bytes], parts: Sequence[bytes]) -> bytes:
        with _ended_after(child, self._seconds + 1):  # where the child does not end itself
            _send(child.stdin, _DONE, *parts)
            status, answer = _receive(child.stdout)
        if status != _DONE:
            raise ExceededError(answer.decode("ascii", "replace"))
        return answer

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


def _send(pipe: IO[bytes] | None, status: bytes, *parts: bytes) -> None:
    if pipe is None:
        raise EOFError
    pipe.write(status + sum(map(len, parts)).to_bytes(_LENGTH, "big"))
    for part in parts:
        pipe.write(part)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> tuple[bytes, bytes]:
    """The status and the data of one message.

    Raises:
        EOFError: there is none any more.
    """
    head = pipe.read(1 + _LENGTH) if pipe is not None else b""
    size = int.from_bytes(head[1:], "big")
    data = pipe.read(size) if pipe is not None and len(head) == 1 + _LENGTH else b""
    if len(head) < 1 + _LENGTH or len(data) < size:
        raise EOFError
    return head[:1], data


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
    """Answer calls until the pipe from the parent is closed.

    ``faulthandler`` watches the time in a thread that runs no Python code: it also ends the process
    within a call that never comes back, and writes where that was.
    """
    name, seconds, megabytes, parent = sys.argv[1:]
    threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()
    module, _, attribute = name.partition(":")
    function = getattr(import_module(module), attribute)
    tied.limit_memory(int(megabytes))
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
            _send(sys.stdout.buffer, status, answer)
            del answer


def _end_with(parent: int) -> None:
    """End this process when the parent has ended, also while it is busy; Windows ends the job."""
    while sys.platform == "win32" or os.getppid() == parent:
        time.sleep(_LOOK_AT_PARENT)
    os._exit(1)

"""Several processes work on a list of items; the results come back in order.

If a process dies, its item has no result and another process is started. All of them end with the
process that started them, however that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from bulletin.findings.errors import BulletinError

_MOST_BAD_STARTS = 3
"""After so many processes in a row that died before they were ready, no more are started."""
_AHEAD = 16
"""Items for each process that may be finished ahead of the one to be returned next."""
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def spread(
    begin: Callable[[], Callable[[_Item], _Result]], items: Sequence[_Item], jobs: int
) -> Iterator[_Result | None]:
    """The results of all items, in order; ``None`` where the process died that worked on one.

    ``begin`` is called once in each of the ``jobs`` processes and gives the function that does the
    work. It is sent there by pickle, as items and results are.

    Raises:
        BulletinError: processes die before they can do anything.
        Exception: whatever the function raised.
    """
    pool = _WorkerPool[_Item, _Result](begin, items)
    try:
        for _ in range(min(jobs, len(items))):
            pool.start()
        for place in range(len(items)):
            while place not in pool.results:
                pool.receive(place + _AHEAD * jobs)
            yield pool.results.pop(place)
    finally:
        pool.end()


class _WorkerPool(Generic[_Item, _Result]):
    """The processes, the pipes to them, and which item each one works on."""

    def __init__(
        self, begin: Callable[[], Callable[[_Item], _Result]], items: Sequence[_Item]
    ) -> None:
        self._begin, self._items = begin, items
        self._next = 0
        self._bad_starts = 0
        self._processes: dict[Connection, BaseProcess] = {}
        self._place_of: dict[Connection, int] = {}
        self._idle: list[Connection] = []
        self.results: dict[int, _Result | None] = {}

    def start(self) -> None:
        """Start one more process, by ``spawn`` as on Windows: it shares no open file with this one."""
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there,), daemon=True)
        # Ctrl-C reaches every process of a terminal; only this one is to act on it.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        there.close()
        self._processes[here] = process
        with suppress(OSError):  # it is dead already; that shows when it is waited for
            here.send(self._begin)

    def receive(self, end: int) -> None:
        """Send items before place ``end`` to idle processes, then wait for the next results."""
        while self._idle and self._next < min(end, len(self._items)):
            self._send_item(self._idle.pop())
        for pipe in wait(list(self._processes)):
            assert isinstance(pipe, Connection)
            try:
                is_ready, result = pipe.recv()
            except (EOFError, OSError):
                self._replace(pipe)
                continue
            if isinstance(result, Exception):
                raise result
            if not is_ready:
                self.results[self._place_of.pop(pipe)] = result
            self._bad_starts = 0
            self._idle.append(pipe)

    def _send_item(self, pipe: Connection) -> None:
        self._place_of[pipe] = self._next
        self._next += 1
        try:
            pipe.send(self._items[self._place_of[pipe]])
        except OSError:
            self._replace(pipe)

    def _replace(self, pipe: Connection) -> None:
        """Start another process for one that has died."""
        self._processes.pop(pipe).join()
        pipe.close()
        if pipe in self._place_of:
            self.results[self._place_of.pop(pipe)] = None
        else:
            self._bad_starts += 1
        if self._bad_starts > _MOST_BAD_STARTS:
            raise BulletinError(
                "开不了别的进程。", "不写 --jobs 再编一次；内存不够时先关掉些程序。"
            )
        self.start()

    def end(self) -> None:
        """End all processes."""
        for process in self._processes.values():
            process.terminate()
        for pipe, process in self._processes.items():
            process.join()
            pipe.close()


def _work(pipe: Connection) -> None:
    """What a process does: items in, results out, until it is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        work: Callable[[Any], Any] = pipe.recv()()  # modules are loaded only here
        pipe.send((True, None))
        while True:
            pipe.send((False, work(pipe.recv())))
    except EOFError:
        return
    except Exception as error:
        pipe.send((False, error))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

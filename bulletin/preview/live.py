"""Serves the preview of an issue and sets it again whenever its files change, until it is stopped."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.preview.preview_page import PreviewPage, failure_page, preview_page
from bulletin.preview.server import LivePage, Server
from bulletin.preview.watch import Watch
from bulletin.workspace.files import walk
from bulletin.workspace.folders import Workspace

_TICK = 0.5
"""Seconds that the main thread waits at a time: on Windows a wait without end hides Ctrl-C."""


def serve(workspace: Workspace, number: int, port: int, ready: Callable[[str], None]) -> None:
    """Show an issue until Ctrl-C or SIGTERM; ``ready`` is called with the address.

    Raises:
        BulletinError: there is no such issue, or the port is taken.
    """
    workspace.folder_of(number)
    first = preview_page(workspace, number)
    page = LivePage(first.html, first.version)
    with Server(page, port) as server, _stopped_by_signal() as stopped:
        builder = _Rebuilder(workspace, number, page, first)
        with Watch(builder.changed.set) as watch, builder.running(watch):
            ready(server.address)
            while not stopped.wait(_TICK):
                pass


class _Rebuilder:
    """Sets the page again in a thread of its own, whenever ``changed`` is set."""

    def __init__(
        self, workspace: Workspace, number: int, page: LivePage, first: PreviewPage
    ) -> None:
        self.changed = threading.Event()
        self._workspace = workspace
        self._number = number
        self._page = page
        self._stopped = False
        self._outside = first.outside

    @contextlib.contextmanager
    def running(self, watch: Watch) -> Iterator[None]:
        """Keep the page up to date as long as the block runs."""
        watch.watch_only(self._folders())
        thread = threading.Thread(target=self._run, args=(watch,), name="builder", daemon=True)
        self.changed.set()  # a file may have been saved after the first page and before the watch
        thread.start()
        try:
            yield
        finally:
            self._stopped = True
            self.changed.set()
            thread.join(5)

    def _run(self, watch: Watch) -> None:
        while True:
            self.changed.wait()
            self.changed.clear()
            if self._stopped:
                return
            try:
                page = preview_page(self._workspace, self._number)
            except Exception as error:
                page = failure_page(self._number, error)
            self._outside = page.outside or self._outside
            self._page.replace(page.html, page.version)
            if watch.watch_only(self._folders()):
                self.changed.set()  # a file may have changed before the new watch began

    def _folders(self) -> list[Path]:
        """The folders whose files the page depends on."""
        root = self._workspace.root
        pictures = [(root / name).parent for name in self._outside]
        try:
            own = [place for place, _ in walk(self._workspace.issue_folder(self._number))]
        except BulletinError:  # the folder was taken away; it may come back
            own = []
        return [root, root / "issues", root / "templates", *map(Path, own), *pictures]


@contextlib.contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set."""
    stopped = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: stopped.set()) for number in signals]
    try:
        yield stopped
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)

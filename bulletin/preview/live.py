"""Keeps the page current: watches the files, builds anew, tells the browsers, until it is stopped."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.preview.preview_page import PreviewPage, failed, show
from bulletin.preview.server import Live, Server
from bulletin.preview.watch import Watch
from bulletin.workspace.files import walk
from bulletin.workspace.folders import Workspace

_TICK = 0.5
"""Seconds after which the main thread looks up: on Windows a wait without end hides Ctrl-C."""


def serve(workspace: Workspace, number: int, port: int, ready: Callable[[str], None]) -> None:
    """Show an issue until Ctrl-C or SIGTERM; ``ready`` is told the address.

    Raises:
        BulletinError: there is no such issue, or the port is taken.
    """
    workspace.folder_of(number)
    shown = show(workspace, number)
    live = Live(shown.html, shown.version)
    with Server(live, port) as server, _stopped_by_signal() as stopped:
        builder = _Rebuilder(workspace, number, live, shown)
        with Watch(builder.look_again) as watch, builder.running(watch):
            ready(server.address)
            while not stopped.wait(_TICK):
                pass


class _Rebuilder:
    """Builds anew after a change, in a thread of its own; changes meanwhile make it go again."""

    def __init__(self, workspace: Workspace, number: int, live: Live, shown: PreviewPage) -> None:
        self._workspace = workspace
        self._number = number
        self._live = live
        self._changed = threading.Event()
        self._stopped = False
        self._outside = shown.outside

    def look_again(self) -> None:
        """Something has changed."""
        self._changed.set()

    @contextlib.contextmanager
    def running(self, watch: Watch) -> Iterator[None]:
        """Builds as long as the block runs."""
        watch.over(self._folders())
        thread = threading.Thread(target=self._run, args=(watch,), name="builder", daemon=True)
        self._changed.set()  # a file saved between the first look and the watch
        thread.start()
        try:
            yield
        finally:
            self._stopped = True
            self._changed.set()
            thread.join(5)

    def _run(self, watch: Watch) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            if self._stopped:
                return
            try:
                shown = show(self._workspace, self._number)
            except Exception as error:
                shown = failed(self._number, error)
            self._outside = shown.outside or self._outside
            self._live.show(shown.html, shown.version)
            if watch.over(self._folders()):
                self._changed.set()  # what changed before the new watch began

    def _folders(self) -> list[Path]:
        """The folders whose files count."""
        root = self._workspace.root
        pictures = [(root / name).parent for name in self._outside]
        try:
            own = [place for place, _ in walk(self._workspace.issue_folder(self._number))]
        except BulletinError:  # it was taken away; it may come back
            own = []
        return [root, root / "issues", root / "templates", *map(Path, own), *pictures]


@contextlib.contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set."""
    stopped = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, lambda *_: stopped.set()) for one in signals]
    try:
        yield stopped
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)

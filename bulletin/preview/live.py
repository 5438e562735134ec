"""Serves the preview of an issue and sets it again whenever its files change, until it is stopped."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.preview import watch
from bulletin.preview.preview_page import failure_page, preview_page
from bulletin.preview.server import LivePage, Server
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
        arguments = (workspace, number, page, first.outside, stopped)
        builder = threading.Thread(target=_keep_current, args=arguments, daemon=True)
        builder.start()
        try:
            ready(server.address)
            while not stopped.wait(_TICK):
                pass
        finally:
            stopped.set()
            builder.join(5)


def _keep_current(
    workspace: Workspace,
    number: int,
    page: LivePage,
    outside: tuple[str, ...],
    stopped: threading.Event,
) -> None:
    """Set the page again after each change; ``outside`` are its pictures from elsewhere."""

    def folders() -> Iterator[Path]:
        """The folders whose files the page depends on."""
        root = workspace.root
        yield from (root, root / "issues", root / "templates")
        yield from ((root / name).parent for name in outside)
        with contextlib.suppress(BulletinError):  # the folder was taken away; it may come back
            yield from (Path(place) for place, _ in walk(workspace.issue_folder(number)))

    # The first time at once: a file may have been saved before the watch began.
    for _ in watch.changes(folders, stopped):
        try:
            current = preview_page(workspace, number)
        except Exception as error:
            current = failure_page(number, error)
        outside = current.outside or outside
        page.replace(current.html, current.version)


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

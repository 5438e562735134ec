"""Reports changes of files in some folders; the folders may be exchanged while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

_STEP = 20
"""Milliseconds without a further change after which one is reported: editors save in several steps."""
_LONGEST = 100
"""Milliseconds after which it is reported in any case."""


class Watch:
    """Calls ``changed`` from a thread of its own after each change."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._watched: frozenset[tuple[str, int]] = frozenset()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def watch_only(self, folders: list[Path]) -> bool:
        """Watch the files directly in these folders, and no others; whether that changes anything.

        It does where a folder was deleted and made again: it has another inode.
        """
        wanted = frozenset(
            (str(path), identity) for path in folders if (identity := _identity(path)) is not None
        )
        if wanted == self._watched:
            return False
        self._end()
        self._watched, self._stop = wanted, threading.Event()
        if wanted:
            ready = threading.Event()
            arguments = (sorted(path for path, _ in wanted), self._stop, ready)
            self._thread = threading.Thread(target=self._run, args=arguments, daemon=True)
            self._thread.start()
            ready.wait(5)
        return True

    def _end(self) -> None:
        self._stop.set()
        if self._thread:
            self._thread.join(5)
            self._thread = None

    def _run(self, paths: list[str], stop: threading.Event, ready: threading.Event) -> None:
        """Watch, or poll where the system refuses to watch (all its watches are in use)."""
        import watchfiles

        for polling in (False, True):
            try:
                for changes in watchfiles.watch(
                    *paths, watch_filter=None, recursive=False, step=_STEP, debounce=_LONGEST,
                    stop_event=stop, rust_timeout=200, yield_on_timeout=True, raise_interrupt=False,
                    force_polling=polling,
                ):  # fmt: skip
                    if changes:
                        self._changed()
                    ready.set()
                break
            except FileNotFoundError:  # a folder is gone: the next ``watch_only`` finds others
                break
            except (OSError, RuntimeError):
                continue
        ready.set()


def _identity(path: Path) -> int | None:
    """The inode of a folder, which another folder of its name does not have; ``None``: there is none."""
    try:
        return path.stat().st_ino if path.is_dir() else None
    except OSError:
        return None

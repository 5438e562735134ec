"""Reports changes of files in some folders, which may be other folders after each change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_STEP = 20
"""Milliseconds without a further change after which one is reported: editors save in several steps."""
_LONGEST = 100
"""Milliseconds after which it is reported in any case."""
_PAUSE = 0.2
"""Seconds until a watch that the system refused is tried again."""


def changes(folders: Callable[[], Iterable[Path]], stopped: threading.Event) -> Iterator[None]:
    """Yields as soon as the folders are watched, and after each change of files directly in them.

    ``folders`` is asked after each time. Where it gives others, or one was deleted and made again
    (it has another inode then), they are watched instead. Where the system refuses to watch (all
    its watches are in use), the files are looked at again and again.
    """
    import watchfiles

    is_refused = False
    while not stopped.is_set():
        watched, is_told = _inodes(folders()), False
        try:
            for files in watchfiles.watch(
                *sorted(watched), watch_filter=None, recursive=False, step=_STEP, debounce=_LONGEST,
                stop_event=stopped, rust_timeout=200, yield_on_timeout=True, raise_interrupt=False,
                force_polling=is_refused,
            ):  # fmt: skip
                if files or not is_told:
                    is_told = True
                    yield
                    if _inodes(folders()) != watched:
                        break
        except FileNotFoundError:  # a folder is gone
            continue
        except (OSError, RuntimeError):
            is_refused = True
            stopped.wait(_PAUSE)


def _inodes(folders: Iterable[Path]) -> dict[str, int]:
    """The inodes of those folders that exist; another folder of the same name has another one."""
    found = dict[str, int]()
    for folder in folders:
        with suppress(OSError):
            if folder.is_dir():
                found[str(folder)] = folder.stat().st_ino
    return found

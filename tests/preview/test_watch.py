"""Folders are watched as they come and go, and looked at again and again where that is refused."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from bulletin.preview.watch import changes


class Told:
    """Whether a change of some folders is reported, while the block runs."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self._told, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def _follow(self) -> None:
        for _ in changes(lambda: self.folders, self._stopped):
            self._told.set()

    def __enter__(self) -> Told:
        self._thread.start()
        assert self.within(5)  # the watch has begun
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def within(self, seconds: float) -> bool:
        found = self._told.wait(seconds)
        self._told.clear()
        return found


def test_only_the_folders_themselves_are_watched(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other / "below"):
        folder.mkdir(parents=True)
    with Told(one, other) as told:
        told.folders = (other, one)
        (one / "a").write_text("1")
        assert told.within(5)
        assert not told.within(0.5)  # they are the same folders, so the watch is the same
        (other / "below" / "a").write_text("1")
        assert not told.within(0.5)
        told.folders = (tmp_path / "none", other)
        (one / "a").write_text("2")
        assert told.within(5)
        assert told.within(5)  # the watch of other folders has begun
        (one / "a").write_text("3")
        assert not told.within(0.5)


def test_a_folder_made_anew_is_another_one(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (tmp_path / "b").mkdir()
    with Told(folder, tmp_path) as told:
        folder.rmdir()
        (tmp_path / "b").rename(folder)
        while told.within(0.5):  # the exchange, and the new watch
            pass
        (folder / "x").write_text("1")
        assert told.within(5)


def test_where_the_system_refuses_to_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """inotify's watches are used up: errno 28, which cannot be brought about in a test."""
    real = watchfiles.watch

    def refusing(*paths: str, force_polling: bool, **given: Any) -> Iterator[Any]:
        if not force_polling:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*paths, force_polling=True, **given)

    monkeypatch.setattr(watchfiles, "watch", refusing)
    with Told(tmp_path) as told:
        (tmp_path / "a").write_text("1")
        assert told.within(5)

"""Folders are watched as they come and go, and looked at again and again where that is refused."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from bulletin.preview.watch import Watch


def is_told(told: threading.Event, seconds: float = 5) -> bool:
    found = told.wait(seconds)
    told.clear()
    return found


def test_only_the_folders_themselves_are_watched(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other / "below"):
        folder.mkdir(parents=True)
    told = threading.Event()
    with Watch(told.set) as watch:
        assert watch.watch_only([one, other])
        assert not watch.watch_only([other, one])
        (one / "a").write_text("1")
        assert is_told(told)
        (other / "below" / "a").write_text("1")
        assert not is_told(told, 0.5)
        assert watch.watch_only([tmp_path / "none", other])


def test_a_folder_made_anew_is_another_one(tmp_path: Path) -> None:
    folder, told = tmp_path / "a", threading.Event()
    folder.mkdir()
    with Watch(told.set) as watch:
        watch.watch_only([folder, tmp_path])
        (tmp_path / "b").mkdir()
        folder.rmdir()
        (tmp_path / "b").rename(folder)
        assert watch.watch_only([folder, tmp_path])
        told.clear()  # whether the old watch still saw the exchange is chance: `over` told of it
        assert not is_told(told, 0.5)
        (folder / "x").write_text("1")
        assert is_told(told)


def test_where_the_system_refuses_to_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """inotify's watches are used up: errno 28, which cannot be brought about in a test."""
    real = watchfiles.watch

    def refusing(*paths: str, force_polling: bool, **given: Any) -> Iterator[Any]:
        if not force_polling:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*paths, force_polling=True, **given)

    monkeypatch.setattr(watchfiles, "watch", refusing)
    told = threading.Event()
    with Watch(told.set) as watch:
        watch.watch_only([tmp_path])
        (tmp_path / "a").write_text("1")
        assert is_told(told)

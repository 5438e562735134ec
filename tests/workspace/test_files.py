"""Paths as they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.workspace import files


def test_paths_are_shown_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert files.from_here(tmp_path / "build" / "43-版面") == "build/43-版面"
    assert files.from_here(Path("43-版面")) == "43-版面"
    assert files.from_here(tmp_path.parent / "x") == str(tmp_path.parent / "x")

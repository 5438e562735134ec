"""An installed wheel and an editable install both find the templates."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CONTRIBUTION, ROOT, SERIES, write_files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", folder, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def build_elsewhere(folder: Path, python_path: str) -> Path:
    """Build an issue far from the repository; the workspace has no templates of its own."""
    write_files(
        folder,
        {
            "issues/bulletin.yaml": SERIES,
            "issues/1/issue.yaml": "number: 1\n",
            "issues/1/01.md": CONTRIBUTION,
        },
    )
    subprocess.run(
        [sys.executable, "-m", "bulletin", "build", "1"],
        cwd=folder, env={**os.environ, "PYTHONPATH": python_path}, check=True, capture_output=True,
    )  # fmt: skip
    return folder / "build" / "1.docx"


def test_the_wheel_carries_the_program_and_the_templates_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert {"bulletin/templates/issue.j2", "bulletin/templates/gbt9704.yaml"} <= set(names)
    assert "bulletin/py.typed" in names
    assert {"bulletin/writers/html/sheets.js", "bulletin/preview/preview.css"} <= set(names)
    assert all(name.startswith("bulletin/") for name in names)


def test_an_installed_wheel_builds(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert build_elsewhere(tmp_path / "ws", str(tmp_path / "site")).is_file()


def test_an_editable_install_builds(tmp_path: Path) -> None:
    assert build_elsewhere(tmp_path / "ws", "").is_file()


def test_both_make_the_same_issue(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    installed = build_elsewhere(tmp_path / "a", str(tmp_path / "site"))
    editable = build_elsewhere(tmp_path / "b", "")
    assert installed.read_bytes() == editable.read_bytes()

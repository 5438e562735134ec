"""A workspace in a folder of its own for each test, and the program run as a user runs it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bulletin.office import libreoffice
from bulletin.pipeline import stages  # noqa: F401 - what is patched below has to be loaded
from bulletin.reading.office_lists import read_leaders, read_terms
from bulletin.text.source import Source
from bulletin.typeset.house_style_file import read_house
from tests.harness import conversions, forked

if TYPE_CHECKING:
    from tests.harness.browser import Browser

_THRESHOLDS = gc.get_threshold()
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

SERIES = """\
name: 人大工作简报
issuer: 某市人大常委会办公室
routing:
  送:
    - 市人大常委会主任、副主任
  发:
    - 各县（市、区）人大常委会
"""
CONTRIBUTION = """\
---
title: 温县：代表动起来　活动实起来
source: 焦作市人大常委会代表工委
---

导语一段。

## 强基固本

紧扣能力提升。

1. 政治理论组织学。印发手册。
2. 业务知识引导学。列出清单。
"""

Files = Mapping[str, str | bytes]
MakeWorkspace = Callable[[Files], Path]
RunHere = Callable[..., tuple[int, str]]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def write_files(root: Path, contents: Files) -> Path:
    """Put files into a folder; text as UTF-8."""
    for name, text in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def pytest_itemcollected(item: pytest.Item) -> None:
    """What hypothesis tries with many examples is slow."""
    if hasattr(getattr(item, "obj", None), "hypothesis"):
        item.add_marker(pytest.mark.slow)


@pytest.fixture
def workspace(tmp_path: Path) -> MakeWorkspace:
    """Makes a workspace with a series and one issue; the files given are laid over it."""

    def make(contents: Files) -> Path:
        return write_files(
            tmp_path / "ws",
            {
                "issues/bulletin.yaml": SERIES,
                "issues/1/issue.yaml": "number: 1\n",
                "issues/1/01-温县.md": CONTRIBUTION,
                **contents,
            },
        )

    return make


@pytest.fixture(scope="session", autouse=True)
def _templates_read_once() -> Iterator[None]:
    """The house style and the lists of words are read once in a run: most of the time of a check.

    Only what has no findings, and is not based on another file, is kept.
    """
    with pytest.MonkeyPatch.context() as patch:
        for reader in (read_house, read_terms, read_leaders):
            name = reader.__name__
            remembering = _remembering(reader)
            for loaded in [*sys.modules.values()]:
                if (
                    getattr(loaded, "__name__", "").startswith("bulletin.")
                    and vars(loaded).get(name) is reader
                ):
                    patch.setattr(loaded, name, remembering)
        yield


@pytest.fixture(scope="session", autouse=True)
def _converted_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """LibreOffice converts each document once in a run; tests/office has it convert again."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "converted"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libreoffice, "convert", conversions.remembering(libreoffice.convert, folder))
        yield


def _remembering(reader: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[str, str], Any] = {}

    def read(source: Source, *rest: Any, **more: Any) -> Any:
        key = source.path, source.text
        if key in known:
            return known[key], []
        value, findings = reader(source, *rest, **more)
        if (
            not findings
            and not source.text.startswith("based-on")
            and "\nbased-on" not in source.text
        ):
            known[key] = value
        return value, findings

    return read


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of a run."""
    from tests.harness.browser import browser

    with browser() as one:
        yield one


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``bulletin`` as a process of its own: a copy of this one, in which the modules are loaded.

    With variables that Python reads as it starts it is ``python -m bulletin``; so it is on Windows.
    """

    def run_(
        *args: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        started = forked.run if forked.CAN and not _for_python(env or {}) else forked.start
        return started([*map(str, args)], cwd or tmp_path, env or {})

    return run_


def _for_python(env: Mapping[str, str]) -> bool:
    return any(name.startswith(("PYTHON", "_BULLETIN_COMPLETE")) for name in env)


@pytest.fixture
def run_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> RunHere:
    """Runs the program in this process, to be quick: its exit code, and all that it printed."""

    def run_(*args: str, cwd: Path | None = None) -> tuple[int, str]:
        from bulletin.cli import app

        monkeypatch.delenv("BULLETIN_WORKSPACE", raising=False)
        monkeypatch.chdir(cwd or tmp_path)
        monkeypatch.setattr(sys, "argv", ["bulletin", *args])
        monkeypatch.setattr("gc.freeze", lambda: None)
        try:
            app.main()
        except SystemExit as ended:
            code = ended.code
        finally:
            gc.set_threshold(*_THRESHOLDS)
        assert isinstance(code, int)
        return code, "".join(capfd.readouterr())

    return run_

"""Chromium for the tests: pages opened, measured, photographed and printed.

Debian's package, headless, with a fresh profile and the preview fonts. It is driven through
playwright-core by tests/harness/validators/chromium.mjs, which takes a command a line.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bulletin.office.fonts import stand_ins
from tests.harness.programs import CACHE, need

DESKTOP = (1280, 900)
PHONE = (390, 844)


class BrowserError(Exception):
    """A command that Chromium or the driver could not do."""


class Browser:
    """One page of one Chromium."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._answer()

    def open(self, target: Path | str, size: tuple[int, int] = DESKTOP) -> None:
        """Open a file or an address in a window of a size in pixels, its fonts loaded."""
        url = target.resolve().as_uri() if isinstance(target, Path) else target
        self._do("open", url=url, width=size[0], height=size[1])

    def evaluate(self, code: str) -> Any:
        """The value of an expression in the page."""
        return self._do("evaluate", code=code)

    def wait(self, code: str, seconds: float = 10) -> None:
        """Wait until an expression holds; a drawn frame at a time."""
        self._do("wait", code=code, milliseconds=seconds * 1000)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size."""
        self._do("resize", width=size[0], height=size[1])

    def screenshot(self, path: Path, whole: bool = True) -> Path:
        """A picture of the page, or of what the window shows of it."""
        self._do("screenshot", path=str(path), whole=whole)
        return path

    def print(self, path: Path) -> Path:
        """The page as a PDF, as its own style sheet wants it printed."""
        self._do("pdf", path=str(path))
        return path

    def axe(self) -> list[str]:
        """What axe-core finds."""
        found: list[str] = self._do("axe")
        return found

    def seen(self) -> dict[str, list[str]]:
        """Addresses that were asked for, and errors, since the page was opened."""
        seen: dict[str, list[str]] = self._do("seen")
        return seen

    def _do(self, name: str, **given: Any) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"name": name, **given}) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise BrowserError(answer["error"])
        return answer["answer"]

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise BrowserError("Chromium did not start, or went away")
        return json.loads(line)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with a profile of its own, closed at the end."""
    driver, program = CACHE / "validators" / "chromium.mjs", shutil.which("chromium")
    node = shutil.which("node")
    need(
        bool(program and node)
        and (driver.parent / "node_modules" / "playwright-core").is_dir()
        and stand_ins.available(),
        "Chromium, its driver or the preview fonts (make tools)",
    )
    fonts = stand_ins.fontconfig()
    with (
        TemporaryDirectory() as profile,
        subprocess.Popen(
            [str(node), str(driver), str(program), profile],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        ) as process,
    ):  # fmt: skip
        yield Browser(process)
        assert process.stdin
        process.stdin.close()
        process.wait(30)

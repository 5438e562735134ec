"""``bulletin preview`` as a process of its own, and a client that asks it as a browser would."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, MakeWorkspace


@dataclass
class Preview:
    """A running preview of issue 1 of a workspace."""

    process: subprocess.Popen[str]
    home: Path
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rsplit(":", 1)[1])

    @property
    def article(self) -> Path:
        return self.home / "issues" / "1" / "01-温县.md"

    def get(self, path: str = "/", **headers: str) -> tuple[int, str]:
        """Status and body; headers by their names with ``_`` for ``-``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def wait_for(self, *texts: str, seconds: float = 10) -> str:
        """The page once it has all of these texts."""
        return self.wait_until(lambda page: all(text in page for text in texts), seconds)

    def wait_until(self, holds: Callable[[str], bool], seconds: float = 10) -> str:
        """The page once this holds of it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            page = self.get()[1]
            if holds(page):
                return page
            time.sleep(0.01)
        raise AssertionError(f"it did not come to hold; the page ends in {page[-300:]}")

    @contextmanager
    def stream(self) -> Iterator[Callable[[], str]]:
        """The stream of events; each call gives the next version."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", "/events")
        answer = connection.getresponse()

        def following() -> str:
            while True:
                line = answer.readline().decode()
                assert line, "the stream has ended"
                if line.startswith("data: "):
                    return line.removeprefix("data: ").strip()

        try:
            yield following
        finally:
            answer.close()
            connection.close()


@contextmanager
def previewing(home: Path, number: int = 1, port: int = 0) -> Iterator[Preview]:
    """A preview on a free port, ended at the end."""
    clean = {key: value for key, value in os.environ.items() if key != "BULLETIN_WORKSPACE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin", "preview", str(number), "--port", str(port or free_port())],
        cwd=home, env={**clean, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout
    try:
        first = process.stdout.readline()
        assert "http://127.0.0.1:" in first, process.communicate(timeout=10)
        process.stdout.readline()
        yield Preview(process, home, first.split("：", 1)[1].strip())
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=10)


def free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


@pytest.fixture
def preview(workspace: MakeWorkspace) -> Iterator[Preview]:
    with previewing(workspace({})) as running:
        yield running

"""What doctor says of this machine, and of one that lacks things."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from bulletin.office import machine
from bulletin.office.fonts.faces import GBK, OFFICIAL
from bulletin.office.machine import Requirement, State
from tests.conftest import Run


def items() -> dict[str, Requirement]:
    return {item.name: item for _, group in machine.examine() for item in group}


def test_everything_is_told(run: Run) -> None:
    told = run("doctor")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[-1] == "必需的都有。"
    names = [face.name for face in (*OFFICIAL, *GBK)]
    for name in ("Python", "程序库", "LibreOffice", "编码", "预览字体", *names):
        assert f"  {name} " in told.stdout
    assert told.stdout.count("用处：") == len(items())


def test_every_thing_that_can_lack_says_how_to_get_it_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("BULLETIN_SOFFICE", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    groups = machine.examine()
    found = items()
    assert found["LibreOffice"].state is State.LACKING
    assert "poppler" not in found  # nothing uses it
    assert found["仿宋_GB2312"].state is State.UNKNOWN  # without fc-list
    assert found["预览字体"].state is State.LACKING
    assert machine.is_well(groups)  # none of these is required
    text = "\n".join(machine.lines(groups))
    for name in ("LibreOffice", "预览字体"):
        systems = " ".join(system for system, _ in found[name].how)
        assert all(system in systems for system in ("Windows", "麒麟", "UOS", "Debian"))
    assert "apt install libreoffice-writer" in text


def test_a_missing_face(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(machine, "installed", lambda: {"黑体": frozenset()})
    found = items()
    assert found["黑体"].state is State.HAVE
    assert found["仿宋_GB2312"].state is State.LACKING
    monkeypatch.setattr("bulletin.office.fonts.stand_ins.available", lambda: True)
    assert items()["仿宋_GB2312"].state is State.STAND_IN


def test_a_missing_library_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "rjieba":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    found = items()
    assert found["rjieba"].state is State.LACKING
    assert "rjieba" not in found["程序库"].detail
    assert not machine.is_well(machine.examine())
    assert any("pip install" in line for line in machine.lines(machine.examine()))


def test_a_terminal_that_cannot_show_chinese(run: Run) -> None:
    told = run("doctor", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert told.returncode == 0
    assert "PYTHONUTF8=1" in told.stdout

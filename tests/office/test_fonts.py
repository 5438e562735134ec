"""Which faces are there: fontconfig's listing, the registry's names, the preview faces."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bulletin.office.fonts import installed as listing
from bulletin.office.fonts import stand_ins
from bulletin.office.fonts.faces import ALL, BY_NAME, GBK, OFFICIAL
from tests.conftest import ROOT
from tests.harness.programs import need


def test_the_house_style_takes_faces_of_the_table_only() -> None:
    text = (ROOT / "templates" / "gbt9704.yaml").read_text("utf-8")
    named = set(re.findall(r"(?m)^    (?:font|latin): (\S+(?: \S+)*?)\s*(?:#.*)?$", text))
    assert named - set(BY_NAME) == set()
    assert named - {"Times New Roman"} == {face.name for face in OFFICIAL}


def test_the_gbk_set_has_a_face_for_each_use() -> None:
    uses = {face.use for face in OFFICIAL} - {"页码"}
    assert {face.use for face in GBK} == uses


def test_every_name_of_a_family_is_known() -> None:
    found = listing._families(
        "仿宋_GB2312,FangSong_GB2312\tFangSong_GB2312\nNoto Sans CJK SC\tNotoSansCJKsc-Bold\n"
        "Noto Sans CJK SC\tNotoSansCJKsc-Regular\nA\\-B\t\n"
    )
    assert found["仿宋_GB2312"] == found["FangSong_GB2312"] == {"FangSong_GB2312"}
    assert found["Noto Sans CJK SC"] == {"NotoSansCJKsc-Bold", "NotoSansCJKsc-Regular"}
    assert found["A-B"] == frozenset()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("SimSun & NSimSun (TrueType)", {"SimSun", "NSimSun", "宋体"}),
        ("仿宋_GB2312 (TrueType)", {"仿宋_GB2312"}),
        ("FangSong_GB2312 (TrueType)", {"FangSong_GB2312", "仿宋_GB2312"}),
        ("FZXiaoBiaoSong-B05S (TrueType)", {"FZXiaoBiaoSong-B05S", "方正小标宋简体"}),
    ],
)
def test_names_of_the_windows_registry(value: str, names: set[str]) -> None:
    assert set(listing.registry_names(value)) == names


@pytest.mark.needs_rendering
def test_this_machine() -> None:
    need(shutil.which("fc-list") is not None, "fontconfig")
    need(stand_ins.available(), "the preview fonts (make tools)")
    plain, with_preview = listing.installed(), listing.installed(stand_ins.fontconfig())
    assert plain and with_preview
    assert "FandolFang" not in plain
    for face in ALL:
        assert face.stand_in in with_preview, face


def test_without_fontconfig_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert listing.installed() is None


@pytest.mark.needs_rendering
def test_a_face_that_is_there_is_taken_before_its_stand_in(tmp_path: Path) -> None:
    """The stand-ins are appended: where a family is installed, fontconfig answers with it."""
    need(shutil.which("fc-match") is not None, "fontconfig")
    need(stand_ins.available(), "the preview fonts (make tools)")
    there = tmp_path / "there.conf"
    text = stand_ins._configuration(stand_ins.cache()).replace("仿宋_GB2312", "FandolHei", 1)
    there.write_text(text, "utf-8")
    for conf, asked, answer in (
        (stand_ins.fontconfig(), "仿宋_GB2312", "FandolFang"),
        (stand_ins.fontconfig(), "方正小标宋简体", "Bulletin Preview XiaoBiaoSong"),
        (there, "FandolHei", "FandolHei"),
    ):
        done = subprocess.run(
            ["fc-match", "--format", "%{family}", asked],
            env={"FONTCONFIG_FILE": str(conf), "PATH": "/usr/bin"},
            capture_output=True, check=True, text=True,
        )  # fmt: skip
        assert done.stdout.split(",")[0] == answer, asked


def test_the_configuration_is_written_again_when_the_cache_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a&b"))
    assert stand_ins.fontconfig() is None
    for name in stand_ins.FILES:
        (stand_ins.cache() / name).parent.mkdir(parents=True, exist_ok=True)
        (stand_ins.cache() / name).touch()
    path = stand_ins.fontconfig()
    assert path == tmp_path / "a&b" / "bulletin" / "fonts" / "fonts.conf"
    assert path is not None
    folders = [element.text for element in ElementTree.parse(path).iter("dir")]
    assert str(path.parent) in folders
    path.write_text("of another version")
    assert stand_ins.fontconfig() == path
    assert ElementTree.parse(path)


def fetch(home: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """What ``make fonts`` runs, with only the programs of one folder."""
    return subprocess.run(
        [sys.executable, ROOT / ".ci" / "fonts.py"],
        env={"XDG_CACHE_HOME": str(home), "PATH": str(path), "PYTHONPATH": str(ROOT)},
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_not_on_debian(tmp_path: Path) -> None:
    done = fetch(tmp_path, tmp_path)
    assert done.returncode == 1
    assert "there is no apt-get" in done.stderr


def test_a_download_that_fails(tmp_path: Path) -> None:
    for name in ("apt-get", "dpkg-deb"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\nexit 100\n")
        program.chmod(0o755)
    done = fetch(tmp_path / "cache", tmp_path)
    assert done.returncode == 1
    assert "apt-get update" in done.stderr
    assert list((tmp_path / "cache" / "bulletin" / "fonts").iterdir()) == []

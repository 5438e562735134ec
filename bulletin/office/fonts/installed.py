"""The faces installed on this machine: from fontconfig, or from the registry on Windows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

Installed = dict[str, frozenset[str]]
"""Families by each of their names, with their PostScript names where they are known."""


def installed(fontconfig: Path | None = None) -> Installed | None:
    """The faces of this machine, or of a configuration file; ``None`` where there is no fontconfig."""
    if sys.platform == "win32":
        return dict.fromkeys(_windows_families(), frozenset())
    lister = shutil.which("fc-list")
    if lister is None:
        return None
    own = {"FONTCONFIG_FILE": str(fontconfig.resolve())} if fontconfig else {}
    try:
        done = subprocess.run(
            [lister, "--format", "%{family}\t%{postscriptname}\n"],
            env={**os.environ, **own}, capture_output=True, check=True, timeout=60,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return _families(done.stdout.decode("utf-8", "replace"))


def _families(listing: str) -> Installed:
    families: dict[str, set[str]] = {}
    for line in listing.splitlines():
        names, _, postscript = line.partition("\t")
        for name in names.split(","):
            families.setdefault(name.replace("\\", ""), set()).update(filter(None, [postscript]))
    return {name: frozenset(names) for name, names in families.items()}


def _windows_families() -> Iterator[str]:
    """The families in the registry, whose values are called ``SimSun & NSimSun (TrueType)``."""
    if sys.platform != "win32":
        return
    import winreg

    key = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, key) as fonts:
                for place in range(winreg.QueryInfoKey(fonts)[1]):
                    yield from registry_names(winreg.EnumValue(fonts, place)[0])
        except OSError:
            continue


_WINDOWS_NAMES = {
    "SimSun": "宋体", "SimHei": "黑体", "FangSong": "仿宋", "KaiTi": "楷体",
    "FangSong_GB2312": "仿宋_GB2312", "KaiTi_GB2312": "楷体_GB2312",
    "FZXiaoBiaoSong-B05S": "方正小标宋简体", "FZXiaoBiaoSong-B05": "方正小标宋_GBK",
    "FZFangSong-Z02": "方正仿宋_GBK", "FZKai-Z03": "方正楷体_GBK", "FZHei-B01": "方正黑体_GBK",
}  # fmt: skip
"""The registry may know a Chinese face by its English name."""


def registry_names(value: str) -> list[str]:
    """The families in the name of a registry value, by all names that are known for them."""
    names = [name.strip() for name in re.sub(r"\s*\([^()]*\)$", "", value).split("&")]
    return [*names, *(_WINDOWS_NAMES[name] for name in names if name in _WINDOWS_NAMES)]

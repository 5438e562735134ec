# SPDX-License-Identifier: MIT
"""Free faces that stand in for the official Chinese ones when a preview is rendered.

The built document always names the official faces. A machine without them gets Fandol
(Debian's ``texlive-lang-chinese``) through a fontconfig file of its own:

    fetch(cache)
    env = {**os.environ, "FONTCONFIG_FILE": str(fontconfig(cache))}
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

PACKAGE = "texlive-lang-chinese"
TITLE_FACE = "Bulletin Preview XiaoBiaoSong"
FACES = {
    "FandolFang-Regular.otf": None,
    "FandolKai-Regular.otf": None,
    "FandolHei-Regular.otf": None,
    "FandolSong-Regular.otf": None,
    "FandolSong-Bold.otf": TITLE_FACE,
}
"""The files taken, each with the family it is renamed to."""

STAND_INS = {
    "仿宋_GB2312": ("FandolFang", "Noto Serif CJK SC"),
    "楷体_GB2312": ("FandolKai", "Noto Serif CJK SC"),
    "黑体": ("FandolHei", "Noto Sans CJK SC"),
    "宋体": ("FandolSong", "Noto Serif CJK SC"),
    "方正小标宋简体": (TITLE_FACE, "Noto Serif CJK SC"),
    "Times New Roman": ("Liberation Serif",),
}
"""The faces named by the document, each with its stand-ins, the first first."""

SYSTEM_FONTS = "/usr/share/fonts"


def fetch(cache: Path) -> None:
    """Bring the faces into `cache`, unless they are there. Needs apt-get and dpkg-deb."""
    if all((cache / name).is_file() for name in FACES):
        return
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache) as scratch:
        work = Path(scratch)
        subprocess.run(
            ["apt-get", "download", "-qq", PACKAGE],
            cwd=work, check=True, timeout=300, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        archive = next(work.glob("*.deb"))
        with subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE
        ) as unpack:
            subprocess.run(
                ["tar", "-x", "-C", str(work), "--wildcards", "*fandol/Fandol[FHKS]*.otf"],
                stdin=unpack.stdout, check=True, timeout=300,
            )  # fmt: skip
        for name, family in FACES.items():
            found = next(work.rglob(name))
            if family:
                rename(found, family)
            found.replace(cache / name)


def available(cache: Path) -> bool:
    """Whether LibreOffice is there, and the faces are in `cache`."""
    return shutil.which("soffice") is not None and all((cache / name).is_file() for name in FACES)


def rename(path: Path, family: str) -> None:
    """Make the face at `path` the regular weight of a family of its own.

    FandolSong-Bold declares weight 400, and a scan rule of fontconfig that says otherwise
    is ignored by LibreOffice: only a face with another name can be asked for.
    """
    font = TTFont(path, recalcTimestamp=False)
    plain = family.replace(" ", "")
    values = {1: family, 2: "Regular", 3: f"{plain};preview", 4: family, 6: f"{plain}-Regular"}
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in {*values, 16, 17}]
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
    font["head"].macStyle = 0
    top = font["CFF "].cff
    top.fontNames = [f"{plain}-Regular"]
    top[0].rawDict.update(FullName=family, FamilyName=family, Weight="Regular")
    font.save(path)


def fontconfig(cache: Path) -> Path:
    """Write the fontconfig file for the faces in `cache`, and return its path."""
    cache = cache.resolve()
    rules = "\n".join(_rule(family, others) for family, others in STAND_INS.items())
    path = cache / "fonts.conf"
    path.write_text(
        f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{SYSTEM_FONTS}</dir>
  <dir>{escape(str(cache))}</dir>
  <cachedir>{escape(str(cache / "fontconfig"))}</cachedir>
{rules}
</fontconfig>
""",
        encoding="utf-8",
    )
    return path


def _rule(family: str, others: tuple[str, ...]) -> str:
    """Return the fontconfig rule that puts `others` in the place of `family`."""
    edits = "".join(f"<string>{escape(other)}</string>" for other in others)
    return (
        '  <match target="pattern"><test name="family" qual="any">'
        f"<string>{escape(family)}</string></test>\n"
        f'    <edit name="family" mode="prepend" binding="strong">{edits}</edit></match>'
    )


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
    print(fontconfig(Path(sys.argv[1])))

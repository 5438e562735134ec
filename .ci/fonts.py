"""Fetch the free preview fonts on Debian into the user's cache folder (``make fonts``).

They are the Fandol faces of the package texlive-lang-chinese. FandolSong-Bold gets a family name of
its own. The program finds them there (bulletin/office/fonts/stand_ins.py).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.office.fonts import stand_ins
from bulletin.office.fonts.faces import TITLE_STAND_IN

PACKAGE = "texlive-lang-chinese"
RENAMED = {"FandolSong-Bold.otf": TITLE_STAND_IN}


def main() -> None:
    """Fetch the fonts unless they are there."""
    folder = stand_ins.cache()
    if not stand_ins.available():
        if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
            sys.exit("The preview fonts come from a Debian package; there is no apt-get here.")
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with TemporaryDirectory(dir=folder) as scratch:
                unpack(Path(scratch))
                for name in stand_ins.FILES:
                    path = next(Path(scratch).rglob(name))
                    if name in RENAMED:
                        rename(path, RENAMED[name])
                    path.replace(folder / name)
        except (OSError, StopIteration, subprocess.SubprocessError) as error:
            sys.exit(
                f"The package {PACKAGE} cannot be fetched ({error}). Run apt-get update first."
            )
    stand_ins.fontconfig()
    print(f"The preview fonts are in {folder}.")


def unpack(work: Path) -> None:
    """Download the package and unpack its Fandol faces into a folder."""
    subprocess.run(
        ["apt-get", "download", "-qq", PACKAGE],
        cwd=work, check=True, timeout=600, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    archive = next(work.glob("*.deb"))
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE
    ) as package:
        subprocess.run(
            ["tar", "-x", "-C", str(work), "--wildcards", "*fandol/Fandol[FHKS]*.otf"],
            stdin=package.stdout, check=True, timeout=600,
        )  # fmt: skip


def rename(path: Path, family: str) -> None:
    """Make a face the regular weight of a family of its own.

    FandolSong-Bold declares weight 400, and a scan rule of fontconfig that says otherwise is ignored
    by LibreOffice: only a face with another name can be asked for.
    """
    from fontTools.ttLib import TTFont

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


if __name__ == "__main__":
    main()

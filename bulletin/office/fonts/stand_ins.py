"""Free faces that stand in for the official ones when a page is shown (``bulletin doctor --fonts``).

They come from Debian's ``texlive-lang-chinese`` into a cache folder of the user, and are handed
to LibreOffice by a fontconfig file. A machine that has the official faces takes those.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from bulletin.findings.errors import BulletinError
from bulletin.office.fonts.faces import ALL, TITLE_STAND_IN, Face
from bulletin.workspace import files, writing

PACKAGE = "texlive-lang-chinese"
TAKEN = {
    "FandolFang-Regular.otf": None,
    "FandolKai-Regular.otf": None,
    "FandolHei-Regular.otf": None,
    "FandolSong-Regular.otf": None,
    "FandolSong-Bold.otf": TITLE_STAND_IN,
}
"""The files taken from the package, each with the family it is renamed to."""

_SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def cache() -> Path:
    """The folder of the preview faces, below the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base, "bulletin", "fonts")


def available() -> bool:
    """Whether the preview faces were fetched."""
    return all((cache() / name).is_file() for name in TAKEN)


def fontconfig() -> Path | None:
    """The fontconfig file for the preview faces; ``None`` where they were not fetched.

    It is written again where it says something else, e.g. after the cache was moved.
    """
    if not available():
        return None
    path, text = cache() / "fonts.conf", _configuration(cache()).encode()
    if not path.is_file() or files.read(path, path.name) != text:
        writing.write(path, text)
    return path


def _configuration(folder: Path) -> str:
    folders = (*map(os.path.expanduser, _SYSTEM), str(folder))
    dirs = "\n".join(f"  <dir>{escape(name)}</dir>" for name in folders)
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{dirs}
  <cachedir>{escape(str(folder / "fontconfig"))}</cachedir>
{"".join(map(_rule, ALL))}</fontconfig>
"""


def _rule(face: Face) -> str:
    """The rule that puts the stand-ins after a face: where the face itself is there, it wins."""
    others = (face.stand_in, face.behind)
    edits = "".join(f"<string>{escape(other)}</string>" for other in others)
    return (
        '  <match target="pattern"><test name="family" qual="any">'
        f"<string>{escape(face.name)}</string></test>\n"
        f'    <edit name="family" mode="append" binding="strong">{edits}</edit></match>\n'
    )


def fetch() -> Path:
    """Bring the preview faces into the cache unless they are there; the cache folder.

    Raises:
        BulletinError: not on Debian, or the package cannot be had.
    """
    folder = cache()
    if available():
        return folder
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise BulletinError(
            "预览字体取自 Debian 的软件包，这台机器上没有 apt-get。",
            "在 Windows、麒麟、统信 UOS 上，直接装公文用的字体：见 bulletin doctor。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=folder) as scratch:
            _unpack(Path(scratch))
            for name, family in TAKEN.items():
                found = next(Path(scratch).rglob(name))
                if family:
                    rename(found, family)
                found.replace(folder / name)
    except (OSError, StopIteration, subprocess.SubprocessError) as error:
        raise BulletinError(
            f"预览字体没有取来：软件包 {PACKAGE} 下载或解包失败。",
            "连上网，先运行 apt-get update，再试一次。",
        ) from error
    return folder


def _unpack(work: Path) -> None:
    subprocess.run(
        ["apt-get", "download", "-qq", PACKAGE],
        cwd=work, check=True, timeout=600, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    archive = next(work.glob("*.deb"))
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE
    ) as unpack:
        subprocess.run(
            ["tar", "-x", "-C", str(work), "--wildcards", "*fandol/Fandol[FHKS]*.otf"],
            stdin=unpack.stdout, check=True, timeout=600,
        )  # fmt: skip


def rename(path: Path, family: str) -> None:
    """Make the face at ``path`` the regular weight of a family of its own.

    FandolSong-Bold declares weight 400, and a scan rule of fontconfig that says otherwise
    is ignored by LibreOffice: only a face with another name can be asked for.

    Raises:
        BulletinError: fontTools is not installed.
    """
    try:
        from fontTools.ttLib import TTFont
    except ImportError as error:
        raise BulletinError(
            "预览字体要改名，没有装 fontTools。", 'pip install "bulletin[proof]"'
        ) from error

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

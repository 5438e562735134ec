"""Free faces that stand in for the official ones when a page is shown, where they were fetched.

``make fonts`` puts them into a cache folder of the user; LibreOffice finds them by a fontconfig
file. A machine that has the official faces takes those.
"""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import escape

from bulletin.office.fonts.faces import ALL, Face
from bulletin.workspace import files, writing

FILES = (
    "FandolFang-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolSong-Regular.otf",
    "FandolSong-Bold.otf",
)
_SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def cache() -> Path:
    """The folder of the preview faces, below the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base, "bulletin", "fonts")


def available() -> bool:
    """Whether the preview faces were fetched."""
    return all((cache() / name).is_file() for name in FILES)


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
    others = (face.stand_in, face.fallback)
    edits = "".join(f"<string>{escape(other)}</string>" for other in others)
    return (
        '  <match target="pattern"><test name="family" qual="any">'
        f"<string>{escape(face.name)}</string></test>\n"
        f'    <edit name="family" mode="append" binding="strong">{edits}</edit></match>\n'
    )

"""The file that is probably meant by the path of a picture that does not exist."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Near:
    """A file that may be meant."""

    path: str
    """From the issue's folder."""
    difference: str
    """How its name differs, in Chinese."""
    is_sure: bool
    """Whether the fix is safe."""


def same(path: str, present: Iterable[str]) -> str | None:
    """The file whose name is the same but for its spelling.

    Spellings are Windows' backslashes, a web address's %20, and accents that are composed or not
    (Unicode Standard Annex 15).
    """
    return next((name for name in present if _spelled(name) == _spelled(path)), None)


def near(path: str, present: Sequence[str], elsewhere: Callable[[], Iterable[str]]) -> Near | None:
    """A file of nearly this name: of the issue (``present``), or from ``elsewhere``.

    All paths are from the issue's folder.
    """
    wanted = PurePosixPath(_spelled(path)).name
    alike = [name for name in present if _loose(name) == _loose(path)]
    if len(alike) == 1:
        return Near(alike[0], "只差大小写、全角半角或空格", True)
    for names, where in ((present, "在这一期的另一个文件夹里"), (None, "在工作文件夹的别处")):
        candidates = elsewhere() if names is None else names
        matches = [
            name for name in candidates if _loose(PurePosixPath(name).name) == _loose(wanted)
        ]
        if matches:
            return Near(matches[0], where, False)
    stem = _loose(PurePosixPath(wanted).stem)
    for name in present:
        if _loose(PurePosixPath(name).stem) == stem and not name.lower().endswith(".md"):
            return Near(name, "只有扩展名不同", False)
    return None


def _spelled(path: str) -> str:
    return os.path.normpath(normalize("NFC", unquote(path.replace("\\", "/"))))


def _loose(path: str) -> str:
    return "".join(normalize("NFKC", _spelled(path)).casefold().replace("。", ".").split())

"""Reading and listing files; what cannot be read raises ``BulletinError``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bulletin.workspace import regular
from bulletin.workspace.system_errors import cannot_read


def read(path: Path, shown: str, most: int = regular.LARGEST) -> bytes:
    """The bytes of a file that has at most so many; ``shown`` is its name in messages."""
    try:
        return regular.read(path, most)
    except OSError as error:
        raise cannot_read(shown, error) from error


def documents(folder: Path) -> list[Path]:
    """All files in a folder and below, but hidden ones and Word's temporary ones."""
    return [Path(place, name) for place, names in walk(folder) for name in names]


def walk(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A folder and those below it, each with the names of its files, both in order.

    Hidden files and Word's temporary ones are left out. Folders that are links are not entered: one may
    lead to itself, two may do so in more ways than can be counted, one to a whole disk.
    """

    def refuse(error: OSError) -> None:
        raise cannot_read(folder.name, error) from error

    for place, inner, names in os.walk(folder, onerror=refuse):
        inner[:] = sorted(name for name in inner if name[0] not in ".~")
        yield place, sorted(name for name in names if name[0] not in ".~")


def names(folder: Path) -> set[str]:
    """The names of everything in a folder; none if it does not exist."""
    try:
        return {entry.name for entry in os.scandir(folder)}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise cannot_read(folder.name, error) from error


def behind_links(path: Path) -> Path:
    """The path when all links are followed, as far as they lead anywhere.

    ``Path.resolve`` raises a ``RuntimeError`` where they lead in a circle; this does not.
    """
    return Path(os.path.realpath(path))


def is_inside(folder: Path, path: Path) -> bool:
    """Whether a file lies in a folder or below when all links are followed."""
    return behind_links(path).is_relative_to(behind_links(folder))


def from_here(path: Path) -> str:
    """A path as the user is shown it: from the current folder if it lies in it, else absolute."""
    try:
        return Path(os.path.abspath(path)).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def is_writable(path: Path) -> bool:
    """Whether a file may be changed; one marked read-only may not, even by an administrator."""
    try:
        return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)
    except OSError:
        return False

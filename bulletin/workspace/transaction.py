"""A transaction: several files of a workspace change together or not at all, even after a crash.

The new contents are written into a hidden folder and flushed to the disk. Renaming that folder
commits the transaction; then the files are moved to their places, each in one step. If the process
is killed before the renaming, nothing was changed, and the next command removes the folder. If it
is killed after, the next command finishes the work. If that cannot be done (somebody made a file of the same
name meanwhile, the disk is full), all of it is taken back.

    .bulletin-HOST-PROCESS-RUN-N.tmp    not committed, or done: a temporary folder (see ``atomic``)
    .bulletin-change.now                committed; with journal.json, 0.new, 0.old, 1.new, …

Only one folder can have the second name, so no two transactions are carried out at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.workspace import atomic, files, regular, system_errors
from bulletin.workspace.folders import Workspace

_JOURNAL = "journal.json"
_BINDING = ".bulletin-change.now"
_LONGEST = 60
"""Seconds without any step after which a committed transaction counts as abandoned."""


def digest(data: bytes | None) -> str:
    """The SHA-256 of some contents, in hexadecimal; ``""`` for no file."""
    return "" if data is None else sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class _Change:
    """A file by its path from the workspace; contents by their digests, ``""`` for no file."""

    path: str
    before: str
    after: str


@dataclass(slots=True)
class _Journal:
    """Everything that a committed transaction has to do."""

    changes: list[_Change] = field(default_factory=list)
    new_folders: list[str] = field(default_factory=list)
    """Folders to be made, outer ones first."""
    old_folders: list[str] = field(default_factory=list)
    """Folders to be removed at the end if they are empty, inner ones first."""
    part: str = ""
    """The first name of its folder, which says whose process works at it."""


class Transaction:
    """Collects changes of files; ``commit`` makes them. To be used with ``with``."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._root = workspace, workspace.root
        self._folder: Path | None = None
        self._journal = _Journal()

    def __enter__(self) -> Transaction:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many changes there are."""
        return len(self._journal.changes)

    def put(self, path: Path, after: bytes | None) -> None:
        """Plan to write a file, or to remove it (``None``); ``commit`` does it.

        Raises:
            BulletinError: it cannot be read, or the disk is full.
        """
        path = files.behind_links(path) if path.is_symlink() else path
        shown = self._workspace.shown(path)
        changes = self._journal.changes
        at = next((at for at, one in enumerate(changes) if one.path == shown), len(changes))
        before = files.read(path, path.name) if os.path.lexists(path) else None
        try:
            for end, data in (("new", after), ("old", before)):
                if data is not None:
                    _write(self._staging() / f"{at}.{end}", data)
        except OSError as error:
            raise _failed(error) from error
        missing = [one for one in reversed(path.parents) if not one.exists()]
        for name in (
            one.relative_to(self._root).as_posix() for one in missing if after is not None
        ):
            if name not in self._journal.new_folders:
                self._journal.new_folders.append(name)
        changes[at:] = [_Change(shown, digest(before), digest(after)), *changes[at + 1 :]]

    def forget(self, number: int) -> None:
        """Drop the planned changes after the first ``number``."""
        del self._journal.changes[number:]

    def drop(self, folder: str) -> None:
        """Plan to remove a folder if it is empty at the end."""
        self._journal.old_folders.append(folder)

    def commit(self) -> None:
        """Make all changes.

        Raises:
            BulletinError: a file was changed meanwhile, or the disk is full; nothing was changed
                then, unless the message says that the rest follows.
        """
        if not len(self):
            self.close()
            return
        folder = self._staging()
        binding = folder.with_name(_BINDING)
        self._journal.part = folder.name
        try:
            _write(folder / _JOURNAL, json.dumps(asdict(self._journal)).encode())
            folder.rename(binding)
        except OSError as error:
            if binding.exists():
                raise BulletinError(
                    "另一个 bulletin 正在往这里写，什么都没有写。", "等它写完，再运行一次。"
                ) from error
            raise _failed(error) from error
        self._folder = None
        for one in self._journal.changes:
            if _now(self._root, one) != one.before:
                _discard(binding)
                raise _changed(one.path)
        _finish(self._root, binding, self._journal)

    def close(self) -> None:
        """Drop everything that was not committed."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _staging(self) -> Path:
        if self._folder is None:
            self._root.mkdir(parents=True, exist_ok=True)
            issues = self._root / "issues"
            place = issues if issues.is_dir() else self._root
            self._folder = atomic.part_name(place)
            self._folder.mkdir()
        return self._folder


def recover(workspace: Workspace) -> list[str]:
    """Finish the transaction of a killed process; what was done, a Chinese sentence each.

    Raises:
        BulletinError: it can neither be finished nor taken back.
    """
    notes: list[str] = []
    for place in (workspace.root, workspace.root / "issues"):
        atomic.sweep(place)
        folder = place / _BINDING
        if not folder.is_dir():
            continue
        if not (folder / _JOURNAL).exists():  # it was about to be removed
            _discard(folder)
            continue
        try:
            known = json.loads(regular.read(folder / _JOURNAL))
            changes = [_Change(**one) for one in known["changes"]]
            journal = _Journal(**{**known, "changes": changes})
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            notes.append(f"上次没有做完的改动（{folder.name}）读不出来，没有再做。")
            _discard(folder)
            continue
        age = time.time() - folder.stat().st_mtime
        if not atomic.is_left(folder, str(journal.part)) and age < _LONGEST:
            continue
        try:
            _finish(workspace.root, folder, journal)
            notes.append("上次的导入做到一半停了，已经接着做完。")
        except BulletinError as error:
            if folder.exists():
                raise
            notes.append(f"上次的导入做到一半停了，接着做不下去，已经全部撤回：{error.message}")
    return notes


def _finish(root: Path, folder: Path, journal: _Journal) -> None:
    """Do what is not done yet; if that fails, take back what is."""
    try:
        for one in journal.new_folders:
            (root / one).mkdir(exist_ok=True)
        # New files first: to take them back nothing has to be written.
        for at, change in sorted(enumerate(journal.changes), key=lambda pair: bool(pair[1].before)):
            _forward(root, folder / str(at), change)
        _drop(root, journal.old_folders)
    except BaseException as error:
        _take_back(root, folder, journal)
        if isinstance(error, OSError):
            raise _failed(error) from error
        raise
    _discard(folder)
    _drop(root, journal.old_folders)  # the one that this folder was in, too


def _drop(root: Path, folders: Iterable[str]) -> None:
    for one in folders:
        with contextlib.suppress(OSError):
            (root / one).rmdir()


def _forward(root: Path, staged: Path, change: _Change) -> None:
    target, now = root / change.path, _now(root, change)
    if now == change.after:
        return
    if now != change.before:
        raise _changed(change.path)
    new = staged.with_name(staged.name + ".new")
    if not change.after:
        target.unlink(missing_ok=True)
        return
    try:
        if not change.before:
            atomic.put_new(new, target)
            return
        with contextlib.suppress(OSError):
            new.chmod(target.stat().st_mode)
        old = staged.with_name(staged.name + ".old")
        atomic.exchange(new, target, old.read_bytes())
    except (FileExistsError, atomic.Changed) as error:
        raise _changed(change.path) from error


def _take_back(root: Path, folder: Path, journal: _Journal) -> None:
    try:
        for at, change in enumerate(journal.changes):
            now = _now(root, change)
            if now != change.after or now == change.before:
                continue  # not done yet, or somebody else's by now
            if change.before:
                (folder / f"{at}.old").replace(root / change.path)
            else:
                (root / change.path).unlink(missing_ok=True)
        _drop(root, reversed(journal.new_folders))
    except OSError as error:
        raise BulletinError(
            f"写到一半停了：{system_errors.reason(error)}。", "腾出地方，再运行一次，会接着做完。"
        ) from error
    _discard(folder)


def _discard(folder: Path) -> None:
    """Remove a committed folder: its journal first, so that nobody carries out half of it."""
    with contextlib.suppress(OSError):
        (folder / _JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def _now(root: Path, change: _Change) -> str:
    """The digest of a file as it is now."""
    try:
        return digest(regular.read(root / change.path))
    except FileNotFoundError:
        return ""
    except OSError:
        return "unreadable"


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)  # of a change that was forgotten
    atomic.write(path, data, flush=True)


def _changed(path: str) -> BulletinError:
    return BulletinError(f"{path} 刚才被别的程序改过，什么都没有写。", "等那边存好了，再运行一次。")


def _failed(error: OSError) -> BulletinError:
    return BulletinError(
        f"写不了：{system_errors.reason(error)}。", "请检查磁盘和权限；原来的文件没有动。"
    )

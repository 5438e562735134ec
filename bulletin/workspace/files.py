"""The disk: the workspace, what is in it, and writing without ever leaving half a file.

issues/bulletin.yaml     the series
issues/43/issue.yaml     an issue
issues/43/*.md           its contributions
templates/               the workspace's own issue.j2 and gbt9704.yaml, if it has any
build/43.docx            the result
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.workspace import atomic, regular

WORKSPACE_VARIABLE = "BULLETIN_WORKSPACE"
_SHIPPED = Path(__file__).parents[1]
_SHOWN = 8
"""So many issues are named where one is missing, the newest."""
_MOST_DIGITS = 8
LARGEST = 10**_MOST_DIGITS - 1
"""The largest number of an issue: a folder can be named after it, and a database can hold it."""
_MOST_FOLDERS = 2_000
"""Folders of a workspace that are searched for a file that is missing."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with issues/bulletin.yaml."""

    root: Path

    @property
    def series_file(self) -> Path:
        """What all issues have in common."""
        return self.root / "issues" / "bulletin.yaml"

    def issue_folder(self, number: int) -> Path:
        """The folder of an issue, whether it exists or not."""
        return self.root / "issues" / str(number)

    def output(self, number: int) -> Path:
        """Where an issue's .docx goes."""
        return self.root / "build" / f"{number}.docx"

    def template(self, name: str) -> Path:
        """The workspace's own template if there is one, else the shipped one."""
        own = self.root / "templates" / name
        return own if os.path.lexists(own) else shipped_template(name)

    def shown(self, path: Path) -> str:
        """A path as the user is shown it: from the workspace, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def owns(self, path: Path) -> bool:
        """Whether a file lies in the workspace itself, wherever links to it lie."""
        return is_inside(self.root, path)

    def clear(self, numbers: Iterable[int] = ()) -> None:
        """Take away what killed runs left: in the shared folders and in those of some issues."""
        for name in ("issues", "build", "templates", *(f"issues/{number}" for number in numbers)):
            atomic.sweep(self.root / name)

    def issues(self) -> list[int]:
        """The numbers of all issues, in order."""
        return sorted(int(name) for name in self._folders() if is_number(name))

    def misnamed(self) -> list[str]:
        """The folders among the issues that look like one, but for their name; by name."""
        others = sorted(
            name for name in self._folders() if name[0] not in ".~" and not is_number(name)
        )
        return [name for name in others if _is_issue(self.root / "issues" / name)]

    def loose(self) -> list[str]:
        """Contributions that lie among the issues and in none of them; by name."""
        with os.scandir(self.root / "issues") as entries:
            return sorted(entry.name for entry in entries if _is_contribution(entry))

    def _folders(self) -> list[str]:
        try:
            with os.scandir(self.root / "issues") as entries:
                return [entry.name for entry in entries if _is_folder(entry)]
        except OSError as error:
            raise cannot_read("issues", error) from error

    def folder_of(self, number: int) -> Path:
        """The folder of an issue.

        Raises:
            BulletinError: there is no such issue.
        """
        folder = self.issue_folder(number)
        if folder.is_dir():
            return folder
        have = self.issues()
        shown = ("…、" if len(have) > _SHOWN else "") + "、".join(map(str, have[-_SHOWN:]))
        known = f"现有：{shown}。" if have else ""
        raise BulletinError(f"没有第 {number} 期。", f"{known}新建：bulletin new {number}")

    def contributions(self, number: int) -> list[str]:
        """The names of an issue's contributions; hidden files and editors' leavings are not."""
        folder = self.issue_folder(number)
        try:
            with os.scandir(folder) as entries:
                return sorted(entry.name for entry in entries if _is_contribution(entry))
        except OSError as error:
            raise cannot_read(self.shown(folder), error) from error

    def present(self, number: int) -> list[str]:
        """The names of all files in an issue's folder and below, from that folder, in order."""
        folder = self.issue_folder(number)
        return sorted(path.relative_to(folder).as_posix() for path in documents(folder))

    def everything(self) -> Iterator[Path]:
        """The files of the workspace, hidden ones and results not; no more than can be looked at."""
        found = islice(os.walk(self.root), _MOST_FOLDERS)
        for place, inner, names in found:
            inner[:] = sorted(name for name in inner if name[0] not in ".~" and name != "build")
            yield from (Path(place, name) for name in sorted(names) if name[0] not in ".~")


def is_inside(folder: Path, path: Path) -> bool:
    """Whether a file lies in a folder or below, when all links are followed."""
    return behind_links(path).is_relative_to(behind_links(folder))


def behind_links(path: Path) -> Path:
    """Where something is when all links are followed, as far as they lead anywhere.

    ``Path.resolve`` raises a ``RuntimeError`` where they lead in a circle; this does not.
    """
    return Path(os.path.realpath(path))


def from_here(path: Path) -> str:
    """A path as the user is shown it: from the current folder if it lies in it, else whole."""
    try:
        return Path(os.path.abspath(path)).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def is_number(name: str) -> bool:
    """Whether a folder's name is an issue's number: 43, not 043 or ４３."""
    return name.isascii() and name.isdigit() and name[0] != "0" and len(name) <= _MOST_DIGITS


def number_of(text: str) -> int | None:
    """The issue's number that somebody typed, 043 too; ``None`` if it is none."""
    name = text.lstrip("0")
    return int(name) if is_number(name) else None


def _is_contribution(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    return name.lower().endswith(".md") and name[0] not in ".~" and _is_file(entry)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a regular file; a link that leads in a circle is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one; a link that leads in a circle is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_issue(folder: Path) -> bool:
    """Whether a folder holds what an issue's folder does."""
    return any(name == "issue.yaml" or name.lower().endswith(".md") for name in names(folder))


def shipped_template(name: str) -> Path:
    """A template that came with the program: inside the wheel, or beside it in a checkout."""
    for folder in (_SHIPPED / "templates", _SHIPPED.parent / "templates"):
        if (folder / name).is_file():
            return folder / name
    raise BulletinError(f"程序自带的模板 {name} 不见了。", "请重新安装 bulletin。")


@lru_cache(maxsize=8)
def shipped_text(name: str) -> str:
    """A text that is part of the program, by its path in the package."""
    return (_SHIPPED / name).read_text("utf-8")


def find_workspace(given: Path | None, here: Path) -> Workspace:
    """The workspace that was named, or the nearest one at or above ``here``.

    Raises:
        BulletinError: there is none.
    """
    if given is not None:
        root = Path(os.path.abspath(given))
        if (root / "issues" / "bulletin.yaml").exists():
            return Workspace(root)
        raise BulletinError(
            f"“{given}”不是工作文件夹：里面没有 issues/bulletin.yaml。",
            f"新建一个：bulletin init {given}",
        )
    for root in (here, *here.parents):
        if (root / "issues" / "bulletin.yaml").exists():
            return Workspace(root)
    raise BulletinError(
        "这里不是工作文件夹：本文件夹和上级文件夹里都没有 issues/bulletin.yaml。",
        "先进到工作文件夹里再运行；还没有的话，新建一个：bulletin init 我的简报",
    )


def cannot_read(name: str, error: OSError) -> BulletinError:
    """The error for a file or folder that the system will not give out."""
    hint = "请检查文件是否还在、有没有权限。"
    if isinstance(error, regular.NotRegular):
        hint = "请把它从文件夹里移走；要用的内容，另存成普通文件再放进来。"
    elif error.errno == errno.EFBIG:
        hint = "请看看是不是放错了文件；图片多的，先压缩图片。"
    return BulletinError(f"读不了 {name}：{reason(error)}。", hint)


def refused(error: OSError) -> BulletinError:
    """The error for whatever the system refuses where nobody has expected it."""
    name = f" {os.fsdecode(error.filename)}" if error.filename else "输出"
    return BulletinError(
        f"系统不让读写{name}：{reason(error)}。", "请检查名字、磁盘和权限；已有的文件没有动。"
    )


def reason(error: OSError) -> str:
    """The system's reason in plain Chinese."""
    match error:
        case regular.NotRegular():
            return "它不是普通文件，而是管道、设备或套接字"
        case FileNotFoundError():
            return "找不到"
        case IsADirectoryError() | NotADirectoryError():
            return "文件和文件夹弄混了"
        case PermissionError():
            return "没有权限，或正被别的程序占用"
        case FileExistsError():
            return "已经有了"
    return {
        5: "读写出错，磁盘可能坏了",
        8: "它不是这台机器能运行的程序",
        24: "同时打开的文件太多",
        40: "链接指向它自己",
        27: "文件太大",
        28: "磁盘已满",
        30: "磁盘是只读的",
        36: "文件名太长",
    }.get(error.errno or 0, error.strerror or str(error))


def documents(folder: Path) -> list[Path]:
    """All files in a folder and below; hidden ones and what Word leaves behind are not.

    Raises:
        BulletinError: a folder cannot be read.
    """
    return [Path(place, name) for place, names in walk(folder) for name in names]


def walk(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A folder and those below it, each with the names of its files, both in order.

    Hidden ones and what Word leaves behind are not told. Folders that are links are not entered:
    one may lead to itself, two may do so in more ways than can be counted, one to a whole disk.

    Raises:
        BulletinError: a folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise cannot_read(folder.name, error) from error

    for place, inner, names in os.walk(folder, onerror=refuse):
        inner[:] = sorted(name for name in inner if name[0] not in ".~")
        yield place, sorted(name for name in names if name[0] not in ".~")


def names(folder: Path) -> set[str]:
    """The names of all that is in a folder; none if it does not exist."""
    try:
        return {entry.name for entry in os.scandir(folder)}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise cannot_read(folder.name, error) from error


def read(path: Path, shown: str, most: int = regular.LARGEST) -> bytes:
    """The bytes of a file, at most so many.

    Raises:
        BulletinError: it cannot be read.
    """
    try:
        return regular.read(path, most)
    except OSError as error:
        raise cannot_read(shown, error) from error


def write(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: an earlier one stays until the new one is complete.

    Who may read and write it stays, so that a colleague on the same folder can go on; a link
    stays a link. A file that lies there is written over (see ``write_over`` and ``replace``); a
    pipe or a device, to which a link may lead, is not: root could put a file in its place.

    The disk is not told to flush (3 % of the time of a thousand issues): after a power cut a
    result can be built again.

    Raises:
        BulletinError: the file is open in Word, or the folder cannot be written to.
    """
    path = behind_links(path) if path.is_symlink() else path
    try:
        if path.exists():
            regular.require(path)
        with _part(path, data) as part:
            part.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error


def write_over(path: Path, data: bytes, keep: Callable[[bytes], None]) -> None:
    """Write a file as ``write`` does, but show what it replaces to ``keep`` before.

    ``keep`` is called once more if the file changed just then; where the system has no way to
    exchange two files in one step some microseconds remain in which that is not seen.

    Raises:
        BulletinError: the file cannot be read or written; also what ``keep`` raises.
    """
    path = behind_links(path) if path.is_symlink() else path
    try:
        with _part(path, data) as part:
            while not os.path.lexists(path):
                with contextlib.suppress(FileExistsError):  # made in this moment
                    atomic.put_new(part, path)
                    return
            found = read(path, path.name)
            keep(found)
            last = atomic.place(part, path)
            if last is not None and last != found:
                try:
                    keep(last)
                except BaseException:
                    atomic.place(part, path)
                    raise
    except OSError as error:
        raise _cannot_write(path, error) from error


@contextlib.contextmanager
def _part(path: Path, data: bytes) -> Iterator[Path]:
    """A part beside a file, which those may read and write who may do so with the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.part(path.parent, data, flush=False) as part:
        with contextlib.suppress(OSError):  # a new file, or a disk without modes
            part.chmod(path.stat().st_mode)
        yield part


def replace(path: Path, before: bytes | None, after: bytes, shown: str) -> None:
    """Write back what was made of a user's file, if it still is what was read.

    The bytes are on the disk before the file changes: what users write cannot be built again. A
    link stays a link. How narrow the moment between looking and writing is, ``atomic.exchange``
    says.

    Args:
        path: the file.
        before: what was read; ``None`` if there was no such file.
        after: what is to be there.
        shown: the file's name as the user is shown it.

    Raises:
        BulletinError: it was changed, made or taken away meanwhile, is read-only, or cannot be
            written; it is as it was.
    """
    path = behind_links(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.part(path.parent, after, flush=True) as part:
            if before is None:
                atomic.put_new(part, path)
                return
            part.chmod(path.stat().st_mode)
            if not is_writable(path):
                raise BulletinError(f"{shown} 是只读的，没有改它。", "要改它，先去掉“只读”。")
            atomic.exchange(part, path, before, after)
    except FileExistsError as error:
        raise _is_there(shown) from error
    except (atomic.Changed, FileNotFoundError) as error:
        raise BulletinError(
            f"{shown} 刚才被别的程序存过，没有改它；存的内容都在。", "等那边存好了，再运行一次。"
        ) from error
    except OSError as error:
        raise _cannot_write(path, error) from error


def make_folder(path: Path, contents: Mapping[str, bytes], shown: str) -> None:
    """Make a folder with files in it, all of it or nothing; an empty one that is there will do.

    Raises:
        BulletinError: there is something of this name, or it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.part_folder(path.parent) as part:
            for name, data in contents.items():
                atomic.write(part / name, data, flush=True)
            atomic.put_new(part, path)
    except OSError as error:
        taken = error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)
        raise (_is_there(shown) if taken else _cannot_write(path, error)) from error


def _is_there(shown: str) -> BulletinError:
    return BulletinError(f"{shown} 已经有了，没有动它。", "换一个名字，或先把它改名。")


def is_writable(path: Path) -> bool:
    """Whether a file may be changed; one that is marked read-only not by an administrator either."""
    try:
        return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)
    except OSError:
        return False


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write some files or none: when one cannot be written, all is put back as it was.

    Raises:
        BulletinError: one of them cannot be written.
    """
    new: list[Path] = []
    old: dict[Path, bytes] = {}
    try:
        for path, data in contents.items():
            if path.is_file():
                old[path] = read(path, path.name)
            new += [one for one in (*reversed(path.parents), path) if not one.exists()]
            write(path, data)
    except BaseException:
        for path in reversed(new):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        for path, data in old.items():
            with contextlib.suppress(BulletinError):
                write(path, data)
        raise


def remove(path: Path) -> None:
    """Take a file away.

    Raises:
        BulletinError: it cannot be taken away.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> BulletinError:
    if isinstance(error, PermissionError) and path.exists():
        program = {".pdf": " PDF 阅读器", ".docx": " Word 或 WPS "}.get(path.suffix, "别的程序")
        return BulletinError(
            f"写不了 {path.name}：它正在{program}里打开着，或者是只读的。",
            "请关掉那个窗口，再运行一次；原来的文件没有动。",
        )
    return BulletinError(
        f"写不了 {path.name}：{reason(error)}。", "请检查磁盘和权限；原来的文件没有动。"
    )


def set_aside(path: Path, found: bytes) -> Path:
    """Keep what was found in a file that was changed by hand, under another name beside it.

    A copy that is there already, because an earlier run was stopped after making it, will do.

    Raises:
        BulletinError: the file is in use or read-only, so that it cannot be written over either,
            or the copy cannot be written.
    """
    number = 1
    while True:
        kept = path.with_name(f"{path.stem}.手改{number if number > 1 else ''}{path.suffix}")
        try:
            if kept.is_file() and regular.read(kept) == found:
                return kept
            if not os.path.lexists(kept):
                with path.open("r+b"), atomic.part(path.parent, found, flush=False) as part:
                    atomic.put_new(part, kept)
                return kept
        except FileExistsError:  # made in this moment by another process
            continue
        except OSError as error:
            raise _cannot_write(path, error) from error
        number += 1

"""The arguments of the command become a list of files to import; what is not taken is listed with reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import file_kinds, reader_process, zip_files
from bulletin.importing.readers.control_characters import printable
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.readers.incoming import Given, NotText
from bulletin.typeset.arrange import natural_key
from bulletin.workspace import files
from bulletin.workspace.folders import Workspace

_OWN_FOLDERS = ("issues", "templates", "build")
_OWN_FILE = re.compile(
    r"(?i)(?:readme|makefile|license|changelog|contributing|authors|justfile|dockerfile)(?:\.\w+)?"
)
_SETTINGS = re.compile(
    r"(?i).*\.(?:ya?ml|j2|toml|ini|cfg|conf|json|lnk|url|webloc|py|js|css|bat|cmd|sh|ps1|db|log|lock)"
)
"""Names of settings and program files, which are not taken though they may be text."""
_OTHER = re.compile(
    r"(?i).*\.(?:png|jpe?g|jfif|gif|bmp|tiff?|webp|hei[cf]|avif|svg|[ew]mf|psd|ai|cdr|ico"
    r"|mp[34]|m4[av]|mov|avi|wmv|mkv|flv|wav|amr|aac|ogg|flac"
    r"|xlsx?|xlsm|et|csv|pptx?|dps|vsdx?|mpp|accdb|mdb|exe|dll|msi|apk|ttf|otf|ttc|dwg|xmind|tmp|bak)"
)
_CONTAINERS = (Kind.MAIL, Kind.ZIP)
_READ_HERE = (".md", ".markdown", ".txt")
"""Endings of files that are read in this process."""
_HEAD = 65_536


@dataclass(slots=True)
class Gathered:
    """The files to import in order, the errors of others, and what is skipped."""

    given: list[Given] = field(default_factory=list)
    errors: list[BulletinError] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """The name of each, and what it is, in Chinese."""


def gather(workspace: Workspace, paths: Sequence[str], standard_input: bytes) -> Gathered:
    """The files of some arguments: those of a folder in natural order, those of mails and archives."""
    if not all(name.lower().endswith(_READ_HERE) for name in paths):
        reader_process.start()
    done = Gathered()
    seen = set[Path]()
    for name in paths:
        path = Path(name)
        if name == "-":
            _unpack(Given("标准输入", None, standard_input), done, named=True)
        elif _is_own(workspace, path, is_named=True):
            done.skipped.append((_shown(path), "工作文件夹自己的文件"))
        elif path.is_dir():
            _take_folder(workspace, path, done, seen)
        elif _is_new(path, seen):
            _unpack(Given(_shown(path), path), done, named=True)
    return done


def _take_folder(workspace: Workspace, folder: Path, done: Gathered, seen: set[Path]) -> None:
    for path in sorted(files.documents(folder), key=lambda one: natural_key(one.as_posix())):
        below = path.relative_to(folder)
        reason = _reason_to_skip(workspace, path)
        if reason:
            done.skipped.append((printable(below.as_posix()), reason))
        elif _is_new(path, seen):
            _unpack(Given(_shown(path), path), done, named=False)


def _reason_to_skip(workspace: Workspace, path: Path) -> str:
    """Why a file of a folder is not taken, in Chinese; empty where it is."""
    if _is_own(workspace, path):
        return "工作文件夹自己的文件"
    if zip_files.is_leftover(path.name):
        return "临时文件或系统文件"
    if not path.is_file():  # a pipe would be waited for
        return "断了的链接" if path.is_symlink() and not path.exists() else "不是普通文件"
    return "设置或程序文件" if _SETTINGS.fullmatch(path.name) else ""


def _unpack(given: Given, done: Gathered, named: bool) -> None:
    """Add a file, or the files in it; a wrong kind is an error only for a file that the user named."""
    try:
        inner = list(_inside(given))
    except BulletinError as error:
        done.errors.append(error)
        return
    for one in inner:
        if isinstance(one, BulletinError):
            done.errors.append(one)
        elif not named or one is not given:
            _take(one, done)
        else:
            done.given.append(one)


def _take(given: Given, done: Gathered) -> None:
    """Add a file of a folder, a mail or an archive, unless its name shows that it is no contribution."""
    name = given.name.rpartition("/")[2]
    if _SETTINGS.fullmatch(name):
        done.skipped.append((given.name, "设置或程序文件"))
        return
    if _OTHER.fullmatch(name):
        try:
            file_kinds.kind_of(given.name, given.read())
        except NotText as error:
            what = error.message.removeprefix(f"{given.name} 是").partition("，")[0]
            done.skipped.append((given.name, what))
            return
        except BulletinError:
            pass  # said in its turn
    done.given.append(given)


def _inside(given: Given, depth: int = 0) -> Iterator[Given | BulletinError]:
    """The file itself, or the files that a mail or an archive holds."""
    if not _may_hold(given):
        yield given
        return
    data = given.read()
    try:
        kind = file_kinds.kind_of(given.name, data)
    except BulletinError:
        yield given  # said in its turn
        return
    if kind not in _CONTAINERS:
        yield given
        return
    if depth > 1:
        yield NotText(f"{given.name} 套得太深，没有再往里读。", "把里面的文件存出来再导入。")
        return
    for one in reader_process.unpack(given.name, data, kind):
        if isinstance(one, Given):
            yield from _inside(one, depth + 1)
        else:
            yield one


def _may_hold(given: Given) -> bool:
    """Whether a file may be a mail or an archive, by its name or its beginning."""
    name = given.name.lower()
    if name.endswith((".zip", ".eml", ".mht", ".mhtml")):
        return True
    try:
        return file_kinds.is_mail(name, given.read()[:_HEAD])
    except BulletinError:
        return False  # said in its turn


def _is_own(workspace: Workspace, path: Path, is_named: bool = False) -> bool:
    """Whether a path belongs to a workspace: its folders, settings, README and the like.

    Of what lies in those folders a file that the user names is taken, unless it is one of settings.
    """
    place = files.behind_links(path)
    for root in (place, *place.parents):
        if (
            root != files.behind_links(workspace.root)
            and not (root / "issues" / "bulletin.yaml").is_file()
        ):
            continue
        parts = place.relative_to(root).parts
        if not parts:
            return False
        if parts[0] in _OWN_FOLDERS:
            return not is_named or path.is_dir() or _SETTINGS.fullmatch(path.name) is not None
        return len(parts) == 1 and _OWN_FILE.fullmatch(parts[0]) is not None
    return False


def _is_new(path: Path, seen: set[Path]) -> bool:
    """Whether a file was not added before, under another name or in a folder; notes it as added."""
    place = files.behind_links(path)
    new = place not in seen
    seen.add(place)
    return new


def _shown(path: Path) -> str:
    return printable(path.name or str(path))

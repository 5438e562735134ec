"""The record of what was imported into a workspace, and undoing the last import by it.

It is a hidden JSON file among the issues. Import works without it, by comparing contributions.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.workspace import files
from bulletin.workspace.folders import Workspace
from bulletin.workspace.transaction import Transaction, digest

NAME = ".bulletin-import.json"
_FORMAT = 1
_FRONT = re.compile(r"\A\ufeff?---\n(?P<front>.*?)\n---\n", re.S)
_TITLE = re.compile(r"^title:(?P<title>.*(?:\n[ \t].*)*)", re.M)
_PICTURE = re.compile(r"!\[[^\n]*?\]\([^\n]*\)")


@dataclass(slots=True)
class LastImport:
    """The files that the last import wrote; paths are from the workspace."""

    made: dict[str, str] = field(default_factory=dict)
    """Files that were not there before, with the digests of their contents."""
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Files that were there: the digest of what they are now, and what they were before."""
    folders: list[str] = field(default_factory=list)
    """Folders that were not there, inner ones first."""
    sources: list[tuple[str, str]] = field(default_factory=list)
    """The issue and the digest of each file that was imported."""


@dataclass(slots=True)
class ImportRecord:
    """What was imported, and what the last import can be undone by."""

    sources: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """By issue and by the digest of what was imported: the contributions made of it."""
    last: LastImport | None = None

    def encoded(self) -> bytes:
        """The record as it is written."""
        content = {"format": _FORMAT, **asdict(self)}
        return json.dumps(content, sort_keys=True, indent=0).encode()


def path_of(workspace: Workspace) -> Path:
    """Where the record is."""
    return workspace.root / "issues" / NAME


def read(workspace: Workspace) -> ImportRecord | None:
    """The record; an empty one where there is none, ``None`` where it is damaged."""
    path = path_of(workspace)
    if not path.is_file():
        return ImportRecord()
    try:
        content = json.loads(files.read(path, NAME))
        if content["format"] != _FORMAT:
            return None
        sources = {
            str(number): {str(one): [str(name) for name in names] for one, names in made.items()}
            for number, made in content["sources"].items()
        }
        return ImportRecord(sources, _last(content["last"]))
    except (BulletinError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _last(content: dict[str, object] | None) -> LastImport | None:
    if content is None:
        return None
    last = LastImport(**content)  # type: ignore[arg-type]
    for path in (*last.made, *last.changed, *last.folders):
        if not path.startswith("issues") or ".." in path.split("/"):
            raise ValueError(path)  # this program writes nowhere else
    last.changed = {path: (now, before) for path, (now, before) in last.changed.items()}
    last.sources = [(number, source) for number, source in last.sources]
    return last


def content_digest(data: bytes) -> str:
    """A digest of a contribution's title and body without pictures and white space, to find it again."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    front = _FRONT.match(text)
    title = _TITLE.search(front["front"]) if front else None
    body = _PICTURE.sub("", text[front.end() :] if front else text)
    return digest("".join(f"{title['title'] if title else ''}\n{body}".split()).encode())


def undo(workspace: Workspace) -> list[str]:
    """Undo the last import, all of it or nothing; returns the paths of the removed files.

    Raises:
        BulletinError: there was none, or somebody has changed what it made.
    """
    record = read(workspace)
    if record is None:
        raise BulletinError(
            "导入的记录坏了，不知道上一次导入了什么，什么都没有撤销。",
            f"不要的稿件，自己删去；记录（issues/{NAME}）可以删掉。",
        )
    last = record.last
    if last is None:
        raise BulletinError("没有可以撤销的导入。", "只能撤销最后一次导入，而且只能撤销一次。")
    root = workspace.root
    digests = last.made | {path: now for path, (now, _) in last.changed.items()}
    present = [path for path in digests if (root / path).is_file()]
    edited = [path for path in present if digest(files.read(root / path, path)) != digests[path]]
    if edited:
        raise BulletinError(
            f"{'、'.join(edited)} 导入以后改过，什么都没有撤销。",
            "改过的要留，就另存到工作文件夹外面，把这里的删去，再撤销；或者自己删去不要的稿件。",
        )
    with Transaction(workspace) as change:
        removed = [
            path for path in last.made if path in present and not _is_needed(workspace, path, last)
        ]
        for path in removed:
            change.put(root / path, None)
        for path, (_, before) in last.changed.items():
            if path in present:
                change.put(root / path, before.encode("utf-8", "surrogateescape"))
        for folder in last.folders:
            change.drop(folder)
        for number, source in last.sources:
            record.sources.get(number, {}).pop(source, None)
        record.sources = {number: made for number, made in record.sources.items() if made}
        record.last = None
        change.put(path_of(workspace), record.encoded() if record.sources else None)
        change.commit()
    return sorted(removed)


def _is_needed(workspace: Workspace, path: str, last: LastImport) -> bool:
    """Whether it is the issue.yaml of an issue that has contributions of other origin."""
    target = workspace.root / path
    if target.name != "issue.yaml":
        return False
    folder = path.removesuffix(target.name)
    names = files.names(target.parent)
    return any(name.lower().endswith(".md") and folder + name not in last.made for name in names)

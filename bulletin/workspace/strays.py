"""Findings about files that will not be printed: not part of their issue, or of no issue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, FindingKind
from bulletin.text.source import Source
from bulletin.workspace.folders import Workspace

_CONTRIBUTION = (
    r"(?P<stem>.*\S)\s*[.。](?:md|markdown|mdown|mkdn?|mdwn|mdtxt)"
    r"(?:[.。]?txt|\s*\(\d+\)|[\s.。]+|\s*-\s*副本)*"
)
"""The name, in half-width lower case, of a file meant as a contribution: 甲.md.txt, 甲。md."""
_DOCUMENTS = r"txt|text|docx?|docm|dot|wps|wpt|rtf|odt|pdf|html?|mht|eml|zip|ofd|xml"
_PICTURES = r"jpe?g?|jpg|jfif|png|gif|bmp|tiff?|webp|hei[cf]|avif|svg|[ew]mf|psd"
_TEMPORARY = (
    r"(?i).*(?:~|\.(?:tmp|temp|bak|old|orig|swp|swo|part|crdownload|lock|log))|#.*#|thumbs\.db|desktop\.ini"
    r"|ehthumbs\.db"
)
_SETTINGS = r"issues?[.。]ya?ml(?:\.txt)?"


def in_folder(
    number: int, present: Iterable[str], contributions: Collection[str], pictures: Collection[str]
) -> Iterator[Diagnostic]:
    """A finding for each file that is neither a contribution, nor a picture in use.

    Names are from the issue's folder; hidden and temporary files are passed over.
    """
    read, used = {*contributions}, {_key(name) for name in pictures}
    for name in present:
        if name in read or name == "issue.yaml" or _is_temporary(name):
            continue
        if _key(name) not in used:
            yield _left_out(number, name.encode("utf-8", "replace").decode())


def outside(workspace: Workspace) -> Iterator[Diagnostic]:
    """Folders that look like an issue but for their name, and contributions in none."""
    for name in workspace.misnamed():
        message = f"文件夹“{name}”不算一期：名字不是期号。"
        yield _at(kinds.NO_ISSUE, f"issues/{name}", message, right_folder_name(name))
    for name in workspace.loose():
        if name != "bulletin.yaml" and not _is_temporary(name):
            message = f"“{name}”直接放在 issues 里，不属于哪一期，不会印。"
            hint = "放进这一期的文件夹，如 issues/43/；不用就移走。"
            yield _at(kinds.NO_ISSUE, f"issues/{name}", message, hint)


def is_settings(name: str) -> bool:
    """Whether a name is nearly that of an issue's settings: issue.yml, issue.yaml.txt."""
    return re.fullmatch(_SETTINGS, normalize("NFKC", name).lower()) is not None


def right_folder_name(name: str) -> str:
    """Advice on the name of an issue's folder: the number in its name, if there is one."""
    digits = re.search(r"[0-9]{1,9}", normalize("NFKC", name))
    number = int(digits[0]) if digits else 0
    return f"文件夹名要是期号的数字，如 {number or 51}。"


def _is_temporary(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part[0] in ".~" or part == "__MACOSX" for part in parts) or bool(
        re.fullmatch(_TEMPORARY, parts[-1])
    )


def _key(name: str) -> str:
    return normalize("NFKC", name).casefold()


def _at(fault: FindingKind, path: str, message: str, hint: str) -> Diagnostic:
    return fault.at(Source(path, "").span(0, 0), message, hint)


def _left_out(number: int, name: str) -> Diagnostic:
    path = f"issues/{number}/{name}"
    last = PurePosixPath(name).name
    plain = normalize("NFKC", last).lower()
    ending = plain.rpartition(".")[2] if "." in plain else ""
    below = "/" in name
    meant = re.fullmatch(_CONTRIBUTION, plain)
    if re.fullmatch(_PICTURES, ending):
        message = f"这一期没有稿件用到图片“{name}”，不会印。"
        hint = f"要用就在稿件里单独写一段 ![图题]({name})；不用就移出这一期的文件夹。"
        return _at(kinds.UNUSED_PICTURE, path, message, hint)
    message = f"“{name}”不是这一期的稿件，不会印。"
    if meant or ending == "md":
        right = last[: len(last) - len(plain) + len(meant["stem"])] + ".md" if meant else last
        if below:
            renamed = f"，改名为“{right}”" if right != last else ""
            hint = f"是稿件就移到 issues/{number}/ 里{renamed}"
        elif right != last:
            hint = f"是稿件就改名为“{right}”"
        else:
            hint = "它不是普通文件：是断了的链接，或别的东西"
    elif is_settings(last):
        hint = "这一期的设置只认 issue.yaml：并到那里去"
    elif not ending or re.fullmatch(_DOCUMENTS, ending):
        hint = f"是来稿就导入：bulletin import {number} {_quoted(path)}，再把它移到别处"
    else:
        hint = "要印的内容写进稿件"
    return _at(kinds.STRAY_FILE, path, message, hint + "；不用就移出这一期的文件夹。")


def _quoted(path: str) -> str:
    return f'"{path}"' if re.search(r"[\s()&;'（）]", path) else path

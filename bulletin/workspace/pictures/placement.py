"""The pictures of a contribution with their bytes: what cannot be used is a finding."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix, did_you_mean
from bulletin.model.content import Block, Contribution, Picture
from bulletin.workspace import regular
from bulletin.workspace.files import is_inside
from bulletin.workspace.folders import Workspace
from bulletin.workspace.pictures.nearest_names import Near, near, same
from bulletin.workspace.pictures.raster import fault, odd_shape, upright
from bulletin.workspace.system_errors import reason

_LARGEST = 30 * 1024 * 1024
"""Bytes of the largest picture; a larger one would make a .docx that cannot be mailed."""


class Illustrated(NamedTuple):
    """The contributions of an issue with the bytes of their pictures."""

    contributions: list[Contribution]
    """Without the pictures that cannot be used."""
    findings: list[Diagnostic]
    outside: list[str]
    """Pictures that are not among the issue's files, by their paths from the workspace."""
    used: set[str]
    """Files of the issue's folder that are pictures of a contribution, or are likely meant."""


class _Placed(NamedTuple):
    """One picture of a contribution."""

    picture: Picture | None
    used: tuple[str, ...]
    outside: str = ""
    findings: tuple[Diagnostic, ...] = ()


def illustrate(
    workspace: Workspace,
    number: int,
    present: Sequence[str],
    contributions: Iterable[Contribution],
) -> Illustrated:
    """Read the pictures of an issue; one that cannot be used is a finding.

    ``present`` are the files of its folder, by their paths from there.
    """
    placed: list[_Placed] = []
    illustrated: list[Contribution] = []
    for contribution in contributions:
        body: list[Block] = []
        for block in contribution.body:
            if not isinstance(block, Picture):
                body.append(block)
                continue
            found = _place(workspace, number, present, block)
            placed.append(found)
            if found.picture is not None:
                body.append(found.picture)
        illustrated.append(replace(contribution, body=tuple(body)))
    return Illustrated(
        illustrated,
        [finding for one in placed for finding in one.findings],
        [one.outside for one in placed if one.outside],
        {name for one in placed for name in one.used},
    )


def _place(workspace: Workspace, number: int, present: Sequence[str], picture: Picture) -> _Placed:
    """Find and read one picture."""
    folder = f"issues/{number}/"
    used: tuple[str, ...] = (os.path.normpath(picture.path),)
    path = _from_root(number, picture.path)
    if not os.path.exists(workspace.root / path):
        meant = same(picture.path, present)
        if meant is None:
            missing = _missing(workspace, number, present, picture)
            if missing is not None:
                return missing
            # No other file is likely to be meant: reading it says what is wrong with the path.
        else:
            used, path = (*used, meant), _from_root(number, meant)
    data, wrong = _load(workspace.root, path)
    if wrong:
        return _Placed(None, used, findings=(kinds.PICTURE.at(picture.span, *wrong),))
    odd = odd_shape(PurePosixPath(path).name, data)
    findings = (kinds.ODD_PICTURE.at(picture.span, *odd),) if odd else ()
    # A picture that is not the issue's own lies beyond its folder, behind a link, or is hidden.
    outside = "" if path.removeprefix(folder) in present else path
    return _Placed(replace(picture, data=data), used, outside, findings)


def _load(root: Path, path: str) -> tuple[bytes, tuple[str, str] | None]:
    """The bytes of the picture at ``path`` under ``root``, upright; or message and hint of its fault."""
    target = Path(os.path.normpath(root / path))
    name = Path(path).name
    try:
        if not is_inside(root, target):
            return b"", (f"图片“{name}”在工作文件夹之外。", "把图片拷进这一期的文件夹再用。")
        data = regular.read(target, _LARGEST)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return b"", (f"图片“{name}”超过 30 MB。", "先用看图软件缩小再用。")
        why = reason(error) if isinstance(error, OSError) else "路径写法有误"
        return b"", (f"图片“{name}”读不出来：{why}。", "图片的路径从稿件所在的文件夹写起。")
    wrong = fault(name, data)
    return (b"" if wrong else upright(data)), wrong


def _missing(
    workspace: Workspace, number: int, present: Sequence[str], picture: Picture
) -> _Placed | None:
    """The finding for a picture that does not exist, if another file is likely to be meant."""
    used = os.path.normpath(picture.path)
    other = near(picture.path, present, lambda: _elsewhere(workspace, number))
    message = f"没有图片“{picture.path}”。"
    if other is not None:
        advice = f"有一个“{other.path}”，{other.difference}；是它就照它写。"
        finding = kinds.PICTURE.at(picture.span, message, advice, _renamed(picture, other))
        return _Placed(None, (used, os.path.normpath(other.path)), findings=(finding,))
    others = [name for name in present if not name.lower().endswith((".md", ".yaml"))]
    if guess := did_you_mean(picture.path, others, 0.6):
        finding = kinds.PICTURE.at(picture.span, message, guess)
        return _Placed(None, (used,), findings=(finding,))
    return None


def _from_root(number: int, path: str) -> str:
    """A path from the workspace, of one from an issue's folder."""
    return (PurePosixPath(f"issues/{number}") / path).as_posix()


def _elsewhere(workspace: Workspace, number: int) -> Iterator[str]:
    """The files of the workspace outside an issue's folder, by their paths from there."""
    folder = workspace.issue_folder(number)
    for path in workspace.everything():
        name = os.path.relpath(path, folder).replace(os.sep, "/")
        if name.startswith("../"):
            yield name


def _renamed(block: Picture, other: Near) -> Fix | None:
    """The edit that writes the name of another file; ``None`` where the path has escapes."""
    at = block.span.text.rfind(block.path)
    if at < 0:
        return None
    start = block.span.start + at
    span = block.span.source.span(start, start + len(block.path))
    return Fix(other.is_sure, (Edit(span, other.path),))

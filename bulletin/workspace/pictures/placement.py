"""The pictures of a contribution with their bytes: what cannot be used is a finding."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.model.content import Block, Contribution, Picture
from bulletin.workspace.folders import Workspace
from bulletin.workspace.pictures.nearest_names import Near, hint, near, same
from bulletin.workspace.pictures.picture_files import load
from bulletin.workspace.pictures.raster import odd_shape


class Illustrator:
    """Reads the pictures of an issue; ``outside`` are those not among its files, ``used`` all."""

    def __init__(self, workspace: Workspace, number: int, present: list[str]) -> None:
        self._workspace = workspace
        self._number = number
        self._folder = f"issues/{number}"
        self._present = present
        self._own = {self._from_root(name) for name in present}
        self.found: list[Diagnostic] = []
        self.outside: list[str] = []
        self.used: set[str] = set()

    def illustrated(self, contribution: Contribution) -> Contribution:
        """The contribution with the bytes of its pictures, without those that cannot be used."""
        body = tuple(self._blocks(contribution.body))
        return replace(contribution, body=body)

    def _blocks(self, body: tuple[Block, ...]) -> Iterator[Block]:
        for block in body:
            if not isinstance(block, Picture):
                yield block
                continue
            path = self._path(block)
            if path is None:
                continue
            data, fault = load(self._workspace.root, path)
            if fault:
                self.found.append(kinds.PICTURE.at(block.span, *fault))
                continue
            if path not in self._own:  # beyond its folder, behind a link, hidden
                self.outside.append(path)
            if odd := odd_shape(PurePosixPath(path).name, data):
                self.found.append(kinds.ODD_PICTURE.at(block.span, *odd))
            yield replace(block, data=data)

    def _path(self, block: Picture) -> str | None:
        """Where a picture lies in the workspace; ``None`` if another file is likely to be meant."""
        path = self._from_root(block.path)
        self.used.add(os.path.normpath(block.path))
        if os.path.exists(self._workspace.root / path):
            return path
        meant = same(block.path, self._present)
        if meant is not None:
            self.used.add(meant)
            return self._from_root(meant)
        other = near(block.path, self._present, self._elsewhere)
        guess = "" if other else hint(block.path, self._present)
        message = f"没有图片“{block.path}”。"
        if other is not None:
            self.used.add(os.path.normpath(other.path))
            said = f"有一个“{other.path}”，{other.difference}；是它就照它写。"
            fix = _renamed(block, other)
            self.found.append(kinds.PICTURE.at(block.span, message, said, fix))
        elif guess:
            self.found.append(kinds.PICTURE.at(block.span, message, guess))
        else:
            return path
        return None

    def _from_root(self, path: str) -> str:
        return (PurePosixPath(self._folder) / path).as_posix()

    def _elsewhere(self) -> Iterator[str]:
        folder = self._workspace.issue_folder(self._number)
        for path in self._workspace.everything():
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            if name.startswith("../"):
                yield name


def _renamed(block: Picture, other: Near) -> Fix | None:
    """The edit that puts the name of another file for the one that is written."""
    at = block.span.text.rfind(block.path)
    if at < 0:  # written with escapes
        return None
    start = block.span.start + at
    span = block.span.source.span(start, start + len(block.path))
    return Fix(other.is_sure, (Edit(span, other.path),))

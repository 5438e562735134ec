"""The house style as shipped, and the issues as blocks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bulletin.model.blocks import Document
from bulletin.pipeline import stages
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.house_style_file import read_house
from bulletin.workspace.folders import Workspace
from bulletin.workspace.shipped import shipped_template
from tests.harness.issue_43 import ISSUES


@cache
def shipped_house() -> HouseStyle:
    text = shipped_template("gbt9704.yaml").read_text("utf-8")
    read, found = read_house(Source("gbt9704.yaml", text))
    assert read is not None, found
    return read


@pytest.fixture(scope="session")
def house() -> HouseStyle:
    return shipped_house()


def issue(root: Path, number: int = 43) -> Document:
    """The blocks of an issue of a workspace."""
    document = stages.compose_issue(stages.read_shared(Workspace(root)), number).document
    assert document is not None
    return document


@pytest.fixture(params=ISSUES, ids=str)
def root(request: pytest.FixtureRequest) -> Path:
    """A workspace with an issue 43."""
    workspace: Path = request.param.workspace
    return workspace

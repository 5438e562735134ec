"""Imports go downwards, each name stands for one thing, and heavy libraries have one place each."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "bulletin"

LAYERS = (
    ("text",),
    ("model",),
    ("findings",),
    ("processes", "workspace", "reading", "rules"),
    ("office", "ooxml", "typeset"),
    ("pdf", "writers"),
    ("proof", "pipeline"),
    ("importing", "preview"),
    ("api",),
    ("cli",),
    ("__main__",),
)
"""The rooms of the house: each may import from those in the lines above it, and no other."""

OWNERS = {
    "docx": {"writers"},
    "lxml": {"writers", "proof", "ooxml"},
    "jinja2": {"typeset"},
    "typer": {"cli"},
    "rich": {"cli", "findings", "pipeline", "rules", "proof", "office"},
    "yaml": {"reading", "workspace"},
    "pyromark": {"reading"},
    "rjieba": {"text"},
    "sqlite3": {"workspace"},
    "watchfiles": {"preview"},
    "http": {"preview"},
    "charset_normalizer": {"importing"},
    "pypdfium2": {"importing", "pdf"},
    "PIL": {"workspace", "office"},
    "winreg": {"office"},
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def imports(path: Path) -> Iterator[str]:
    """The modules that a module imports; of our own, the innermost that is a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in MODULES else node.module


def layer(name: str) -> int:
    return next(place for place, names in enumerate(LAYERS) if name in names)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_downwards(module: str) -> None:
    here = room(module)
    for imported in imports(MODULES[module]):
        if imported == "bulletin":
            continue  # the version
        if imported.startswith("bulletin."):
            there = room(imported)
            if there != here:
                assert layer(there) < layer(here), f"{module} imports {imported}"
        else:
            top = imported.split(".")[0]
            assert here in OWNERS.get(top, {here}), f"{module} imports {top}"


def test_every_room_has_a_layer_and_they_are_few() -> None:
    rooms = {room(module) for module in MODULES} - {"bulletin"}
    assert rooms == {name for names in LAYERS for name in names}
    assert len(rooms) < 20


def test_no_module_imports_itself_by_a_detour() -> None:
    TopologicalSorter({module: set(imports(path)) for module, path in MODULES.items()}).prepare()


def test_names_of_modules_are_unique() -> None:
    names = Counter(module.rpartition(".")[2] for module in MODULES)
    assert [name for name, count in names.items() if count > 1] == []


def test_names_of_classes_are_unique() -> None:
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_only_some_rooms_touch_the_disk() -> None:
    """The stages are pure: no path is opened, written or listed there."""
    touching = r"(?<!Package\.)(?<!archive\.)\bopen\(|\.(?:read|write)_(?:bytes|text)\(|\bscandir\(|\.glob\("
    allowed = {"workspace", "cli", "pipeline", "office", "processes"}
    for module, path in MODULES.items():
        if room(module) not in allowed:
            assert not re.findall(touching, path.read_text("utf-8")), path

"""Imports go downwards, and heavy libraries are known to one place each (docs/architecture.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "bulletin"

# Who may import whom: a module may import what stands in a line above it, never below.
LAYERS = (
    ("lazy",),
    ("source", "errors", "numerals", "widths", "halves", "regular", "segmenter", "__init__"),
    ("atomic",),
    ("diagnostics", "model", "titles"),
    ("faults", "blocks", "workers"),
    ("typed_headings",),
    ("reading", "arrange", "files", "report", "scaffold", "article", "fix", "rtf", "tied"),
    ("office", "fonts", "bounded"),
    ("sandbox",),
    ("style", "pictures", "strays", "dates", "transaction"),
    ("template", "layout"),
    ("keeps",),
    ("compose", "word", "web"),
    ("proof",),
    ("rules", "ignores"),
    ("store",),
    ("archive",),
    ("pipeline", "ledger"),
    ("building", "listing", "mending", "catalogue", "preview"),
    ("checking", "importing", "doctor"),
    ("words", "terminal", "streams"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
OWNERS = {
    "docx": {"word", "importing"},
    "lxml": {"word", "importing", "proof"},
    "jinja2": {"sandbox"},
    "typer": {"cli", "commands", "words"},
    "rich": {"terminal", "report", "listing", "catalogue", "proof", "doctor"},
    "yaml": {"reading", "scaffold"},
    "pyromark": {"reading"},
    "rjieba": {"segmenter"},
    "sqlite3": {"store"},
    "watchfiles": {"preview"},
    "http": {"preview"},
    "charset_normalizer": {"importing"},
    "pypdfium2": {"importing", "proof"},
    "PIL": {"pictures", "fonts"},
    "fontTools": {"fonts"},
    "winreg": {"fonts"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "bulletin":
                yield from (f"bulletin.{name.name}" for name in node.names)
            else:
                yield node.module


def layer(name: str) -> int:
    return next(place for place, names in enumerate(LAYERS) if name in names)


@pytest.mark.parametrize(
    ("name", "path"), [pytest.param(*one, id=one[1].name) for one in modules()]
)
def test_imports_go_downwards(name: str, path: Path) -> None:
    for imported in imports(path):
        top, _, rest = imported.partition(".")
        if top == "bulletin":
            other = rest.split(".")[0] or "__init__"
            if other in ("__version__", name):
                continue
            assert layer(other) < layer(name), f"{name} imports {other}"
        assert name in OWNERS.get(top, {name}), f"{name} imports {top}"


def test_every_module_has_a_layer() -> None:
    assert {name for name, _ in modules()} == {name for names in LAYERS for name in names}


def test_only_files_and_its_kin_touch_the_disk() -> None:
    """The stages are pure: no path is opened, written or listed there."""
    touching = r"(?<!Package\.)(?<!archive\.)\bopen\(|\.(?:read|write)_(?:bytes|text)\(|\bscandir\(|\.glob\("
    allowed = {
        "files",
        "regular",
        "atomic",
        "transaction",
        "ledger",
        "pictures",
        "commands",
        "archive",
        "store",
        "office",
        "fonts",
        "tied",
        "streams",
    }
    for name, path in modules():
        text = path.read_text("utf-8")
        if name not in allowed:
            assert not re.findall(touching, text), path

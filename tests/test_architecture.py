"""Imports go downwards, each name stands for one thing, few rooms touch the disk, files are short."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
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

INSIDE = {
    "text": ("characters patterns segmenter source", "*"),
    "model": ("merged_cells", "content", "blocks"),
    "findings": ("diagnostics errors", "*", "ignores"),
    "processes": ("child_limits workers", "bounded"),
    "workspace": ("regular shipped", "atomic system_errors", "files", "folders writing", "*", "ledger"),
    "reading": (
        "*", "typed_characters yaml_values", "image_syntax name_lists", "fields markdown",
        "contribution office_lists settings",
    ),
    "rules": (
        "article_text", "passages surroundings", "rule_context", "rule", "*", "__init__", "reference",
    ),
    "office": ("fonts rtf", "libreoffice", "machine"),
    "ooxml": ("namespaces", "*", "style_resolver", "kept_paragraphs libreoffice_copy list_numbers"),
    "typeset": (
        "house_style layout line_shapes sandbox", "*", "template titles",
        "masthead_lines template_values title_paras", "compose keep_together",
    ),
    "pdf": ("page_model picture_data", "*", "printed_characters", "printed"),
    "writers": ("*", "html word"),
    "proof": ("*", "printed_paragraphs", "printed_breaks", "measures", "proofing", "proof_report"),
    "pipeline": ("archive dates", "stages", "*", "checking"),
    "importing": ("draft", "tally recognise", "readers", "output plan", "*", "run"),
    "preview": ("*", "preview_page", "live", "__init__"),
    "cli": ("chinese common streams terminal", "*", "app"),
}  # fmt: skip
"""The modules and packages inside a room, from the lowest: each may import from its own level and
those before it. ``*`` stands for all that are not named. (No module imports itself by a detour.)"""

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
"""Which rooms know which library; any other is free to those that have none in this list."""

AT_THE_DISK = {
    "workspace", "cli", "api", "pipeline", "office", "processes", "preview",
    "importing.run", "importing.pending", "importing.readers.gather", "importing.readers.incoming",
    "importing.output.record",
}  # fmt: skip
"""Rooms and modules that may touch the disk or start programs; all others work on values."""
OF_THE_SYSTEM = {"os", "shutil", "tempfile", "subprocess", "glob"}
HARMLESS = {"fspath", "fsencode", "fsdecode", "getpid", "cpu_count", "strerror"}
OF_PATHS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "exists", "is_file", "is_dir", "is_symlink",
    "iterdir", "glob", "rglob", "stat", "lstat", "unlink", "mkdir", "rmdir", "touch", "resolve", "samefile",
    "symlink_to", "hardlink_to", "chmod", "expanduser", "absolute", "cwd", "home", "rename", "readlink",
}  # fmt: skip
IN_MEMORY = {
    "archive.open", "OpcPackage.open", "Image.open", "info.is_dir", "one.is_dir", "chat_lines.is_file",
}  # fmt: skip
"""Calls that only look like those of paths: parts of archives, and a function of ours."""

NAMED_TWICE: dict[str, str] = {}
"""Names of modules or classes that two things may have, each with the reason."""
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
"""In lines; of a function without its head and docstring."""
LONGER: dict[str, str] = {}
"""Files and functions that may be longer, each with the reason."""


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else module


ROOMS = {
    name: [module for module in MODULES if room(module) == name] for name in map(room, MODULES)
}


def part(module: str) -> str:
    """The module or package inside a room."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else "__init__"


def imports(module: str) -> Iterator[str]:
    """The modules that a module imports; of our own, the innermost that is a module."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in MODULES else node.module


def level(name: str, levels: Sequence[Sequence[str]]) -> int:
    """The place of a name; of one that is not named, that of ``*``."""
    places = {name: place for place, names in enumerate(levels) for name in names}
    return places[name if name in places else "*"]


@pytest.mark.parametrize("here", ROOMS)
def test_imports_go_downwards(here: str) -> None:
    for module in ROOMS[here]:
        for imported in imports(module):
            if imported == "bulletin":
                continue  # the version
            if imported.startswith("bulletin."):
                there = room(imported)
                is_below = there == here or level(there, LAYERS) < level(here, LAYERS)
                assert is_below, f"{module} imports {imported}"
            else:
                top = imported.split(".")[0]
                assert here in OWNERS.get(top, {here}), f"{module} imports {top}"


def test_every_room_has_a_layer_and_they_are_few() -> None:
    rooms = {room(module) for module in MODULES} - {"bulletin"}
    assert rooms == {name for names in LAYERS for name in names}
    assert len(rooms) < 20


def test_no_module_imports_itself_by_a_detour() -> None:
    TopologicalSorter({module: set(imports(module)) for module in MODULES}).prepare()


@pytest.mark.parametrize("name", INSIDE)
def test_imports_inside_a_room_go_downwards(name: str) -> None:
    levels = [names.split() for names in INSIDE[name]]
    inside = [module for module in MODULES if room(module) == name]
    named = {part for names in levels for part in names} - {"*"}
    assert named <= {part(module) for module in inside}
    for module in inside:
        for imported in imports(module):
            if (
                room(imported) == name
                and imported.startswith("bulletin.")
                and part(imported) != "__init__"
            ):
                there, here = level(part(imported), levels), level(part(module), levels)
                assert there <= here or part(module) == "__init__", f"{module} imports {imported}"


def test_every_room_has_an_order_inside() -> None:
    assert set(INSIDE) == {name for names in LAYERS for name in names} - {"__main__", "api"}


def test_names_of_modules_are_unique() -> None:
    names = Counter(module.rpartition(".")[2] for module in MODULES)
    assert {name for name, count in names.items() if count > 1} == set(NAMED_TWICE) & set(names)


def test_names_of_classes_are_unique() -> None:
    names = Counter(
        node.name
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in names.items() if count > 1} == set(NAMED_TWICE) & set(names)


def is_of_the_disk(call: ast.Call) -> bool:
    """Whether a call reads, writes, lists or looks at files, or starts a program."""
    match call.func:
        case ast.Name(id="open"):
            return True
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in OF_THE_SYSTEM:
            return attr not in HARMLESS
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="os"), attr="path"), attr=attr):
            return attr not in ("join", "basename", "dirname", "splitext", "normpath", "commonpath")
        case ast.Attribute(attr=attr) if attr in OF_PATHS:
            return ast.unparse(call.func) not in IN_MEMORY
    return False


@pytest.mark.parametrize("name", ROOMS)
def test_only_some_touch_the_disk(name: str) -> None:
    calls = [
        (module, ast.unparse(node))
        for module in ROOMS[name]
        if not {name, module.removeprefix("bulletin.")} & AT_THE_DISK
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and is_of_the_disk(node)
    ]
    assert calls == []


def too_long_or_unexplained(module: str) -> Iterator[str]:
    name = module.removeprefix("bulletin.")
    if not ast.get_docstring(tree(module)):
        yield f"{name}: no docstring"
    lines = MODULES[module].read_text("utf-8").count("\n")
    if lines > LONGEST_FILE and name not in LONGER:
        yield f"{name}: {lines} lines"
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1
            if length > LONGEST_FUNCTION and f"{name}.{node.name}" not in LONGER:
                yield f"{name}.{node.name}: {length} lines"


def test_files_and_functions_are_short_and_explained() -> None:
    assert [fault for module in MODULES for fault in too_long_or_unexplained(module)] == []

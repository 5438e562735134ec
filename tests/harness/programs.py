"""The outside programs that tests use, and what happens where one is not there.

With BULLETIN_REQUIRE_RENDERING set (as .ci/run does) a missing tool fails the test; otherwise it
is skipped, so that ``make test`` also works on a machine that has only Python.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import ooxml_integrity
import pypandoc
import pytest

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache"


def need(available: bool, what: str) -> None:
    """Skip the test, or fail it where everything has to be there."""
    if available:
        return
    if os.environ.get("BULLETIN_REQUIRE_RENDERING"):
        pytest.fail(f"{what} is missing; .ci/run installs it")
    pytest.skip(f"{what} is missing")


def sdk_errors(documents: Iterable[Path]) -> dict[str, list[str]]:
    """What the Open XML SDK says of each file; empty lists when all is well."""
    folder = CACHE / "validators"
    need(
        shutil.which("node") is not None and (folder / "node_modules").is_dir(),
        "the Open XML SDK validator (make tools)",
    )
    done = subprocess.run(
        ["node", folder / "validate.mjs", *documents],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    errors: dict[str, list[str]] = json.loads(done.stdout)
    return errors


def integrity_errors(document: Path) -> list[str]:
    """What ooxml-integrity says of a file."""
    return [
        str(finding)
        for finding in ooxml_integrity.check(str(document))
        if finding.severity in (ooxml_integrity.ERROR, ooxml_integrity.WARN)
    ]


def unbalanced_fields(document: Path) -> list[str]:
    """Parts whose w:fldChar are not begin, separate, end in turn; no validator looks at that."""
    bad = []
    with zipfile.ZipFile(document) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                kinds = re.findall(rb'w:fldCharType="(\w+)"', archive.read(name))
                if kinds != [b"begin", b"separate", b"end"] * (len(kinds) // 3):
                    bad.append(name)
    return bad


def assert_valid(documents: Iterable[Path]) -> None:
    """Both validators find nothing in any of the files, and no field is unbalanced."""
    files = list(documents)
    assert files
    for file in files:
        assert integrity_errors(file) == [], file
        assert unbalanced_fields(file) == [], file
    assert {name: errors for name, errors in sdk_errors(files).items() if errors} == {}


def html_errors(files: Iterable[Path], to_paste: bool = False) -> str:
    """What html-validate says of the files; nothing when all is well.

    Markup ``to_paste`` may have inline styles, since it can have no others.
    """
    folder = CACHE / "validators"
    program = folder / "node_modules" / ".bin" / "html-validate"
    need(shutil.which("node") is not None and program.exists(), "html-validate (make tools)")
    config = folder / ("pasted.json" if to_paste else "html.json")
    done = subprocess.run(
        [program, "--config", config, *files],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    return done.stdout + done.stderr


def pandoc_paragraphs(document: Path) -> list[str]:
    """The text of a Word file as pandoc reads it: a line for each paragraph, heading and line break.

    Its ``plain`` has the cells of tables in a drawing, and headings without their line breaks.
    """
    tree = json.loads(pypandoc.convert_file(str(document), "json"))
    lines = (line for block in tree["blocks"] for line in _lines_of(block))
    return [line for line in lines if line]


def _lines_of(node: Any) -> Iterator[str]:
    """The lines of a block of pandoc's tree, or of what is in it."""
    if isinstance(node, list):
        for one in node:
            yield from _lines_of(one)
    elif isinstance(node, dict):
        if node["t"] in ("Para", "Plain", "Header"):
            inlines = node["c"][2] if node["t"] == "Header" else node["c"]
            yield from "".join(map(_text_of, inlines)).split("\n")
        elif node["t"] == "Table":
            yield from _lines_of(node["c"][3:])  # not its caption: it is no text of the page
        elif "c" in node:
            yield from _lines_of(node["c"])


def _text_of(inline: dict[str, Any]) -> str:
    """The text of an inline of pandoc's tree; a tab is a space there."""
    match inline["t"]:
        case "Str":
            return str(inline["c"])
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return "\n"
        case "Quoted":
            marks = "“”" if inline["c"][0]["t"] == "DoubleQuote" else "‘’"
            return marks[0] + "".join(map(_text_of, inline["c"][1])) + marks[1]
        case "Note":
            return ""
    inner = inline.get("c", [])
    inner = next(
        (part for part in inner if isinstance(part, list) and part and isinstance(part[0], dict)),
        [],
    )
    return "".join(map(_text_of, inner))

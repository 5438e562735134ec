"""SARIF 2.1.0 (OASIS), as code scanning services and editors read it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from bulletin import __version__
from bulletin.findings.diagnostics import Diagnostic, Edit
from bulletin.findings.formats import WORDS
from bulletin.text.source import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def lines(found: Sequence[Diagnostic]) -> Iterator[str]:
    """One run of one tool."""
    rules = {one.code: one for one in found}
    codes = sorted(rules)
    run = {
        "tool": {
            "driver": {
                "name": "bulletin",
                "version": __version__,
                "rules": [
                    {
                        "id": code,
                        "name": rules[code].name,
                        "shortDescription": {"text": rules[code].name},
                        "defaultConfiguration": {"level": WORDS[rules[code].severity]},
                    }
                    for code in codes
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.code)) for one in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2)


def _result(one: Diagnostic, rule: int) -> dict[str, object]:
    text = one.message + (f" {one.hint}" if one.hint else "")
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": WORDS[one.severity],
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": _file(one.span), "region": _region(one.span)}}
        ],
    }
    if one.fix and one.fix.safe:
        result["fixes"] = [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": _file(one.span),
                        "replacements": [_replacement(edit) for edit in one.fix.edits],
                    }
                ]
            }
        ]
    return result


def _replacement(edit: Edit) -> dict[str, object]:
    return {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}


def _file(span: Span) -> dict[str, str]:
    return {"uri": quote(os.fsencode(span.source.path))}


def _region(span: Span) -> dict[str, int]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}

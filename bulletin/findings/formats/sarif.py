"""SARIF 2.1.0 (OASIS), as code scanning services and editors read it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from bulletin import __version__
from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.formats import WORDS, edges
from bulletin.text.source import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """One run of one tool."""
    by_code = {finding.code: finding for finding in findings}
    codes = sorted(by_code)
    rules = [
        {
            "id": code,
            "name": by_code[code].name,
            "shortDescription": {"text": by_code[code].name},
            "defaultConfiguration": {"level": WORDS[by_code[code].severity]},
        }
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "bulletin", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Diagnostic, rule: int) -> dict[str, object]:
    text = finding.message + (f" {finding.hint}" if finding.hint else "")
    file = {"uri": quote(os.fsencode(finding.span.source.path))}
    place = {"artifactLocation": file, "region": _region(finding.span)}
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": WORDS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    if finding.fix and finding.fix.safe:
        replacements = [
            {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
            for edit in finding.fix.edits
        ]
        change = {"artifactLocation": file, "replacements": replacements}
        result["fixes"] = [{"artifactChanges": [change]}]
    return result


def _region(span: Span) -> dict[str, int]:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return dict(zip(names, edges(span), strict=True))

"""SARIF 2.1.0 (OASIS), as code scanning services and editors read it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from bulletin import __version__
from bulletin.findings.diagnostics import Diagnostic, Edit
from bulletin.findings.formats import WORDS, edges
from bulletin.text.source import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """One run of one tool."""
    rules = {finding.code: finding for finding in findings}
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
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Diagnostic, rule: int) -> dict[str, object]:
    text = finding.message + (f" {finding.hint}" if finding.hint else "")
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": WORDS[finding.severity],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _file(finding.span),
                    "region": _region(finding.span),
                }
            }
        ],
    }
    if finding.fix and finding.fix.safe:
        result["fixes"] = [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": _file(finding.span),
                        "replacements": [_replacement(edit) for edit in finding.fix.edits],
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
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return dict(zip(names, edges(span), strict=True))

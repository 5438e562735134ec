"""The page that the preview shows: the issue with findings beside it, or the findings alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.findings.formats import count, distinct
from bulletin.pipeline import stages
from bulletin.preview.finding_marks import FindingMarks, cards
from bulletin.workspace.folders import Workspace
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.html.issue_page import Additions, page, write
from bulletin.writers.html.markup import element, escape

_POLICY = "connect-src 'self'"


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page as it is served."""

    html: bytes
    version: str
    """A digest of the page, so that the next run of the program knows a page that has not changed."""
    outside: tuple[str, ...] = ()
    """The pictures in it that lie outside the issue's folder, by their paths from the workspace."""


def preview_page(workspace: Workspace, number: int) -> PreviewPage:
    """The issue as its files are now; where it cannot be set, a page that says why.

    Errors of rules stop a build, but not a preview: what they are about can be shown.
    """
    try:
        shared = stages.read_shared(workspace)
        with stages.open_archive(workspace, [number]) as archive:
            result = stages.compose_issue(shared, number, force=True, archive=archive)
    except BulletinError as error:
        return _message_page(number, element("p", escape(f"{error.message}{error.hint}")))
    findings = distinct(result.findings)
    if result.document is None or shared.house is None:
        listed = element("ol", cards(findings, with_lines=True), class_="findings")
        return _message_page(number, listed)
    added = Additions(
        marked=FindingMarks(findings).marked,
        style=shipped_text("preview/preview.css"),
        script=shipped_text("preview/preview.js"),
        before=_findings(findings),
        policy=_POLICY,
    )
    return _versioned(write(result.document, shared.house, added), result.outside_pictures)


def failure_page(number: int, error: Exception) -> PreviewPage:
    """A page that says that the program itself has failed."""
    text = f"程序自己出了错（{type(error).__name__}: {error}）。请把这句话和稿件发给维护的人。"
    return _message_page(number, element("p", escape(text)))


def _findings(findings: Sequence[Diagnostic]) -> str:
    if not findings:
        return ""
    title = element("p", f"校对意见：{count(findings)}", id="findings-title")
    listed = element("ol", cards(findings), class_="findings")
    return element("aside", title + listed, id="findings", aria_labelledby="findings-title")


def _message_page(number: int, message: str) -> PreviewPage:
    """A page without the issue; ``message`` is markup."""
    title = f"第 {number} 期现在排不出来"
    after = element("p", "改好存盘，这一页就自己换成版面。")
    body = element("main", element("h1", title) + message + after, class_="told")
    script = f'"use strict";{shipped_text("preview/preview.js")}'
    style = shipped_text("preview/preview.css")
    return _versioned(page(title, style, body, script, _POLICY))


def _versioned(html: bytes, outside: tuple[str, ...] = ()) -> PreviewPage:
    version = hashlib.sha256(html).hexdigest()[:16]
    marked = html.replace(b"<body>", f'<body data-version="{version}">'.encode(), 1)
    return PreviewPage(marked, version, outside)

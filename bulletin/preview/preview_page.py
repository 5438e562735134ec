"""What the preview shows: the sheets with findings beside them, or the findings alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.findings.formats import count, distinct
from bulletin.pipeline import stages
from bulletin.preview.margin import Margin, cards
from bulletin.workspace.folders import Workspace
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.html.markup import element, escape
from bulletin.writers.html.paper_sheets import Additions, page, write

_POLICY = "connect-src 'self'"


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page, which version of it this is, and the pictures outside the issue's folder it holds."""

    html: bytes
    version: str
    outside: tuple[str, ...] = ()


def show(workspace: Workspace, number: int) -> PreviewPage:
    """The issue as its files are now; what is wrong with them never ends in a stale page.

    Errors of rules stop a build, but not a preview: what they complain of can be shown.
    """
    try:
        shared = stages.read_shared(workspace)
        archive = stages.open_archive(workspace, [number])
        try:
            result = stages.set_blocks(shared, number, force=True, archive=archive)
        finally:
            if archive:
                archive.close()
    except BulletinError as error:
        return _told(number, [element("p", escape(f"{error.message}{error.hint}"))])
    found = distinct(result.findings)
    if result.document is None or shared.house is None:
        return _told(number, [element("ol", cards(found, with_lines=True), class_="findings")])
    added = Additions(
        marked=Margin(found).marked,
        style=shipped_text("preview/preview.css"),
        script=shipped_text("preview/preview.js"),
        before=_findings(found),
        policy=_POLICY,
    )
    return _versioned(write(result.document, shared.house, added), result.outside_pictures)


def failed(number: int, error: Exception) -> PreviewPage:
    """A fault of the program's own, said as such."""
    text = f"程序自己出了错（{type(error).__name__}: {error}）。请把这句话和稿件发给维护的人。"
    return _told(number, [element("p", escape(text))])


def _findings(found: Sequence[Diagnostic]) -> str:
    if not found:
        return ""
    title = element("p", f"校对意见：{count(found)}", id="findings-title")
    listed = element("ol", cards(found), class_="findings")
    return element("aside", title + listed, id="findings", aria_labelledby="findings-title")


def _told(number: int, told: list[str]) -> PreviewPage:
    title = f"第 {number} 期现在排不出来"
    after = element("p", "改好存盘，这一页就自己换成版面。")
    body = element("main", element("h1", title) + "".join(told) + after, class_="told")
    script = f'"use strict";{shipped_text("preview/preview.js")}'
    style = shipped_text("preview/preview.css")
    return _versioned(page(title, style, body, script, _POLICY))


def _versioned(html: bytes, outside: tuple[str, ...] = ()) -> PreviewPage:
    """The version is a digest of the page, so that another run of the program goes on with it."""
    version = hashlib.sha256(html).hexdigest()[:16]
    marked = html.replace(b"<body>", f'<body data-version="{version}">'.encode(), 1)
    return PreviewPage(marked, version, outside)

"""Text of a Word file with its formatting, and the paragraph of a draft that it becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bulletin.importing.draft import DraftParagraph, DraftRun, DraftRuns, joined
from bulletin.importing.readers.docx.style_roles import is_heavy, is_red, role_of
from bulletin.importing.readers.docx.walk_items import Feature, FeatureCount
from bulletin.ooxml.style_resolver import Formatting
from bulletin.text.source import NOWHERE

_LOOKS = ("一级标题", "二级标题", "三级标题", "四级标题", "序数")
"""Character styles of the house that a run keeps."""


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text with its formatting, the role of its character style, and the address that it links to."""

    text: str
    formatting: Formatting | None = None
    """``None`` for a formula."""
    role: str = ""
    link: str = ""


def draft_paragraph(
    written: Sequence[FormattedText], own: Formatting, style: str, number: str
) -> DraftParagraph:
    """The paragraph that text becomes.

    Args:
        written: its text.
        own: the formatting of the paragraph.
        style: the name of its style.
        number: the number that Word sets before it.
    """
    runs = draft_runs(written)
    role = role_of(style)
    if not role and own.outline is not None and own.outline < 9:
        role = f"大纲{own.outline + 1}"
    formatted = [(one.text, one.formatting) for one in written if one.formatting]
    sizes = Counter[float | None]()
    for text, formatting in formatted:
        sizes[formatting.size] += len(text)
    size = sizes.most_common(1)[0][0] if sizes else own.size
    colors = [formatting.color for text, formatting in formatted if text.strip()]
    return DraftParagraph(
        runs=runs,
        role=role,
        number=number,
        listed=bool(number) and not role.startswith("大纲"),
        size=size or 0.0,
        centred=own.alignment == "center",
        heavy=all(run.bold or run.look in _LOOKS for run in runs if run.text.strip()),
        red=bool(colors) and all(map(is_red, colors)),
    )


def draft_runs(written: Iterable[FormattedText]) -> DraftRuns:
    """Text as runs, neighbours of one look as one."""
    return joined(map(_draft_run, written))


def _draft_run(one: FormattedText) -> DraftRun:
    look, formatting = one.role if one.role in _LOOKS else "", one.formatting or Formatting()
    bold = one.role == "加粗" or (is_heavy(formatting) and not look)
    return DraftRun(
        one.text, NOWHERE, bold, one.role == "强调" or formatting.italic, one.link, look
    )


def features_of(text: str, formatting: Formatting) -> Iterator[FeatureCount]:
    """What the report mentions of text with such formatting."""
    if formatting.raised:
        yield FeatureCount(Feature.RAISED)
    if formatting.struck or formatting.double_struck:
        yield FeatureCount(Feature.STRUCK, len(text.strip()))

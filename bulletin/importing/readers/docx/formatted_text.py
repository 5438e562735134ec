"""Text of a Word file with its formatting, and the paragraph of a draft that it becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bulletin.importing.draft import COUNTED, DraftParagraph, DraftRun, DraftRuns, joined
from bulletin.importing.readers.docx.style_roles import is_heavy, is_red, role_of
from bulletin.model.content import Footnote
from bulletin.ooxml.style_resolver import Formatting
from bulletin.text.source import NOWHERE

_LOOKS = ("一级标题", "二级标题", "三级标题", "四级标题", "序数", COUNTED)
"""What a run keeps of its look: character styles of the house, and that Word counts a number."""


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text with its formatting, the role of its character style, and the address that it links to."""

    text: str
    formatting: Formatting | None = None
    """``None`` for a formula."""
    role: str = ""
    link: str = ""
    footnote: Footnote | None = None


def draft_paragraph(
    texts: Sequence[FormattedText], own: Formatting, style: str, number: str
) -> DraftParagraph:
    """The paragraph with these texts: ``style`` is the name of its style, ``own`` its own formatting.

    ``number`` is the automatic number that Word sets before it.
    """
    runs = draft_runs(texts)
    role = role_of(style)
    if not role and own.outline is not None and own.outline < 9:
        role = f"大纲{own.outline + 1}"
    formatted = [(one.text, one.formatting) for one in texts if one.formatting]
    sizes = Counter[float | None]()
    for text, formatting in formatted:
        sizes[formatting.size] += len(text)
    size = sizes.most_common(1)[0][0] if sizes else own.size
    colors = [formatting.color for text, formatting in formatted if text.strip()]
    return DraftParagraph(
        runs=runs,
        role=role,
        number=number,
        list_level=own.numbering[1] if own.numbering else 0,
        listed=bool(number) and not role.startswith("大纲"),
        size=size or 0.0,
        centred=own.alignment == "center",
        heavy=all(run.bold or run.look in _LOOKS for run in runs if run.text.strip()),
        red=bool(colors) and all(map(is_red, colors)),
    )


def draft_runs(texts: Iterable[FormattedText]) -> DraftRuns:
    """The texts as runs; neighbours of the same look become one run."""
    return joined(map(_draft_run, texts))


def _draft_run(source: FormattedText) -> DraftRun:
    if source.footnote:
        return DraftRun("", footnote=source.footnote)
    role, formatting = source.role, source.formatting or Formatting()
    look = role if role in _LOOKS else ""
    bold = role == "加粗" or (is_heavy(formatting) and look in ("", COUNTED))
    emphasis = role == "强调" or formatting.italic
    return DraftRun(
        source.text, NOWHERE, bold, emphasis, source.link, formatting.script, None, look
    )

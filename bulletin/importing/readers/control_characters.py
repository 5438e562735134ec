"""Control characters are taken out of what arrives, and counted as omitted."""

from __future__ import annotations

import re
from dataclasses import replace

from bulletin.importing.draft import Draft, DraftRuns, Omitted, Remark, map_runs, texts
from bulletin.text.characters import FOREIGN_BREAK, FOREIGN_CONTROL

CONTROL = "看不见的控制字符"
_CONTROL = re.compile(f"[{FOREIGN_CONTROL}]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
"""Characters without width, which can turn the direction of text on a terminal."""
_BREAK = re.compile(rf"\r\n?|[{FOREIGN_BREAK}]")


def printable(text: str) -> str:
    """A name or a text that is safe to show on a terminal: one line, nothing that moves the cursor."""
    line = " ".join(_BREAK.sub("\n", text).split("\n"))
    return _UNSEEN.sub("\ufffd", _CONTROL.sub("\ufffd", line))


def without_controls(text: str) -> tuple[str, str]:
    """A text without control characters, and what they were."""
    found = _CONTROL.findall(text)
    return (_CONTROL.sub("", text) if found else text), "".join(found)


def cleaned(draft: Draft) -> Draft:
    """A draft without control characters; every line break is ``\\n``."""
    suspects = "".join(texts(draft.pieces))
    if not (_CONTROL.search(suspects) or _BREAK.search(suspects)):
        return draft
    taken: list[str] = []

    def clean(text: str) -> str:
        bare, controls = without_controls(text)
        taken.append(controls)
        return _BREAK.sub("\n", bare)

    def clean_runs(runs: DraftRuns) -> DraftRuns:
        return tuple(run.with_text(clean(run.text)) for run in runs)

    pieces = tuple(
        replace(piece, text=clean(piece.text), label=clean(piece.label))
        if isinstance(piece, Remark)
        else map_runs(piece, clean_runs)
        for piece in draft.pieces
    )
    controls = "".join(taken)
    omitted = (*draft.omitted, Omitted(controls, CONTROL)) if controls else draft.omitted
    return replace(draft, pieces=pieces, omitted=omitted)

"""The runs of a text: joined where they have one look, and stripped of white space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bulletin.model.content import Run, Runs

WIDE_SPACES = "\u3000\xa0\u2002\u2003\u2004\u2005\u2007\u2009\u200a\ufeff \t"
"""What is typed to indent a paragraph, or stands at its end."""
_BLANK = (
    WIDE_SPACES + "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2001\u2006\u2008\u2028\u2029\u202f\u205f"
)


def is_exact(run: Run) -> bool:
    """Whether each character of the text is one of the source (no entity, no hard break)."""
    return len(run.text) == run.span.end - run.span.start


def joined(pieces: Iterable[Run]) -> Runs:
    """The runs of a text: neighbours of one look and adjoining places become one."""
    groups: list[list[Run]] = []
    for piece in pieces:
        if groups and _is_same(groups[-1][-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(group[0] if len(group) == 1 else _one(group) for group in groups)


def _is_same(before: Run, after: Run) -> bool:
    return (
        before.span.end == after.span.start
        and _look(before) == _look(after)
        and is_exact(before)
        and is_exact(after)
    )


def _look(run: Run) -> tuple[bool, bool, str | None, str]:
    return run.bold, run.emphasis, run.link, run.script


def _one(group: list[Run]) -> Run:
    source, start, end = group[0].span.source, group[0].span.start, group[-1].span.end
    return replace(group[0], text="".join(run.text for run in group), span=source.span(start, end))


def stripped(runs: Runs) -> Runs:
    """The runs without the white space around them, which prints nothing."""
    filled = [place for place, run in enumerate(runs) if run.text.strip(_BLANK) or run.footnote]
    if not filled:
        return ()
    bare = list(runs[filled[0] : filled[-1] + 1])
    bare[0] = _cut(bare[0], len(bare[0].text) - len(bare[0].text.lstrip(_BLANK)), None)
    bare[-1] = _cut(bare[-1], 0, len(bare[-1].text.rstrip(_BLANK)))
    return tuple(bare)


def cut(runs: Runs, start: int) -> Runs:
    """The runs without their first ``start`` characters."""
    left = list[Run]()
    for run in runs:
        if start < len(run.text):
            left.append(_cut(run, start, None))
        start = max(0, start - len(run.text))
    return tuple(left)


def _cut(run: Run, start: int, end: int | None) -> Run:
    end = len(run.text) if end is None else end
    if (start, end) == (0, len(run.text)):
        return run
    span = run.span.part(start, end) if is_exact(run) else run.span
    return replace(run, text=run.text[start:end], span=span)

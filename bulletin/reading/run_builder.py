"""The runs of a paragraph: put together from pieces, cut, and stripped of white space."""

from __future__ import annotations

from dataclasses import replace

from bulletin.model.content import Run, Runs

WIDE_SPACES = "\u3000\xa0\u2002\u2003\u2004\u2005\u2007\u2009\u200a\ufeff \t"
"""What is typed to indent a paragraph, or stands at its end."""
_BLANK = (
    WIDE_SPACES + "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2001\u2006\u2008\u2028\u2029\u202f\u205f"
)


class RunBuilder:
    """Puts runs together; neighbours of one look and adjoining places become one."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._parts: list[Run] = []

    @property
    def last_char(self) -> str:
        """What the text ends with so far."""
        return self._parts[-1].text[-1:] if self._parts else ""

    def add(self, run: Run) -> None:
        """A run that is not empty."""
        last = self._parts[-1] if self._parts else None
        if last is not None and not (
            last.span.end == run.span.start
            and (last.bold, last.emphasis, last.link) == (run.bold, run.emphasis, run.link)
            and is_exact(last)
            and is_exact(run)
        ):
            self._flush()
        self._parts.append(run)

    def _flush(self) -> None:
        first = self._parts[0]
        if len(self._parts) > 1:
            text = "".join(part.text for part in self._parts)
            first = replace(first, text=text, span=first.span.to(self._parts[-1].span))
        self._runs.append(first)
        self._parts = []

    def done(self) -> Runs:
        """All runs, in order."""
        if self._parts:
            self._flush()
        return tuple(self._runs)


def is_exact(run: Run) -> bool:
    """Whether each character of the text is one of the source (no entity, no hard break)."""
    return len(run.text) == run.span.end - run.span.start


def _cut(run: Run, start: int, end: int | None) -> Run:
    end = len(run.text) if end is None else end
    if (start, end) == (0, len(run.text)):
        return run
    span = run.span
    if is_exact(run):
        span = span.source.span(span.start + start, span.start + end)
    return replace(run, text=run.text[start:end], span=span)


def stripped(runs: Runs) -> Runs:
    """The runs without the white space around them, which prints nothing."""
    filled = [place for place, run in enumerate(runs) if run.text.strip(_BLANK)]
    if not filled:
        return ()
    bare = list(runs[filled[0] : filled[-1] + 1])
    bare[0] = _cut(bare[0], len(bare[0].text) - len(bare[0].text.lstrip(_BLANK)), None)
    bare[-1] = _cut(bare[-1], 0, len(bare[-1].text.rstrip(_BLANK)))
    return tuple(bare)

"""Where a heading ends, in characters, in a paragraph that goes on after it."""

from __future__ import annotations

from bulletin.importing.draft import DraftRuns, plain
from bulletin.importing.recognise import shapes


def is_of_one_look(runs: DraftRuns) -> bool:
    """Whether all text of a heading has one look; then its style expresses it, and bold is dropped."""
    return len({(run.bold, run.emphasis, run.look) for run in runs if run.text.strip()}) <= 1


def look_extent(runs: DraftRuns, look: str) -> int:
    """Where the last run with a look ends, in characters."""
    ends, at = 0, 0
    for run in runs:
        at += len(run.text)
        if run.look == look:
            ends = at
    return ends


def run_in_extent(runs: DraftRuns) -> int:
    """The end of a heading that runs into its text: that of its bold runs, else of its first sentence."""
    text, bold_end = plain(runs), 0
    for run in runs:
        if not run.bold and run.text.strip("。. \u3000"):
            break
        bold_end += len(run.text)
    if 1 < bold_end < len(text):
        return bold_end + (text[bold_end] == "。")
    return shapes.first_sentence(text) or len(text)

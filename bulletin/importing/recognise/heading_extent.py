"""How far a heading goes in a paragraph that has more than a heading, in characters."""

from __future__ import annotations

from bulletin.importing.draft import DraftRuns, plain
from bulletin.importing.recognise import shapes


def is_of_one_look(runs: DraftRuns) -> bool:
    """Whether a heading has one look; bold is then dropped, since the style of headings sets it."""
    return len({(run.bold, run.emphasis, run.look) for run in runs if run.text.strip()}) <= 1


def look_extent(runs: DraftRuns, look: str) -> int:
    """Where the last run with a look ends, in characters; the stop after a heading has its look too."""
    ends, at = 0, 0
    for run in runs:
        at += len(run.text)
        if run.look == look:
            ends = at
    return ends


def run_in_extent(runs: DraftRuns) -> int:
    """Where a heading ends that runs into its text: with its bold runs, or with its first sentence."""
    text = plain(runs)
    heavy, at = 0, 0
    for run in runs:
        if not run.bold and run.text.strip("。. \u3000"):
            break
        at += len(run.text)
        heavy = at
    sentence = shapes.first_sentence(text) or len(text)
    if 1 < heavy < len(text):
        return heavy + 1 if text[heavy : heavy + 1] == "。" else heavy
    return sentence

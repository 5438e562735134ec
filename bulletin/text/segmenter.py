"""A Chinese text divided into words, by the dictionary of jieba."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text in order, each with its part of speech: n, v, ns (a place), nr (a person).

    Joined, they are the text. The tags are those of https://github.com/fxsjy/jieba.
    """
    import rjieba  # loading the dictionary takes 90 ms: only for a text that needs it

    # rjieba fails on a lone surrogate, which an escape in YAML can bring in.
    return [(word, kind) for word, kind in rjieba.tag(_HALF.sub("\ufffd", text))]

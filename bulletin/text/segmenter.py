"""The words of a Chinese text, as the dictionary that is at hand (jieba's) parts them."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text in order, each with its part of speech: n, v, ns (a place), nr (a person).

    Joined, they are the text. The tags are those of https://github.com/fxsjy/jieba.
    """
    import rjieba  # loading the dictionary takes 90 ms: only for a text that needs it

    # Half a character, from a YAML escape, is nothing that rjieba takes.
    return [(word, kind) for word, kind in rjieba.tag(_HALF.sub("\ufffd", text))]

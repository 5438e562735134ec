"""Where the subtitle of a title begins: at ——, outside quotations, titles of works and brackets."""

from __future__ import annotations

from bulletin.text import patterns

DASH = "——"
"""What is printed before a subtitle."""
_MARK = patterns.regex(
    r"(?P<open>[“‘《〈（【])|(?P<close>[”’》〉）】])|(?<=[^—…\s|])[|\s]*(?=——[|\s]*[^—|\s])"
)


def title_and_subtitle(text: str) -> tuple[str, str]:
    """A title up to its subtitle, and the subtitle with its dash; that is empty where there is none.

    Bars and white space between the two are in neither.
    """
    depth = 0
    for match in _MARK.finditer(text):
        if match["open"] or match["close"]:
            depth = max(0, depth + (1 if match["open"] else -1))
        elif not depth:
            return text[: match.start()], text[match.end() :]
    return text, ""


def without_dash(printed: str) -> str:
    """What is typed for a subtitle that is printed so: the shortest of which ``with_dash`` makes it."""
    typed = printed.removeprefix(DASH).strip()
    return typed if typed and with_dash(typed) == printed else printed


def with_dash(subtitle: str) -> str:
    """A subtitle as it is printed: —— comes before it, but not before a bracket or its own dash."""
    return subtitle if subtitle.startswith(("—", "（", "(")) else f"{DASH}{subtitle}"

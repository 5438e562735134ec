"""What each paragraph of a .docx is: by the names of our styles, else by how it looks."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from bulletin.ooxml.formatting import PackageStyles, W, size_of, text_of, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Role(Enum):
    """What a paragraph is for."""

    MASTHEAD = auto()
    TITLE = auto()
    HEADING = auto()
    BODY = auto()
    ROUTING = auto()
    OTHER = auto()


OURS = "简报"
"""What the names of our styles begin with."""

_BY_STYLE = {
    "报头": Role.MASTHEAD,
    "报头带密级": Role.MASTHEAD,
    "标题": Role.TITLE,
    **dict.fromkeys(("一级标题", "二级标题", "三级标题", "四级标题"), Role.HEADING),
    **dict.fromkeys(("报送", "份数", "印发"), Role.ROUTING),
    **dict.fromkeys(("编者按", "引文"), Role.BODY),
}
_ROUTED = re.compile(r"\s*(?:主\s*送|抄\s*送|报\s*送|分\s*送|报|送|发)\s*[：:]|.*印\s*发\s*$")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。；]{1,40}$"
)
_RED = re.compile(r"(?:[C-F][0-9A-F])(?:[0-3][0-9A-F]){2}", re.I)
_MASTHEAD, _TITLE = 26.0, 20.0
"""Points from which on a red line is a masthead, a centred one a title."""
_LAST = 12
"""Among so many last paragraphs with text the routing block is looked for."""


def roles(paragraphs: list[Element], styles: PackageStyles) -> list[Role]:
    """The role of each paragraph."""
    names = [styles.name(paragraph) for paragraph in paragraphs]
    if any(name.startswith(OURS) for name in names):
        return [_by_style(name) for name in names]
    guessed = [_by_look(paragraph, name, styles) for paragraph, name in zip(
        paragraphs, names, strict=True)]  # fmt: skip
    written = [place for place, one in enumerate(paragraphs) if text_of(one).strip()]
    for place in written[-_LAST:]:
        if _ROUTED.match(text_of(paragraphs[place])):
            guessed[place] = Role.ROUTING
    return guessed


def _by_style(name: str) -> Role:
    if not name.startswith(OURS):
        return Role.BODY if name == "Normal" else Role.OTHER
    return _BY_STYLE.get(name.removeprefix(OURS), Role.OTHER)


def _by_look(paragraph: Element, name: str, styles: PackageStyles) -> Role:
    text = text_of(paragraph).replace("\n", "").strip()
    runs = [run for run in paragraph.iter(f"{W}r") if next(run.iter(f"{W}t"), None) is not None]
    if not text or not runs:
        return Role.OTHER
    properties = styles.of_run(runs[0], paragraph)
    of_paragraph = styles.of_paragraph(paragraph)
    size, color = size_of(properties), value(properties, "color")
    if size >= _MASTHEAD and _RED.fullmatch(color):
        return Role.MASTHEAD
    centred = value(of_paragraph, "jc") == "center"
    if (centred and size >= _TITLE) or name == "Title":
        return Role.TITLE
    if _NUMBERED.fullmatch(text) or value(of_paragraph, "outlineLvl") in tuple("012345678"):
        return Role.HEADING
    return Role.OTHER if centred or value(of_paragraph, "jc") == "right" else Role.BODY

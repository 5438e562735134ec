"""What each paragraph of a Word file is for: by the names of our styles, else by how it looks."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from bulletin.ooxml.namespaces import W
from bulletin.ooxml.own_styles import OURS
from bulletin.ooxml.style_resolver import StyleResolver
from bulletin.proof.ink import NOTE_MARK

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Role(Enum):
    """What a paragraph is for."""

    MASTHEAD = auto()
    TITLE = auto()
    SUBTITLE = auto()
    HEADING = auto()
    BODY = auto()
    CREDIT = auto()
    ROUTING = auto()
    OTHER = auto()


_BY_STYLE = {
    "报头": Role.MASTHEAD,
    "报头带密级": Role.MASTHEAD,
    "标题": Role.TITLE,
    "副标题": Role.SUBTITLE,
    **dict.fromkeys(("一级标题", "二级标题", "三级标题", "四级标题"), Role.HEADING),
    "供稿": Role.CREDIT,
    **dict.fromkeys(("报送", "份数", "印发"), Role.ROUTING),
    **dict.fromkeys(("正文", "编者按", "引文", "列表", "列表二级", "列表三级"), Role.BODY),
}
_OF_WORD = {
    "normal": Role.BODY,
    "subtitle": Role.SUBTITLE,
    "heading 1": Role.TITLE,
    **{f"heading {level}": Role.HEADING for level in range(2, 6)},
}
_ROUTED = re.compile(r"\s*(?:主\s*送|抄\s*送|报\s*送|分\s*送|报|送|发)\s*[：:]|.*印\s*发\s*$")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。；]{1,40}$"
)
_RED = re.compile(r"(?:[C-F][0-9A-F])(?:[0-3][0-9A-F]){2}", re.I)
_MASTHEAD, _TITLE = 26.0, 20.0
"""Points from which on a red line is a masthead, a centred one a title."""
_USUAL_SIZE = 10.0
"""Points, where no size is given (17.3.2.38)."""
_SAID = {f"{W}footnoteReference": NOTE_MARK}
_LAST = 12
"""The routing block is looked for among so many last paragraphs with text."""


def roles(paragraphs: list[Element], styles: StyleResolver) -> list[Role]:
    """The role of each paragraph."""
    names = [styles.name(styles.style_of(paragraph)) for paragraph in paragraphs]
    if any(name.startswith(OURS) for name in names):
        return [_by_style(name) for name in names]
    guessed = [_by_look(*pair, styles) for pair in zip(paragraphs, names, strict=True)]
    written = [place for place, one in enumerate(paragraphs) if text_of(one).strip()]
    for place in written[-_LAST:]:
        if _ROUTED.match(text_of(paragraphs[place])):
            guessed[place] = Role.ROUTING
    return guessed


def _by_style(name: str) -> Role:
    """The role of a paragraph of a file of ours.

    Where a program dropped our names of Word's own styles when it saved the file, those are known,
    too; files of older versions have their body text in Normal.
    """
    if not name.startswith(OURS):
        return _OF_WORD.get(name.lower(), Role.OTHER)
    return _BY_STYLE.get(name.removeprefix(OURS), Role.OTHER)


def _by_look(paragraph: Element, name: str, styles: StyleResolver) -> Role:
    text = text_of(paragraph).replace("\n", "").strip()
    runs = [run for run in paragraph.iter(f"{W}r") if next(run.iter(f"{W}t"), None) is not None]
    if not text or not runs:
        return Role.OTHER
    own = styles.of_paragraph(paragraph)
    run = styles.of_run(runs[0], own)
    size = run.size or _USUAL_SIZE
    if size >= _MASTHEAD and _RED.fullmatch(run.color):
        return Role.MASTHEAD
    is_centred = own.alignment == "center"
    if (is_centred and size >= _TITLE) or name == "Title":
        return Role.TITLE
    if _NUMBERED.fullmatch(text) or (own.outline is not None and own.outline < 9):
        return Role.HEADING
    return Role.OTHER if is_centred or own.alignment == "right" else Role.BODY


def text_of(paragraph: Element) -> str:
    """The text of a paragraph, deleted text left out; a line break in it is ``\\n`` (17.3.3.1).

    The mark of a footnote is ``NOTE_MARK``, whatever its number, which the file does not say.
    """
    return "".join(
        part.text or "" if part.tag == f"{W}t" else _SAID.get(str(part.tag), "\n")
        for part in paragraph.iter(f"{W}t", f"{W}br", f"{W}cr", f"{W}footnoteReference")
        if part.get(f"{W}type", "textWrapping") == "textWrapping"
    )

"""HTML as text: escaping, elements, and which links may stand in it."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from bulletin.model.content import Script
from bulletin.model.merged_cells import CellSpan
from bulletin.typeset.house_style import Style
from bulletin.typeset.layout import LATIN, held_together
from bulletin.workspace import pictures
from bulletin.writers.xml_text import attribute_xml, escape_xml

_LINK = re.compile(r"(?:https?://|mailto:|#)[^\s\x00-\x1f]+", re.I)


def escape(text: str) -> str:
    """Text for between tags; a line break in it becomes ``<br>``."""
    return escape_xml(text).replace("\n", "<br>")


def element(tag: str, inside: str | None, **attributes: str) -> str:
    """An element, without an end tag if ``inside`` is ``None``; attributes without a value are left out.

    ``class_`` is written class, ``data_findings`` data-findings.
    """
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{attribute_xml(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{given}>" if inside is None else f"<{tag}{given}>{inside}</{tag}>"


def script(text: str, value: Script) -> str:
    """Markup as a superscript or a subscript, if it is one."""
    return element(value[:3], text) if value else text


def bullet(style: Style, in_class: bool = True) -> str:
    """The mark before an entry of a list, which Word sets by itself; nothing for other styles.

    ``in_class``: it has the class of Latin letters, whose face has it.
    """
    mark = escape(style.bullet)
    return f"{element('span', mark, class_='w') if in_class else mark} " if mark else ""


def cell_element(head: bool, text: str, span: CellSpan, **attributes: str) -> str:
    """A cell of a table that goes over others; an empty one names no column, and is no head."""
    for name, value in (("colspan", span.across), ("rowspan", span.down)):
        if value > 1:
            attributes[name] = str(value)
    if head and text:
        scope = "colgroup" if span.across > 1 else "col"
        return element("th", text, scope=scope, **attributes)
    return element("td", text, **attributes)


def parts_of(widths: Sequence[float]) -> list[str]:
    """Each of some widths as a part of all, in per cent with three decimals."""
    return [part_of(one, widths) for one in widths]


def part_of(width: float, widths: Sequence[float]) -> str:
    """A width as a part of some widths together, in per cent with three decimals."""
    return f"{round(width / sum(widths) * 100, 3):g}%"


def safe_link(link: str) -> str:
    """The link if it leads to the web, a mailbox or a place in the page; else an empty text."""
    return link if _LINK.fullmatch(link) else ""


_BROWSER_BREAK = re.compile("[０-９－—…⋯─━·]")
"""Characters beside which a browser turns lines, and Word, by its two lists, does not."""


def with_latin(text: str) -> str:
    """Escaped text with elements, whose classes sheets.css has.

    Latin letters and digits have class w, for their face; a piece of some characters that Word keeps
    in one line, but a browser would break, has class k. A dash with which a text begins (that of a
    subtitle) does not stand alone on a line.
    """
    written: list[str] = []
    pieces = list(held_together(text))
    if len(pieces) > 1 and pieces[0].startswith("——"):
        pieces[:2] = [pieces[0] + pieces[1]]
    for piece in pieces:
        inside = _with_latin_face(piece)
        is_kept = len(piece) > 1 and _BROWSER_BREAK.search(piece)
        written.append(element("span", inside, class_="k") if is_kept else inside)
    return "".join(written)


def _with_latin_face(text: str) -> str:
    written: list[str] = []
    at = 0
    for match in LATIN.finditer(text):
        written += (escape(text[at : match.start()]), element("span", escape(match[0]), class_="w"))
        at = match.end()
    return "".join((*written, escape(text[at:])))


def data_uri(data: bytes) -> str:
    """A picture as an address that holds it whole."""
    data = pictures.for_browsers(data)
    kind = pictures.kind(data) or "png"
    media = "jpeg" if kind == "jpg" else kind
    return f"data:image/{media};base64,{base64.b64encode(data).decode()}"

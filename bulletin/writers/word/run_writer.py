"""The text of paragraphs as runs, with links and the marks of footnotes."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from bulletin.model.blocks import Inline, Inlines
from bulletin.typeset import layout
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.word import markup_xml
from bulletin.writers.word.markup_xml import AMBIGUOUS, hinted, text_xml
from bulletin.writers.word.style_names import style_names
from bulletin.writers.xml_text import attribute_xml

_ADDRESS = "BulletinAddress"
"""The style of addresses that the program prints, by which import knows them."""
_LINK = "Hyperlink"
"""Word's own style of links, here without a look. LibreOffice 7.4 makes no link in a PDF of a run without
any character style."""
NOTE_MARK = "FootnoteReference"
"""The identity of Word's own style for the marks of footnotes."""


class RunWriter:
    """Writes the runs of one part, to which links are added, and collects their footnotes."""

    def __init__(self, house: HouseStyle, part: Part, notes: RunWriter | None = None) -> None:
        """``notes`` writes the text of footnotes; where there is none, there are no footnotes."""
        self._house = house
        self._part = part
        names = style_names(house)
        self._looks = {name: names[name].look for name in layout.LOOKS}
        self._notes = notes
        self.footnotes: list[str] = []
        """Each as the XML of its w:footnote, in order."""

    def runs(self, inlines: Inlines, style: Style, direct: str = "") -> str:
        """The runs of a paragraph; ``direct``: properties of each run, from w:w on in their order."""
        return "".join(self._linked(inline, style, direct) for inline in inlines)

    def _linked(self, inline: Inline, style: Style, direct: str) -> str:
        if inline.footnote and self._notes is not None:
            return self._footnote(inline.footnote, self._notes)
        text, link = self._run(inline, style, direct), inline.link
        if inline.field:
            return markup_xml.field(inline.field, text)
        if not link:
            return text
        if link.startswith("#"):
            target = f'w:anchor="{attribute_xml(link[1:])}"'
        else:
            relation = self._part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            target = f'r:id="{relation}"'
        return f'<w:hyperlink {target} w:history="1">{text}</w:hyperlink>'

    def _run(self, inline: Inline, style: Style, direct: str) -> str:
        face = self._house.styles[inline.look] if inline.look else style
        of_link = _ADDRESS if inline.is_address else _LINK if inline.link else ""
        named = self._looks[inline.look] if inline.look else of_link
        look = f'<w:rStyle w:val="{named}"/>' if named else ""
        direct = markup_xml.script(inline.script) + direct
        plain = f"<w:r><w:rPr>{look}{direct}</w:rPr>" if look or direct else "<w:r>"
        if not AMBIGUOUS.search(inline.text):
            return f"{plain}{text_xml(inline.text)}</w:r>" if inline.text else ""
        chinese = f"<w:r><w:rPr>{look}{hinted(face.font)}{direct}</w:rPr>"
        pieces = layout.LATIN.split(inline.text)  # Chinese and Latin by turns
        return "".join(
            f"{chinese if AMBIGUOUS.search(piece) and not at % 2 else plain}{text_xml(piece)}</w:r>"
            for at, piece in enumerate(pieces)
            if piece
        )

    def _footnote(self, text: Inlines, notes: RunWriter) -> str:
        """The mark of a footnote (17.11.14); Word sets its number, there and before the note."""
        number, style = len(self.footnotes) + 1, layout.footnote_style(self._house)
        self.footnotes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="'
            f'{style_names(self._house)[style].identity}"/></w:pPr>'
            f"<w:r><w:rPr>{hinted(self._house.styles[style].font)}</w:rPr><w:footnoteRef/></w:r>"
            f"{markup_xml.NOTE_GAP}"
            f"{notes.runs(text, self._house.styles[style])}</w:p></w:footnote>"
        )
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{NOTE_MARK}"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )


def footnotes_part(notes: str = "") -> str:
    """The text of the part with all footnotes, and the rule above them."""
    return shipped_text("writers/word/package/footnotes.xml").format(notes=notes)

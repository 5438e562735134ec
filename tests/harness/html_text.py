"""The text of an HTML file as a reader gets it, for comparing it with the blocks it was made of."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from bulletin.model.blocks import Block, Inlines, Para, TableBlock


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent += tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script", "title")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data


def read(html: bytes) -> tuple[str, list[tuple[str, dict[str, str | None]]]]:
    """Text without white space, and the elements with their attributes."""
    reader = _Reader()
    reader.feed(html.decode())
    reader.close()
    return bare(reader.text), reader.tags


def bare(text: str) -> str:
    return "".join(text.split())


def text_of(blocks: Iterable[Block]) -> str:
    """What the blocks say, in order, without white space."""
    return bare("".join(piece for block in blocks for piece in _pieces(block)))


def _pieces(block: Block) -> Iterable[str]:
    match block:
        case Para():
            yield _text(block.runs)
            yield _text(block.aside)
        case TableBlock():
            yield from (_text(cell) for row in block.rows for cell in row)


def _text(runs: Inlines) -> str:
    return "".join(run.text for run in runs)

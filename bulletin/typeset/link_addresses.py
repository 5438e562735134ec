"""The addresses of links, printed behind them: on paper nobody can click (the key link-addresses)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from bulletin.model.blocks import Block, Inline, Inlines, Para, PictureBlock, TableBlock, text_of

_SCHEMES = ("mailto:", "https://", "http://")


def with_addresses(block: Block) -> Block:
    """A block in which the address of each link to the web or to a mailbox follows it in brackets."""
    match block:
        case Para():
            return replace(block, runs=_printed(block.runs))
        case TableBlock():
            rows = tuple(tuple(_printed(cell) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        case PictureBlock():
            shown = (replace(one, caption=_printed(one.caption)) for one in block.pictures)
            return replace(block, pictures=tuple(shown))


def _printed(runs: Inlines) -> Inlines:
    return tuple(_behind_links(runs))


def _behind_links(runs: Inlines) -> Iterator[Inline]:
    for link, group in groupby(runs, lambda run: run.link):
        linked = [
            replace(run, footnote=_printed(run.footnote)) if run.footnote else run for run in group
        ]
        yield from linked
        if link and not link.startswith("#") and not _says(text_of(tuple(linked)), link):
            address = link.removeprefix("mailto:")
            yield Inline(f"（{address}）", link=link, is_address=True)


def _says(text: str, link: str) -> bool:
    """Whether the text of a link is its address, perhaps without what every address begins with."""
    said, address = text.strip().rstrip("/"), link.rstrip("/")
    return said == address or any(said == address.removeprefix(scheme) for scheme in _SCHEMES)

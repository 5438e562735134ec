"""The parser's events, put together to blocks."""

from __future__ import annotations

from bulletin.reading.events import TEXT, BlockNode, block_nodes, events_of


def shape(node: BlockNode) -> str:
    inner = " ".join(map(shape, node.children))
    return "~" if node.name == TEXT else f"{node.name}({inner})"


def test_blocks_hold_what_stands_in_them() -> None:
    text = "甲*乙*\n\n1. 丙\n\n   > 丁\n2. 戊\n\n---\n"
    nodes = block_nodes(events_of(text, 0))
    assert [shape(node) for node in nodes] == [
        "Paragraph(~)",
        "List(Item(Paragraph(~) BlockQuote(Paragraph(~))) Item(Paragraph(~)))",
        "Rule()",
    ]
    assert [event.name for event in nodes[0].inlines] == ["Text", "Emphasis", "Text", "Emphasis"]


def test_text_of_an_item_stands_among_its_blocks() -> None:
    nodes = block_nodes(events_of("1. 甲\n   - 乙\n", 0))
    assert [shape(node) for node in nodes] == ["List(Item(~ List(Item(~))))"]

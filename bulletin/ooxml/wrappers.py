"""Elements of a Word file that stand around text and change nothing about its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bulletin.ooxml.namespaces import MC, W

WRAPPERS = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "bdo", "dir", "sdt",
        "rubyBase", "r",
    )
)  # fmt: skip
"""Elements whose contents are read as if they stood there alone."""
INSERTIONS = frozenset({f"{W}ins", f"{W}moveTo"})
"""Wrappers that are tracked insertions."""
DELETIONS = frozenset({f"{W}del", f"{W}moveFrom"})
"""Elements around tracked deletions."""


def unwrapped(parent: Any, tag: str) -> Iterator[Any]:
    """The children of a name, those in wrappers too."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from unwrapped(child, tag)


def shown_children(element: Any) -> Iterator[Any]:
    """The children; for a mc:AlternateContent what its first choice holds, else what is for older programs."""
    for child in element.iterchildren():
        if child.tag != f"{MC}AlternateContent":
            yield child
            continue
        choices = child.findall(f"{MC}Choice") or child.findall(f"{MC}Fallback")
        for choice in choices[:1]:
            yield from shown_children(choice)

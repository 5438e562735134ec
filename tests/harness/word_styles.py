"""The styles of a Word file as a whole: what each says, and what it comes to with those below it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from bulletin.ooxml.namespaces import VAL, W


@dataclass
class WordStyle:
    """A style: its head by names of elements, and its own properties.

    A property is an element's name, with that of its attribute where it is not w:val.
    """

    identity: str
    name: str
    head: dict[str, str]
    own: dict[str, str] = field(default_factory=dict)


def word_styles(docx: bytes) -> dict[str, WordStyle]:
    """The styles of a file by their names, ours where a style of Word's own has one."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/styles.xml"))
    styles = {}
    for element in root.iterchildren(f"{W}style"):
        head = {child.tag.removeprefix(W): child.get(VAL, "") for child in element}
        name = head.get("aliases") or head["name"]
        style = WordStyle(element.get(f"{W}styleId", ""), name, head)
        for properties in element.iterchildren(f"{W}pPr", f"{W}rPr"):
            style.own |= _properties(properties)
        styles[name] = style
    defaults = root.find(f"{W}docDefaults")
    assert defaults is not None
    run = defaults.find(f".//{W}rPr")
    assert run is not None
    styles[""] = WordStyle("", "", {}, _properties(run))
    return styles


def comes_to(styles: dict[str, WordStyle], name: str) -> dict[str, str]:
    """What a style says with all that it is based on, and the defaults of the document."""
    style = styles[name]
    by_identity = {one.identity: one.name for one in styles.values()}
    base = by_identity[style.head.get("basedOn", "")]
    return {**(comes_to(styles, base) if name else {}), **style.own}


def _properties(parent: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in parent:
        tag = child.tag.removeprefix(W)
        if (
            tag == "numPr"
        ):  # its parts are one property: a style with another level names its list again
            found[tag] = " ".join(str(part.get(VAL)) for part in child)
        elif len(child):
            found |= {f"{tag}/{key}": value for key, value in _properties(child).items()}
        for key, value in child.attrib.items():
            found[tag if key == VAL else f"{tag}/{str(key).removeprefix(W)}"] = str(value)
    return found

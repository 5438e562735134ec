"""``make lines``: the line breaks of issue 43 as printed, and those of the issue as built.

What is counted: the first page (masthead and contents) is left out;
a *body line* is a line set in the body size, a paragraph begins where
a line is indented, and a *full line* is a line that is not the last of its paragraph.
A full line of the published issue *agrees* if the built paragraph breaks after the same
character; the lines between two agreeing breaks may differ. The agreement is agreeing
full lines / full lines of the published issue. Before comparing, full-width digits and
letters become half-width and all spaces are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.office import libreoffice
from bulletin.office.fonts import stand_ins
from bulletin.pdf.printed import PrintedLine
from tests.harness import issue_43
from tests.harness.render import lines, render

BODY_SIZE = 16.0
LEFT = 79.4
"""The left edge of the type area, in points."""
BOTTOM = 742.7
"""The bottom edge of the type area, from the top of the page; folios stand under it."""
HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))}
MARKS = "，。、；：？！“”‘’（）《》"


@dataclass(frozen=True, slots=True)
class Difference:
    """A published full line that the built issue breaks elsewhere."""

    published: str
    built: str
    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The result of a comparison; `pages` holds the body lines of each page."""

    full: int
    same: int
    pages: tuple[int, ...]
    published_pages: int
    differences: tuple[Difference, ...]

    @property
    def share(self) -> float:
        """The agreeing part of the full lines, from 0 to 1."""
        return self.same / self.full if self.full else 0.0


def normalise(text: str) -> str:
    """Drop spaces, and make digits and letters half-width."""
    return re.sub(r"[\s\u3000]", "", text.translate(HALF_WIDTH))


def compare(pdf: Path, published: Path) -> Agreement:
    """Compare the body of a built issue with the published lines."""
    built = lines(pdf)
    source = published.read_text(encoding="utf-8")
    text, breaks = _stream(source)
    full = same = position = 0
    differences: list[Difference] = []
    for paragraph in paragraphs(built[1:]):
        whole = "".join(paragraph)
        start = text.find(whole, position)
        if start < 0:
            raise ValueError(f"not in the published issue: {whole[:30]}")
        position = start + len(whole)
        here = [0, *(b - start for b in breaks if start < b < position), len(whole)]
        there = [0]
        for line in paragraph:
            there.append(there[-1] + len(line))
        for begin, end in pairwise(here[:-1]):
            full += 1
            if end in there:
                same += 1
                continue
            mine = max(b for b in there if b <= begin)
            ends = next(b for b in there if b > mine)
            reason = _reason(whole[begin:end], whole[mine:ends], begin in there)
            differences.append(Difference(whole[begin:end], whole[mine:ends], reason))
    return Agreement(
        full=full,
        same=same,
        pages=tuple(sum(map(_is_body, page)) for page in built),
        published_pages=source.count("\f") + 1,
        differences=tuple(differences),
    )


def _stream(source: str) -> tuple[str, list[int]]:
    """Return the published text in one string, and where its lines end."""
    text, breaks = "", []
    for line in filter(None, map(normalise, source.splitlines())):
        text += line
        breaks.append(len(text))
    return text, breaks


def paragraphs(pages: list[list[PrintedLine]]) -> Iterator[list[str]]:
    """Yield the body paragraphs of a built issue, each as its normalised lines.

    A paragraph goes on over the foot of a page. A line that is not indented and follows
    none that is, is left out.
    """
    found: list[str] = []
    for line in (line for page in pages for line in page if line.baseline < BOTTOM):
        indented = line.left > LEFT + BODY_SIZE
        if found and (indented or not _is_body(line)):
            yield found
            found = []
        if _is_body(line) and (indented or found):
            found.append(normalise(line.text))
    if found:
        yield found


def _is_body(line: PrintedLine) -> bool:
    """Tell whether a line is set in the body size throughout."""
    return all(abs(character.size - BODY_SIZE) < 0.5 for character in line.characters)


def _reason(published: str, built: str, in_step: bool) -> str:
    """Guess why a line broke elsewhere."""
    if not in_step:
        return "the line before had moved"
    digits = any(char.isdigit() for char in published + built)
    if len(published) > len(built):
        if any(a in MARKS and b in MARKS for a, b in pairwise(published)):
            return "published: adjacent marks compressed"
        if published[-1] in MARKS:
            return "published: mark at the line's end compressed"
        return "published: digits narrower" if digits else "published: more on the line"
    return "published: digits wider" if digits else "published: fewer on the line"


def report(result: Agreement) -> None:
    """Print the figures, and every line that differs."""
    print(f"full body lines: {result.full}")
    print(f"same break: {result.same} = {result.share:.1%}")
    print(f"pages: {len(result.pages)} (published {result.published_pages})")
    print(f"lines of body size a page: {' '.join(map(str, result.pages))}")
    for item in result.differences:
        print(f"- {item.reason}\n    published {item.published}\n    built     {item.built}")


def main() -> None:
    """Build issue 43, render it and compare; then once more without the turned switch."""
    issue = issue_43.ISSUES[-1]
    with TemporaryDirectory() as folder:
        document = Path(folder) / "43.docx"
        document.write_bytes(issue_43.document(issue.workspace))
        report(compare(render([document])[0], issue.printed))
        (pdf,) = libreoffice.convert(
            [("docx", document.read_bytes())], "pdf", fonts=stand_ins.fontconfig()
        )
        direct = Path(folder, "direct.pdf")
        direct.write_bytes(pdf or b"")
        plain = compare(direct, issue.printed)
        print(f"as LibreOffice converts the file itself: {plain.same} = {plain.share:.1%}")


if __name__ == "__main__":
    main()

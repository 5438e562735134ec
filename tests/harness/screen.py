"""The lines of an issue in the browser, and how many of them break where the PDF breaks them.

What is compared: every paragraph of body text that both have; a *full line* is one that is not the
last of its paragraph. Where a paragraph goes on on the next sheet it is one paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from tests.harness.browser import Browser
from tests.harness.lines import normalise, paragraphs
from tests.harness.render import lines

_READ = """
[...document.querySelectorAll(".s0")].filter((block) => block.matches("p,div")).map((block) => {
  const found = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  let last = -Infinity
  for (let node; (node = walker.nextNode());) {
    for (let place = 0; place < node.length; place++) {
      range.setStart(node, place)
      range.setEnd(node, place + 1)
      const box = range.getClientRects()[0]
      if (!box || !box.width) continue
      const middle = (box.top + box.bottom) / 2
      if (middle - last > 12) found.push({ text: "", y: middle, left: box.left, right: 0 })
      last = middle
      const line = found[found.length - 1]
      line.text += node.data[place]
      line.right = box.right
    }
  }
  return { lines: found, goesOn: block.classList.contains("rest") }
})
"""
"""``s0`` is the class of the house's first style, the body's."""


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One line on the screen; lengths in CSS pixels."""

    text: str
    y: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Full lines of the PDF, and those that end at the same character on the screen."""

    full: int
    same: int
    differences: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        return self.same / self.full


def body_lines(browser: Browser) -> list[list[ScreenLine]]:
    """The paragraphs of body text on the open page, each as its lines."""
    found: list[list[ScreenLine]] = []
    for block in browser.evaluate(_READ):
        read = [ScreenLine(**line) for line in block["lines"]]
        if block["goesOn"]:
            found[-1] += read
        else:
            found.append(read)
    return found


def compare(browser: Browser, pdf: Path) -> Agreement:
    """The open page against a PDF of the same issue."""
    printed = {"".join(lines_): lines_ for lines_ in paragraphs(lines(pdf))}
    full = same = 0
    differences = []
    for shown in body_lines(browser):
        texts = [normalise(line.text) for line in shown]
        wanted = printed["".join(texts)]
        ends = set(accumulate(map(len, texts)))
        for place, end in enumerate(list(accumulate(map(len, wanted)))[:-1]):
            full += 1
            same += end in ends
            if end not in ends:
                differences.append((wanted[place], [*texts, ""][min(place, len(texts))]))
    return Agreement(full, same, tuple(differences))

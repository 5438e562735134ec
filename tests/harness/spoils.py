"""``python -m tests.harness.spoils [FILE…]``: every change that safe fixes make to official prose, to be read.

Without files: tests/data/official.txt (a paragraph a line; decisions, rules and laws of state
organs, which have no copyright in China), and the published sentences of tests/harness/corpus.py where
they are beside this checkout. Right text has little to mend, so each change is either a fault of the
text or a spoil. Those of official.txt have been read, one by one: official.changes.txt lists them, and
tests/harness/test_spoils.py fails at one that is not listed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.harness import corpus

OFFICIAL = ROOT / "tests" / "data" / "official.txt"
CHANGES = OFFICIAL.with_name("official.changes.txt")


def paragraphs(path: Path) -> list[str]:
    """The lines of a file that have text, each once."""
    return [*dict.fromkeys(line for line in path.read_text("utf-8").splitlines() if line.strip())]


def sentences(texts: Iterable[str]) -> int:
    """How many sentences and clauses that end in ； there are."""
    return sum(len(re.findall(r"[^。！？；]+[。！？；]?", text)) for text in texts)


def changes(texts: list[str]) -> Iterator[str]:
    """What each safe fix changes: its code, the place in 【】, and what it becomes."""
    for hit in corpus.hits(texts):
        if hit.is_safe_fix and hit.found.fix:
            new = "".join(edit.text for edit in hit.found.fix.edits)
            yield f"{hit.found.code} {corpus.excerpt(hit)} → {new or '（删）'}"


def main(paths: list[str]) -> None:
    texts = [text for path in [*map(Path, paths)] or [OFFICIAL] for text in paragraphs(path)]
    if not paths and corpus.CORPUS.is_file():
        texts += dict.fromkeys(corpus.sentences())
    found = list(changes(texts))
    print(*found, sep="\n")
    print(f"{len(texts)} paragraphs, {sentences(texts)} sentences, {len(found)} changes")


if __name__ == "__main__":
    main(sys.argv[1:])

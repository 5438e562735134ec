"""Every character typed into a contribution is printed, part of a mark, or under a finding.

What is printed is read back from the .docx by pandoc. What may be a mark is counted here anew, from
the lines of the manual (chapter 三), by code that shares nothing with the readers.

``python -m tests.harness.nothing_lost 20000`` tries that many texts.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypandoc

from bulletin.findings.diagnostics import Diagnostic
from bulletin.pipeline import stages
from bulletin.reading.contribution import read_contribution
from bulletin.reading.settings import read_issue
from bulletin.text.source import Source
from bulletin.typeset.arrange import arrange
from bulletin.typeset.compose import compose
from bulletin.workspace.folders import Workspace
from bulletin.writers.word.docx_writer import write
from tests.conftest import SERIES, write_files

_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ALPHABET = (
    "****____~~~^^\\\\[]<>&|#-+.!`()" + "0123456789" * 2 + "abcXYZ" + "甲乙丙丁王李县户" * 3
    + "，。、：；（）“”《》—…！？" + "    \n\n\n\u3000"
)  # fmt: skip
_PIECES = (
    "**", "*", "***", "____", "~~", "**注：**", "**“四个”**", "138****5678", "3*4", "李*、张*",
    "a_b", "2024. ", "1. ", "2) ", "3. ", "[ ] ", "[甲](乙)", "[甲](http://a.cn/b_c*d)",
    "<http://a.cn>", "<甲>", "&amp;", "AT&T", "\\*", "\\", "C:\\新建\\甲", "> ", "## ", "### ",
    "#", "- ", "+ ", "\n\n", "\n", "  \n", "\\\n", "| 甲 | 乙 |\n|---|---|\n", "| 1 | 2 |\n", "|",
    "---", "===", "    ", "\u3000\u3000", "一、", "（一）", "一是", "甲乙丙丁", "王李县户", "，",
    "。", "：", "abc", "2024年", "（**甲**）", "*甲乙*", "`甲`", "$x$", "m^2^", "H~2~O",
    "2^10", "[^1]", "[甲]: 乙",
    "<!-- 甲 -->", "\n> ", "\n1. ", "\n2. ", "\n\n## ",
)  # fmt: skip
_BLOCKS = ("{}", "{}", "{}", "## {}", "> {}", "1. {}\n2. 甲", "| {} | 甲 |\n|---|---|\n| {} | 乙 |")


@dataclass(frozen=True, slots=True)
class Text:
    """What is typed into one contribution."""

    title: str
    note: str
    body: str


def text_of(choose: random.Random) -> Text:
    """A text rich in marks, and in what only looks like one."""
    parts = [_block(choose) for _ in range(choose.randint(1, 4))]
    return Text(_line(choose), _line(choose) if choose.random() < 0.2 else "", "\n\n".join(parts))


def _block(choose: random.Random) -> str:
    pattern = choose.choice(_BLOCKS)
    one_line = not pattern.startswith("{")
    return re.sub(r"\{\}", lambda _: _line(choose) if one_line else _soup(choose), pattern)


def _soup(choose: random.Random) -> str:
    if choose.random() < 0.5:
        return "".join(choose.choices(_PIECES, k=choose.randint(1, 9))).replace("![", "")
    return "".join(choose.choices(_ALPHABET, k=choose.randint(1, 40))).replace("![", "")


def _line(choose: random.Random) -> str:
    return "".join(_soup(choose).split("\n"))


def lost(texts: Sequence[Text]) -> list[tuple[Text, str]]:
    """Of each text the characters that were not printed without a word, if there are any."""
    named = [(_name(at), text) for at, text in enumerate(texts, 1)]
    sources = [Source(f"{at:05d}.md", _file(*one)) for at, one in enumerate(named)]
    first = Source("first.md", _file(_name(0), Text("", "", "甲")))
    found, data = _built([first, *sources])
    printed = _printed(data, [_name(0), *(name for name, _ in named)])
    return [
        (text, "".join(gone.elements()))
        for (_, text), source, said in zip(named, sources, printed[1:], strict=True)
        if (gone := _unexplained(source.text, said, _spans(found, source)))
    ]


def _name(at: int) -> str:
    """A word that no text has."""
    return "".join(_BRANCHES[at // 12**place % 12] for place in (3, 2, 1, 0))


def _file(name: str, text: Text) -> str:
    title = (name + text.title).replace("'", "''")
    note = "note: '" + text.note.replace("'", "''") + "'\n" if text.note.strip() else ""
    return f"---\ntitle: '{title}'\nsource: 终{name}\n{note}---\n\n{text.body}\n"


def _built(sources: Sequence[Source]) -> tuple[list[Diagnostic], bytes]:
    """The findings of reading, and the .docx, which is made whatever was found."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = write_files(Path(folder), {"issues/bulletin.yaml": SERIES})
        shared = stages.read_shared(Workspace(workspace))
    assert shared.series is not None
    assert shared.house is not None
    settings, found = read_issue(Source("issue.yaml", "number: 1\n"), shared.series)
    assert settings is not None
    contributions = []
    for source in sources:
        contribution, more = read_contribution(source)
        contributions.append(contribution)
        found += more
    issue, more = arrange(settings, contributions)
    document, more_still = compose(issue, shared.template, shared.house)
    assert document is not None
    return [*found, *more, *more_still], write(document, shared.house)


def _spans(found: Sequence[Diagnostic], source: Source) -> list[tuple[int, int]]:
    return [(one.span.start, one.span.end) for one in found if one.span.source is source]


# What is printed


def _printed(data: bytes, names: Sequence[str]) -> list[str]:
    """What pandoc reads of each article: all up to its credit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "1.docx")
        path.write_bytes(data)
        blocks = json.loads(pypandoc.convert_file(str(path), "json"))["blocks"]
    articles, here, wanted = list[str](), "", iter(names)
    name = next(wanted)
    for block in blocks:
        text = "".join(_strings(block))
        here += text
        if f"终{name}供稿" in text:
            articles.append(here)
            here, name = "", next(wanted, "")
            if not name:
                break
    assert len(articles) == len(names)
    return articles


def _strings(node: object) -> Iterator[str]:
    """All strings of pandoc's tree that are text."""
    if isinstance(node, dict):
        if node.get("t") in ("Str", "Code", "CodeBlock", "Math"):
            content = node["c"]
            yield content if isinstance(content, str) else content[-1]
        else:
            yield from _strings(node.get("c", []))
    elif isinstance(node, list):
        for one in node:
            yield from _strings(one)


# What may be gone


def _unexplained(text: str, said: str, spans: Sequence[tuple[int, int]]) -> Counter[str]:
    """The visible characters of a file that are neither printed nor a mark nor under a finding."""
    keys = ("---", "title: '", "source: ", "note: '", "'")
    head, body = text.split("\n---\n\n", 1)
    start = len(text) - len(body)
    explained = set[int](marks(body, start))
    for first, last in spans:
        explained.update(range(first, max(last, first + 1)))
    at = 0
    for line in head.split("\n"):
        key = next((one for one in keys if line.startswith(one)), "")
        explained.update(range(at, at + len(key)))
        for match in re.finditer(r"''|'$|\\?\|", line):
            explained.update(range(at + match.start(), at + match.end()))
        at += len(line) + 1
    explained.update(range(at, start))
    wanted = Counter(
        char for at, char in enumerate(text) if at not in explained and not char.isspace()
    )
    return wanted - Counter(said)


_BEGINNING = re.compile(r"(?:[ \t]*(?:>|(?:[0-9]{1,2}[.)]|[-+*])(?=[ \t]|$)|#{2,5}(?=[ \t])))*")
_RULE_OF_TABLE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_LINK = re.compile(
    r"\[[^\[\]\n]*(\]\((?:https?://|mailto:)[^()\s]*\))|<(?:https?://|mailto:)[^<>\s]*>"
)
_ESCAPE = re.compile(r"\\[-*_\[\]<>&`#|!~^\\.)+=]|\\(?=[ \t]*$)")


def marks(body: str, start: int) -> Iterator[int]:
    """The places of the marks that the manual lists, of a body that begins at ``start``."""
    for chunk in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", body):
        lines, at = chunk[0].split("\n"), start + chunk.start()
        rules = [place for place, line in enumerate(lines) if _RULE_OF_TABLE.fullmatch(line)]
        for place, line in enumerate(lines):
            beginning = _BEGINNING.match(line)
            yield from range(at, at + (beginning.end() if beginning else 0))
            if place in rules:
                yield from range(at, at + len(line))
            elif rules and place >= rules[0] - 1:
                yield from (at + one.start() for one in re.finditer(r"\|", line))
            for link in _LINK.finditer(line):
                first, last = link.span(1) if link[1] else link.span()
                yield at + link.start()
                yield from range(at + first, at + last) if link[1] else (at + last - 1,)
            yield from (at + one.start() for one in _ESCAPE.finditer(line))
            at += len(line) + 1
        yield from _asterisks(chunk[0], start + chunk.start())
        for pair in re.finditer(r"\^[^\s^]{1,40}\^|[A-Za-z)\]）］]~[^\s~]{1,20}~", chunk[0]):
            at = start + chunk.start()
            yield from (at + pair.start() + (pair[0][0] != "^"), at + pair.end() - 1)


def _asterisks(chunk: str, start: int) -> Iterator[int]:
    """One to three asterisks that have no digit beside them and are not alone of their number."""
    rows = [
        match
        for match in re.finditer(r"\\[\\*]|\*+", chunk)
        if match[0][0] == "*"
        and len(match[0]) <= 3
        and not re.search(r"[0-9]", chunk[max(0, match.start() - 1) : match.end() + 1])
    ]
    of_length = Counter(len(match[0]) for match in rows)
    for match in rows:
        if of_length[len(match[0])] > 1:
            yield from range(start + match.start(), start + match.end())


def main() -> None:
    """Try as many texts as the command says, a hundred to a .docx; the seed may be given too."""
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    choose, began, bad = random.Random(seed), time.monotonic(), 0
    for done in range(0, count, 100):
        for text, gone in lost([text_of(choose) for _ in range(min(100, count - done))]):
            bad += 1
            print(f"{gone!r} of {text!r}", flush=True)
    print(f"{count} texts, {bad} with characters lost, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()

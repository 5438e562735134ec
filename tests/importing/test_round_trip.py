"""What was built comes back: build an issue, import the Word file, and the contributions are the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.importing.draft import DraftParagraph, DraftRun, DraftRuns, DraftTable, joined
from bulletin.importing.output.contribution_text import write
from bulletin.importing.recognise.story import (
    Element,
    Figure,
    Head,
    Story,
    StoryEnumeration,
    StoryQuote,
)
from tests.conftest import SERIES, write_files
from tests.harness.import_workspace import build, contributions, import_into

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)

HAN = "县市区镇乡村代表委员履职调研走访群众意见建议办理督促落实联络站点培训学习宣传法律政策环境产业农田道路"
words = st.text(HAN, min_size=2, max_size=9)
odd = st.sampled_from(["A*B_C", "[x]", "a<b>", "C&amp;D", "1.5", "#3", "x`y", "E=mc", "\\n", "50%"])
clauses = st.one_of(words, st.builds("{}{}{}".format, words, odd, words))
sentences = st.lists(clauses, min_size=1, max_size=3).map(lambda parts: "，".join(parts) + "。")
texts = st.lists(sentences, min_size=1, max_size=3).map("".join)
looks: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {}, {"bold": True}, {"emphasis": True}, {"link": "https://example.com/a"}]
)


@st.composite
def runs(draw: st.DrawFn) -> DraftRuns:
    """A paragraph with a stretch of another look in it, letters on both its edges."""
    before, inside, after = draw(texts), draw(words), draw(texts)
    middle = replace(DraftRun(inside), **draw(looks))
    return joined((DraftRun(before + draw(words)), middle, DraftRun(draw(words) + "。" + after)))


paragraphs = runs().map(DraftParagraph)
tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        DraftTable,
        st.lists(
            st.tuples(*[st.builds(lambda text: (DraftRun(text),), clauses)] * width),
            min_size=2,
            max_size=4,
        ).map(tuple),
        st.tuples(*[st.sampled_from(["", "left", "center", "right"])] * width),
    )
)
figures = st.builds(lambda name, text: Figure(PNG, f"{name}.png", (DraftRun(text),)), words, words)


def blocks(display: bool) -> st.SearchStrategy[tuple[Element, ...]]:
    """What stands under a heading; a paragraph first, so that a series does not meet another."""
    items = st.lists(runs(), min_size=2, max_size=4).map(tuple)
    series = st.builds(lambda items: StoryEnumeration(1, items, display), items)
    quotes = st.lists(runs(), min_size=1, max_size=2).map(lambda all_: StoryQuote(tuple(all_)))
    rest = st.lists(
        st.one_of(tables, figures, quotes).flatmap(
            lambda one: paragraphs.map(lambda para: (one, para))
        ),
        max_size=2,
    )
    return st.builds(
        lambda para, one, more: (para, *one, *(part for pair in more for part in pair)),
        paragraphs,
        st.one_of(st.just(()), series.map(lambda one: (one,))),
        rest,
    )


@st.composite
def stories(draw: st.DrawFn, place: int, headings: str, enumeration: str) -> Story:
    body: list[Element] = list(draw(blocks(enumeration == "display")))
    for level in draw(st.sampled_from([(), (1,), (1, 1), (1, 2, 1), (1, 2, 2, 3, 4, 1)])):
        head = (DraftRun(draw(words) + "，" + draw(words)),)
        body += [Head(level, head, headings == "display"), *draw(blocks(enumeration == "display"))]
    layouts = [one.own_line for one in body if isinstance(one, Head)]
    series = [one.display for one in body if isinstance(one, StoryEnumeration)]
    title = draw(words) + str(place)
    return Story(
        title=title + draw(st.sampled_from(["", "　" + draw(words)])),
        source=draw(words) + "人大常委会",
        body=tuple(body),
        author=draw(st.sampled_from(["", "张三", "李四　王五"])),
        contents=draw(st.sampled_from(["", "另题" + str(place)])),
        note=draw(st.sampled_from(["", draw(texts), draw(texts) + "\n" + draw(texts)])),
        headings="display" if any(layouts) else "",
        enumeration="display" if any(series) else "",
    )


@st.composite
def issues(draw: st.DrawFn) -> list[Story]:
    headings, enumeration = (
        draw(st.sampled_from(["run-in", "display"])),
        draw(st.sampled_from(["run-in", "display"])),
    )
    return [draw(stories(place, headings, enumeration)) for place in range(draw(st.integers(1, 3)))]


@settings(max_examples=60, deadline=None)
@given(issues())
def test_any_issue(stories: list[Story]) -> None:
    with TemporaryDirectory() as folder:
        root, other = Path(folder, "a"), Path(folder, "b")
        files: dict[str, str | bytes] = {
            "issues/bulletin.yaml": SERIES,
            "issues/7/issue.yaml": "number: 7\n",
        }
        for place, story in enumerate(stories, 1):
            names = {}
            for index, element in enumerate(story.body):
                if isinstance(element, Figure):
                    names[index] = f"{place}{index}{element.name}"
                    files[f"issues/7/{names[index]}"] = element.data
            files[f"issues/7/{place:02d}.md"] = write(story, names)[0]
        write_files(root, files)
        write_files(other, {"issues/bulletin.yaml": SERIES})
        document = Path(folder, "7.docx")
        document.write_bytes(build(root, 7))
        imported = import_into(other, 7, document)
        assert imported.account.is_even, imported.account
        assert contributions(other, 7) == contributions(root, 7)

"""What was built comes back: build an issue, import the Word file, and the contributions are the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.importing.draft import DraftRun, DraftRuns, joined, plain
from bulletin.importing.output.contribution_text import write
from bulletin.importing.recognise.article_pictures import named
from bulletin.importing.recognise.series import series as enumeration_of
from bulletin.importing.recognise.story import Story, StoryBlock
from bulletin.model.content import (
    Enumeration,
    Heading,
    Paragraph,
    Picture,
    PictureWidth,
    Quote,
    Run,
    Table,
    TableCaption,
    runs_of,
)
from bulletin.model.merged_cells import CellSpan, covered_cells
from bulletin.reading.contribution import read_contribution
from bulletin.text.source import NOWHERE, Source
from tests.conftest import SERIES, write_files
from tests.harness.import_workspace import build, contributions, import_into

pytestmark = pytest.mark.slow

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


paragraphs = runs().map(lambda runs: Paragraph(runs, NOWHERE))


def with_spans(table: Table) -> list[Table]:
    """The table with some of its cells merged, where it has as many."""
    spans = [
        *[CellSpan(2, 0, 1, 2)] * (len(table.rows) > 3 and len(table.alignments) > 2),
        *[CellSpan(1, 0, 2, 1)] * (len(table.rows) > 2),
        *[CellSpan(0, 1, 2, 1)] * (len(table.rows) > 2 and len(table.alignments) > 1),
    ]
    found = []
    for span in spans:
        covered = covered_cells((span,))
        rows = tuple(
            tuple(() if (at, column) in covered else cell for column, cell in enumerate(row))
            for at, row in enumerate(table.rows)
        )
        found.append(replace(table, rows=rows, spans=(span,)))
    return found


captions = st.builds(
    lambda number, text, is_numbered: TableCaption(
        (DraftRun(text if is_numbered else f"表{number}　{text}"),), NOWHERE, is_numbered
    ),
    st.integers(1, 9),
    words,
    st.booleans(),
)
units = words.map(lambda text: (DraftRun(f"单位：{text}"),))
figures_of_cells = st.sampled_from(["7", "12.5", "1,142", "−3.25", "95%", "—", "30件"])
cells = st.one_of(clauses, figures_of_cells).map(lambda text: (DraftRun(text),))
tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        lambda rows, alignments, caption, unit: Table(alignments, rows, NOWHERE, caption, unit),
        st.lists(
            st.tuples(*[cells] * width),
            min_size=2,
            max_size=4,
        ).map(tuple),
        st.tuples(*[st.sampled_from(["", "left", "center", "right"])] * width),
        st.one_of(st.none(), captions),
        st.one_of(st.just(()), units),
    ).flatmap(lambda table: st.sampled_from([table, *with_spans(table)]))
)
widths = st.sampled_from(
    [None, PictureWidth(30, "%"), PictureWidth(45, "毫米"), PictureWidth(37, "毫米")]
)


@st.composite
def figures(draw: st.DrawFn) -> tuple[Picture, ...]:
    """A line of pictures: with a caption each, one of all, or none; all as wide, or as they come."""
    count = draw(st.integers(1, 3))
    captions = draw(
        st.sampled_from([(True,) * count, (False,) * (count - 1) + (True,), (False,) * count])
    )
    width = draw(widths)
    return tuple(
        Picture(
            f"{draw(words)}{place}.png",
            (DraftRun(draw(words)),) if captions[place] else (),
            NOWHERE,
            PNG,
            width,
            draw(st.none() | st.builds(lambda text: Run(f"照片：{text}", NOWHERE), texts)),
            place > 0,
        )
        for place in range(count)
    )


def blocks() -> st.SearchStrategy[tuple[StoryBlock, ...]]:
    """What stands under a heading; a paragraph first, so that a series does not meet another."""
    items = st.lists(runs(), min_size=2, max_size=4).map(tuple)
    series = st.builds(lambda items: enumeration_of(1, [(one, "") for one in items]), items)
    quotes = st.lists(paragraphs, min_size=1, max_size=2).map(
        lambda all_: Quote(tuple(all_), NOWHERE)
    )
    rest = st.lists(
        st.one_of(
            tables.map(lambda one: (one,)), figures(), quotes.map(lambda one: (one,))
        ).flatmap(lambda some: paragraphs.map(lambda para: (*some, para))),
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
    body: list[StoryBlock] = list(draw(blocks()))
    for level in draw(st.sampled_from([(), (1,), (1, 1), (1, 2, 1), (1, 2, 2, 3, 4, 1)])):
        head = (DraftRun(draw(words) + "，" + draw(words)),)
        body += [Heading(level, head, NOWHERE), *draw(blocks())]
    has_headings = any(isinstance(one, Heading) for one in body)
    has_series = any(isinstance(one, Enumeration) for one in body)
    title = draw(words) + str(place)
    typed, below = draw(words), draw(words)
    end, subtitle = draw(
        st.sampled_from([("", ""), (f"——{typed}", ""), ("", f"——{below}"), ("", f"（{below}）")])
    )
    return Story(
        title=title + draw(st.sampled_from(["", "　" + draw(words)])) + end,
        subtitle=subtitle,
        source=draw(words) + "人大常委会",
        body=tuple(body),
        author=draw(st.sampled_from(["", "张三", "李四　王五"])),
        contents=draw(st.sampled_from(["", "另题" + str(place)])),
        note=draw(st.sampled_from(["", draw(texts), draw(texts) + "\n" + draw(texts)])),
        headings="display" if has_headings and headings == "display" else "",
        enumeration="display" if has_series and enumeration == "display" else None,
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
            body = named(story.body, f"{place:02d}", [Path(name).name for name in files])
            files |= {f"issues/7/{one.path}": one.data for one in body if isinstance(one, Picture)}
            files[f"issues/7/{place:02d}.md"] = write(replace(story, body=body)).text
        write_files(root, files)
        write_files(other, {"issues/bulletin.yaml": SERIES})
        document = Path(folder, "7.docx")
        document.write_bytes(build(root, 7))
        imported = import_into(other, 7, document)
        assert imported.account.is_even, imported.account
        assert contributions(other, 7) == contributions(root, 7)


def outline(block: StoryBlock) -> tuple[object, ...]:
    """What a block is and says, without looks and white space."""
    more: list[object]
    match block:
        case Heading():
            parts, more = [block.runs], [block.level]
        case Enumeration():
            parts, more = [item.runs for item in block.items], [block.start]
        case Quote():
            parts, more = [paragraph.runs for paragraph in block.paragraphs], []
        case Table():
            caption = (block.caption.is_numbered, block.caption.runs) if block.caption else (0, ())
            cells = [cell for row in block.rows for cell in row]
            parts, more = [caption[1], block.unit, *cells], [*block.spans, caption[0]]
        case _:
            assert isinstance(block, Paragraph | Picture)
            parts, more = [runs_of(block)], []
            if isinstance(block, Picture):
                said = block.description.text if block.description else ""
                more = [block.width, "".join(said.split()), block.beside]
    return type(block).__name__, *more, *("".join(plain(part).split()) for part in parts)


@settings(max_examples=60, deadline=None)
@given(stories(1, "display", "display"))
def test_what_is_written_is_read_back_as_it_was_meant(story: Story) -> None:
    story = replace(story, body=named(story.body, "01", []))
    read, findings = read_contribution(Source("01.md", write(story).text))
    assert not [one for one in findings if one.is_error]
    assert [outline(block) for block in read.body] == [outline(block) for block in story.body]
    assert read.source and (read.title.text, read.source.text) == (story.title, story.source)

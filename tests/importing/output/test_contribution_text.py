"""Bold and emphasis that import writes are read as they were, or named; the text is never changed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.importing.draft import DraftFootnote, DraftRun, joined, plain
from bulletin.importing.output.contribution_text import write
from bulletin.importing.output.markdown_text import inline
from bulletin.importing.recognise.story import Story
from bulletin.model.content import BulletItem, BulletList, Paragraph, Run, Script
from bulletin.reading.markdown import read_body
from bulletin.text.source import NOWHERE, Source


def read_back(markdown: str) -> list[Run]:
    blocks, _, _ = read_body(Source("x.md", markdown + "\n"), 0)
    [paragraph] = blocks
    assert isinstance(paragraph, Paragraph)
    return list(paragraph.runs)


def runs(marked: str) -> tuple[DraftRun, ...]:
    """甲【乙】丙: what is between 【】 is bold."""
    parts = [part.split("】") for part in marked.split("【")]
    pairs = [(parts[0][0], False)]
    for part in parts[1:]:
        pairs += [(part[0], True), (part[1], False)]
    return tuple(DraftRun(text, bold=bold) for text, bold in pairs if text)


@pytest.mark.parametrize(
    ("marked", "written"),
    [
        ("【注：】数据截至年底。", "**注：**数据截至年底。"),
        ("做到【“四个突出”】后面", "做到**“四个突出”**后面"),
        ("要【（重点）】、【《预算法》】学习", "要**（重点）**、**《预算法》**学习"),
        ("抓住【重点，】后面", "抓住**重点，**后面"),
        ("【（重点】）后面", "（**重点**）后面"),
        ("星【*号*】后。", "星**\\*号\\***后。"),
        ("【——破折号】后；【……】后。", "**——破折号**后；**……**后。"),
        ("前【 空格粗 】后", "前 **空格粗** 后"),
        ("王*和李*来", "王\\*和李\\*来"),
        ("[甲](乙)", "\\[甲\\](乙)"),
        ("1. 甲", "1\\. 甲"),
        ("C:\\新建", "C:\\\\新建"),
    ],
)
def test_what_is_written(marked: str, written: str) -> None:
    source = runs(marked)
    assert inline(source) == (written, [])
    read = read_back(written)
    assert "".join(run.text for run in read) == plain(source)


@pytest.mark.parametrize(
    ("marked", "lost"),
    [
        ("建站【98】个", "98"),
        ("【2024年】工作", "2024年"),
        ("a【b】c", "b"),
        ("【县】镇发生", "县"),
    ],
)
def test_a_look_that_cannot_be_written_is_named(marked: str, lost: str) -> None:
    source = runs(marked)
    written, lost_looks = inline(source)
    assert lost_looks == [lost]
    assert plain(source) == "".join(run.text for run in read_back(written))


TEXTS = st.text("甲乙王李县abc12*_\\[]()（）“”《》，。：、—&<~^#-+. ", min_size=1, max_size=6)
PIECES = st.lists(
    st.builds(
        DraftRun,
        TEXTS,
        bold=st.booleans(),
        emphasis=st.booleans(),
        script=st.sampled_from(["", "", "super", "sub"]),
    ),
    min_size=1,
    max_size=5,
).filter(lambda all_: any(run.text.strip() for run in all_))


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=200, deadline=None)
@given(PIECES)
@example([DraftRun("C:*甲")])
@example([DraftRun("A~"), DraftRun("B~", bold=True)])
@example([DraftRun("m", bold=True), DraftRun("2 3", bold=True, script="super")])
@example([DraftRun("\\"), DraftRun("1<")])
def test_any_looks(pieces: list[DraftRun]) -> None:
    source = joined(tuple(pieces))
    runs = read_back(inline(source)[0])
    assert squeezed("".join(run.text for run in runs)) == squeezed(plain(source))
    wanted = [run.bold or run.emphasis for run in source for _ in squeezed(run.text)]
    is_marked = [run.bold or run.emphasis for run in runs for _ in squeezed(run.text)]
    assert all(want or not got for want, got in zip(wanted, is_marked, strict=True))
    scripts = [run.script for run in source for _ in squeezed(run.text)]
    is_script = [run.script for run in runs for _ in squeezed(run.text)]
    assert all(got in (want, "") for want, got in zip(scripts, is_script, strict=True))
    text = squeezed(plain(source))
    for opening, closing in ("（）", "“”", "《》"):
        if text.count(opening) == text.count(closing) == 1:
            first, last = text.index(opening), text.index(closing)
            assert first > last or is_marked[first] == is_marked[last]


def run(text: str, look: str = "") -> DraftRun:
    script: Script = "super" if "^" in look else "sub" if "~" in look else ""
    return DraftRun(text, bold="b" in look, emphasis="i" in look, script=script)


@pytest.mark.parametrize(
    ("runs", "written", "lost"),
    [
        ([run("m"), run("2", "^"), run("，H"), run("2", "~"), run("O")], "m^2^，H~2~O", []),
        ([run("m", "b"), run("2", "b^"), run("地")], "**m^2^**地", []),
        ([run("注"), run("1 2", "^"), run("A~B级")], "注^1^ ^2^A~B级", []),
        ([run("5"), run("2", "~"), run("2^10")], "522\\^10", ["2"]),
        ([run("注：", "bi"), run("数据。")], "***注：***数据。", []),
        ([run("要"), run("特别", "bi"), run("重视。")], "要***特别***重视。", []),
        ([run("特别", "bi"), run("重要", "b"), run("的话")], "**特别重要**的话", ["特别"]),
        (
            [run("注：", "b"), run("数据，"), run("2024年", "b"), run("完成，"), run("又", "b"), run("来。")],
            "**注：**数据，2024年完成，**又**来。",
            ["2024年"],
        ),
        ([run("前，", "i"), run("后"), run("格", "b"), run("外。")], "前，后**格**外。", ["前，"]),
        ([run("重要", "b"), run("楷体", "i"), run("。")], "**重要**楷体。", ["楷体"]),
    ],
)  # fmt: skip
def test_one_look_that_cannot_be_written_costs_no_other(
    runs: list[DraftRun], written: str, lost: list[str]
) -> None:
    assert inline(tuple(runs)) == (written, lost)


@pytest.mark.parametrize(
    "text", ["C:\\a*", "共享\\a*b", "\\a[b]", "\\\\s\\a*", "C:\\a\\*", "\\\\s\\*", "D:\\甲<乙"]
)
def test_a_backslash_before_a_word_and_a_mark_is_read_as_it_was(text: str) -> None:
    assert (
        "".join(run.text for run in read_back(inline((DraftRun(f"见{text}处"),))[0]))
        == f"见{text}处"
    )


def test_footnotes_are_written_at_the_end() -> None:
    first = DraftFootnote("", (DraftRun("- 一"), DraftRun("注", bold=True)))
    runs = (
        DraftRun("甲", bold=True),
        DraftRun("", footnote=first),
        DraftRun("，m"),
        DraftRun("2", script="super"),
        DraftRun("", footnote=DraftFootnote("", (DraftRun("二\n注"),))),
    )
    block = Paragraph(runs, NOWHERE)
    written = write(Story(title="题", source="某县", body=(block, block))).text
    assert written.endswith(
        "**甲**[^1]，m^2^[^2]\n\n**甲**[^3]，m^2^[^4]\n\n"
        "[^1]: \\- 一**注**\n[^2]: 二\u3000注\n[^3]: \\- 一**注**\n[^4]: 二\u3000注\n"
    )


def test_lists_without_numbers() -> None:
    items = [(0, "甲"), (1, "- 乙"), (2, "丙"), (0, "1. 丁")]
    entries = tuple(BulletItem(level, (DraftRun(text),), NOWHERE) for level, text in items)
    written = write(Story(title="题", source="某县", body=(BulletList(entries, NOWHERE),))).text
    assert written.endswith("- 甲\n  - \\- 乙\n    - 丙\n- 1\\. 丁\n")
    [made] = read_body(Source("x.md", written), written.index("- 甲"))[0]
    assert isinstance(made, BulletList)
    assert [(one.level, plain(one.runs)) for one in made.items] == items

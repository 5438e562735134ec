"""PDFs of LibreOffice and Chromium: the paragraphs, tables and pictures that were printed come back."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from pathlib import Path

import pytest

from bulletin.importing.draft import (
    Draft,
    DraftParagraph,
    DraftPicture,
    DraftRuns,
    DraftTable,
    plain,
    texts,
)
from bulletin.importing.readers.pages.pdf_reader import read
from bulletin.office import libreoffice
from tests.conftest import ROOT, MakeWorkspace
from tests.harness.issue_43 import ISSUES, Issue43
from tests.harness.issue_43 import document as built
from tests.harness.prose_documents import (
    TITLE,
    Layout,
    accounted,
    characters,
    document,
    mirrored,
    prose,
    saved,
)
from tests.harness.render import need_rendering, render

pytestmark = pytest.mark.needs_rendering

DATA = Path(__file__).parents[3] / "data"
PLAIN = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><cachedir>{}</cachedir></fontconfig>"""


def rendered(docx: list[Path], *, preview: bool) -> list[Draft]:
    """Through LibreOffice: as a preview, or as it comes on a machine without the faces."""
    need_rendering()
    if preview:
        return [drafted(path.read_bytes()) for path in render(docx)]
    out = docx[0].parent / "plain"
    out.mkdir()
    config = out / "fonts.conf"
    config.write_text(PLAIN.format(out / "cache"), "utf-8")
    made = libreoffice.convert([("docx", path.read_bytes()) for path in docx], "pdf", fonts=config)
    return [drafted(pdf or b"") for pdf in made]


def drafted(data: bytes) -> Draft:
    """What is read, with every printed character accounted for."""
    draft = read("试.pdf", data)
    assert accounted(draft) == characters(data)
    return draft


def paras(draft: Draft) -> list[DraftParagraph]:
    return [piece for piece in draft.pieces if isinstance(piece, DraftParagraph)]


def bold(runs: DraftRuns) -> list[str]:
    return [run.text for run in runs if run.bold]


def cells(grid: DraftTable) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in grid.rows]


@pytest.fixture(scope="module", params=ISSUES, ids=str)
def issue(request: pytest.FixtureRequest) -> Issue43:
    made: Issue43 = request.param
    return made


@pytest.fixture(scope="module", params=[True, False], ids=["preview", "plain"])
def has_faces(request: pytest.FixtureRequest) -> bool:
    """Whether LibreOffice has the preview faces."""
    return bool(request.param)


@pytest.fixture(scope="module")
def real(issue: Issue43, has_faces: bool, tmp_path_factory: pytest.TempPathFactory) -> Draft:
    path = tmp_path_factory.mktemp("real") / "43.docx"
    path.write_bytes(built(issue.workspace))
    return rendered([path], preview=has_faces)[0]


def test_the_issue_comes_back_paragraph_by_paragraph(
    issue: Issue43, has_faces: bool, real: Draft
) -> None:
    lines = [line for text in texts(real.pieces) for line in text.replace("\t", " ").split("\n")]
    wanted = [line for line in issue.paragraphs.read_text("utf-8").splitlines() if line]
    if issue.name == "published" or has_faces:
        assert lines == wanted
    else:  # one paragraph is parted, and LibreOffice does not draw one 。 that hangs at a line's end
        text = "".join(lines)
        assert text.replace("。", "") == "".join(wanted).replace("。", "")
        assert 0 <= "".join(wanted).count("。") - text.count("。") <= 1
    assert [left.reason for left in real.omitted] == ["页码"] * 8
    assert [left.text for left in real.omitted] == [f"—{n}—" for n in range(1, 9)]
    assert real.notes == ()


def test_its_titles_are_large_and_centred(real: Draft) -> None:
    large = [para for para in paras(real) if para.size > 20]
    assert [para.size for para in large] == [24, 22, 22]
    assert all(para.centred for para in large)
    assert large[1].text == "新乡市平原示范区：凝聚代表力量\n助力中原农谷发展"
    assert {para.size for para in paras(real)} == {24, 22, 16, 14}
    assert [para.text for para in paras(real) if para.centred and para.size < 20] == ["（四十三）"]


def test_black_run_in_headings_are_bold(tmp_path: Path) -> None:
    path = tmp_path / "43.docx"
    path.write_bytes(built(ROOT))
    draft = rendered([path], preview=True)[0]
    marked = [bold(para.runs) for para in paras(draft) if bold(para.runs)]
    assert len(marked) == 9
    assert [len(one) for one in marked] == [1] * 9
    assert marked[0] == ["一、突出学习培训，增强责任意识。"]
    assert sum(para.heavy for para in paras(draft)) == 3  # the masthead and both titles
    assert any(
        para.text == "河南省人大常委会代表工作委员会\t2024年12月20日" for para in paras(draft)
    )
    assert paras(draft)[-1].text == "河南省人大常委会代表工作委员会\t2024年12月20日印发"


ARTICLE = """\
---
title: 温县：代表动起来　活动实起来
source: 焦作市人大常委会代表工委
note: 编者按写一段，说明为什么刊发这篇稿件，请各地结合实际学习借鉴，有好的做法及时报送，我们将择优刊发。
---

导语一段，说的是今年以来全县各级人大代表围绕中心、服务大局，履职尽责、担当作为的情况，要长到两行以上。

## 强基固本

紧扣**能力提升**，依靠*三学*。

1. 政治理论组织学。印发手册，人手一册，逐条对照，学深学透，学以致用，真正把学习成果转化为履职的本领。
2. 业务知识引导学。列出清单。

> 引文一段，楷体排印，左右都缩进，说的是群众对代表履职的评价：话说到了心坎上，事办到了家门口，这样的代表信得过。

| 乡镇 | 联络站 | 接待人次 |
|:--|:-:|--:|
| 城关镇 | 12 | 3200 |
| 赵堡镇（含原陈家沟乡，二〇二一年撤并，接待点设在原址） | 5 | 27 |

![站点分布](图.png)

表后一段。
"""


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "plain"])
def test_tables_pictures_and_quotations(workspace: MakeWorkspace, preview: bool) -> None:
    picture = (DATA / "chart.png").read_bytes()
    home = workspace({"issues/1/01-温县.md": ARTICLE, "issues/1/图.png": picture})
    path = home / "1.docx"
    path.write_bytes(built(home, 1))
    draft = rendered([path], preview=preview)[0]
    grid = next(piece for piece in draft.pieces if isinstance(piece, DraftTable))
    assert cells(grid) == [
        ["乡镇", "联络站", "接待人次"],
        ["城关镇", "12", "3200"],
        ["赵堡镇（含原陈家沟乡，二〇二一年撤并，接待点设在原址）", "5", "27"],
    ]
    assert grid.alignments == ("", "center", "right")
    assert not grid.merged
    pictures = [piece for piece in draft.pieces if isinstance(piece, DraftPicture)]
    assert [one.name for one in pictures] == ["图1.png"]
    assert size(pictures[0].data) == size(picture)
    found = [para.text for para in paras(draft)]
    quotation = next(line[2:] for line in ARTICLE.splitlines() if line.startswith("> "))
    note = next(line[6:] for line in ARTICLE.splitlines() if line.startswith("note: "))
    assert quotation in found
    assert "编者按：" + note in found
    assert found.index("站点分布") < found.index("表后一段。")


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


LAYOUTS = {
    "two columns": Layout(21, columns=2),
    "three columns": Layout(29, columns=3),
    "narrow": Layout(9, margin=1.5),
    "no indent": Layout(4 + 26 * 12 / 28.35 + 0.05, indent=False),
    "ragged": Layout(14, justified=False),
    "apart, no indent": Layout(14, indent=False, justified=False, after=6),
    "small": Layout(21, size=9),
    "large": Layout(25, size=22),
}


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft]:
    folder = tmp_path_factory.mktemp("layouts")
    files = [
        saved(document(layout, prose(8, 20)), folder / f"{number}.docx")
        for number, layout in enumerate(LAYOUTS.values())
    ]
    return dict(zip(LAYOUTS, rendered(files, preview=False), strict=True))


@pytest.mark.parametrize("name", sorted(set(LAYOUTS) - {"no indent"}))
def test_lines_are_joined_by_where_they_stand(layouts: dict[str, Draft], name: str) -> None:
    """No grid is taken for granted: other measures, columns, no indents, ragged lines."""
    found = [para.text for para in paras(layouts[name])]
    assert found == [TITLE, *prose(8, 20)]


def test_without_indents_only_a_full_last_line_hides_an_end(layouts: dict[str, Draft]) -> None:
    """Where nothing but a short last line shows an end, a full one cannot; no other is missed."""
    found = [para.text for para in paras(layouts["no indent"])]
    ends = list(accumulate(len(text) for text in (TITLE, *prose(8, 20))))
    told = list(accumulate(map(len, found)))
    assert "".join(found) == "".join((TITLE, *prose(8, 20)))
    assert set(told) <= set(ends)
    assert len(told) >= len(ends) - 1


def test_heads_feet_and_a_table_over_pages(tmp_path: Path) -> None:
    text = prose(3, 12)
    path = saved(mirrored(text, 40), tmp_path / "1.docx")
    draft = rendered([path], preview=False)[0]
    reasons = Counter(left.reason for left in draft.omitted)
    assert set(reasons) == {"页码", "页眉页脚", "重复的表头"}
    assert {left.text for left in draft.omitted if left.reason == "页眉页脚"} == {
        "某市人大常委会　内部资料",
        "人大工作简报\t2024年第3期",
    }
    grids = [piece for piece in draft.pieces if isinstance(piece, DraftTable)]
    assert len(grids) == 1
    assert [row[0] for row in cells(grids[0])] == ["序号", *map(str, range(1, 40))]
    assert [para.text for para in paras(draft)] == [
        TITLE,
        *text[:5],
        "平方米写作m2，水写作H2O。",
        *text[5:],
    ]


def test_a_page_printed_by_chromium() -> None:
    draft = drafted((DATA / "chromium-news.pdf").read_bytes())
    assert [para.text[:12] for para in paras(draft)] == [
        "某县人大：代表走进农家院",
        "来源：某县人大常委会办公",
        "今年以来，某县人大常委会",
        "一、建好联络站，让代表有",
        "二、用好监督权，让问题有",
        "附：各乡镇联络站接待情况",
        "The deputies",
        "December 202",
        "residents; t",
        "forwarded to",
        "answered in ",
        "一是听民声，每月走访不少",
        "二是解民忧。",
        "三、管好积分账，让履职有",
        "下一步，县人大常委会将继",
    ]
    assert paras(draft)[0].text == "某县人大：代表走进农家院\n民意汇成连心桥"
    assert "按右边的界线接起来" in paras(draft)[5].text
    grid = next(piece for piece in draft.pieces if isinstance(piece, DraftTable))
    assert cells(grid)[2] == ["赵堡镇（含原陈家沟乡，二〇二一年撤并，接待点设在原址）", "275", "22"]
    assert cells(grid)[3] == ["合计", "595人次，53个问题", ""]
    assert grid.merged
    assert [size(piece.data) for piece in draft.pieces if isinstance(piece, DraftPicture)] == [
        (240, 120)
    ]
    assert {left.reason for left in draft.omitted} == {"页眉页脚"}


def test_a_wild_page_of_chromium() -> None:
    """Columns with baselines of their own, turned and slanting text; text set downwards is told."""
    draft = drafted((DATA / "chromium-wild.pdf").read_bytes())
    found = [para.text for para in paras(draft)]
    assert [text[:4] for text in found[:6]] == [
        "会议纪要", "小标题带", "普通一段", "左栏的文", "第二段也", "第三段在",
    ]  # fmt: skip
    assert [text[:4] for text in found[-8:]] == [
        "名词", "解释缩进", "1.第一", "2.第二", "3.第三", "上标m2", "内部资料", "侧边竖着",
    ]  # fmt: skip
    assert draft.notes == ("第 1 页像是有竖排的字，读出来的次序要对照原件。",)
    assert "网址https://www.example.org/a/b/c?d=1等等" in found[2]

"""How large pictures are set: within the type area, equally high in a line, as wide as asked for."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bulletin.model.blocks import Inline, LinePicture, PictureBlock
from bulletin.model.content import PictureWidth
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.house_style_file import read_house
from bulletin.typeset.picture_sizes import cell_widths, gap, size_findings, sizes
from bulletin.workspace.shipped import shipped_template
from tests.conftest import MakeWorkspace
from tests.harness.issues import FRONT, make

SPAN = Source("a.md", "![图](a.png)").span(0, 12)
HALF = PictureWidth(50, "%")


def house_style() -> HouseStyle:
    source = shipped_template("gbt9704.yaml")
    house, _ = read_house(Source(source.name, source.read_text("utf-8")))
    assert house is not None
    return house


HOUSE = house_style()
PAGE = HOUSE.page


def picture(
    wide: int, high: int, width: PictureWidth | None = None, caption: str = "", dpi: int = 72
) -> LinePicture:
    saved = io.BytesIO()
    Image.new("L", (wide, high)).save(saved, "PNG", dpi=(dpi, dpi))
    runs = (Inline(caption),) if caption else ()
    return LinePicture(saved.getvalue(), "a.png", "", width, runs, SPAN)


def set_sizes(*line: LinePicture) -> list[tuple[float, float]]:
    return sizes(PictureBlock(line), HOUSE)


@pytest.mark.parametrize(
    ("one", "size"),
    [
        (picture(200, 100), (200, 100)),
        (picture(2000, 1000), (PAGE.text_width, PAGE.text_width / 2)),
        (picture(100, 2000), (PAGE.text_height * 0.03, PAGE.text_height * 0.6)),
        (picture(2000, 1000, HALF), (PAGE.text_width / 2, PAGE.text_width / 4)),
        (picture(200, 100, PictureWidth(80, "毫米")), (226.77, 113.39)),
        (picture(1, 1), (1, 1)),
        (picture(600, 300, dpi=300), (144, 72)),
    ],
)
def test_a_picture_alone(one: LinePicture, size: tuple[float, float]) -> None:
    assert set_sizes(one) == [pytest.approx(size, rel=0.001)]


def test_pictures_of_a_line_are_equally_high_and_fill_it() -> None:
    line = set_sizes(picture(1600, 900), picture(900, 1600), picture(100, 100))
    assert len({round(high, 3) for _, high in line}) == 1
    assert sum(wide for wide, _ in line) + 2 * gap(HOUSE) == pytest.approx(PAGE.text_width, abs=0.6)


def test_the_width_of_one_is_the_height_of_all() -> None:
    line = set_sizes(picture(1600, 800, PictureWidth(30, "%")), picture(800, 800))
    assert line[0] == pytest.approx((PAGE.text_width * 0.3, PAGE.text_width * 0.15))
    assert line[1][1] == pytest.approx(line[0][1])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3000), st.integers(1, 3000)), min_size=1, max_size=5))
def test_any_line_fits_the_page(shapes: list[tuple[int, int]]) -> None:
    line = set_sizes(*(picture(*shape) for shape in shapes))
    assert sum(wide for wide, _ in line) + gap(HOUSE) * (len(line) - 1) <= PAGE.text_width + 0.01
    assert all(0 < high <= PAGE.text_height * 0.6 + 0.01 for _, high in line)


def test_a_long_caption_gets_what_the_line_has_to_spare() -> None:
    line = PictureBlock((picture(100, 100, caption="短"), picture(100, 100, caption="长" * 12)))
    short, long = cell_widths(line, HOUSE)
    assert short == pytest.approx(100, rel=0.001)
    assert long >= 12 * 14
    full = PictureBlock((picture(1600, 900, caption="长" * 60), picture(1600, 900, caption="短")))
    assert sum(cell_widths(full, HOUSE)) + gap(HOUSE) <= PAGE.text_width + 0.01


def codes(*line: LinePicture) -> list[str]:
    return [one.code for one in size_findings(PictureBlock(line), HOUSE)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ([picture(1000, 600)], []),
        ([picture(900, 600)], ["MD052"]),
        ([picture(900, 600, HALF)], []),
        ([picture(400, 300, dpi=200)], []),
        ([picture(400, 300, PictureWidth(60, "%"), dpi=200)], ["MD052"]),
        ([picture(900, 600), picture(900, 600)], []),
        ([picture(2000, 4000, PictureWidth(90, "%"))], ["MD051"]),
        ([picture(2000, 1000, PictureWidth(200, "毫米"))], ["MD051"]),
        ([picture(2000, 1000, HALF), picture(1000, 2000, HALF)], ["MD051"]),
        ([picture(2000, 1000, PictureWidth(40, "%")), picture(2000, 1000, PictureWidth(40, "%"))], []),
        ([picture(3, 3, HALF)], []),
    ],
)  # fmt: skip
def test_findings(line: list[LinePicture], found: list[str]) -> None:
    assert codes(*line) == found


def test_a_picture_blown_up_is_said_to_be() -> None:
    [one] = size_findings(PictureBlock((picture(200, 150, PictureWidth(90, "%")),)), HOUSE)
    assert "放大到 2.0 倍" in one.message
    assert "829 点" in one.hint


def test_captions_are_of_each_or_of_all(workspace: MakeWorkspace) -> None:
    data = picture(1000, 800).data
    lines = (
        "![甲](a.png) ![乙](b.png){说明=乙图}\n\n![](a.png) ![丙](b.png)\n\n"
        "![](a.png){说明=丁图} ![](b.png)\n\n![戊](a.png) ![己](b.png) ![](a.png)\n"
    )
    root = workspace(
        {"issues/1/01-甲.md": FRONT + lines, "issues/1/a.png": data, "issues/1/b.png": data}
    )
    made = make(root)
    assert [one for one in made.lines if one.startswith("图")] == [
        "图片 | a.png | 甲 | 甲", "图片 | b.png | 乙图 | 乙",
        "图片 | a.png | 丙", "图片 | b.png | 丙", "图题 | 丙",
        "图片 | a.png | 丁图", "图片 | b.png | ",
        "图片 | a.png | 戊 | 戊", "图片 | b.png | 己 | 己", "图片 | a.png | ",
    ]  # fmt: skip
    assert {"MD051", "MD052"}.isdisjoint(made.codes)

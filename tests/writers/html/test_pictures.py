"""Pictures in Chromium, from a phone to a desk: they fit, with their captions, side by side where they can."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.model.blocks import Block, Inline, LinePicture, Para, PictureBlock
from bulletin.typeset.house_style import HouseStyle
from bulletin.writers.html.issue_page import write
from tests.harness.browser import Browser
from tests.harness.programs import html_errors
from tests.writers.word.test_docx_writer import document, png

pytestmark = pytest.mark.needs_rendering

PHONES, WIDE = ((360, 740), (414, 896)), ((768, 1024), (1280, 900))
BOXES = """[...document.querySelectorAll('%s')].map(one => {
  const box = one.getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
})"""


def line(*captions: str, shape: tuple[int, int] = (1600, 900)) -> PictureBlock:
    shown = (LinePicture(png(*shape), "甲.png", "会场", caption=text(one)) for one in captions)
    return PictureBlock(tuple(shown))


def text(words: str) -> tuple[Inline, ...]:
    return (Inline(words),) if words else ()


BLOCKS: tuple[Block, ...] = (
    Para("标题", text("代表在行动"), bookmark="article_1"),
    Para("正文", text("一段话。")),
    line("", shape=(3000, 2000)),
    Para("图题", text("会场全景")),
    line("", shape=(300, 3000)),
    line("甲方代表发言", "乙方代表发言，其他代表认真听取了发言，不时提出问题"),
    Para("正文", text("一段话。")),
    line("", "", ""),
    Para("图题", text("三张共用的图题")),
)


@pytest.fixture(scope="module")
def pictures(house: HouseStyle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "甲.html"
    path.write_bytes(write(document(BLOCKS), house))
    return path


@pytest.mark.parametrize("size", [*PHONES, *WIDE])
def test_pictures_and_captions_fit_the_window(
    pictures: Path, chromium: Browser, size: tuple[int, int]
) -> None:
    chromium.open(pictures, size)
    room = chromium.evaluate("document.documentElement.clientWidth")
    boxes = chromium.evaluate(BOXES % "img, figcaption")
    assert len(boxes) == 7 + 4
    assert all(left >= 0 and left + width <= room + 0.5 for left, _, width, _ in boxes)
    assert all(width > 0 and height > 0 for _, _, width, height in boxes)
    ratios = [width / height for _, _, width, height in chromium.evaluate(BOXES % "img")]
    assert ratios == pytest.approx([1.5, 0.1, *[16 / 9] * 5], rel=0.02)
    assert chromium.axe() == []


def test_side_by_side_on_a_desk_and_one_under_the_other_on_a_phone(
    pictures: Path, chromium: Browser
) -> None:
    for size, beside in ((PHONES[0], 1), (WIDE[0], 3), (WIDE[1], 3)):
        chromium.open(pictures, size)
        boxes = chromium.evaluate(BOXES % ".line img")
        tops = {round(top) for _, top, _, _ in boxes[-3:]}
        assert (len(tops) == 1) == (beside == 3)
        left, right = boxes[:2]
        assert (left[1] == pytest.approx(right[1], abs=0.5)) == (beside == 3)


@pytest.mark.parametrize("size", [PHONES[0], WIDE[1]])
def test_a_caption_is_three_points_under_its_picture(
    pictures: Path, chromium: Browser, size: tuple[int, int]
) -> None:
    """Its characters fill 0.9 of their size in the middle of the line."""
    chromium.open(pictures, size)
    shown = chromium.evaluate("""[...document.querySelectorAll('img+figcaption')].map(one => {
      const look = getComputedStyle(one), size = parseFloat(look.fontSize);
      const air = (parseFloat(look.lineHeight) - 0.9 * size) / 2;
      const above = one.previousElementSibling.getBoundingClientRect();
      return (one.getBoundingClientRect().top + air - above.bottom) / size * 14;
    })""")
    assert len(shown) == 3
    assert shown == pytest.approx([3] * 3, abs=1)


def test_the_markup_is_valid(pictures: Path) -> None:
    assert html_errors([pictures]) == ""

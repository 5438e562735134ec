"""How large pictures are set: one alone or several side by side, and what speaks against it.

Lengths are points. Pictures of a line are equally high; a picture alone has its own size, by the
resolution that its file names, unless its key ``宽`` says another. All are on one page with their caption.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.blocks import LinePicture, PictureBlock, text_of
from bulletin.model.content import PictureWidth
from bulletin.text.widths import width
from bulletin.typeset.house_style import POINTS_PER_MM, HouseStyle
from bulletin.workspace import pictures

Size = tuple[float, float]
"""Width and height."""

GAP_CHARACTERS = 2
"""Pictures side by side stand so many full-width spaces of the style 图片 apart."""
TALLEST = 0.6
"""A picture's height at most, as a part of the type area's: with credit line and foot it still
fits on one page. (LibreOffice 7.4 loses a picture that has no room above the foot.)"""
_FEWEST_DOTS = 150
"""Dots an inch under which a photograph is seen to be coarse on paper."""
_SPARE = 0.5
"""What a line of pictures is narrower than the type area, lest rounding breaks it."""
_NOTICED = 0.05
"""A width that differs from the one asked for by more than this part of it is said to."""
_TOO_SMALL = 4
"""Dots of a picture in which nothing is seen anyhow; a finding of its own says so."""


def gap(house: HouseStyle) -> float:
    """The room between two pictures of a line."""
    return GAP_CHARACTERS * house.styles["图片"].size


def sizes(block: PictureBlock, house: HouseStyle) -> list[Size]:
    """The size of each picture of a line.

    They are as high as the highest of them in its own size, or as the lowest in the width asked for,
    and no wider together than the type area.
    """
    natural = [pictures.size(one.data) for one in block.pictures]
    asked = [
        in_points(one.width, house) * down / across
        for one, (across, down) in zip(block.pictures, natural, strict=True)
        if one.width is not None
    ]
    page = house.page
    height = common_height(natural, asked, page.text_width, page.text_height, gap(house))
    return [(height * across / down, height) for across, down in natural]


def common_height(
    natural: Sequence[Size],
    asked: Sequence[float],
    room_width: float,
    room_height: float,
    between: float,
) -> float:
    """How high the pictures of a line are in a type area of ``room_width`` by ``room_height``.

    ``natural`` are their own sizes, ``asked`` the heights that follow from the widths asked for,
    ``between`` is the gap between two of them.
    """
    count = len(natural)
    room = room_width - (between * (count - 1) + _SPARE if count > 1 else 0.0)
    return min(
        min(asked) if asked else max(down for _, down in natural),
        room / sum(across / down for across, down in natural),
        room_height * TALLEST,
    )


def in_points(asked: PictureWidth, house: HouseStyle) -> float:
    """The width that was asked for."""
    if asked.unit == "%":
        return house.page.text_width * asked.figure / 100
    return asked.figure * POINTS_PER_MM


def cell_widths(block: PictureBlock, house: HouseStyle) -> list[float]:
    """The room of each picture with a caption of its own, without the gaps between them.

    It is as wide as the picture, or as its caption where the line has room to spare.
    """
    set_sizes = sizes(block, house)
    wide = [across for across, _ in set_sizes]
    spare = house.page.text_width - sum(wide) - gap(house) * (len(wide) - 1)
    style = house.styles["图题"]
    wanted = [
        max(0.0, (width(text_of(one.caption), style.latin_face) + 0.5) * style.size - across)
        for one, across in zip(block.pictures, wide, strict=True)
    ]
    part = min(1.0, max(0.0, spare) / sum(wanted)) if any(wanted) else 0.0
    return [across + more * part for across, more in zip(wide, wanted, strict=True)]


def size_findings(block: PictureBlock, house: HouseStyle) -> Iterator[Diagnostic]:
    """Widths that cannot be set as they were asked for, and pictures that are coarse as they are set."""
    for picture, size in zip(block.pictures, sizes(block, house), strict=True):
        if picture.span is None:
            continue
        if picture.width is not None:
            yield from _unfit(picture, size, len(block.pictures), house)
        yield from _coarse(picture, size)


def _unfit(picture: LinePicture, size: Size, count: int, house: HouseStyle) -> Iterator[Diagnostic]:
    assert picture.width is not None
    assert picture.span is not None
    asked = in_points(picture.width, house)
    if abs(asked - size[0]) <= _NOTICED * asked:
        return
    share = f"{round(size[0] / house.page.text_width * 100)}%"
    if count > 1:
        message = f"并排的图片一样高，一行要放得下，“{picture.name}”的宽只有版心的 {share}。"
        hint = "不用管，或只给其中一张写宽。"
    else:
        message = f"图片“{picture.name}”照写的宽排不下，排成了版心的 {share} 宽。"
        hint = f"不写宽，或写 {{宽={share}}}；太高的图，先裁一裁。"
    yield kinds.PICTURE_FIT.at(picture.span, message, hint)


def _coarse(picture: LinePicture, size: Size) -> Iterator[Diagnostic]:
    """A picture with too few dots an inch; one that is blown up has fewer than its file names."""
    assert picture.span is not None
    dots = pictures.dots(picture.data)
    if max(dots) <= _TOO_SMALL:
        return
    an_inch = dots[0] / (size[0] / 72)
    if an_inch >= _FEWEST_DOTS:
        return
    natural = pictures.size(picture.data)
    blown_up = f"放大到 {size[0] / natural[0]:.1f} 倍，" if size[0] > natural[0] * 1.02 else ""
    message = f"图片“{picture.name}”{blown_up}印出来每英寸只有 {an_inch:.0f} 点，会发虚。"
    wanted = round(size[0] / 72 * _FEWEST_DOTS)
    hint = f"换一张宽 {wanted} 点以上的原图（微信里要点“原图”），或用 {{宽=…}} 排小一些。"
    yield kinds.COARSE_PICTURE.at(picture.span, message, hint)

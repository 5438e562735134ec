"""Lines of pictures: what the keys of each are to say, so that the same page is made of them again."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.importing.draft import DraftParagraph, DraftPicture, Piece
from bulletin.model.content import PictureWidth, Run
from bulletin.text.source import NOWHERE
from bulletin.typeset.house_style import POINTS_PER_MM
from bulletin.typeset.picture_sizes import common_height
from bulletin.workspace import pictures

_EXACT = 0.06
"""A width this near to a whole percentage, or to whole millimetres, was meant to be that."""
_SAME = 0.01
"""Heights that differ by a smaller part are the same, rounded."""


def line_around(pieces: Sequence[Piece], at: int) -> tuple[list[DraftPicture], list[str]]:
    """The pictures in one line with the picture at a place, and the captions in and under it."""
    first = at
    while first and _goes_on(pieces, first):
        first -= 1
    line, captions = list[DraftPicture](), list[str]()
    place = first
    while place < len(pieces) and (place == first or _goes_on(pieces, place)):
        piece = pieces[place]
        if isinstance(piece, DraftPicture):
            line.append(piece)
        elif isinstance(piece, DraftParagraph):
            captions.append(piece.text.strip())
        place += 1
    return line, captions


def _goes_on(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece at a place belongs to a line of pictures that began before it."""
    piece = pieces[at]
    if isinstance(piece, DraftPicture):
        return piece.beside
    return isinstance(piece, DraftParagraph) and piece.role == "图题"


def description_of(picture: DraftPicture, captions: Sequence[str]) -> Run | None:
    """What the file says of a picture for those who cannot see it, if no caption says the same."""
    text = " ".join(picture.description.split())
    is_said = "".join(text.split()) in ("".join(one.split()) for one in captions)
    return Run(text, NOWHERE) if text and not is_said else None


def asked_width(picture: DraftPicture, line: Sequence[DraftPicture]) -> PictureWidth | None:
    """The key ``宽`` of a picture of a file of our own, if its line is not as high as without keys.

    Pictures of one line that are equally wide all have it, else the first.
    """
    placed = [one.placed for one in line if one.placed is not None]
    if picture.placed is None or len(placed) < len(line):
        return None
    try:
        natural = [pictures.size(one.data) for one in line]
    except Exception:  # a picture that cannot be read is said to be none later
        return None
    height = common_height(natural, [], placed[0].room_width, placed[0].room_height, placed[0].gap)
    ratio = natural[0][0] / natural[0][1]
    if abs(placed[0].width / ratio - height) <= _SAME * height:
        return None
    widths = [_width(one.width, one.room_width) for one in placed]
    is_first = picture is line[0]
    return widths[0] if is_first or len(set(widths)) == 1 else None


def _width(points: float, room: float) -> PictureWidth:
    """A width as an editor would write it."""
    share, millimetres = points / room * 100, points / POINTS_PER_MM
    if abs(share - round(share)) <= _EXACT:
        return PictureWidth(float(round(share)), "%")
    if abs(millimetres - round(millimetres)) <= _EXACT:
        return PictureWidth(float(round(millimetres)), "毫米")
    return PictureWidth(round(share, 1), "%")

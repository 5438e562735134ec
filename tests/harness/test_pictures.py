"""The pictures in README and manual show what the program makes now: else ``make pictures``."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.harness.pictures import FOLDER, pictures
from tests.harness.render import need_rendering

pytestmark = pytest.mark.needs_rendering

_LIKE = 3.0
"""Mean difference of grey values, of 255: other versions of fonts and LibreOffice are allowed."""


def test_the_pictures_are_not_stale() -> None:
    need_rendering()
    made = pictures()
    assert {path.name for path in FOLDER.glob("*.png")} == set(made)
    for name, picture in made.items():
        with Image.open(FOLDER / name) as shown:
            assert shown.size == picture.size, name
            difference = ImageChops.difference(shown.convert("L"), picture.convert("L"))
        assert ImageStat.Stat(difference).mean[0] < _LIKE, name

"""The CSS font stacks of the official faces: the faces that replace one where it is missing.

The official name comes first. Only faces on the reader's machine are used, none from a network.
"""

from __future__ import annotations

_SONG = ("SimSun", "NSimSun", "Songti SC", "STSong", "FandolSong", "Noto Serif CJK SC")
_FANGSONG = (
    "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "方正仿宋_GBK", "FandolFang",
    "Noto Serif CJK SC",
)  # fmt: skip
_KAI = (
    "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "Kaiti SC", "方正楷体_GBK", "FandolKai",
    "Noto Serif CJK SC",
)  # fmt: skip
_HEI = ("SimHei", "Heiti SC", "STHeiti", "方正黑体_GBK", "FandolHei", "Noto Sans CJK SC")
_BIAOSONG = (
    "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "STZhongsong", "华文中宋",
    "SimSun", "Noto Serif CJK SC",
)  # fmt: skip
_KINDS = (
    ("小标宋", _BIAOSONG, "serif"),
    ("仿宋", _FANGSONG, "serif"),
    ("楷", _KAI, "serif"),
    ("黑", _HEI, "sans-serif"),
    ("宋", _SONG, "serif"),
    ("Times", ("Times", "Liberation Serif", "Tinos"), "serif"),
)
"""By a part of the name, so that 仿宋_GB2312, 方正仿宋_GBK and 仿宋 have the same ones."""


def stack(face: str) -> str:
    """The value of ``font-family`` for a face of the house style."""
    others, kind = next(
        ((others, kind) for part, others, kind in _KINDS if part in face), ((), "serif")
    )
    names = dict.fromkeys((face, *others))
    return ",".join([*(f'"{_escaped(name)}"' for name in names), kind])


def _escaped(name: str) -> str:
    """A name inside the quotes of a style sheet, which may itself stand in HTML."""
    return name.replace("\\", r"\5c ").replace('"', r"\22 ").replace("<", r"\3c ")

"""The faces of official documents: their exact names, names in a PDF, uses and stand-ins.

The built document always names the official faces. A stand-in is for the preview only: a free
face whose characters are as wide, so that lines break as they will in print.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE_STAND_IN = "Bulletin Preview XiaoBiaoSong"
"""FandolSong-Bold under a family name of its own; see .ci/fonts.py."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face by the exact name that Word shows."""

    name: str
    use: str
    """What it is for, in Chinese."""
    postscript: tuple[str, ...]
    """Its names in a PDF."""
    stand_in: str
    """The free family that stands in for it."""
    stand_in_postscript: str
    fallback: str
    """The family that is used for characters that the stand-in lacks."""
    charset: str = "gbk"
    """The Python codec of the characters that it has."""
    latin: bool = False
    """Whether it has no Chinese characters, but only those that its stand-in has, too."""


def _face(
    name: str, use: str, postscript: str, stand_in: str, stand_in_postscript: str = "",
    charset: str = "gbk", latin: bool = False,
) -> Face:  # fmt: skip
    return Face(
        name,
        use,
        tuple(postscript.split()),
        stand_in,
        stand_in_postscript or f"{stand_in}-Regular",
        "Noto Sans CJK SC" if stand_in == "FandolHei" else "Noto Serif CJK SC",
        charset,
        latin,
    )


_TITLE = (
    TITLE_STAND_IN,
    "FandolSong-Bold",
)  # the family was renamed, not the name that stands in a PDF

OFFICIAL = (
    _face("方正小标宋简体", "报头、标题", "FZXBSJW--GB1-0", *_TITLE, "gb2312"),
    _face("仿宋_GB2312", "正文", "FangSong_GB2312", "FandolFang", charset="gb2312"),
    _face("楷体_GB2312", "二级标题、引文", "KaiTi_GB2312", "FandolKai", charset="gb2312"),
    _face("黑体", "一级标题", "SimHei", "FandolHei"),
    _face("宋体", "页码", "SimSun NSimSun", "FandolSong"),
)
"""The faces that the shipped house style takes."""

GBK = (
    _face("方正小标宋_GBK", "报头、标题", "FZXBSK--GBK1-0", *_TITLE),
    _face("方正仿宋_GBK", "正文", "FZFSK--GBK1-0", "FandolFang"),
    _face("方正楷体_GBK", "二级标题、引文", "FZKTK--GBK1-0", "FandolKai"),
    _face("方正黑体_GBK", "一级标题", "FZHTK--GBK1-0", "FandolHei"),
)
"""The set with the characters that the others lack (喆、堃、赟); one face each instead of those."""

OTHERS = (
    _face("仿宋", "正文", "FangSong", "FandolFang"),
    _face("楷体", "二级标题、引文", "KaiTi", "FandolKai"),
    _face(
        "Times New Roman", "数字和外文", "TimesNewRomanPSMT TimesNewRomanPS-BoldMT",
        "Liberation Serif", "LiberationSerif", latin=True,
    ),
)  # fmt: skip
"""Faces that house styles and documents from elsewhere often name."""

ALL = (*OFFICIAL, *GBK, *OTHERS)
BY_NAME = {face.name: face for face in ALL}

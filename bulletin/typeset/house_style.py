"""The house style: gbt9704.yaml read into styles, page and grid.

Keys are English, values in the words of the trade. Every fault names its place and the nearest
known word. Lengths are points unless a name says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, did_you_mean, has_errors
from bulletin.reading import yaml_values
from bulletin.text.source import Source, Span

SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0,
    "三号": 16.0, "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0,
}  # fmt: skip
"""Type sizes by name, in points."""

_DIGITS = str.maketrans("123456１２３４５６", "一二三四五六" * 2)
"""3号 is 三号 to whoever types it."""

POINTS_PER_MM = 72 / 25.4

AFTER_COLON = -1.0
"""``hang`` value: turned lines hang after the first colon of the paragraph."""


@dataclass(frozen=True, slots=True)
class Length:
    """A figure with its unit: 磅, 毫米, 字 or 行."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of paragraph, or the text in it, looks.

    Lengths in points, indents in characters.
    """

    name: str
    font: str = "宋体"
    latin: str = ""
    size: float = 16.0
    color: str = "000000"
    letter_spacing: float = 0.0
    align: str = "both"
    line: float | None = None
    """Exact line pitch; ``None`` is single spacing, which follows the type size."""
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    hang: float = 0.0
    before: Length = Length(0, "磅")
    after: Length = Length(0, "磅")
    space_between_same: bool = True
    """Whether before and after count between paragraphs of this style, too."""
    keep_with_next: bool = False
    keep_with_previous: bool = False
    """No page begins with it: a credit line."""
    hanging: bool = False
    """Whether marks at a line's end may hang over the edge of the type area."""
    whole_lines: bool = False
    """Before, after and the lines between them add up to whole lines of the grid."""
    outline: int | None = None
    """Level in Word's navigation pane, from 1."""
    word_style: str = ""
    balanced: bool = False
    """Lines break into a trapezoid or a diamond."""
    fit: float | None = None
    """A masthead: shrink to the measure, but not below this size if it can be helped."""
    foot: bool = False
    """Stands at the foot of the type area of the last page."""
    rule_above: float = 0.0
    rule_below: float = 0.0
    rule_color: str = "000000"
    rule_gap: float = 1.0

    @property
    def latin_face(self) -> str:
        """The face of digits and Latin letters; the Chinese face unless another is named."""
        return self.latin or self.font


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Paper, margins and type area, in points (GB/T 9704-2012, 5.1 and 5.2.1)."""

    width: float = 595.3
    height: float = 841.9
    top: float = 104.9
    left: float = 79.4
    text_width: float = 442.2
    text_height: float = 637.8
    folio_gap: float = 19.8

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width - self.left - self.text_width

    @property
    def bottom(self) -> float:
        """The bottom margin."""
        return self.height - self.top - self.text_height


@dataclass(frozen=True, slots=True)
class LineGrid:
    """Lines a page and characters a line (GB/T 9704-2012, 5.2.3)."""

    lines: int = 22
    characters: int = 28


@dataclass(frozen=True)
class HouseStyle:
    """A whole house style."""

    page: PageSetup
    grid: LineGrid
    styles: Mapping[str, Style] = field(hash=False)

    def points(self, length: Length, size: float) -> float:
        """A length in points; 字 counts by ``size``, 行 by the page's line pitch."""
        match length.unit:
            case "毫米":
                return length.value * POINTS_PER_MM
            case "字":
                return length.value * size
            case "行":
                return length.value * self.page.text_height / self.grid.lines
        return length.value


NEEDED_STYLES = (
    "正文", "一级标题", "二级标题", "三级标题", "四级标题", "序数", "加粗", "强调", "引文",
    "表头", "表格", "图片", "图题", "页码",
)  # fmt: skip
"""The styles that an article's body and the page take without being named in issue.j2."""


class _Bad(ValueError):
    """A value that cannot be understood; the text says what can be written."""


_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(磅|毫米|厘米|字|行)")
_LENGTH_HINT = "写成数字加单位，如 28.95磅、7毫米、2字、1行。"


def _length(text: str) -> Length:
    match = _LENGTH.fullmatch(text)
    if not match:
        raise _Bad(_LENGTH_HINT)
    value, unit = float(match[1]), match[2]
    return Length(value * 10, "毫米") if unit == "厘米" else Length(value, unit)


_LARGEST = 1638
"""The largest type size and line pitch that Word takes, in points."""


def _points(text: str) -> float:
    length = _length(text)
    if length.unit not in ("磅", "毫米"):
        raise _Bad("这里的单位只能是磅或毫米。")
    return length.value * (POINTS_PER_MM if length.unit == "毫米" else 1)


def _characters(text: str) -> float:
    length = _length(text)
    if length.unit != "字":
        raise _Bad("这里的单位只能是字，如 2字。")
    return length.value


def _size(text: str) -> float:
    if text in SIZES:
        return SIZES[text]
    if text.endswith("磅"):
        return _height(text)
    named = text.translate(_DIGITS)
    raise _Bad(f"{did_you_mean(named, SIZES)}字号有：{'、'.join(SIZES)}，或写 16磅。")


def _height(text: str) -> float:
    points = _points(text)
    if not 1 <= points <= _LARGEST:
        raise _Bad(f"要大于等于 1磅，不超过 {_LARGEST}磅。")
    return points


def _line(text: str) -> float | None:
    return None if text == "单倍" else _height(text)


def _hang(text: str) -> float:
    return AFTER_COLON if text == "冒号" else _characters(text)


def _outline(text: str) -> int:
    if text not in "123456789" or len(text) != 1:
        raise _Bad("写 1 至 9 的数字。")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1000:
        raise _Bad("写一个大于 0 的整数。")
    return int(text)


def _font(text: str) -> str:
    if not text or re.search(r"[<>\"&;\x00-\x1f]", text):
        raise _Bad("写字体的名字，如 仿宋_GB2312。")
    return text


def _color(text: str) -> str:
    named = {"红": "FF0000", "黑": "000000", "蓝": "0000FF", "灰": "808080"}
    if text in named:
        return named[text]
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return text[1:].upper()
    raise _Bad(f'颜色有：{"、".join(named)}，或在引号里写 "#C00000"。')


def _one_of(choices: dict[str, Any], text: str) -> Any:
    if text in choices:
        return choices[text]
    raise _Bad(f"可以写：{'、'.join(choices)}。")


_FLAG = partial(_one_of, {"是": True, "否": False, "true": True, "false": False})

_ALIGNMENTS = {"左": "left", "中": "center", "右": "right", "两端": "both"}
_STYLE_KEYS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "font": ("font", _font),
    "latin": ("latin", _font),
    "size": ("size", _size),
    "color": ("color", _color),
    "letter-spacing": ("letter_spacing", _points),
    "align": ("align", partial(_one_of, _ALIGNMENTS)),
    "line": ("line", _line),
    "indent": ("indent", _characters),
    "left": ("left", _characters),
    "right": ("right", _characters),
    "hang": ("hang", _hang),
    "before": ("before", _length),
    "after": ("after", _length),
    "space-between-same": ("space_between_same", _FLAG),
    "keep-with-next": ("keep_with_next", _FLAG),
    "keep-with-previous": ("keep_with_previous", _FLAG),
    "hanging": ("hanging", _FLAG),
    "whole-lines": ("whole_lines", _FLAG),
    "outline": ("outline", _outline),
    "word-style": ("word_style", _font),
    "break": ("balanced", partial(_one_of, {"梯形": True, "自然": False})),
    "fit": ("fit", _size),
    "place": ("foot", partial(_one_of, {"版心底部": True, "随文": False})),
    "rule-above": ("rule_above", _points),
    "rule-below": ("rule_below", _points),
    "rule-color": ("rule_color", _color),
    "rule-gap": ("rule_gap", _points),
}  # fmt: skip
_OWN_KEYS = ("outline", "word_style")
"""What a style does not take over from the one it is based on."""

_PAGE_KEYS: dict[str, tuple[str, Callable[[str], Any]]] = {
    name: (name.replace("-", "_"), _points)
    for name in ("width", "height", "top", "left", "text-width", "text-height", "folio-gap")
}
_GRID_KEYS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "lines": ("lines", _count),
    "characters": ("characters", _count),
}


def read_house(source: Source) -> tuple[HouseStyle | None, list[Diagnostic]]:
    """Read a house style; ``None`` when it has errors, which are then in the list."""
    root, found = yaml_values.read(source)
    if root is None:
        return None, found
    sections: dict[str, yaml_values.Mapping] = {}
    for name, entry in root.entries.items():
        if name not in ("page", "grid", "styles"):
            found.append(_unknown("键", name, entry.key.span, ("page", "grid", "styles")))
        elif isinstance(entry.value, yaml_values.Mapping):
            sections[name] = entry.value
        else:
            found.append(_not_mapping(name, entry.key.span))
    page = _values(sections.get("page"), _PAGE_KEYS, found)
    grid = _values(sections.get("grid"), _GRID_KEYS, found)
    styles = _styles(sections.get("styles"), found)
    missing = [name for name in NEEDED_STYLES if name not in styles]
    if missing and not has_errors(found):
        found.append(
            kinds.MISSING_KEY.at(
                source.line_span(1),
                f"缺少样式：{'、'.join(missing)}。",
                "正文和页面要用到这些样式，请从程序自带的 gbt9704.yaml 里抄回来。",
            )
        )
    if has_errors(found):
        return None, found
    return HouseStyle(PageSetup(**page), LineGrid(**grid), styles), found


def _styles(section: yaml_values.Mapping | None, found: list[Diagnostic]) -> dict[str, Style]:
    styles: dict[str, Style] = {}
    for name, entry in (section.entries if section else {}).items():
        if not isinstance(entry.value, yaml_values.Mapping):
            found.append(_not_mapping(name, entry.key.span))
            continue
        base = _base(entry.value, styles, found)
        values = _values(entry.value, _STYLE_KEYS, found, skip=("based-on",))
        styles[name] = replace(base, name=name, **values)
    return styles


def _base(style: yaml_values.Mapping, styles: dict[str, Style], found: list[Diagnostic]) -> Style:
    entry = style.entries.get("based-on")
    if entry is None:
        return Style("")
    named = entry.value.text if isinstance(entry.value, yaml_values.Scalar) else ""
    if named not in styles:
        found.append(
            kinds.BAD_VALUE.at(
                entry.value.span,
                f"based-on 写的样式“{named}”不在前面。",
                f"{did_you_mean(named, styles)}一个样式只能依据写在它前面的样式。",
            )
        )
        return Style("")
    return replace(styles[named], **{key: getattr(Style(""), key) for key in _OWN_KEYS})


def _values(
    section: yaml_values.Mapping | None,
    keys: dict[str, tuple[str, Callable[[str], Any]]],
    found: list[Diagnostic],
    skip: tuple[str, ...] = (),
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, entry in (section.entries if section else {}).items():
        if name in skip:
            continue
        if name not in keys:
            found.append(_unknown("键", name, entry.key.span, keys))
            continue
        text = entry.value.text if isinstance(entry.value, yaml_values.Scalar) else ""
        attribute, parse = keys[name]
        try:
            values[attribute] = parse(text.strip())
        except _Bad as bad:
            found.append(kinds.BAD_VALUE.at(entry.value.span, f"{name} 不能写“{text}”。", str(bad)))
    return values


def _unknown(kind: str, name: str, span: Span, known: Any) -> Diagnostic:
    return kinds.UNKNOWN_KEY.at(
        span,
        f"不认识的{kind}“{name}”。",
        f"{did_you_mean(name, known)}可以写：{'、'.join(known)}。",
    )


def _not_mapping(name: str, span: Span) -> Diagnostic:
    return kinds.WRONG_TYPE.at(
        span, f"“{name}”下面应当是一组“键: 值”。", "每行一个，比它缩进两格。"
    )

"""Reads a house style from its file: gbt9704.yaml, or one that is based on it.

Keys are English, values in the words of the trade: 三号, 2字, 28磅. A file that begins with
``based-on: gbt9704`` has only what differs. Every finding names the place and what may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, did_you_mean, has_errors
from bulletin.reading import yaml_values
from bulletin.text.source import Source, Span
from bulletin.typeset.house_style import (
    POINTS_PER_MM,
    HouseStyle,
    Length,
    LineGrid,
    PageSetup,
    Style,
)

SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0,
    "三号": 16.0, "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0,
}  # fmt: skip
"""Type sizes by name, in points."""

_DIGITS = str.maketrans("123456１２３４５６", "一二三四五六" * 2)
"""3号 is 三号 to whoever types it."""

NEEDED_STYLES = (
    "正文", "一级标题", "二级标题", "三级标题", "四级标题", "序数", "加粗", "强调", "引文",
    "表头", "表格", "图片", "图题", "页码",
)  # fmt: skip
"""The styles that an article's body and the page take without being named in issue.j2."""

_BULLETS = {"列表": "•", "列表二级": "–", "列表三级": "·"}
"""The styles of entries of lists, with their marks, where a file is without them."""
_STAND_INS = {"表题": "图题", "表单位": "图题"}
"""Styles that a file may be without, which then are as others are."""


_Keys = dict[str, tuple[str, Callable[[str], Any]]]
"""For each key of a section the attribute that it sets, and the function that reads its value."""


class _BadValue(ValueError):
    """A value that cannot be understood; the text says what can be written."""


_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(磅|毫米|厘米|字|行)")
_LENGTH_HINT = "写成数字加单位，如 28.95磅、7毫米、2字、1行。"
_LARGEST = 1638
"""The largest type size and line pitch that Word takes, in points."""


def _length(text: str) -> Length:
    match = _LENGTH.fullmatch(text)
    if not match:
        raise _BadValue(_LENGTH_HINT)
    value, unit = float(match[1]), match[2]
    return Length(value * 10, "毫米") if unit == "厘米" else Length(value, unit)


def _points(text: str) -> float:
    length = _length(text)
    if length.unit not in ("磅", "毫米"):
        raise _BadValue("这里的单位只能是磅或毫米。")
    return length.value * (POINTS_PER_MM if length.unit == "毫米" else 1)


def _characters(text: str) -> float:
    length = _length(text)
    if length.unit != "字":
        raise _BadValue("这里的单位只能是字，如 2字。")
    return length.value


def _size(text: str) -> float:
    if text in SIZES:
        return SIZES[text]
    if text.endswith("磅"):
        return _height(text)
    named = text.translate(_DIGITS)
    raise _BadValue(f"{did_you_mean(named, SIZES)}字号有：{'、'.join(SIZES)}，或写 16磅。")


def _height(text: str) -> float:
    points = _points(text)
    if not 1 <= points <= _LARGEST:
        raise _BadValue(f"要大于等于 1磅，不超过 {_LARGEST}磅。")
    return points


def _percent(text: str) -> int:
    number = text.removesuffix("%").removesuffix("％").strip()
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= 100:
        raise _BadValue("写 1% 至 100%。")
    return int(number)


def _unless(word: str, parse: Callable[[str], float], text: str) -> float | None:
    return None if text == word else parse(text)


def _outline(text: str) -> int:
    if text not in "123456789" or len(text) != 1:
        raise _BadValue("写 1 至 9 的数字。")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1000:
        raise _BadValue("写一个大于 0 的整数。")
    return int(text)


def _font(text: str) -> str:
    if not text or re.search(r"[<>\"&;\x00-\x1f]", text):
        raise _BadValue("写字体的名字，如 仿宋_GB2312。")
    return text


def _color(text: str) -> str:
    named = {"红": "FF0000", "黑": "000000", "蓝": "0000FF", "灰": "808080"}
    if text in named:
        return named[text]
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return text[1:].upper()
    raise _BadValue(f'颜色有：{"、".join(named)}，或在引号里写 "#C00000"。')


def _one_of(choices: dict[str, Any], text: str) -> Any:
    if text in choices:
        return choices[text]
    raise _BadValue(f"可以写：{'、'.join(choices)}。")


_FLAG = partial(_one_of, {"是": True, "否": False, "true": True, "false": False})

_ALIGNMENTS = {"左": "left", "中": "center", "右": "right", "两端": "both"}
_STYLE_KEYS: _Keys = {
    "font": ("font", _font),
    "latin": ("latin", _font),
    "size": ("size", _size),
    "color": ("color", _color),
    "letter-spacing": ("letter_spacing", _points),
    "align": ("align", partial(_one_of, _ALIGNMENTS)),
    "line": ("line", partial(_unless, "单倍", _height)),
    "indent": ("indent", _characters),
    "left": ("left", _characters),
    "right": ("right", _characters),
    "hang": ("hang", partial(_unless, "冒号", _characters)),
    "before": ("before", _length),
    "after": ("after", _length),
    "space-between-same": ("space_between_same", _FLAG),
    "keep-with-next": ("keep_with_next", _FLAG),
    "keep-with-previous": ("keep_with_previous", _FLAG),
    "hanging": ("hanging", _FLAG),
    "whole-lines": ("whole_lines", _FLAG),
    "outline": ("outline", _outline),
    "bullet": ("bullet", _font),
    "word-style": ("word_style", _font),
    "next": ("next", _font),
    "aside-tab": ("aside_tab", _FLAG),
    "break": ("balanced", partial(_one_of, {"梯形": True, "自然": False})),
    "spread": ("spread", lambda text: round(_characters(text))),
    "subtitle-style": ("subtitle_style", _font),
    "fit": ("fit", _size),
    "narrowest": ("narrowest", _percent),
    "place": ("foot", partial(_one_of, {"版心底部": True, "随文": False})),
    "rule-above": ("rule_above", _points),
    "rule-below": ("rule_below", _points),
    "rule-color": ("rule_color", _color),
    "rule-gap": ("rule_gap", _points),
}  # fmt: skip
_PAGE_KEYS: _Keys = {
    name: (name.replace("-", "_"), _points)
    for name in ("width", "height", "top", "left", "text-width", "text-height", "folio-gap")
}
_PAGE_KEYS["mirrored"] = ("mirrored", _FLAG)
_GRID_KEYS: _Keys = {name: (name, _count) for name in ("lines", "characters")}
_SECTIONS = ("page", "grid", "styles")
_BASE = "based-on"
FindFile = Callable[[str], Source | None]
"""Returns the file of a house style by its name; ``None`` where there is none."""


def read_house(
    source: Source, find_file: FindFile = lambda name: None
) -> tuple[HouseStyle | None, list[Diagnostic]]:
    """The house style that a file describes; ``None`` where it has errors.

    ``find_file`` returns the file on which it is based, if it names one.
    """
    root, findings = _with_base(source, find_file, ())
    if root is None:
        return None, findings
    sections: dict[str, yaml_values.Mapping] = {}
    for name, entry in root.entries.items():
        if name not in _SECTIONS:
            findings.append(_unknown_key(name, entry.key.span, _SECTIONS))
        elif isinstance(entry.value, yaml_values.Mapping):
            sections[name] = entry.value
        else:
            findings.append(_not_mapping(name, entry.key.span))
    page, page_findings = _values(sections.get("page"), _PAGE_KEYS)
    grid, grid_findings = _values(sections.get("grid"), _GRID_KEYS)
    styles, style_findings = _styles(sections.get("styles"))
    findings += (*page_findings, *grid_findings, *style_findings)
    missing = [name for name in NEEDED_STYLES if name not in styles]
    if missing and not has_errors(findings):
        message = f"缺少样式：{'、'.join(missing)}。"
        hint = "正文和页面要用到这些样式，请从程序自带的 gbt9704.yaml 里抄回来。"
        findings.append(kinds.MISSING_KEY.at(source.line_span(1), message, hint))
    if not has_errors(findings):
        findings += _unknown_styles(sections.get("styles"), styles)
    if has_errors(findings):
        return None, findings
    for name, other in _STAND_INS.items():
        styles.setdefault(name, replace(styles[other], name=name, keep_with_next=True))
    for level, (name, bullet) in enumerate(_BULLETS.items()):
        styles.setdefault(
            name, replace(styles["正文"], name=name, base="正文", bullet=bullet, left=2.0 * level)
        )
    return HouseStyle(PageSetup(**page), LineGrid(**grid), styles), findings


def _with_base(
    source: Source, find_file: FindFile, above: tuple[str, ...]
) -> tuple[yaml_values.Mapping | None, list[Diagnostic]]:
    """What a file says, laid over what the file says on which it is based.

    ``above`` has the paths of the files that are based on this one.
    """
    root, findings = yaml_values.read(source)
    entry = root.entries.pop(_BASE, None) if root else None
    if root is None or entry is None:
        return root, findings
    name = entry.value.text.strip() if isinstance(entry.value, yaml_values.Scalar) else ""
    base = find_file(name) if name else None
    above = (*above, source.path)
    if base is None or base.path in above:
        message = f"based-on 写的版式“{name}”{'依据的又是本文件' if base else '没有这个文件'}。"
        hint = "写 templates 里另一个版式文件的名字，如 based-on: gbt9704。"
        return root, [*findings, kinds.BAD_VALUE.at(entry.value.span, message, hint)]
    below, of_base = _with_base(base, find_file, above)
    return (_laid_over(below, root) if below else root), [*findings, *of_base]


def _laid_over(below: yaml_values.Mapping, above: yaml_values.Mapping) -> yaml_values.Mapping:
    """The entries of both, those of ``above`` in place of entries of the same key."""
    entries = dict(below.entries)
    for name, entry in above.entries.items():
        under, value = entries.get(name), entry.value
        below_it = under.value if under else None
        if isinstance(below_it, yaml_values.Mapping) and isinstance(value, yaml_values.Mapping):
            value = _laid_over(below_it, value)
        entries[name] = replace(entry, value=value)
    return yaml_values.Mapping(entries, above.span)


def _styles(section: yaml_values.Mapping | None) -> tuple[dict[str, Style], list[Diagnostic]]:
    styles: dict[str, Style] = {}
    findings: list[Diagnostic] = []
    for name, entry in (section.entries if section else {}).items():
        if not isinstance(entry.value, yaml_values.Mapping):
            findings.append(_not_mapping(name, entry.key.span))
            continue
        base = entry.value.entries.get("based-on")
        based_on = base.value.text if base and isinstance(base.value, yaml_values.Scalar) else ""
        if base and based_on not in styles:
            message = f"based-on 写的样式“{based_on}”不在前面。"
            hint = f"{did_you_mean(based_on, styles)}一个样式只能依据写在它前面的样式。"
            findings.append(kinds.BAD_VALUE.at(base.value.span, message, hint))
        parent = styles.get(based_on, Style("")) if base else Style("")
        values, more = _values(entry.value, _STYLE_KEYS)
        findings += more
        # Those are not inherited.
        alone = {"outline": None, "word_style": "", "next": "", "subtitle_style": ""}
        styles[name] = replace(parent, **{"name": name, "base": based_on, **alone, **values})
    return styles, findings


def _unknown_styles(
    section: yaml_values.Mapping | None, styles: dict[str, Style]
) -> list[Diagnostic]:
    """What is wrong with the styles that styles name, each of which may stand anywhere."""
    findings = []
    for entry in (section.entries if section else {}).values():
        if not isinstance(entry.value, yaml_values.Mapping):
            continue
        for key in ("next", "subtitle-style"):
            given = entry.value.entries.get(key)
            wanted = (
                given.value.text if given and isinstance(given.value, yaml_values.Scalar) else ""
            )
            if given and wanted not in styles:
                message = f"{key} 写的样式“{wanted}”没有。"
                hint = f"{did_you_mean(wanted, styles)}写一个本文件里有的样式。"
                findings.append(kinds.BAD_VALUE.at(given.value.span, message, hint))
    return findings


def _values(
    section: yaml_values.Mapping | None, keys: _Keys
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The values of a section by the names of their attributes, and what is wrong with them."""
    values: dict[str, Any] = {}
    findings: list[Diagnostic] = []
    for name, entry in (section.entries if section else {}).items():
        if name == "based-on" and keys is _STYLE_KEYS:
            continue
        if name not in keys:
            findings.append(_unknown_key(name, entry.key.span, keys))
            continue
        text = entry.value.text if isinstance(entry.value, yaml_values.Scalar) else ""
        attribute, parse = keys[name]
        try:
            values[attribute] = parse(text.strip())
        except _BadValue as error:
            message = f"{name} 不能写“{text}”。"
            findings.append(kinds.BAD_VALUE.at(entry.value.span, message, str(error)))
    return values, findings


def _unknown_key(name: str, span: Span, known: Iterable[str]) -> Diagnostic:
    hint = f"{did_you_mean(name, known)}可以写：{'、'.join(known)}。"
    return kinds.UNKNOWN_KEY.at(span, f"不认识的键“{name}”。", hint)


def _not_mapping(name: str, span: Span) -> Diagnostic:
    message = f"“{name}”下面应当是一组“键: 值”。"
    return kinds.WRONG_TYPE.at(span, message, "每行一个，比它缩进两格。")

"""The house style as CSS: paper, margins and styles, with the same figures as in Word.

Lengths are multiples of ``--pt``: a point on paper and wide screens, a little more on a phone. What
only screens need (the background, the look on a phone) is in sheets.css.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.table_layout import air_above_table
from bulletin.workspace.shipped import shipped_text

_FOLIO = "页码"
_SINGLE = "1.3"
"""Single line spacing, as Word has it with the faces of the house style."""

_STACKS = {
    "小标宋": "FZXiaoBiaoSong-B05S,方正小标宋_GBK,FZXiaoBiaoSong-B05,STZhongsong,华文中宋,SimSun,"
    "Noto Serif CJK SC,serif",
    "仿宋": "FangSong_GB2312,仿宋,FangSong,STFangsong,方正仿宋_GBK,FandolFang,Noto Serif CJK SC,serif",
    "楷": "KaiTi_GB2312,楷体,KaiTi,STKaiti,Kaiti SC,方正楷体_GBK,FandolKai,Noto Serif CJK SC,serif",
    "黑": "SimHei,Heiti SC,STHeiti,方正黑体_GBK,FandolHei,Noto Sans CJK SC,sans-serif",
    "宋": "SimSun,NSimSun,Songti SC,STSong,FandolSong,Noto Serif CJK SC,serif",
    "Times": "Times,Liberation Serif,Tinos,serif",
}
"""The faces on the reader's machine that replace an official one, the best first; none is fetched.

They are found by a part of its name, so that 仿宋_GB2312, 方正仿宋_GBK and 仿宋 have the same ones."""


def style_sheet(house: HouseStyle, used: Iterable[str], looks: Iterable[str]) -> str:
    """The style sheet of a document whose paragraphs have the styles ``used``, their text ``looks``."""
    wanted = set(used)
    narrow = f"{number(house.page.width - 0.1)}pt"  # a media query cannot read a variable
    styles = [
        (class_of(house, name), house.styles[name]) for name in house.styles if name in wanted
    ]
    lines = [
        _root(house),
        _faces(house),
        *_pages(house),
        shipped_text("writers/html/sheets.css").replace("PAGE-WIDTH", narrow).strip(),
        _tables(house),
        *(f".{name}{{{_paragraph(style, house)}}}" for name, style in styles),
        *(f".{name}+.{name}{{padding-top:0;margin-top:0}}"
          for name, style in styles if not style.space_between_same),
        *(_rules(name, style) for name, style in styles),
        *(f".{look_class(house, name)}{{{_face(house.styles[name], house)}}}" for name in looks),
        f".sheet::after{{{_folio(house)}}}",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def class_of(house: HouseStyle, name: str) -> str:
    """The class of paragraphs of a style, in letters and digits."""
    return f"s{list(house.styles).index(name)}"


def look_class(house: HouseStyle, name: str) -> str:
    """The class of text that takes a style's face."""
    return f"l{list(house.styles).index(name)}"


def number(value: float) -> str:
    """A figure with three decimals at most."""
    return f"{round(value, 3):g}"


def em(value: float) -> str:
    """A length of so many characters."""
    return f"{number(value)}em" if value else "0"


def points(value: float) -> str:
    """A length of so many points of the house style."""
    return f"calc({number(value)}*var(--pt))" if value else "0"


def _root(house: HouseStyle) -> str:
    page = house.page
    figures = {
        "page-width": page.width, "page-height": page.height, "top": page.top, "left": page.left,
        "text-width": page.text_width, "text-height": page.text_height, "right": page.right,
        "bottom": page.bottom,
    }  # fmt: skip
    plain = f"--body:{number(house.styles['正文'].size)};--measure:{number(page.text_width)}"
    lengths = ";".join(f"--{name}:{number(value)}pt" for name, value in figures.items())
    return f":root{{{lengths};{plain}}}"


def _tables(house: HouseStyle) -> str:
    """The air around tables, as much above as below, and between two of them."""
    body = house.styles["正文"]
    return (
        f"table{{margin:{points(air_above_table(body) / 2)} 0}}"
        f":is(table,.scroll)+:is(table,.scroll){{margin-top:{points(body.line or 0)}}}"
    )


def _faces(house: HouseStyle) -> str:
    """A variable for each face, whose value is the long list of faces that may replace it."""
    stacks = (f"--f{place}:{stack(face)}" for place, face in enumerate(_face_names(house)))
    return f":root{{{';'.join(stacks)}}}"


@lru_cache(maxsize=4)
def _face_names(house: HouseStyle) -> tuple[str, ...]:
    styles = house.styles.values()
    return tuple(dict.fromkeys(face for one in styles for face in (one.font, one.latin_face)))


def _pages(house: HouseStyle) -> Iterator[str]:
    """Paper, margins and folios for printing; pages that sheets.js has filled have their own folios."""
    page, folio = house.page, house.styles[_FOLIO]
    margins = " ".join(f"{number(v)}pt" for v in (page.top, page.right, page.bottom, page.left))
    yield f"@page{{size:{number(page.width)}pt {number(page.height)}pt;margin:{margins}}}"
    if page.mirrored:
        yield f"@page:left{{margin-left:{number(page.right)}pt;margin-right:{number(page.left)}pt}}"
        yield (
            ".sheet:nth-of-type(even){--left:"
            f"{number(page.right)}pt;--right:{number(page.left)}pt}}"
        )
    line = folio.line or folio.size
    text = (
        f'content:"— " counter(page) " —";vertical-align:top;font:{number(folio.size)}pt/'
        f"{number(line)}pt {stack(folio.font)};padding:{number(page.folio_gap - line / 2)}pt "
        f"{number(folio.right * folio.size)}pt 0 {number(folio.left * folio.size)}pt"
    )
    yield f"@page:right{{@bottom-right{{{text}}}}}"
    yield f"@page:left{{@bottom-left{{{text}}}}}"
    yield "@page sheet{margin:0;@bottom-left{content:none}@bottom-right{content:none}}"


def _folio(house: HouseStyle) -> str:
    """— 1 —, its middle the folio's gap below the type area (GB/T 9704-2012, 7.5)."""
    page, style = house.page, house.styles[_FOLIO]
    line = style.line or style.size
    top = page.top + page.text_height + page.folio_gap - line / 2
    return (
        f"{_face(style, house)};font-size:{number(style.size)}pt;line-height:{number(line)}pt;"
        f"top:{number(top)}pt;padding:0 {number(style.right * style.size)}pt "
        f"0 {number(style.left * style.size)}pt"
    )


def _face(style: Style, house: HouseStyle) -> str:
    chinese, latin = (_face_names(house).index(face) for face in (style.font, style.latin_face))
    return f"font-family:var(--f{chinese});--w:var(--f{latin});color:#{style.color}"


def _paragraph(style: Style, house: HouseStyle) -> str:
    before, after = (house.points(one, style.size) for one in (style.before, style.after))
    hang = style.hang or 0.0
    declared = [
        _face(style, house),
        f"font-size:{points(style.size)}",
        f"line-height:{points(style.line) if style.line else _SINGLE}",
        f"letter-spacing:{points(style.letter_spacing)}",
        f"text-align:{'justify' if style.align == 'both' else style.align}",
        f"text-indent:{em(-hang or style.indent)}",
        f"padding:{'0' if style.rule_above else points(before)} {em(style.right)} 0 "
        f"{em(style.left + hang)}",
    ]
    if style.rule_above and before:
        declared.append(f"margin-top:{points(before)}")
    if after:
        declared.append(f"margin-bottom:{points(after)}")
    if style.hanging:
        declared.append("hanging-punctuation:allow-end")
    if style.keep_with_next:
        declared.append("break-after:avoid")
    return ";".join(declared)


def _rules(name: str, style: Style) -> str:
    """Rules above the first and below the last of paragraphs of one style."""
    gap = "0" if style.foot else points(style.rule_gap)
    edges = (("top", "above", style.rule_above), ("bottom", "below", style.rule_below))
    return "".join(
        f".{name}.{which}{{border-{side}:{points(weight)} solid "
        f"#{style.rule_color};padding-{side}:{gap}}}"
        for side, which, weight in edges
        if weight
    )


def stack(face: str) -> str:
    """The value of ``font-family`` for a face of the house style."""
    stacks = (faces for part, faces in _STACKS.items() if part in face)
    *others, kind = next(stacks, "serif").split(",")
    names = dict.fromkeys((face, *others))
    return ",".join([*(f'"{_escaped(name)}"' for name in names), kind])


def _escaped(name: str) -> str:
    """A name inside the quotes of a style sheet, which may itself stand in HTML."""
    return name.replace("\\", r"\5c ").replace('"', r"\22 ").replace("<", r"\3c ")

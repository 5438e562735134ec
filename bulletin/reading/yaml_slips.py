"""Slips of the input method in YAML (full-width colons, spaces, dashes), with their fixes.

They are looked for line by line before YAML is parsed, and without knowing which keys there are;
so only a text that cannot mean anything else is a slip: at the start of a key or an item.
"""

from __future__ import annotations

import re

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, FindingKind, Fix
from bulletin.text import patterns
from bulletin.text.source import Source, Span

_LINE = patterns.regex(r"([^\r\n]*)(?:\r\n|\n|\r|$)")
_INDENT = patterns.regex(r"(?P<space>[ \t\u3000\xa0]*)(?P<dash>-[ \t\u3000\xa0]+)?")
_WIDE = patterns.regex("\t+|\u3000+|\xa0+")
_KEY = patterns.regex(
    r"(?P<key>[^\W\d_][\w-]*)"
    r"(?P<before>[ \u3000\xa0]*)(?P<colon>：|:)(?P<after>[ \u3000\xa0]*)(?P<rest>.*)"
)
_OUR_KEY = patterns.regex(r"[a-z][a-z-]*")
_GLUED_DASH = patterns.regex(r"-(?=[^\s-])|－[ \u3000\xa0]*")
_LIKE_DASH = patterns.regex(
    r"(?:[—–―─]{1,2}|[‐‑‒−﹣﹘•·・●○▪■□◆◇*＊+＋])(?=[^\s*＊—–―─]|[ \u3000\xa0]+\S)[ \u3000\xa0]*"
)
"""What is typed for the dash of an item, where there can be nothing else."""
_TEXT_KEYS = frozenset(
    ("title", "subtitle", "source", "author", "contents", "note", "name", "issuer", "serial",
     "credit", "classification", "signer", "number", "date", "total-before", "to", "copies")
)  # fmt: skip
_FLOW_COMMA = patterns.regex(r"[ \u3000]*[，、；;][ \u3000]*(?=(?:to|copies)[ \u3000]*[:：])")
_FLOW_COLON = patterns.regex(r"(?<=[{,，、；;\s])(?:to|copies)(?P<colon>[ \u3000]*：[ \u3000]*)")
_NO_ITEM = patterns.regex(r":(?:\s|$)|^(?:[^\W\d_][\w-]*[ \u3000\xa0]*[:：]|---|\.\.\.|[%?\]}])")
"""A line that is a key, or YAML's own, and no item without its dash."""
_COMMENT = patterns.regex(r"(?:^|\s)#.*$")
_HASH = patterns.regex(r"\S\s+(#.*)$")
_QUOTED = patterns.regex(r"(?:^|:\s|-\s)\s*[\"']")
_PRINTED_VALUE = patterns.regex(
    r"(?:title|subtitle|source|author|contents|note)[ \t]*:[ \t]+[^\s'\"|>\[{#&*!]"
)
"""A text that is printed: whoever typed # in it may have meant the sign."""
_BLOCK_TEXT = patterns.regex(r"(?:^|:\s|-\s)\s*[|>][-+0-9]*$")
_NAMES: dict[str, tuple[FindingKind, str]] = {
    "\t": (kinds.TAB_INDENTATION, "制表符（Tab）"),
    "\u3000": (kinds.FULL_WIDTH_SPACE, "全角空格"),
    "\xa0": (kinds.FULL_WIDTH_SPACE, "不换行空格"),
}


def slips(source: Source, start: int, end: int) -> list[Diagnostic]:
    """The slips between two offsets of a source, in order; nearly all have a fix."""
    reader = _SlipReader()
    for match in _LINE.finditer(source.text, start, end):
        reader.line(source.span(*match.span(1)))
    return reader.findings


class _SlipReader:
    """Goes through the lines in order, and knows under which keys and dashes each stands.

    A ``width`` is a column as it looks (a full-width space is two wide), a ``column`` as it is when
    the slips are mended.
    """

    def __init__(self) -> None:
        self.findings: list[Diagnostic] = []
        # The width and the column of each key and dash that the line stands under.
        self._levels: list[tuple[int, int]] = []
        self._waits_for_value = False  # the key before has no value yet: it is in the lines to come
        self._last_key = ""  # that key, as far as it looks like one
        self._item_width: int | None = None  # the width at the dash of the item before
        self._block_column: int | None = None  # the column of a key whose block of text follows
        self._in_quotes = False  # inside quotes or brackets that run over the line's end

    def line(self, line: Span) -> None:
        """The next line, without its end."""
        indent = _INDENT.match(line.text)
        assert indent is not None
        space, bare = line.part(*indent.span("space")), line.text[indent.end() :]
        width = _width(space.text)
        if self._block_column is not None and (not bare or width > self._block_column):
            if bare and not line.text.startswith(" " * (self._block_column + 1)):
                self._find_wide_space(space, self._block_column + 2)
            return
        self._block_column = None
        if self._in_quotes:
            self._in_quotes = _goes_on(bare, True)
        elif not bare and not indent["dash"]:
            if "\t" not in line.text:
                self._find_wide_space(line, 0)
        elif not bare.startswith("#"):
            dash = line.part(*indent.span("dash")) if indent["dash"] else None
            self._content_line(space, width, dash, line.part(indent.end(), len(line.text)))

    def _content_line(self, space: Span, width: int, dash: Span | None, bare: Span) -> None:
        """A line that has to be a key, an item, or the going on of a value."""
        column, sibling = self._enter_level(width, space.text)
        self._find_wide_space(space, column)
        if not dash and self._find_dash_slip(bare, width):
            return
        goes_on = not (dash or sibling or self._waits_for_value)
        if dash:
            self._item_width = width
            self._push_level(width, column)
            after = dash.part(1, len(dash.text))
            self._find_wide_space(after, 1)
            column += 2 if after.text.strip(" ") else len(dash.text)
            width += _width(dash.text)
        slip = self._find_colon_slip(bare, goes_on, sibling and not dash, bool(dash))
        text = _COMMENT.sub("", bare.text).rstrip()
        self._find_hash(bare)
        self._find_flow_slips(bare)
        if slip or ": " in text or text.endswith(":"):
            self._push_level(width, column)
        self._waits_for_value = not text or text.endswith((":", "：") if slip else ":")
        key = _KEY.match(bare.text)
        self._last_key = key["key"] if key else ""
        self._in_quotes = _goes_on(bare.text, False)
        if _BLOCK_TEXT.search(text):
            self._block_column = column

    def _find_dash_slip(self, bare: Span, width: int) -> bool:
        """An item whose dash is mistyped or missing, under a key or beside an item; whether it is."""
        if self._item_width is not None and width < self._item_width:
            self._item_width = None
        is_item = self._item_width == width
        mark = _GLUED_DASH.match(bare.text) if self._waits_for_value or is_item else None
        if mark is None and (
            is_item or (self._waits_for_value and self._last_key not in _TEXT_KEYS)
        ):
            mark = _LIKE_DASH.match(bare.text)
        if mark:
            self._item_width = width
            message = f"列表项前面的“{mark[0].strip()}”要用英文减号，后面空一个半角空格。"
            edit = Edit(bare.part(*mark.span()), "- ")
            self._say(kinds.BAD_YAML, edit, message, "写成“- 内容”。")
        elif is_item and not self._waits_for_value and not _NO_ITEM.search(bare.text):
            message, hint = "这一行没有“- ”，不成一项。", "行首写“- ”，后面空一格。"
            self._say(kinds.GLUED_ITEM, Edit(bare.part(0, 0), "- "), message, hint, bare)
        else:
            return False
        return True

    def _enter_level(self, width: int, space: str) -> tuple[int, bool]:
        """Leave the levels that end before a line; its column, and whether it is beside a key before it."""
        while self._levels and self._levels[-1][0] > width:
            self._levels.pop()
        if not self._levels:
            return (width if not space.strip(" ") else 0), True
        look, column = self._levels[-1]
        if look == width:
            return column, True
        if not space.strip(" "):
            return width, False
        return (column + 2 if self._waits_for_value else column), False

    def _push_level(self, width: int, column: int) -> None:
        if not self._levels or self._levels[-1][0] < width:
            self._levels.append((width, column))

    # Findings

    def _say(
        self, kind: FindingKind, edit: Edit, message: str, hint: str, span: Span | None = None
    ) -> None:
        self.findings.append(kind.at(span or edit.span, message, hint, Fix(True, (edit,))))

    def _find_wide_space(self, space: Span, column: int) -> None:
        """Tabs and full-width spaces where YAML wants ``column`` spaces."""
        if first := _WIDE.search(space.text):
            kind, name = _NAMES[first[0][0]]
            message = f"这里用了{name}，YAML 只认半角空格。"
            hint = f"换成 {column} 个半角空格。" if column else "删掉它。"
            self._say(kind, Edit(space, " " * column), message, hint, space.part(*first.span()))

    def _find_hash(self, bare: Span) -> None:
        """What YAML takes for a comment: a # glued to a word, or one in a text that is printed."""
        match = _HASH.search(bare.text)
        if match is None or _QUOTED.search(bare.text):
            return
        comment, after = match[1], match[1][1:2]
        span = bare.part(*match.span(1))
        if after and after != "#" and not after.isspace():
            message = f"“{comment}”会被当作说明，不起作用。"
            hint = "要它，就用英文双引号把整个值括起来；是说明，就在 # 后面空一格。"
            self.findings.append(kinds.HASH_COMMENT.at(span, message, hint))
        elif after != "#" and _PRINTED_VALUE.match(bare.text):
            message = f"“{comment.strip()}”当作说明，不印。"
            hint = "要印，就给整个值加上英文引号；确是说明，就不必管。"
            self.findings.append(kinds.HASH_IN_VALUE.at(span, message, hint))

    def _find_flow_slips(self, bare: Span) -> None:
        """Full-width commas and colons in a {to: 单位, copies: 份数}."""
        if "{" not in bare.text:
            return
        for match in _FLOW_COMMA.finditer(bare.text):
            message = f"花括号里的“{match[0].strip()}”要用英文逗号。"
            edit = Edit(bare.part(*match.span()), ", ")
            self._say(kinds.BAD_YAML, edit, message, "写成“, ”：英文逗号，空一格。")
        for match in _FLOW_COLON.finditer(bare.text):
            message = "花括号里键后面的冒号要用英文冒号。"
            edit = Edit(bare.part(*match.span("colon")), ": ")
            self._say(kinds.FULL_WIDTH_COLON, edit, message, "写成“: ”，空一格。")

    def _find_colon_slip(self, bare: Span, goes_on: bool, sibling: bool, dash: bool) -> bool:
        """A full-width or glued colon after what has to be a key; whether there was one.

        Small Latin letters are a key of ours anywhere. Another word is one only where no text can
        stand: beside a key (``sibling``), or alone in its line under a key that has no value yet.
        """
        match = _KEY.match(bare.text)
        if match is None:
            return False
        key, rest = match["key"], match["rest"]
        edit = Edit(bare.part(match.end("key"), match.end("after")), ": ")
        ours = _OUR_KEY.fullmatch(key) is not None
        if match["colon"] == "：":
            is_alone = self._waits_for_value and not rest and not dash
            if not ours and (": " in rest or not (sibling or is_alone)):
                return False
            message = f"“{key}”后面是全角冒号，要用英文冒号加一个半角空格。"
            colon = bare.part(*match.span("colon"))
            self._say(kinds.FULL_WIDTH_COLON, edit, message, f"写成“{key}: ”。", colon)
            return True
        return (ours or not (goes_on or dash)) and self._find_half_width_slip(match, edit, sibling)

    def _find_half_width_slip(self, match: re.Match[str], edit: Edit, sibling: bool) -> bool:
        """A colon of the right kind with full-width spaces around it, or with none after it."""
        key, after, rest = match["key"], match["after"], match["rest"]
        if {"\u3000", "\xa0"} & {*after, *match["before"]}:
            message = f"“{key}”的冒号前后有全角空格。"
            hint = f"写成“{key}: ”，冒号后空一个半角空格。"
            self._say(kinds.FULL_WIDTH_SPACE, edit, message, hint)
            return True
        is_glued = rest and not after and not rest.startswith(("//", "\t")) and ": " not in rest
        if is_glued and (sibling or key.isascii()):
            message = f"“{key}”的冒号后面要空一个半角空格。"
            self._say(kinds.NO_SPACE_AFTER_COLON, edit, message, f"写成“{key}: {rest[:12]}”。")
            return True
        return False


def _width(space: str) -> int:
    """How wide white space looks, in columns; a tab counts for the two that it should have been."""
    return len(space) + space.count("\u3000") + space.count("\t")


def _goes_on(bare: str, inside: bool) -> bool:
    """Whether a flow collection or a quoted text goes on in the next line (roughly)."""
    value = bare.split(": ", 1)[-1].strip()
    if inside:
        return not value.endswith(("]", "}", '"', "'"))
    if value[:1] in ("[", "{"):
        return value.count("[") + value.count("{") > value.count("]") + value.count("}")
    return value[:1] in ('"', "'") and (len(value) == 1 or value.count(value[0]) % 2 == 1)

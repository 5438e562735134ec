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
    ("title", "source", "author", "contents", "note", "name", "issuer", "serial", "credit",
     "classification", "number", "date", "total-before", "to", "copies")
)  # fmt: skip
_FLOW_COMMA = patterns.regex(r"[ \u3000]*[，、；;][ \u3000]*(?=(?:to|copies)[ \u3000]*[:：])")
_FLOW_COLON = patterns.regex(r"(?<=[{,，、；;\s])(?:to|copies)(?P<colon>[ \u3000]*：[ \u3000]*)")
_NO_ITEM = patterns.regex(r":(?:\s|$)|^(?:[^\W\d_][\w-]*[ \u3000\xa0]*[:：]|---|\.\.\.|[%?\]}])")
"""A line that is a key, or YAML's own, and no item without its dash."""
_NOTE = patterns.regex(r"(?:^|\s)#.*$")
_HASH = patterns.regex(r"\S\s+(#.*)$")
_QUOTED = patterns.regex(r"(?:^|:\s|-\s)\s*[\"']")
_PRINTED_VALUE = patterns.regex(
    r"(?:title|source|author|contents|note)[ \t]*:[ \t]+[^\s'\"|>\[{#&*!]"
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
    """Goes through the lines in order, and knows under which keys and dashes each stands."""

    def __init__(self) -> None:
        self.findings: list[Diagnostic] = []
        # The columns of the keys and dashes that the line stands under, as they look
        # (a full-width space is two wide) and as they are when mended.
        self._levels: list[tuple[int, int]] = []
        self._opened = False  # the key before has no value yet: it is in the lines to come
        self._key = ""  # that key, as far as it looks like one
        self._item: int | None = None  # the column of the dash of the item before, as it looks
        self._block: int | None = None  # the column of a key whose block of text follows
        self._quoted = False  # inside quotes or brackets that run over the line's end

    def line(self, line: Span) -> None:
        """The next line, without its end."""
        indent = _INDENT.match(line.text)
        assert indent is not None
        space, bare = line.part(*indent.span("space")), line.text[indent.end() :]
        width = _width(space.text)
        if self._block is not None and (not bare or width > self._block):
            if bare and not line.text.startswith(" " * (self._block + 1)):
                self._wide(space, self._block + 2)
            return
        self._block = None
        if self._quoted:
            self._quoted = _goes_on(bare, True)
        elif not bare and not indent["dash"]:
            if "\t" not in line.text:
                self._wide(line, 0)
        elif not bare.startswith("#"):
            dash = line.part(*indent.span("dash")) if indent["dash"] else None
            self._meaning(space, width, dash, line.part(indent.end(), len(line.text)))

    def _meaning(self, space: Span, width: int, dash: Span | None, bare: Span) -> None:
        """A line that has to be a key, an item, or the going on of a value."""
        column, sibling = self._column(width, space.text)
        self._wide(space, column)
        if not dash and self._says_dash(bare, width):
            return
        goes_on = not (dash or sibling or self._opened)
        if dash:
            self._item = width
            self._put(width, column)
            after = dash.part(1, len(dash.text))
            self._wide(after, 1)
            column += 2 if after.text.strip(" ") else len(dash.text)
            width += _width(dash.text)
        slip = self._colon(bare, goes_on, sibling and not dash, bool(dash))
        text = _NOTE.sub("", bare.text).rstrip()
        self._hash(bare)
        self._comma(bare)
        if slip or ": " in text or text.endswith(":"):
            self._put(width, column)
        self._opened = not text or text.endswith((":", "：") if slip else ":")
        key = _KEY.match(bare.text)
        self._key = key["key"] if key else ""
        self._quoted = _goes_on(bare.text, False)
        if _BLOCK_TEXT.search(text):
            self._block = column

    def _says_dash(self, bare: Span, width: int) -> bool:
        """An item whose dash is mistyped or missing, under a key that waits or beside an item."""
        if self._item is not None and width < self._item:
            self._item = None
        is_item = self._item == width
        mark = _GLUED_DASH.match(bare.text) if self._opened or is_item else None
        if mark is None and (is_item or (self._opened and self._key not in _TEXT_KEYS)):
            mark = _LIKE_DASH.match(bare.text)
        if mark:
            self._item = width
            message = f"列表项前面的“{mark[0].strip()}”要用英文减号，后面空一个半角空格。"
            edit = Edit(bare.part(*mark.span()), "- ")
            self._say(kinds.BAD_YAML, edit, message, "写成“- 内容”。")
        elif is_item and not self._opened and not _NO_ITEM.search(bare.text):
            message, hint = "这一行没有“- ”，不成一项。", "行首写“- ”，后面空一格。"
            self._say(kinds.GLUED_ITEM, Edit(bare.part(0, 0), "- "), message, hint, bare)
        else:
            return False
        return True

    def _column(self, width: int, space: str) -> tuple[int, bool]:
        """Where a line begins when mended, and whether it stands beside a key before it."""
        while self._levels and self._levels[-1][0] > width:
            self._levels.pop()
        if not self._levels:
            return (width if not space.strip(" ") else 0), True
        look, column = self._levels[-1]
        if look == width:
            return column, True
        if not space.strip(" "):
            return width, False
        return (column + 2 if self._opened else column), False

    def _put(self, width: int, column: int) -> None:
        if not self._levels or self._levels[-1][0] < width:
            self._levels.append((width, column))

    # Findings

    def _say(
        self, kind: FindingKind, edit: Edit, message: str, hint: str, span: Span | None = None
    ) -> None:
        self.findings.append(kind.at(span or edit.span, message, hint, Fix(True, (edit,))))

    def _wide(self, space: Span, column: int) -> None:
        """Tabs and full-width spaces where YAML wants ``column`` spaces."""
        if first := _WIDE.search(space.text):
            kind, name = _NAMES[first[0][0]]
            message = f"这里用了{name}，YAML 只认半角空格。"
            hint = f"换成 {column} 个半角空格。" if column else "删掉它。"
            self._say(kind, Edit(space, " " * column), message, hint, space.part(*first.span()))

    def _hash(self, bare: Span) -> None:
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

    def _comma(self, bare: Span) -> None:
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

    def _colon(self, bare: Span, goes_on: bool, sibling: bool, dash: bool) -> bool:
        """A full-width or glued colon after what has to be a key; whether there was one."""
        match = _KEY.match(bare.text)
        if match is None:
            return False
        key, rest = match["key"], match["rest"]
        edit = Edit(bare.part(match.end("key"), match.end("after")), ": ")
        ours = _OUR_KEY.fullmatch(key) is not None
        if match["colon"] == "：":
            waits = self._opened and not rest and not dash
            if not ours and (": " in rest or not (sibling or waits)):
                return False
            message = f"“{key}”后面是全角冒号，要用英文冒号加一个半角空格。"
            colon = bare.part(*match.span("colon"))
            self._say(kinds.FULL_WIDTH_COLON, edit, message, f"写成“{key}: ”。", colon)
            return True
        return (ours or not (goes_on or dash)) and self._half_width(match, edit, sibling)

    def _half_width(self, match: re.Match[str], edit: Edit, sibling: bool) -> bool:
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

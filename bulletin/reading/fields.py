"""Reads the values of a YAML mapping by kind: text, choice, number, flag, date, list."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import cast

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, FindingKind, Fix, did_you_mean
from bulletin.model.content import HeadingLayouts, Ignore, Layout, Run, all_levels
from bulletin.reading.name_lists import list_findings, loose_ends
from bulletin.reading.yaml_values import KeyValue, Mapping, Node, Scalar, Sequence, listed
from bulletin.text.source import Span

# Chinese words that editors write for keys; of several keys, the first that may stand there is meant.
_CHINESE_KEYS = {
    "标题": "title", "题目": "title", "题名": "title", "副标题": "subtitle",
    "副题": "subtitle", "来源": "source", "供稿": "source",
    "供稿单位": "source", "单位": "source issuer to", "作者": "author", "撰稿": "author", "供稿人": "author",
    "编者按": "note", "按语": "note", "目录": "contents", "目录标题": "contents",
    "名单": "names", "专名": "names", "小标题": "headings", "期号": "number", "期数": "number",
    "总期数": "total-before", "日期": "date", "印发日期": "date", "名称": "name", "报头": "name",
    "刊名": "name", "编印": "issuer", "编印单位": "issuer", "主办": "issuer", "稿件": "articles",
    "文章": "articles", "报送": "routing", "发送": "routing", "关键词": "keywords",
    "密级": "classification", "数字": "digits", "供稿行": "credit", "份数": "copies", "印数": "copies",
    "目录题": "contents-heading", "忽略": "ignore", "单位名单": "organs", "签发": "signer",
    "签发人": "signer",
}  # fmt: skip
LAYOUTS = ("run-in", "display")
_LEVELS = {
    "一": 1, "(一)": 2, "1": 3, "(1)": 4, "一级": 1, "二级": 2, "三级": 3, "四级": 4,
}  # fmt: skip
_LEVEL_NAMES = "一、（一）、1.、（1）"
_FLAGS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_EMPTY = ("~", "null")
_NAMES = frozenset(("source", "author", "issuer", "to"))
"""Keys whose value is a name: a mark at its end is a slip, and two lines may be two names."""
_NUMBER = re.compile(r"[0-9]{1,9}")
_DATE = re.compile(r"([0-9]{4}) ?(?:-|/|\.|年) ?([0-9]{1,2}) ?(?:-|/|\.|月) ?([0-9]{1,2}) ?日?")

_KEY_INSIDE = re.compile(
    r"(?<![A-Za-z])(?P<key>title|subtitle|source|author|contents|note|names|issuer|serial|date|number) ?[:：]"
)


class Fields:
    """Reads the values of one mapping; what is wrong with them is in ``findings``.

    So is each key that is not among the ``known`` ones. No method raises: each returns ``None`` for
    a value that is absent, empty or wrong.
    """

    def __init__(self, mapping: Mapping, known: Collection[str]) -> None:
        self._mapping = mapping
        self.findings = [
            _unknown(entry, known) for name, entry in mapping.entries.items() if name not in known
        ]

    def _say(
        self, kind: FindingKind, span: Span, message: str, hint: str, fix: Fix | None = None
    ) -> None:
        self.findings.append(kind.at(span, message, hint, fix))

    def node(self, key: str) -> Node | None:
        """The value as it stands; ``None`` when the key is absent or empty."""
        entry = self._mapping.entries.get(key)
        value = entry.value if entry else None
        is_empty = isinstance(value, Scalar) and (
            not value.text.strip() or (value.plain and value.text in _EMPTY)
        )
        return None if is_empty else value

    def text(self, key: str, required: str = "") -> Run | None:
        """A text; ``required`` is the hint for when it is missing."""
        node = self.node(key)
        if isinstance(node, Scalar) and node.text.strip():
            self.findings += _text_findings(key, node)
            return _run(node)
        if node is not None and not isinstance(node, Scalar):
            self._wrong(key, node, "一段文字", f"写成“{key}: 文字”，一行写完。")
        elif required:
            if entry := self._mapping.entries.get(key):
                self._say(kinds.MISSING_KEY, entry.key.span, f"“{key}”后面是空的。", required)
            else:
                span = self._mapping.span
                line = span.source.line_at(span.start)
                self._say(kinds.MISSING_KEY, line, f"缺少“{key}”。", required)
        return None

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        """One of a few words."""
        run = self.text(key)
        if run is None or run.text in choices:
            return run.text if run else None
        hint = f"{did_you_mean(run.text.lower(), choices)}可以写：{'、'.join(choices)}。"
        self._say(kinds.BAD_VALUE, run.span, f"“{key}”不能写“{run.text}”。", hint)
        return None

    def headings(self, key: str) -> HeadingLayouts | None:
        """How headings stand: one word for all levels, or one for each: {一、: display, 1.: run-in}."""
        node = self.node(key)
        if not isinstance(node, Mapping):
            word = self.choice(key, LAYOUTS)
            return all_levels(cast(Layout, word)) if word else None
        levels: dict[int, Layout] = {}
        values = Fields(node, node.entries)
        for name, entry in node.entries.items():
            level = _LEVELS.get(unicodedata.normalize("NFKC", name).strip(".、。 "))
            word = values.choice(name, LAYOUTS)
            if level is None:
                message, hint = f"不认识的小标题级别“{name}”。", f"可以写：{_LEVEL_NAMES}。"
                self._say(kinds.UNKNOWN_KEY, entry.key.span, message, hint)
            elif word:
                levels[level] = cast(Layout, word)
        self.findings += values.findings
        layouts = tuple(levels.get(level) for level in range(1, 5))
        return HeadingLayouts(layouts, frozenset(levels)) if levels else None

    def integer(self, key: str, minimum: int, required: str = "") -> int | None:
        """A whole number of at least ``minimum``."""
        run = self.text(key, required)
        if run is None:
            return None
        if _NUMBER.fullmatch(run.text) and int(run.text) >= minimum:
            return int(run.text)
        half = unicodedata.normalize("NFKC", run.text)
        is_full_width = half != run.text and _NUMBER.fullmatch(half)
        fix = Fix(True, (Edit(run.span, half),)) if is_full_width else None
        message = f"“{key}”要写不小于 {minimum} 的整数，不能写“{run.text}”。"
        self._say(kinds.WRONG_TYPE, run.span, message, "用半角数字，如 43。", fix)
        return None

    def flag(self, key: str) -> bool | None:
        """Yes or no."""
        run = self.text(key)
        if run is None or run.text.lower() in _FLAGS:
            return _FLAGS[run.text.lower()] if run else None
        hint = "可以写：true（是）、false（否）。"
        self._say(kinds.BAD_VALUE, run.span, f"“{key}”不能写“{run.text}”。", hint)
        return None

    def date(self, key: str) -> datetime.date | None:
        """A day: 2024-12-20, 2024/12/20 or 2024年12月20日, in digits of either width."""
        run = self.text(key)
        if run is None:
            return None
        date = parsed_date(run.text)
        if date is not None:
            return date
        is_day = _DATE.fullmatch(unicodedata.normalize("NFKC", run.text))
        message = f"没有“{run.text}”这一天。" if is_day else f"日期不能写“{run.text}”。"
        self._say(kinds.BAD_DATE, run.span, message, "写成 2024-12-20 这样。")
        return None

    def texts(self, key: str) -> tuple[Run, ...] | None:
        """A list of texts; a single text counts as a list of one."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Mapping):
            self._wrong(key, node, "一个列表", "一行一项，行首写“- ”。")
            return None
        runs = []
        self.findings += list_findings(key, node)
        for item in listed(node):
            if isinstance(item, Scalar) and item.text.strip():
                runs.append(_run(item))
            else:
                self._wrong(key, item, "文字", "列表里每一项写一段文字，不能是空的。")
        return tuple(runs)

    def ignores(self, key: str) -> tuple[Ignore, ...]:
        """Codes with the reason why each is ignored; the reason is empty where none is written."""
        node = self.node(key)
        if isinstance(node, Mapping):
            return tuple(
                Ignore(code, _stripped_text(entry.value), entry.key.span)
                for code, entry in node.entries.items()
            )
        return tuple(
            Ignore(item.text.strip(), "", item.span)
            for item in listed(node)
            if isinstance(item, Scalar)
        )

    def _wrong(self, key: str, node: Node, wanted: str, hint: str) -> None:
        message = f"“{key}”应当是{wanted}，这里写成了{described(node)}。"
        self._say(kinds.WRONG_TYPE, node.span, message, hint)


def _text_findings(key: str, node: Scalar) -> Iterator[Diagnostic]:
    """Another key within a text; loose ends of a name, and its second line, which YAML joins to it."""
    match = _KEY_INSIDE.search(node.text) if node.plain and key != "note" else None
    if match and node.span.text == node.text:
        message = f"“{key}”的值里面还有一个“{match['key']}”。"
        span = node.span.part(*match.span("key"))
        yield kinds.KEY_IN_VALUE.at(span, message, "一行一个键，另起一行写。")
    if key in _NAMES:
        yield from loose_ends(node)
        lines = [line.span() for line in re.finditer(r"\S[^\r\n]*", node.span.text) if node.plain]
        if len(lines) > 1:
            message = f"这一行会接在上一行后面，“{key}”印成“{node.text}”。"
            hint = "是两个，就写在一行里，用顿号隔开；是一个，就并成一行。"
            yield kinds.FOLDED_ITEM.at(node.span.part(*lines[1]), message, hint)


def parsed_date(text: str) -> datetime.date | None:
    """The date that a text is; ``None`` if it is none, or there is no such day."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _stripped_text(node: Node) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def described(node: Node) -> str:
    """What a value is, in Chinese."""
    match node:
        case Scalar():
            return "一段文字" if node.text.strip() else "空的"
        case Sequence():
            return "一个列表"
        case Mapping():
            return "一组“键: 值”"


def _run(node: Scalar) -> Run:
    """The text of a value without the white space around it."""
    text, span = node.text.strip(), node.span
    if span.text == node.text:
        start = len(node.text) - len(node.text.lstrip())
        span = span.part(start, start + len(text))
    return Run(text, span)


def _unknown(entry: KeyValue, known: Collection[str]) -> Diagnostic:
    name = entry.key.text
    meant = [key for key in _CHINESE_KEYS.get(name, "").split() if key in known]
    hint = f"是不是“{meant[0]}”？" if meant else did_you_mean(name.lower(), known, 0.5)
    return kinds.UNKNOWN_KEY.at(
        entry.key.span, f"不认识的键“{name}”。", f"{hint}可以写的键：{'、'.join(known)}。"
    )

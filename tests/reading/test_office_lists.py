"""The office's own lists: terms.yaml and leaders.yaml."""

from __future__ import annotations

import datetime

import pytest

from bulletin.findings.diagnostics import Diagnostic
from bulletin.reading.decode import decode
from bulletin.reading.office_lists import read_leaders, read_terms
from bulletin.text.source import Source
from bulletin.workspace.shipped import shipped_template


def shown(found: list[Diagnostic]) -> list[str]:
    return [
        f"{one.span.source.position(one.span.start)[0]} {one.code} {one.message}" for one in found
    ]


def terms(text: str) -> list[str]:
    return shown(read_terms(Source("terms.yaml", text))[1])


def test_what_an_entry_says() -> None:
    entry = "- {wrong: [甲, 乙], right: 丙, unless: 丙甲, note: 话, from: 2018-03-11, until: 2020年1月1日}"
    (term,), found = read_terms(Source("terms.yaml", f"terms:\n{entry}\n"))
    assert found == []
    assert (term.wrong, term.right, term.unless, term.note) == (
        ("甲", "乙"),
        ("丙",),
        ("丙甲",),
        "话",
    )
    assert (term.since, term.until) == (datetime.date(2018, 3, 11), datetime.date(2020, 1, 1))


@pytest.mark.parametrize("name", ["terms.yaml", "leaders.yaml"])
def test_the_shipped_lists_are_sound(name: str) -> None:
    source, found = decode(name, shipped_template(name).read_bytes())
    items, more = (read_terms if name == "terms.yaml" else read_leaders)(source)
    assert [*found, *more] == []
    assert (len(items) > 20) == (name == "terms.yaml")  # names come from the office alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1 YA003 这里应当是一行一个“键: 值”。"]),
        ("terms: []\n", []),
        ("terms:\n", []),
        (
            "terms:\n  - {wrong: 提案, right: 建议}\n  - {wrong: 建议, right: 提案}\n",
            [
                "2 TL001 “建议”在这里是对的，另一条却说“建议”不对。",
                "3 TL001 “提案”在这里是对的，另一条却说“提案”不对。",
            ],
        ),
        (
            "terms:\n  - {wrong: 甲, right: 乙}\n  - {wrong: 甲, right: 丙}\n",
            ["3 TL001 “甲”在别的一条里改成“乙”。"],
        ),
        (
            "terms:\n  - {wrong: 一府两院, right: 一府一委两院, from: 2018-03-11}\n"
            "  - {wrong: 一府一委两院, right: 一府两院, until: 2018-03-10}\n",
            [],
        ),
        (
            "terms:\n  - {wrong: 一府两院, right: 一府一委两院, from: 2018-03-11}\n"
            "  - {wrong: 一府一委两院, right: 一府两院, until: 2018-03-11}\n",
            [
                "2 TL001 “一府一委两院”在这里是对的，另一条却说“一府一委两院”不对。",
                "3 TL001 “一府两院”在这里是对的，另一条却说“一府两院”不对。",
            ],
        ),
        (
            "terms:\n  - {wrong: 代表, right: 人大代表}\n  - {variants: [代表站, 联络站]}\n",
            ["3 TL001 “代表站”在这里是对的，另一条却说“代表”不对。"],
        ),
        (
            "terms:\n  - {wrong: 代表, right: 人大代表, unless: 代表站}\n  - {variants: [代表站, 站]}\n",
            [],
        ),
        (
            "terms:\n  - {wrong: [甲, 乙], right: 乙}\n",
            ["2 TL001 “乙”在同一条里既算对，又算不对。"],
        ),
        (
            "terms:\n  - {wrong: 甲, right: 乙, from: 2025-01-01, until: 2024-12-31}\n",
            ["2 TL002 这一条的 from 在 until 后面，哪一天也不起作用。"],
        ),
        ("terms:\n  - {right: 法治}\n", ["2 TL002 固定提法至少要 4 个字。"]),
        ("terms:\n  - 甲\n", ["2 TL002 这里应当是一组“键: 值”。"]),
        ("terms:\n  - {note: 只有话}\n", ["2 TL002 这一条没有写对的词。"]),
        ("terms:\n  - {variants: [甲]}\n", ["2 TL002 这一条没有写对的词。"]),
        ("terms:\n  - {wrong: 甲, rihgt: 乙}\n", ["2 YA008 不认识的键“rihgt”。"]),
        ("terms:\n  - {wrong: 甲, right: 乙, from: 去年}\n", ["2 YA013 日期不能写“去年”。"]),
        ("term:\n  - {wrong: 甲, right: 乙}\n", ["1 YA008 不认识的键“term”。"]),
    ],
)
def test_what_is_refused(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leaders: []\n", []),
        ("leaders:\n  - {name: 张三, post: 市长, from: 2024-01-01}\n", []),
        ("leaders:\n  - {post: 市长}\n", ["2 YA009 缺少“name”。"]),
        (
            "leaders:\n  - {name: 张三, from: 2025-01-01, until: 2024-12-31}\n",
            ["2 TL002 这一条的 from 在 until 后面，哪一天也不起作用。"],
        ),
        ("leaders:\n  - 张三\n", ["2 TL002 这里应当是一组“键: 值”。"]),
    ],
)
def test_leaders(text: str, expected: list[str]) -> None:
    assert shown(read_leaders(Source("leaders.yaml", text))[1]) == expected

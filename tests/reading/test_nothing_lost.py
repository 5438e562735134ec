"""Every character typed into a contribution is printed, part of a mark, or under a finding."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness.nothing_lost import Text, lost, marks, text_of

pytestmark = pytest.mark.slow

TEXTS = int(os.environ.get("BULLETIN_TEXTS", "400"))
"""How many texts are tried; 20,000 take some minutes."""
AT_ONCE = 50


@settings(max_examples=max(1, TEXTS // AT_ONCE), deadline=None)
@given(st.integers(0, 2**32))
def test_any_text(seed: int) -> None:
    choose = random.Random(seed)
    assert not lost([text_of(choose) for _ in range(AT_ONCE)])


@pytest.mark.parametrize(
    "body",
    [
        "电话138****5678，规格3*4，另有5*6，李*、张*，a_b，~~甲~~。",
        "2024. 年初以来\n\n1986. 年",
        "[ ] 甲\n\n[x] 乙\n\n[甲](乙)",
        "| 甲 | 乙 |\n|---|---|\n| 3*4 | 138****1 |\n接着写",
        "> 引文\n接着写",
        "| 甲 | 乙 |\n|---|---|\n丙\n3| 1 | 2 |",
        "1. 甲\n3. 乙\n4. 丙",
        "C:\\新建\\*.doc，\\\\server\\甲，1\\2",
        "## 3*4 #5\n\n## C#\n\n甲。",
    ],
)
def test_these_texts(body: str) -> None:
    title = "3*4，138****5678，[甲](乙)，a_b，**甲**，\\甲"
    assert not lost([Text(title, title, body)])


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("138****5678", "1385678"),
        ("李*、张", "李、张"),
        ("~~甲~~", "甲"),
        ("| 甲", " 甲"),
        ("2024. 甲", "甲"),
        ("1\\2", "12"),
        ("[甲](乙)", "甲"),
    ],
)
def test_the_counter_sees_what_is_lost(body: str, printed: str) -> None:
    places = set(marks(body, 0))
    wanted = Counter(char for at, char in enumerate(body) if at not in places)
    assert wanted - Counter(printed)

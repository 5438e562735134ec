"""Entries of automatic lists without numbers become a list."""

from __future__ import annotations

from bulletin.importing.draft import DraftParagraph, DraftRun
from bulletin.importing.recognise.bullets import bullet_list, is_bullet


def entry(text: str, level: int = 0, number: str = "•") -> DraftParagraph:
    return DraftParagraph((DraftRun(text),), number=number, list_level=level, listed=True)


def test_levels_are_no_deeper_than_they_may_be() -> None:
    pieces = [entry("甲", 1), entry("乙", 5), entry("丙", 2), entry("丁", 7), entry("戊")]
    made = bullet_list(pieces)
    assert [one.level for one in made.items] == [0, 1, 2, 2, 0]


def test_what_is_an_entry() -> None:
    assert is_bullet(entry("甲"))
    assert not is_bullet(entry("甲", number="1."))
    assert not is_bullet(entry(" "))

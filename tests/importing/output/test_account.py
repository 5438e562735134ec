"""Nothing lost, nothing invented: whatever lines come in whatever order, the books are even."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft
from bulletin.pipeline.stages import SharedFiles
from tests.harness.import_cases import CASES, WHOLE, cases, imported, piece

LINES = sorted(
    {
        line
        for path in (*CASES.glob("*.md"), *WHOLE.glob("*.md"))
        for case in cases(path)
        for line in (case.paragraphs or case.source).splitlines()
        if line.strip()
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=14), is_new=st.booleans())
def test_the_books_are_even_for_any_lines(
    lines: list[str], is_new: bool, checking: SharedFiles
) -> None:
    draft = Draft("来稿.docx", tuple(map(piece, lines)))
    try:
        imported(draft, checking, is_new=is_new)  # asserts that its books are even
    except BulletinError as error:  # a single article in an empty folder; nothing but talk
        assert is_new or "只有聊天的话" in error.message

"""Proofreading: the list of all rules, and the function that runs them over an issue.

A rule stands in the module of its family (see ``rule``) and in ``RULES`` here; its cases are in
tests/rules/CODE.md.
"""

from __future__ import annotations

from bulletin.findings.diagnostics import Diagnostic
from bulletin.rules import (
    broken_promise,
    dates_in_text,
    doubled,
    duplicates,
    figures,
    half_width,
    invisible,
    leaders,
    look_alike_marks,
    matter,
    metadata,
    number_forms,
    odd_spaces,
    pairs,
    pause_marks,
    quotes,
    sequence,
    spaces,
    spellings,
    stops,
    wording,
    wrong_characters,
)
from bulletin.rules.rule import IssueRule, TextRule
from bulletin.rules.rule_context import RuleContext

RULES: tuple[TextRule | IssueRule, ...] = (
    # Characters
    wrong_characters.private_use,
    wrong_characters.unknown_private_use,
    wrong_characters.replacement_character,
    invisible.invisible_character,
    quotes.guillemet,
    spaces.space_beside_mark,
    wrong_characters.space_at_line_start,
    wrong_characters.radical,
    wrong_characters.rare_character,
    odd_spaces.unseen_space,
    # Punctuation
    half_width.half_width_mark,
    quotes.straight_quote,
    look_alike_marks.wrong_ellipsis,
    look_alike_marks.wrong_dash,
    stops.doubled_mark,
    stops.clashing_marks,
    stops.stop_on_both_sides,
    stops.stop_in_bracket,
    pause_marks.pause_between_titles,
    pause_marks.pause_in_approximate_number,
    pause_marks.pause_before_etc,
    pause_marks.ellipsis_before_etc,
    look_alike_marks.document_number_bracket,
    look_alike_marks.wrong_middle_dot,
    stops.comma_before_series,
    stops.stop_after_title,
    pairs.nested_quote,
    pairs.nested_title,
    pairs.unpaired_mark,
    pairs.broken_paragraph,
    # Numbers
    number_forms.full_width_digit,
    number_forms.range_mark,
    dates_in_text.short_year,
    dates_in_text.mixed_date,
    number_forms.unit_dropped_in_range,
    number_forms.digit_with_few,
    number_forms.doubled_approximation,
    number_forms.session_in_digits,
    dates_in_text.leading_zero,
    dates_in_text.no_such_day,
    dates_in_text.wrong_weekday,
    dates_in_text.zero_in_year,
    # Order of numbers
    sequence.mark_after_bracket,
    sequence.wrong_mark_after_number,
    sequence.wrong_mark_after_ordinal,
    sequence.mark_after_item,
    sequence.gap_in_series,
    # The genre
    broken_promise.broken_promise,
    figures.more_solved_than_raised,
    duplicates.duplicate_paragraph,
    figures.parts_exceed_whole,
    # Metadata
    metadata.contents_differ,
    metadata.unknown_organ,
    metadata.undated_today,
    metadata.uneven_length,
    metadata.long_title,
    spellings.two_spellings_of_organ,
    spellings.two_spellings_of_person,
    metadata.printed_twice,
    # Terms and leaders
    wording.wrong_term,
    wording.near_set_phrase,
    wording.mixed_terms,
    wording.deadline_for_until,
    wording.missing_subject,
    doubled.doubled_word,
    leaders.wrong_leader,
    leaders.wrong_order,
    # Pictures and tables
    matter.picture_without_caption,
    matter.empty_table_head,
    matter.empty_table_row,
    matter.missing_picture_or_table,
)


def proofread(context: RuleContext) -> list[Diagnostic]:
    """What all rules find in an issue, rule by rule in the order of the list."""
    findings: list[Diagnostic] = []
    for rule in RULES:
        match rule:
            case TextRule():
                for text in context.texts:
                    findings.extend(rule.check(text))
            case IssueRule():
                findings.extend(rule.check(context))
    return findings

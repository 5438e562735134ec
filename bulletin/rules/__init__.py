"""Proofreading: every rule in one visible list, and the function that runs them."""

from __future__ import annotations

from bulletin.findings.diagnostics import Diagnostic
from bulletin.rules import (
    calendar,
    doubled,
    duplicates,
    half_width,
    leaders,
    matter,
    metadata,
    number_forms,
    pairs,
    promises,
    punctuation,
    quotes,
    sequence,
    spaces,
    sums,
    unseen,
    wording,
    wrong_characters,
)
from bulletin.rules.rule import IssueRule, TextRule
from bulletin.rules.subject import Subject

RULES: tuple[TextRule | IssueRule, ...] = (
    # Characters
    wrong_characters.private_use,
    wrong_characters.unknown_private_use,
    wrong_characters.replacement_character,
    unseen.invisible_character,
    wrong_characters.guillemet,
    spaces.space_beside_mark,
    wrong_characters.space_at_line_start,
    wrong_characters.radical,
    wrong_characters.rare_character,
    unseen.unseen_space,
    # Punctuation
    half_width.half_width_mark,
    quotes.straight_quote,
    punctuation.wrong_ellipsis,
    punctuation.wrong_dash,
    punctuation.doubled_mark,
    punctuation.clashing_marks,
    punctuation.stop_on_both_sides,
    punctuation.stop_in_bracket,
    punctuation.pause_between_titles,
    punctuation.pause_in_approximate_number,
    punctuation.pause_before_etc,
    punctuation.ellipsis_before_etc,
    punctuation.document_number_bracket,
    punctuation.wrong_middle_dot,
    punctuation.comma_before_series,
    punctuation.stop_after_title,
    pairs.nested_quote,
    pairs.nested_title,
    pairs.unpaired_mark,
    pairs.broken_paragraph,
    # Numbers
    number_forms.full_width_digit,
    number_forms.range_mark,
    number_forms.short_year,
    number_forms.mixed_date,
    number_forms.unit_dropped_in_range,
    number_forms.digit_with_few,
    number_forms.doubled_approximation,
    number_forms.session_in_digits,
    number_forms.leading_zero,
    calendar.no_such_day,
    calendar.wrong_weekday,
    calendar.zero_in_year,
    # Order of numbers
    sequence.mark_after_bracket,
    sequence.wrong_mark_after_number,
    sequence.wrong_mark_after_ordinal,
    sequence.mark_after_item,
    sequence.gap_in_series,
    # The genre
    promises.broken_promise,
    metadata.more_solved_than_raised,
    duplicates.duplicate_paragraph,
    sums.parts_exceed_whole,
    # Metadata
    metadata.contents_differ,
    metadata.unknown_organ,
    metadata.undated_today,
    metadata.uneven_length,
    metadata.long_title,
    metadata.two_spellings_of_organ,
    metadata.two_spellings_of_person,
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


def proofread(proof: Subject) -> list[Diagnostic]:
    """What all rules find in an issue, rule by rule."""
    found: list[Diagnostic] = []
    for rule in RULES:
        match rule:
            case TextRule():
                for prose in proof.proses:
                    found.extend(rule.check(prose))
            case IssueRule():
                found.extend(rule.check(proof))
    return found

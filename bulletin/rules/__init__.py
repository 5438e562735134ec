"""Proofreading: the list of all rules, and the function that runs them over an issue.

A rule stands in the module of its family (see ``rule``); its cases are in tests/rules/CODE.md.
"""

from __future__ import annotations

from bulletin.findings.diagnostics import Diagnostic
from bulletin.rules import (
    dates_in_text,
    duplicates,
    figures,
    half_width,
    look_alike_marks,
    matter,
    metadata,
    number_forms,
    pairs,
    sequence,
    spaces,
    stops,
    terms_and_leaders,
    unseen_characters,
    wording,
    wrong_characters,
)
from bulletin.rules.rule import IssueRule, TextRule
from bulletin.rules.rule_context import RuleContext

_FAMILIES = (
    wrong_characters, unseen_characters, spaces,  # characters
    half_width, look_alike_marks, stops, pairs,  # punctuation
    number_forms, dates_in_text, sequence,  # numbers
    figures, duplicates,  # the genre
    metadata, wording, terms_and_leaders, matter,
)  # fmt: skip
RULES: tuple[TextRule | IssueRule, ...] = tuple(
    rule
    for family in _FAMILIES
    for rule in vars(family).values()
    if isinstance(rule, TextRule | IssueRule)
)


def proofread(context: RuleContext) -> list[Diagnostic]:
    """What all rules find in an issue, rule by rule in the order of the list."""
    findings: list[Diagnostic] = []
    texts = context.texts
    for rule in RULES:
        if isinstance(rule, IssueRule):
            findings += [rule.finding(*found) for found in rule.look(context)]
        else:
            for text in texts:  # no call of ``check``: a text has sixty rules, and few faults
                for fault in rule.look(text):
                    findings.append(rule.finding(text, fault))
    return findings

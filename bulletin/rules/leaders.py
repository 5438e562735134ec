"""Leaders' names, posts and order, from the dated list that the office keeps."""

from __future__ import annotations

import re
from itertools import pairwise

from bulletin.model.content import Leader
from bulletin.rules.prose import Prose
from bulletin.rules.rule import HAN, PRACTICE, WARNING, Found, IssueRule
from bulletin.rules.subject import Subject
from bulletin.rules.wording import in_force


@IssueRule(
    "LD001", "wrong-leader", WARNING, "职务和姓名对不上",
    tier=PRACTICE, wrong="市委书记李四（名单里是张三）", right="市委书记张三",
    advice="核对姓名和职务；名单旧了就改 templates/leaders.yaml。",
)  # fmt: skip
def wrong_leader(proof: Subject) -> Found:
    """A post with another name of the list, even of one who left, or a name that is nearly right."""
    holders: dict[str, list[str]] = {}
    for leader in in_force(proof.leaders, proof.issue.settings.date):
        for post in leader.posts:
            holders.setdefault(post, []).append(leader.name)
    if not holders:
        return
    names = {leader.name for leader in proof.leaders}  # who has left may still be written
    posts = sorted(holders, key=len, reverse=True)
    pattern = re.compile(rf"({'|'.join(map(re.escape, posts))})([{HAN}]{{2,4}})")
    for prose in proof.articles:
        for match in pattern.finditer(prose.text):
            right, said = holders[match[1]], match[2]
            if said.startswith(tuple(right)) or prose.text.endswith(_FORMER, 0, match.start()):
                continue
            other = next((name for name in names if said.startswith(name)), None)
            near = next((name for name in right if _one_off(said[: len(name)], name)), None)
            if other or near:
                wrong = other or said[: len(near or "")]
                place = (match.start(2), match.start(2) + len(wrong))
                message = f"名单上的{match[1]}是{'、'.join(right)}，这里写“{wrong}”。"
                yield wrong_leader.found(prose, place, message)


_FORMER = ("原", "前", "时任", "前任")


def _one_off(said: str, name: str) -> bool:
    return (
        len(said) == len(name) >= 2 and sum(a != b for a, b in zip(said, name, strict=True)) == 1
        and (len(name) > 2 or said[0] == name[0])
    )  # fmt: skip


@IssueRule(
    "LD002", "wrong-order-of-leaders", WARNING, "领导排序与名单不符",
    tier=PRACTICE, wrong="李四、张三（名单里张三在前）", right="张三、李四",
    advice="按名单的次序排；名单旧了就改 templates/leaders.yaml。",
)  # fmt: skip
def wrong_order(proof: Subject) -> Found:
    """Names joined by 、 in another order than the list has them."""
    leaders = list(in_force(proof.leaders, proof.issue.settings.date))
    if len(leaders) < 2:
        return
    ranks = _ranks(leaders)
    name = "|".join(map(re.escape, sorted(ranks, key=len, reverse=True)))
    post = rf"[{HAN}]{{0,20}}?"
    pattern = re.compile(rf"(?:{name})(?:、{post}(?:{name}))+")
    one = re.compile(name)
    for prose in proof.articles:
        for match in pattern.finditer(prose.text):
            yield from _compared(prose, list(one.finditer(prose.text, *match.span())), ranks)


def _ranks(leaders: list[Leader]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for leader in leaders:
        ranks.setdefault(leader.name, len(ranks))
    return ranks


def _compared(prose: Prose, names: list[re.Match[str]], ranks: dict[str, int]) -> Found:
    for before, after in pairwise(names):
        if ranks[before[0]] > ranks[after[0]]:
            message = f"名单上“{after[0]}”在“{before[0]}”前面。"
            yield wrong_order.found(prose, after.span(), message)
            return

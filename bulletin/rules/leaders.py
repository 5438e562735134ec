"""Leaders' names, posts and order, compared with the dated list that the office keeps."""

from __future__ import annotations

import re
from itertools import pairwise

from bulletin.rules.rule import WARNING, Fault, IssueFaults, IssueRule
from bulletin.rules.rule_context import RuleContext
from bulletin.rules.wording import in_force
from bulletin.text.characters import HAN


@IssueRule(
    "LD001", "wrong-leader", WARNING, "职务和姓名对不上",
    tier="practice", wrong="市委书记李四（名单里是张三）", right="市委书记张三",
    advice="核对姓名和职务；名单旧了就改 templates/leaders.yaml。",
)  # fmt: skip
def wrong_leader(context: RuleContext) -> IssueFaults:
    """A post with the name of another leader of the list, or with its holder's misspelt.

    Names of those who have left the list count as names of others.
    """
    holders: dict[str, list[str]] = {}
    for leader in in_force(context, context.leaders):
        for post in leader.posts:
            holders.setdefault(post, []).append(leader.name)
    if not holders:
        return
    names = {leader.name for leader in context.leaders}
    posts = sorted(holders, key=len, reverse=True)
    pattern = re.compile(rf"({'|'.join(map(re.escape, posts))})([{HAN}]{{2,4}})")
    for article in context.articles:
        for match in pattern.finditer(article.text):
            right, written = holders[match[1]], match[2]
            if written.startswith(tuple(right)) or article.text.endswith(_FORMER, 0, match.start()):
                continue
            other = next((name for name in names if written.startswith(name)), None)
            near = next((name for name in right if _is_slip(written[: len(name)], name)), None)
            if other or near:
                wrong = other or written[: len(near or "")]
                place = (match.start(2), match.start(2) + len(wrong))
                message = f"名单上的{match[1]}是{'、'.join(right)}，这里写“{wrong}”。"
                yield article, Fault(place, message)


_FORMER = ("原", "前", "时任", "前任")


def _is_slip(written: str, name: str) -> bool:
    """Whether a name differs from another in one character (of two: not in the family name)."""
    if len(written) != len(name) or len(name) < 2:
        return False
    wrong = [a != b for a, b in zip(written, name, strict=True)]
    return sum(wrong) == 1 and (len(name) > 2 or not wrong[0])


@IssueRule(
    "LD002", "wrong-order-of-leaders", WARNING, "领导排序与名单不符",
    tier="practice", wrong="李四、张三（名单里张三在前）", right="张三、李四",
    advice="按名单的次序排；名单旧了就改 templates/leaders.yaml。",
)  # fmt: skip
def wrong_order(context: RuleContext) -> IssueFaults:
    """Names joined by 、 in another order than that of the list."""
    leaders = [leader.name for leader in in_force(context, context.leaders)]
    if len(leaders) < 2:
        return
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys(leaders))}
    name = "|".join(map(re.escape, sorted(ranks, key=len, reverse=True)))
    post = rf"[{HAN}]{{0,20}}?"
    pattern = re.compile(rf"(?:{name})(?:、{post}(?:{name}))+")
    names = re.compile(name)
    for article in context.articles:
        for match in pattern.finditer(article.text):
            for before, after in pairwise(names.finditer(article.text, *match.span())):
                if ranks[before[0]] > ranks[after[0]]:
                    yield article, Fault(after.span(), f"名单上“{after[0]}”在“{before[0]}”前面。")
                    break

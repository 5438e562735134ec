"""Names of one issue that are spelt in two ways: organs in the credits, persons in the text."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import WARNING, Findings, IssueRule, Pattern
from bulletin.rules.rule_context import RuleContext
from bulletin.text.characters import LETTER


def likeness(name: str, other: str) -> float:
    """How alike two names are, from 0 to 1 (twice the matching characters to all of both)."""
    from difflib import SequenceMatcher  # only where there is something to compare

    return SequenceMatcher(None, name, other).ratio()


@IssueRule(
    "ME006", "two-spellings-of-organ", WARNING, "同一个单位有两种写法",
    tier="ours", wrong="焦作市人大常委会代表工委　焦作市人大常委会代工委", right="全期用一种写法",
    advice="看是不是同一个单位；是就改成一样。",
)  # fmt: skip
def two_spellings_of_organ(context: RuleContext) -> Findings:
    """Two credits that begin alike and are nearly the same; the finding is at the rarer."""
    credits = list(context.passages("source"))
    names = sorted({name for _, _, name in credits})
    if len(names) < 2 or len(names) > 200:
        return
    counts = Counter(name for _, _, name in credits)
    for pair in combinations(names, 2):
        if pair[0][:3] == pair[1][:3] and likeness(*pair) > 0.8:
            rarer, common = sorted(pair, key=lambda name: counts[name])
            for article, passage, name in credits:
                if name == rarer:
                    message = f"“{rarer}”和“{common}”像是同一个单位。"
                    yield two_spellings_of_organ.finding(article, passage.place, message)


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹"
    "关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房买尚"
)
_PERSON = Pattern(
    rf"(?:代表|委员|主任|书记|市长|县长|区长|镇长|乡长|秘书长|主席|村民|群众|同志)"
    rf"({LETTER}{{3}})(?=等|说|介绍|表示|认为|提出|带头|向|，|、|。|在|作)"
)


@IssueRule(
    "ME007", "two-spellings-of-person", WARNING, "同一个人有两种写法",
    tier="ours", wrong="代表关源群、…代表关原群等", right="全期用一种写法",
    advice="核对姓名；确是两个人就不必管。",
)  # fmt: skip
def two_spellings_of_person(context: RuleContext) -> Findings:
    """Two names of three characters that differ in one of the given name; the rarer is shown."""
    seen: dict[str, list[tuple[ArticleText, int]]] = {}
    for article in context.articles:
        for match in _PERSON.finditer(article.text):
            if match[1][0] not in _SURNAMES:
                continue
            seen.setdefault(match[1], []).append((article, match.start(1)))
    for fixed in ((0, 1), (0, 2)):
        groups: dict[str, list[str]] = {}
        for name in seen:
            groups.setdefault(name[fixed[0]] + name[fixed[1]], []).append(name)
        for names in groups.values():
            if len(names) != 2:
                continue
            rarer, common = sorted(names, key=lambda name: (len(seen[name]), seen[name][0][1] * -1))
            for article, place in seen[rarer]:
                message = f"“{rarer}”和“{common}”只差一个字，是不是同一个人？"
                yield two_spellings_of_person.finding(article, (place, place + 3), message)

"""Values of the front matter and the settings, and names: against the text, the lists and one another."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from bulletin.rules.article_text import ArticleText, PassageKind
from bulletin.rules.rule import NOTE, WARNING, Fault, IssueFaults, IssueRule, Pattern
from bulletin.rules.rule_context import RuleContext
from bulletin.text.characters import LETTER
from bulletin.text.subtitles import title_and_subtitle
from bulletin.text.widths import width

_BRACKETS = "（）()：: "
_BLANKS = str.maketrans("", "", " \u3000|\u00a0")


def _likeness(name: str, other: str) -> float:
    """How alike two names are, from 0 to 1 (twice the matching characters to all of both)."""
    from difflib import SequenceMatcher  # only where there is something to compare

    return SequenceMatcher(None, name, other).ratio()


@IssueRule(
    "ME001", "contents-differ", WARNING, "目录题与标题差一点",
    tier="ours", wrong="title: 代表动起来　contents: 代表行动起来", right="两处一样，或另拟一个短题",
    advice="目录题可以另拟；只差一两个字，多半是改了一处忘了另一处。",
)  # fmt: skip
def contents_differ(context: RuleContext) -> IssueFaults:
    """A ``contents`` that is nearly the title, and was meant to be it."""
    for article, printed in zip(context.articles, context.issue.articles, strict=True):
        title = printed.contribution.title.text.translate(_BLANKS)
        for passage in article.of("contents"):
            contents = article.raw_of(passage).translate(_BLANKS)
            if contents != title and _likeness(contents, title) > 0.8:
                yield article, Fault(passage.place, f"目录题和标题“{title}”只差一点。")


@IssueRule(
    "ME002", "unknown-organ", WARNING, "供稿单位不在名单里",
    tier="ours", wrong="source: 焦作人大", right="source: 焦作市人大常委会代表工委",
    advice="照 bulletin.yaml 的 organs 写全称；是新的单位，就添进 organs。没有写 organs 就不查。",
)  # fmt: skip
def unknown_organ(context: RuleContext) -> IssueFaults:
    """A credit that is none of the ``organs`` of the series."""
    known = [run.text for run in context.issue.series.organs]
    if not known:
        return
    for article, passage, name in context.passages("source"):
        if name not in known:
            near = max(known, key=lambda organ: _likeness(organ, name))
            hint = f"是不是“{near}”？" if _likeness(near, name) > 0.4 else ""
            hint += "新的单位要添进 bulletin.yaml 的 organs。"
            yield article, Fault(passage.place, f"名单里没有“{name}”。", hint=hint)


_TODAY = Pattern(
    r"今年(?![\d一二三四五六七八九十]+岁)|去年|明年|前年|本月|上月|上个月|下月|今日|昨日|近日|(?<![\d十])日前|上周|本周",
    *"年月日周",
)


@IssueRule(
    "ME003", "undated-today", NOTE, "没有日期的一期里用了“今年”之类",
    tier="ours", wrong="今年5月（issue.yaml 没有 date）", right="2024年5月，或在 issue.yaml 里写 date",
    advice="读的人要知道是哪一年：写明年份，或在 issue.yaml 里写上 date。",
)  # fmt: skip
def undated_today(context: RuleContext) -> IssueFaults:
    """今年 and the like in an issue without a date: the first of each article."""
    if context.issue.settings.date is not None:
        return
    for article in context.articles:
        match = next(_TODAY.finditer(article.text), None)
        if match:
            yield article, Fault(match.span(), f"这一期没有日期，“{match[0]}”说不清是什么时候。")


@IssueRule(
    "ME004", "uneven-length", NOTE, "一篇比别的长得多或短得多",
    tier="ours", wrong="三篇各一千字，一篇一百字", right="补充内容，或并入别的文章",
    advice="看是不是贴漏了一半，或把两篇贴在了一起。",
)  # fmt: skip
def uneven_length(context: RuleContext) -> IssueFaults:
    """An article of a third or of three times the usual length, in an issue of three or more."""
    lengths = [
        sum(passage.end - passage.start for passage in article.passages if passage.block)
        for article in context.articles
    ]
    if len(lengths) < 3:
        return
    usual = sorted(lengths)[len(lengths) // 2]  # statistics takes 4 ms to import
    for article, length in zip(context.articles, lengths, strict=True):
        passage = next(article.of("title"), None)
        if passage and usual and not usual / 3 <= length <= usual * 3:
            how = "长" if length > usual else "短"
            message = f"这篇 {length} 字，比别的{how}得多（一般 {usual} 字）。"
            yield article, Fault(passage.place, message)


@IssueRule(
    "ME005", "long-title", NOTE, "标题要排三行以上",
    tier="ours", clause="GB/T 9704-2012 7.3.1", wrong="四十多个字的标题", right="二十字左右一行，至多两行",
    advice="压缩标题，或把后半句移到导语里。",
)  # fmt: skip
def long_title(context: RuleContext) -> IssueFaults:
    """A title that needs more than two lines of the house style, its subtitle not counted."""
    for article, passage, text in context.passages("title"):
        title, _ = title_and_subtitle(text)
        if width(title.translate(_BLANKS), "Times New Roman") > 2 * context.title_width:
            yield article, Fault(passage.place, f"标题有 {len(title)} 个字，要排三行以上。")


@IssueRule(
    "ME006", "two-spellings-of-organ", WARNING, "同一个单位有两种写法",
    tier="ours", wrong="焦作市人大常委会代表工委　焦作市人大常委会代工委", right="全期用一种写法",
    advice="看是不是同一个单位；是就改成一样。",
)  # fmt: skip
def two_spellings_of_organ(context: RuleContext) -> IssueFaults:
    """Two credits that begin alike and are nearly the same; the finding is at the rarer."""
    credits = list(context.passages("source"))
    names = sorted({name for _, _, name in credits})
    if len(names) < 2 or len(names) > 200:
        return
    counts = Counter(name for _, _, name in credits)
    for pair in combinations(names, 2):
        if pair[0][:3] == pair[1][:3] and _likeness(*pair) > 0.8:
            rarer, common = sorted(pair, key=lambda name: counts[name])
            for article, passage, name in credits:
                if name == rarer:
                    yield article, Fault(passage.place, f"“{rarer}”和“{common}”像是同一个单位。")


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
def two_spellings_of_person(context: RuleContext) -> IssueFaults:
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
                yield article, Fault((place, place + 3), message)


@IssueRule(
    "ME008", "printed-twice", WARNING, "程序会加的字又写了一遍",
    tier="ours", fixes="suggested", wrong="source: 温县人大供稿", right="source: 温县人大",
    advice="供稿行照 credit 排，报送栏的行名程序会加：值里只写单位、姓名。",
)  # fmt: skip
def printed_twice(context: RuleContext) -> IssueFaults:
    """A value that repeats what is printed around it: 供稿 in a source, 报： before a recipient."""
    series = context.issue.settings.series
    if "{source}" in series.credit.text:
        parts = (part.strip(_BRACKETS) for part in series.credit.text.split("{source}", 1))
        word = "|".join(re.escape(part) for part in parts if part)
        pattern = re.compile(rf"\A[（(]?(?:{word})[：:](?=.)|(?<=.)[（(]?(?:{word})[）)]?\Z")
        if word:
            for article in context.articles:
                yield from _twice(article, "source", pattern)
    labels = "|".join(re.escape(line.label.text) for line in series.routing)
    yield from _twice(context.settings, "routing", re.compile(rf"\A(?:{labels})[：:](?=.)"))


def _twice(article: ArticleText, kind: PassageKind, pattern: re.Pattern[str]) -> IssueFaults:
    for passage in article.of(kind):
        text = article.raw_of(passage)
        match = pattern.search(text)
        if match:
            place = passage.start + match.start(), passage.start + match.end()
            message = f"“{match[0]}”程序会加，这里又写了一遍。"
            edits = [(place, "")]
            if re.match("[（(][^）)]+\\Z", text[: match.start()]) and match[0][0] not in "（(":
                edits.insert(0, ((passage.start, passage.start + 1), ""))
            yield article, Fault(place, message, edits=edits, hint="删掉它。")

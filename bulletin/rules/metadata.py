"""An issue's front matter and its figures against one another."""

from __future__ import annotations

import re
from itertools import combinations

from bulletin.rules.prose import Prose
from bulletin.rules.rule import (
    LETTER,
    NOTE,
    OURS,
    SUGGESTED,
    WARNING,
    Found,
    IssueRule,
    Pattern,
    TextRule,
)
from bulletin.rules.subject import Subject
from bulletin.text.widths import width

_BRACKETS = "（）()：: "
_BLANKS = str.maketrans("", "", " \u3000|\u00a0")


def _alike(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # only where there is something to compare

    return SequenceMatcher(None, one, other).ratio()


@IssueRule(
    "ME001", "contents-differ", WARNING, "目录题与标题差一点",
    tier=OURS, wrong="title: 代表动起来　contents: 代表行动起来", right="两处一样，或另拟一个短题",
    advice="目录题可以另拟；只差一两个字，多半是改了一处忘了另一处。",
)  # fmt: skip
def contents_differ(proof: Subject) -> Found:
    """A ``contents`` that is nearly the title was meant to be the title."""
    for prose, article in zip(proof.articles, proof.issue.articles, strict=True):
        title = article.contribution.title.text.translate(_BLANKS)
        for passage in prose.of("contents"):
            contents = prose.raw[passage.start : passage.end].translate(_BLANKS)
            if contents != title and _alike(contents, title) > 0.8:
                message = f"目录题和标题“{title}”只差一点。"
                yield contents_differ.found(prose, (passage.start, passage.end), message)


@IssueRule(
    "ME002", "unknown-organ", WARNING, "供稿单位不在名单里",
    tier=OURS, wrong="source: 焦作人大", right="source: 焦作市人大常委会代表工委",
    advice="照 bulletin.yaml 的 organs 写全称；是新的单位，就添进 organs。没有写 organs 就不查。",
)  # fmt: skip
def unknown_organ(proof: Subject) -> Found:
    """A credit that is not one of the organs that the series knows."""
    known = [run.text for run in proof.issue.series.organs]
    if not known:
        return
    for prose in proof.articles:
        for passage in prose.of("source"):
            name = prose.raw[passage.start : passage.end]
            if name not in known:
                near = max(known, key=lambda one: _alike(one, name))
                hint = f"是不是“{near}”？" if _alike(near, name) > 0.4 else ""
                yield unknown_organ.found(
                    prose, (passage.start, passage.end), f"名单里没有“{name}”。",
                    hint=hint + "新的单位要添进 bulletin.yaml 的 organs。",
                )  # fmt: skip


_TODAY = Pattern(
    r"今年(?![\d一二三四五六七八九十]+岁)|去年|明年|前年|本月|上月|上个月|下月|今日|昨日|近日|(?<![\d十])日前|上周|本周",
    "年",
    "月",
    "日",
    "周",
)


@IssueRule(
    "ME003", "undated-today", NOTE, "没有日期的一期里用了“今年”之类",
    tier=OURS, wrong="今年5月（issue.yaml 没有 date）", right="2024年5月，或在 issue.yaml 里写 date",
    advice="读的人要知道是哪一年：写明年份，或在 issue.yaml 里写上 date。",
)  # fmt: skip
def undated_today(proof: Subject) -> Found:
    """今年 in an issue that does not say which year it is; told once for each article."""
    if proof.issue.settings.date is not None:
        return
    for prose in proof.articles:
        match = next(_TODAY.finditer(prose.text), None)
        if match:
            message = f"这一期没有日期，“{match[0]}”说不清是什么时候。"
            yield undated_today.found(prose, match.span(), message)


@IssueRule(
    "ME004", "uneven-length", NOTE, "一篇比别的长得多或短得多",
    tier=OURS, wrong="三篇各一千字，一篇一百字", right="补充内容，或并入别的文章",
    advice="看是不是贴漏了一半，或把两篇贴在了一起。",
)  # fmt: skip
def uneven_length(proof: Subject) -> Found:
    """In an issue of three articles or more, one of a third or of three times the usual length."""
    lengths = [
        sum(one.end - one.start for one in prose.passages if one.block) for prose in proof.articles
    ]
    if len(lengths) < 3:
        return
    usual = sorted(lengths)[len(lengths) // 2]  # statistics takes 4 ms to import
    for prose, length in zip(proof.articles, lengths, strict=True):
        passage = next(prose.of("title"), None)
        if passage and usual and not usual / 3 <= length <= usual * 3:
            how = "长" if length > usual else "短"
            message = f"这篇 {length} 字，比别的{how}得多（一般 {usual} 字）。"
            yield uneven_length.found(prose, (passage.start, passage.end), message)


@IssueRule(
    "ME005", "long-title", NOTE, "标题要排三行以上",
    tier=OURS, clause="GB/T 9704-2012 7.3.1", wrong="四十多个字的标题", right="二十字左右一行，至多两行",
    advice="压缩标题，或把后半句移到导语里。",
)  # fmt: skip
def long_title(proof: Subject) -> Found:
    """A title that needs more than two lines of the house style."""
    for prose in proof.articles:
        for passage in prose.of("title"):
            title = prose.raw[passage.start : passage.end]
            if width(title.translate(_BLANKS), "Times New Roman") > 2 * proof.title_width:
                message = f"标题有 {len(title)} 个字，要排三行以上。"
                yield long_title.found(prose, (passage.start, passage.end), message)


@IssueRule(
    "ME006", "two-spellings-of-organ", WARNING, "同一个单位有两种写法",
    tier=OURS, wrong="焦作市人大常委会代表工委　焦作市人大常委会代工委", right="全期用一种写法",
    advice="看是不是同一个单位；是就改成一样。",
)  # fmt: skip
def two_spellings_of_organ(proof: Subject) -> Found:
    """Credits of one issue that begin alike and are nearly the same."""
    credits = [
        (prose, passage, prose.raw[passage.start : passage.end])
        for prose in proof.articles
        for passage in prose.of("source")
    ]
    names = sorted({name for _, _, name in credits})
    if len(names) < 2 or len(names) > 200:
        return
    for one, other in combinations(names, 2):
        if one[:3] == other[:3] and one != other and _alike(one, other) > 0.8:
            rarer = min((one, other), key=lambda name: sum(name == c for _, _, c in credits))
            common = other if rarer == one else one
            for prose, passage, name in credits:
                if name == rarer:
                    message = f"“{rarer}”和“{common}”像是同一个单位。"
                    yield two_spellings_of_organ.found(prose, (passage.start, passage.end), message)


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
    tier=OURS, wrong="代表关源群、…代表关原群等", right="全期用一种写法",
    advice="核对姓名；确是两个人就不必管。",
)  # fmt: skip
def two_spellings_of_person(proof: Subject) -> Found:
    """Two names of three characters that differ in one character of the given name."""
    seen: dict[str, list[tuple[Prose, int]]] = {}
    for prose in proof.articles:
        for match in _PERSON.finditer(prose.text):
            if match[1][0] not in _SURNAMES:
                continue
            seen.setdefault(match[1], []).append((prose, match.start(1)))
    for fixed in ((0, 1), (0, 2)):
        groups: dict[str, list[str]] = {}
        for name in seen:
            groups.setdefault(name[fixed[0]] + name[fixed[1]], []).append(name)
        for names in groups.values():
            if len(names) != 2:
                continue
            rarer, common = sorted(names, key=lambda name: (len(seen[name]), seen[name][0][1] * -1))
            for prose, place in seen[rarer]:
                message = f"“{rarer}”和“{common}”只差一个字，是不是同一个人？"
                yield two_spellings_of_person.found(prose, (place, place + 3), message)


_FIGURE = r"(\d{1,9})(?:余|多)?[条个件项起处家户]"
_RAISED = Pattern(
    rf"(?:收集|征集|收到|征求|提出|反映|梳理|排查|摸排)[^。；\d\n]{{0,20}}?{_FIGURE}"
    rf"[^。；\d\n]{{0,15}}?(?:解决|办结|化解|整改|办理|采纳|落实|答复)[^。；\d\n]{{0,10}}?{_FIGURE}"
)


@TextRule(
    "GE002", "more-solved-than-raised", WARNING, "解决的比提出的还多",
    tier=OURS, wrong="收集意见建议197条，推动解决问题213个", right="收集意见建议213条，推动解决问题197个",
    advice="向供稿单位核对两个数；口径不同（一条意见含几个问题）就写清楚。",
)  # fmt: skip
def more_solved_than_raised(prose: Prose) -> Found:
    """More problems solved than were raised, in one sentence."""
    for match in _RAISED.finditer(prose.text):
        raised, solved = int(match[1]), int(match[2])
        if solved > raised:
            message = f"提出 {raised}，解决却有 {solved}。"
            yield more_solved_than_raised.found(prose, match.span(2), message)


@IssueRule(
    "ME008", "printed-twice", WARNING, "程序会加的字又写了一遍",
    tier=OURS, mending=SUGGESTED, wrong="source: 温县人大供稿", right="source: 温县人大",
    advice="供稿行照 credit 排，报送栏的行名程序会加：值里只写单位、姓名。",
)  # fmt: skip
def printed_twice(proof: Subject) -> Found:
    """供稿 in a source that the credit line has too; the line's own name before a recipient."""
    series = proof.issue.settings.series
    if "{source}" in series.credit.text:
        parts = (one.strip(_BRACKETS) for one in series.credit.text.split("{source}", 1))
        word = "|".join(re.escape(one) for one in parts if one)
        pattern = re.compile(rf"\A[（(]?(?:{word})[：:](?=.)|(?<=.)[（(]?(?:{word})[）)]?\Z")
        for prose in proof.articles if word else ():
            yield from _twice(prose, "source", pattern)
    labels = "|".join(re.escape(line.label.text) for line in series.routing)
    yield from _twice(proof.settings, "routing", re.compile(rf"\A(?:{labels})[：:](?=.)"))


def _twice(prose: Prose, kind: str, pattern: re.Pattern[str]) -> Found:
    for passage in prose.of(kind):
        text = prose.raw[passage.start : passage.end]
        match = pattern.search(text)
        if match:
            start, end = passage.start + match.start(), passage.start + match.end()
            message = f"“{match[0]}”程序会加，这里又写了一遍。"
            edits = [(start, end, "")]
            if re.match("[（(][^）)]+\\Z", text[: match.start()]) and match[0][0] not in "（(":
                edits.insert(0, (passage.start, passage.start + 1, ""))
            yield printed_twice.found(prose, (start, end), message, edits, "删掉它。")

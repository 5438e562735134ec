"""Recognises who wrote and who sent an article: credit lines, organs, names, labelled fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bulletin.importing.recognise.shapes import DATE, bracketed_day, is_day_or_month
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN

_KEY = r"(?:供稿单位|供稿人?|来稿单位|来稿|报送单位|稿件来源|文章来源|信息来源|来源|作者单位|单位)"
_AUTHOR_KEY = r"(?:文\s*[/／]\s*图|图\s*[/／]\s*文|作者|撰稿人?|撰文|执笔|(?:本[报刊台网])?(?:通讯员|记者)|文)"
_CREDITS = (
    patterns.regex(rf"[（(【]\s*{_KEY}\s*[：:]\s*(?P<source>[^（）()]+?)\s*[）)】]"),
    patterns.regex(
        r"[（(]\s*(?P<source>[^（）()]+?)\s*供稿[\s，；,;]+(?P<fields>[^（）()]+[：:][^（）()]+?)\s*[）)]"
    ),
    patterns.regex(r"[（(]\s*(?P<source>.+?)\s*(?:供稿|提供稿件|报送|供)\s*[）)]"),
    patterns.regex(rf"{_KEY}\s*[：:]\s*(?P<source>[^\s：:][^：:]*?)\s*"),
    patterns.regex(r"(?:——?|―)?\s*(?P<source>[^，。；：—]{2,40}?)\s*(?:供稿|(?<=\s)报送)"),
)
_ORGAN = patterns.regex(
    r"(?:人大|主席团|委员会|常委会|党委|工委|联络处|办事处|代表处|政府|局|站|代表团|机关|[省市县区州旗乡镇]委|街道|法院|检察院|支部|编辑部"
    r"|(?:办公|联络|研究|综合|信息|秘书|督查|调研)室|[一二三四五六七八九十]科|办公厅|研究院|(?:调研|课题|视察|检查|评议|工作|领导小)组)$"
)
_PLACE = patterns.regex(r"[省市县区州盟旗镇乡]|街道|人大|人民|委员会|常委会|工委")
_NO_NAME = patterns.regex(r"[，。；：！？、“”‘’《》（）()\"'—…\d]")
_AUTHOR = patterns.regex(
    rf"[（(]?\s*{_AUTHOR_KEY}(?P<mark>\s*[：:/／|\s]\s*)(?P<name>[^（）()。！？]{{2,40}}?)\s*[）)]?"
)
_POST = patterns.regex(
    rf"\S{{2,20}}(?:主任|主席|委员|书记|县长|市长|区长|局长|科长|处长|秘书长)[ \u3000]+[{COMMON_HAN}·]{{2,4}}"
)
_NAME = rf"(?:[{COMMON_HAN}·]{{2,5}}|[{COMMON_HAN}][ \u3000]+[{COMMON_HAN}])"
_NAMES = patterns.regex(rf"{_NAME}(?:[ \u3000、，]+{_NAME}){{0,4}}")
_PART_NAME = patterns.regex(
    r"(?:前言|引言|导语|导言|摘要|目录|目次|总则|附则|正文|结语|提纲|议程|日程|讲话稿|发言稿|草案|讨论稿|送审稿"
    r"|初稿|定稿|材料|附件|通知|通报|报告|简报)"
)
_ORGAN_AND_NAMES = patterns.regex(rf"(?P<source>\S{{3,40}})[ \u3000\t]+(?P<names>{_NAMES.pattern})")
_DATED = patterns.regex(rf"(?P<rest>.+?)[ \u3000\t]+(?P<date>{DATE.pattern})")
NOTE = patterns.regex(r"^\s*(?:(?:[【（(]\s*)?编\s*者\s*按\s*[】）)]?)\s*[：:]?\s*")
_LONGEST = 60
"""Characters of a credit line."""


@dataclass(frozen=True, slots=True)
class Credit:
    """The organ that sent an article, its author and date, as far as one line names them."""

    source: str
    author: str = ""
    date: str = ""


def credit(text: str, pattern: str) -> Credit | None:
    """What a credit line names, in the form of its series (``pattern``) or another usual form."""
    if len(text) > 3 * _LONGEST:
        return None
    named = fields(text)
    if named.get("source"):
        return credit_of(named)
    own = re.escape(pattern).replace(re.escape("{source}"), "(?P<source>.+?)", 1)
    own = re.sub(r"\\\{author\\\}|\{author\}", ".*?", own)
    forms = [patterns.regex(own), *_CREDITS] if "{source}" in pattern else _CREDITS
    for form in forms:
        match = form.fullmatch(text.strip())
        if match and len(match["source"]) <= _LONGEST:
            split = split_source(match["source"].strip())
            named = fields(match.groupdict().get("fields") or "")
            return Credit(split.source, named.get("author", "") or split.author, split.date)
    return None


def credit_of(named: Mapping[str, str]) -> Credit:
    """What labelled ``fields`` name; names and a date may stand behind the organ."""
    split = split_source(named.get("source", ""))
    author, date = named.get("author", ""), named.get("date", "")
    return Credit(split.source, author or split.author, date or split.date)


def split_source(text: str) -> Credit:
    """The organ, and the names or the date behind it, of a text that begins with an organ."""
    dated = _DATED.fullmatch(text)
    if dated and is_organ(dated["rest"]):
        return Credit(dated["rest"], "", dated["date"])
    match = _ORGAN_AND_NAMES.fullmatch(text)
    if match and is_organ(match["source"]) and not is_organ(match["names"]):
        return Credit(match["source"], match["names"])
    return Credit(text)


def signature(text: str) -> Credit | None:
    """The organ, names and date of a line of nothing else, perhaps in brackets; ``None`` for others."""
    inner = text.strip()
    if len(inner) > 2 * _LONGEST:
        return None
    if inner[:1] in "（(" and inner[-1:] in "）)":
        inner = inner[1:-1].strip()
    dated = _DATED.fullmatch(inner)
    split = split_source(dated["rest"] if dated else inner)
    if not is_organ(split.source):
        return None
    return replace(split, date=dated["date"]) if dated else split


def is_byline(text: str) -> bool:
    """Whether a line is nothing but who wrote or sent something, or a date."""
    return bool(credit(text, "") or signature(text) or author(text) or bracketed_day(text))


def is_organ(text: str) -> bool:
    """Whether a short text is the name of an organ: it ends as those do, and names a place."""
    return (
        len(text) <= 40
        and bool(_ORGAN.search(text) and _PLACE.search(text))
        and not _NO_NAME.search(text)
        and not text.startswith(("本期", "此件", "本件", "发至", "发送"))
    )


def author(text: str) -> str | None:
    """The author that a line names with a label, 作者：张三, or with a post, 县人大主任　李四."""
    match = _AUTHOR.fullmatch(text.strip())
    if match and (match["mark"].strip() or is_names(match["name"])):
        return match["name"]
    return text.strip() if _POST.fullmatch(text.strip()) else None


def is_names(text: str) -> bool:
    """Whether a line may be nothing but names of persons."""
    return bool(_NAMES.fullmatch(text.strip())) and not is_part_name(text)


def is_part_name(text: str) -> bool:
    """Whether a line is the name of a part or kind of text: 前言, 第一章　总则, 讨论稿."""
    bare = text.strip()
    return bare.startswith("第") or _PART_NAME.fullmatch(bare) is not None


# Lines of labelled fields

_LABELS = {
    "source": "供稿单位 供稿 供稿人 来稿单位 来稿 报送单位 稿件来源 文章来源 信息来源 来源 作者单位",
    "author": "作者 撰稿 撰稿人 撰文 执笔 通讯员 记者 文",
    "date": "发布时间 发布日期 发表时间 时间 日期 更新时间",
    "aside": "责任编辑 责编 编辑 美编 编审 编校 审核 审签 审阅 校对 校核 初审 复审 终审 一审 二审 三审 监制"
    " 签发 签发人 主编 副主编 总编 值班主任"
    " 编委会 编辑委员会 本期责编 本期编辑 本期编审 责任校对 排版"
    " 浏览 浏览次数 浏览量 访问量 访问次数"
    " 阅读次数 点击次数 人气 阅读 阅读量 点击 点击数 点击量 点击率 字号 字体 字体大小 分享 分享到 打印 关闭",
    "contact": "联系人 联系人员 联系人及电话 联系人及联系电话 联系人和电话"
    " 联络人 联络员 经办人 联系方式 联系电话 电话 办公电话 电话号码 邮箱 电子邮箱"
    " 电子邮件 传真 邮编 邮政编码 地址 联系地址 通讯地址 单位地址 手机 手机号 手机号码 微信 微信号"
    " 网址 投稿邮箱 投稿信箱 咨询电话 报名电话 值班电话",
}  # fmt: skip
_REPEATED = ("aside", "contact")
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_FIELD = patterns.regex(
    rf"(?:^|[\s\u3000|｜]+)([{COMMON_HAN}](?:[ \u3000]*[{COMMON_HAN}]){{0,7}})[：:]"
)


def fields(text: str) -> dict[str, str]:
    """What a line of known labels says: source, author, date, aside (staff, page views), contact → value."""
    text = text.strip().strip("（）()").strip()
    labels = list(_FIELD.finditer(text)) if len(text) <= 2 * _LONGEST else []
    if not labels or labels[0].start() > 0:
        return {}
    ends = [label.start() for label in labels[1:]] + [len(text)]
    values: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        kind = _KINDS.get(re.sub(r"\s", "", label[1]))
        value = text[label.end() : end].strip()
        if (
            kind is None
            or re.search(r"[。；！？]", value)
            or (kind in values and kind not in _REPEATED)
        ):
            return {}
        values[kind] = value
    is_event = re.match(r"(?:时间|日期)\s*[：:]", text) and values.keys() == {"date"}
    has_day = is_day_or_month(values.get("date", "").partition(" ")[0])
    return {} if is_event or ("date" in values and not has_day) else values


def is_staff(text: str) -> bool:
    """Whether a line names only those who edited and checked, or how to reach them."""
    named = fields(text).keys()
    return bool(named) and named <= {"aside", "contact"}


def is_contact(text: str) -> bool:
    """Whether a line says how to reach somebody, and nothing of an article."""
    inner = text.strip().strip("（）()").strip()
    named = [fields(one).keys() for one in re.split(r"[；;，,]", inner) if one.strip()]
    return any("contact" in one for one in named) and all(
        one and one <= {"aside", "contact"} for one in named
    )

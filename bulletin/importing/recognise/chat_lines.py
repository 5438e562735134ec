"""What a line of a chat is: who sent a message and when, what a chat program says, what people say.

Chat programs write sender and time above a message or before it (``张三 2024/5/6 09:12:33``,
``[09:12] 张三：…``, ``张三:``). Each line is looked at alone; ``chat`` decides whether it is a chat at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from bulletin.importing.recognise import credits, shapes
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN, LETTER

THING = "聊天里的图片、文件、表情，内容没有复制过来"
"""Why what only stands for a picture or a file is left out."""
LONGEST_TITLE = 40
_LONGEST = 120
"""Characters of a line in which something of a chat is looked for."""
_LONGEST_TALK = 60
"""Characters of a line that is nothing but talk."""


def _whole(pattern: str, longest: float = math.inf, flags: int = 0) -> Callable[[str], bool]:
    """A function that says whether a pattern is all of a line, which has ``longest`` characters at most."""
    regex = patterns.regex(pattern, flags)
    return lambda text: len(text) <= longest and regex.fullmatch(text) is not None


# Senders and times

_TIME = (
    r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|[AaPp][Mm])?\s*"
    r"[0-2]?\d[:：][0-5]\d(?P<seconds>[:：][0-5]\d)?(?:\s*[AaPp][Mm])?"
)
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_DAY = (
    r"(?:(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}[-/]\d{1,2}|[今昨前]天)"
)
_STAMP = rf"(?:{_DAY}[,，]?\s*(?:{_WEEKDAY})?\s*|{_WEEKDAY}\s*)?{_TIME}"
_MARKS = r"：:，,。；;！!？?、|｜（）()\[\]【】<>《》“”\"「」"
_ID = r"[（(<](?P<id>[^（）()<>]{1,60})[）)>]"
_NAME = rf"(?:【[^】]{{1,8}}】)?(?P<name>[^\s@{_MARKS}](?:[^{_MARKS}]{{0,22}}?[^\s{_MARKS}])?)\s?(?:{_ID})?"
_TIMED = tuple(
    patterns.regex(pattern)
    for pattern in (
        rf"{_NAME}(?:\s+|[:：]\s*|(?<=[）)>]))\s*{_STAMP}\s*[:：]?(?P<rest>)$",
        rf"{_STAMP}\s+(?:[-–]\s*)?{_NAME}\s*[:：]?(?P<rest>)$",
        rf"[\[【（(]\s*{_STAMP}\s*[\]】）)]\s*{_NAME}\s*(?:[:：]\s*(?P<rest>.*)|$)",
        rf"{_NAME}\s*[\[【（(]\s*{_STAMP}\s*[\]】）)]\s*(?:[:：]\s*(?P<rest>.*)|$)",
        rf"{_STAMP}\s+(?:[-–]\s*)?{_NAME}\s*[:：]\s*(?P<rest>\S.*)",
    )
)
_FIRST, _BRACKETED = (0, 3), (2, 3)
"""Of these patterns, those that begin with the name; those with the time in brackets."""
_STAMP_ALONE = patterns.regex(rf"[\[【（(]?\s*{_STAMP}\s*[\]】）)]?")
_PUBLISHED = patterns.regex(rf"{_NAME}\s+{_STAMP}(?:\s+[{COMMON_HAN}]{{2,3}})?$")
_NAME_ALONE = patterns.regex(_NAME)
_NAMED = patterns.regex(rf"{_NAME}\s*[:：]\s*(?P<rest>.*)")
_NO_SENDER = patterns.regex(
    r"(?:时间|日期|时段|发布|更新|来源|编辑|作者|记者|截至|截止|开始|结束|开幕|召开|浏览|[于自从至到在为是])$"
    r"|^(?:时间|日期|地点|会议|活动|签到|报到|开会|主持人?|记者|问|答|甲方?|乙方?|附件?|注|第.*)$"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚文庞樊兰殷施陶洪翟"
    "颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹苗凌费纪靳盛童欧甄项"
    "阳裴席卫查屈鲍覃霍翁隋植甘景薄司柏宁柯阮桂闵解强柴车冉房辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来"
)
_POST = (
    "主任|书记|主席|老师|部长|局长|科长|处长|科|处|秘书长|秘书|委员|代表|站长|镇长|乡长|县长|区长|市长|所长|院长|校长"
    "|队长|组长|社长|总编|编辑|干事|经理|会长|同志|同学|医生|律师|总|工|姐|哥|叔"
)
_PLACES = "[省市县区州旗盟乡镇村街道局委办处室厅部院站所队校会团组社馆中心]"
_PERSON = patterns.regex(
    rf"(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|夏侯|[{_SURNAMES}])[{COMMON_HAN}]{{1,2}}(?<!{_PLACES})"
    rf"|[{COMMON_HAN}]{{0,4}}[小老][{_SURNAMES}]"
)
_ADDRESSED = patterns.regex(rf"[小老阿]?[{_SURNAMES}](?:某某?)?副?(?:{_POST})")
_OFFICIAL = patterns.regex(rf"[{COMMON_HAN}]{{0,4}}{_ADDRESSED.pattern}")

# What a chat program writes

_MAIL_HEAD = patterns.regex(
    r"(?P<surely>发件人|发送人|收件人|发送时间|From|To|Sent)\s*[：:].*|(?:抄送|日期|时间|主题|附件|Subject|Date|Cc)\s*[：:].*"
)
_THINGS = (
    "图片|照片|文件|文档|视频|小视频|语音|语音消息|表情|动画表情|自定义表情|图片表情|链接|网页|位置|名片|个人名片|红包"
    "|转账|小程序|聊天记录|合并转发|音乐|音频|语音通话|视频通话|笔记|群公告|群待办|待办|接龙|投票|日程|收藏|视频号|视频消息"
    "|图片消息|文件消息|未知消息|不支持的消息|image|file|video|audio|emoji|photo|sticker"
)
_THING = rf"[\[【](?:{_THINGS})(?:\s*[:：]\s*[^\]】]{{0,80}})?[\]】]"
_FILE = r"\S[^。！？]{0,80}\.[A-Za-z0-9]{2,5}(?:\s*[（(]?\s*\d[\d.]*\s*[KMG]?B\s*[）)]?)?"
is_placeholder = _whole(
    rf"(?:{_THING}\s*)+(?:{_FILE}|https?://\S+|\d{{1,3}}[\"”″'秒])?", 2 * _LONGEST, re.I
)
"""Whether a line only stands for a picture or a file: [图片], [文件] 温县.docx."""
is_file = _whole(
    r"[^\s。！？，；：]{1,60}\.(?:docx?|wps|pdf|txt|jpe?g|png|xlsx?|zip|rar|pptx?|mp4)", flags=re.I
)
"""Whether a line is nothing but the name of a file."""
is_drawn = _whole(r"(?:[-–—─_=＝*]\s*){5,}")
"""Whether a line is drawn: - - - - - -."""
is_notice = _whole(
    r".{2,30}群\s*[（(]\s*\d{1,4}\s*[）)]|.{0,40}撤回了(?:一条|成员.{0,20}的(?:一条)?)消息.{0,12}|.{1,40}(?:加入|退出|离开)了?(?:本?群聊?|讨论组)"
    r"|.{1,60}邀请.{1,80}加入了?(?:本?群聊?|讨论组|会话).{0,20}|.{1,60}移出了?群聊.{0,10}|.{1,20}拍了拍.{1,20}"
    r"|消息记录\s*[（(].{0,40}|消息(?:分组|对象|类型|记录)\s*[:：].{0,40}|群聊?名称?\s*[:：].{0,40}"
    r"|导出时间\s*[:：].{0,40}|.{0,20}修改群名为.{0,40}|.{0,20}(?:成为新群主|已成为群管理员).{0,10}"
    r"|.{1,20}(?:设置了|更新了|发布了)(?:新的)?群公告"
    r"|[-–—─=\s]*以[上下](?:是|为)?(?:新消息|新的消息|打招呼的?内容|历史消息|引用(?:的)?内容|转发(?:的)?内容)[-–—─=\s：:]*"
    r"|(?:.{1,40}的|群聊的?|微信|QQ|钉钉|企业微信)聊天记录(?:如下)?\s*[：:]?",
    _LONGEST,
)
"""Whether a line is surely a notice of a chat program: “张三”撤回了一条消息."""
may_be_notice = _whole(
    r"[-–—─=\s]*以[上下](?:是|为)?(?:聊天记录|原文|消息)[-–—─=\s：:]*|聊天记录(?:如下)?\s*[：:]?"
    rf"|[-–—─=\s]{{2,}}(?:{_DAY}|{_WEEKDAY})(?:\s*{_WEEKDAY})?[-–—─=\s]{{2,}}"
    r"|(?:\d{1,4}\s*人?\s*|全部)?(?:已读|未读)(?:\s*\d{1,4}\s*人?)?|对方正在输入.{0,6}|(?:消息)?已送达"
    r"|(?:引用|回复)\s*[:：]?\s*@?\S{1,20}\s*(?:的消息)?\s*[：:]?|转发自\s*[:：]?.{0,40}",
    _LONGEST,
)
"""Whether a line may be a notice of a chat program: 以下为新消息, ——— 2024-05-06 ———, 已读."""
MENTION = patterns.regex(
    r"(?:@(?:所有人|全体成员|all)[ \u2005\u3000,，:：]*|@[^\s@，。：:]{1,24}[\s\u2005]+)+", re.I
)
_MENTIONS = patterns.regex(r"(?:@[^\s@，。：:]{1,24}[\s\u2005]*)+", re.I)

# What people say

_FACE = r"\[[^\W\d_]{1,4}\]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]"
_TO = (
    rf"(?:尊敬的|亲爱的)?(?:各位)?{LETTER}{{0,6}}?(?:领导|同事|同仁|朋友|群友|伙伴|负责人|联络员|小编|{_POST})们?"
    r"|各位(?:亲|家人)?|大家|亲们?|编辑部"
)
_VOCATIVE = rf"(?:{_TO})(?:\s*[、，,和及]\s*(?:{_TO}))*"
_GOOD = (
    r"(?:大家|您|你们?|各位|都)?\s*(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|新年|节日|周末|国庆|中秋|元旦|春节|新春)?"
    r"(?:好(?!转|在|比|像|人|评|事|的|坏)|快乐|早安|晚安|辛苦了?|打扰了?)"
)
_STOPS = r"[！!。．.，,、~～：:；;…\s]*"
_GREETING = patterns.regex(
    rf"(?:{_FACE}|\s)*(?:{_VOCATIVE}{_STOPS})?{_GOOD}[呀啊哦哈]?(?:{_FACE}|{_STOPS})*"
)
is_to_one = _whole(rf"{_ADDRESSED.pattern}(?s:.*)")
"""Whether a line begins with one person whom it speaks to: 李主任，您好."""
called = _whole(rf"(?:{_VOCATIVE})\s*[：:，,！!]\s*", _LONGEST_TALK)
"""Whether a line only says who is spoken to: 李主任："""
is_closing = _whole(
    r"此致|敬礼[！!。]?|(?:顺|敬)?祝(?!贺).{0,12}[！!。]?|顺颂.{0,6}|.{0,8}(?:敬上|谨上)", 20
)
"""Whether a line closes a letter: 此致, 敬礼, 祝工作顺利."""
_ASKS = (
    r"(?:请|麻烦|烦请|敬请|恳请|劳烦|辛苦|有劳|望)[^。；！？]{0,14}?"
    r"(?:查收|查阅|审阅|审核|审定|审改|审一下|把关|斧正|修改|过目|编发|采用|采纳|刊发|刊登|看看|看一下|看下|收一下)(?:一下|为盼|为荷)?"
)
_KINDS = "(?:信息|稿件?|材料|简报|总结|报道|文章|文字)"
_COUNT = "(?:[一二两三四五六1-9]\\s*[篇份条个则])"
_SENDS = (
    rf"(?:这|此|以下|下面|以上|附件)(?:是|为|里是)?[^。；！？]{{0,24}}{_KINDS}{_COUNT}?"
    r"|(?:现|特此?)(?:将|把)?[^。；！？]{0,24}(?:发给|报给|报送|上报|发到|传给|报上|发上|呈上|呈报|奉上|发来|发过去)[^。；！？的]{0,14}"
    rf"|(?:我[们镇乡县区市办局处街道]{{0,2}})?(?:报送|上报|发|报|投稿|补报|补发|交)[^。；！？的]{{0,14}}{_KINDS}{_COUNT}"
    rf"|(?:我[们镇乡县区市办局处街道]{{1,2}})[^。；！？]{{0,10}}{_KINDS}{_COUNT}?(?:报上|发给您|发上|来了)?"
)
_WORD = (
    r"收到|已?收悉|已收|好的?|好嘞|好滴|嗯+|哦+|噢|OK|ok|Ok|谢谢|多谢|感谢|辛苦|不客气|没问题|没事|可以|行|明白|知道|了解|已阅"
    r"|已?(?:发|报|改|回复|转发|提交|上传)|马上(?:改|发|报|办|处理|到|就?好)?|稍等|稍后|在吗|在|同意|赞|好评|哈+|再见|拜拜|1|\+1|对|是|是的|没有"
    rf"|请知悉|知悉|请勿外传|{_ASKS}"
)
_ASKED = rf"(?:{_ASKS})(?:{_STOPS}(?:谢谢|多谢|感谢)[^。]{{0,8}})?{_STOPS}"
asks = _whole(rf"(?s:.*?){_ASKED}", _LONGEST)
"""Whether a line ends by asking to look at what follows: ……现将信息报上，请审阅。"""
_COVER = (
    rf"(?:{_VOCATIVE}{_STOPS})?(?:{_SENDS}{_STOPS})?{_ASKED}(?:{_FACE})*"
    rf"|(?:{_VOCATIVE}{_STOPS})?(?:{_SENDS})(?:{_STOPS}(?:{_WORD}))*{_STOPS}(?:{_FACE})*"
)
is_cover = _whole(_COVER, _LONGEST_TALK)
"""Whether a line says what is sent, or asks to look at it: 现报送信息一篇，请审阅。"""
is_small_talk = _whole(
    rf"(?:{_FACE}|\s)*(?:{_VOCATIVE}{_STOPS})?"
    rf"(?:(?:{_WORD})(?:{_VOCATIVE}|您|你)?[了啦哈呢哦吧呀]?(?:{_FACE}|{_STOPS}))+(?:{_VOCATIVE}{_STOPS})?(?:{_FACE}|\s)*"
    rf"|(?:{_FACE}|\s)+|{_COVER}",
    _LONGEST_TALK,
)
"""Whether a line is nothing but 收到, 好的, 谢谢 and the like, or says that something is sent."""
_TALK = patterns.regex(
    r"收到了|谢谢|多谢|感谢(?:领导|各位|大家|主任)|辛苦|[您咱吗呢啦哦嘛呀哈]|吧[。！!~～]?$|你们?|一下|麻烦|稍后|稍等|刚才|刚刚|等会|待会|(?:发|传|放)(?:群|你|您|过来|出来|给|到|了)"
    r"|[?？~～]$|^这是|照片|怎么|哪|今天内|尽快|下班前"
)
_TALK_IN_ARTICLE = patterns.regex(r"收到|好的|OK|ok|已?收悉|请|麻烦|烦请|敬请|劳烦")
_CLOCK = patterns.regex(r"(?<!\d)[0-2]?\d[:：][0-5]\d(?!\d)")
_HELLO = patterns.regex(
    r"(?:上午|中午|下午|晚上|早上|大家|您|你们)好(?!转|在|评|事)|请(?:查收|审阅|审核)|收到[!！。]?$"
)
_NAME_OF_FILE = patterns.regex(
    r"\.(?:docx?|wps|pdf|txt|md|jpe?g|png|xlsx?|zip|rar|pptx?|eml|html?)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender and the time of a message, as far as a line has them; its text begins at ``end``."""

    name: str
    end: int
    timed: bool
    sure: bool = False
    """Whether the line can be nothing else."""


def sender(text: str) -> Sender | None:
    """Who sent a message and when, as a line says it at its start: 张三(123456) 10:12."""
    near = text[:_LONGEST]
    if stamp(text):
        return None
    for at, pattern in enumerate(_TIMED):
        match = pattern.match(near)
        if match is None or (len(text) > _LONGEST and not match["rest"]):
            continue
        name = re.sub(r"\s", "", match["name"])
        number = match["id"] or ""
        if is_label(name) or not re.search(r"[^\W\d_]", name):
            continue
        is_account = bool(re.fullmatch(r"\d{5,12}", number)) or "@" in number
        has_text = at in _BRACKETED and match["rest"] is not None
        sure = is_account or has_text or bool(match["seconds"])
        if at in _FIRST or at in _BRACKETED or sure or is_person(name) or match["year"]:
            return Sender(match["name"], _end(match, text), True, sure)
    return None


def _end(match: re.Match[str], text: str) -> int:
    return match.start("rest") if match["rest"] else len(text)


def named(text: str) -> Sender | None:
    """Who sent a message, where a line begins with a name and a colon: 张三：收到."""
    match = _NAMED.match(text[:_LONGEST])
    if match is None or is_label(re.sub(r"\s", "", match["name"])):
        return None
    if match["name"][-1].isdigit() and match["rest"][:1].isdigit():
        return None  # 签到 08:30
    return Sender(match["name"], _end(match, text), False)


def name_alone(text: str) -> str:
    """The name that a short line is, as a sender's stands over the time; empty for every other line."""
    match = _NAME_ALONE.fullmatch(text) if len(text) <= 24 else None
    name = match["name"] if match else ""
    return "" if is_label(name) or stamp(text) else name


def stamp(text: str) -> str:
    """How much a line says that is nothing but a time: "day" with its year, "time", or nothing."""
    match = _STAMP_ALONE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return ""
    return "day" if match["year"] else "time"


def is_dated(text: str) -> bool:
    """Whether a line is a day and a time, perhaps with a name: 甲县人大网 2024-05-06 09:12."""
    return len(text) <= _LONGEST_TALK and any(
        match["year"] for match in (_PUBLISHED.match(text), _STAMP_ALONE.fullmatch(text)) if match
    )


def is_label(name: str) -> bool:
    """Whether what stands before a time or a colon is no name but says what it is: 会议时间, 定于."""
    return _NO_SENDER.search(name) is not None and not _OFFICIAL.fullmatch(name)


def is_person(name: str) -> bool:
    """Whether a name is that of a person: 张三, 李主任, 老王; 石桥镇人大-张三 too."""
    parts = re.split(r"[-—_·\s]+", name)
    return any(_PERSON.fullmatch(one) or _OFFICIAL.fullmatch(one) for one in (parts[0], parts[-1]))


def is_plain_person(name: str) -> bool:
    """Whether a name is that of a person without a post: a letter does not begin so, as with 李主任."""
    return bool(_PERSON.fullmatch(name)) and not _OFFICIAL.fullmatch(name)


def is_sender(name: str) -> bool:
    """Whether a name is that of a person or of an organ."""
    return is_person(name) or credits.is_organ(name)


def mail_head(text: str) -> str:
    """Whether a line is of the head of a mail: "surely" (发件人：…), "perhaps" (主题：…), or nothing."""
    match = _MAIL_HEAD.fullmatch(text) if len(text) <= 2 * _LONGEST else None
    if match is None:
        return ""
    return "surely" if match["surely"] else "perhaps"


def mention_length(text: str) -> int:
    """How many characters at a line's start call somebody: @所有人."""
    if len(text) <= _LONGEST and _MENTIONS.fullmatch(text):
        return len(text)
    match = MENTION.match(text[:_LONGEST])
    return match.end() if match else 0


def greeting_length(text: str) -> int:
    """How many characters at a line's start greet: 各位领导上午好！"""
    match = _GREETING.match(text[:_LONGEST])
    return match.end() if match else 0


def is_talk(text: str) -> bool:
    """Whether a short line is rather said than written: 照片一会儿发您."""
    return len(text) <= _LONGEST_TALK and bool(_TALK.search(text))


def is_surely_talk(text: str) -> bool:
    """Whether small talk is none that an article may have at its end, as a speech has 谢谢大家."""
    return bool(_TALK_IN_ARTICLE.match(re.sub(_FACE, "", text).strip()) and is_small_talk(text))


def may_be_title(text: str) -> bool:
    """Whether a line may be the title of a contribution: it is short, and no sentence."""
    return (
        len(text) <= LONGEST_TITLE
        and not text.endswith(tuple("。；，、：:,;"))
        and not shapes.heading_number(text)
    )


def odd_in_title(title: str) -> str:
    """What a title holds that no title has, in Chinese: a time, a greeting, the name of a file."""
    if _CLOCK.search(title):
        return "时间"
    if _HELLO.search(title):
        return "问候、回话"
    return "文件名" if _NAME_OF_FILE.search(title) else ""

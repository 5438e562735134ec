"""What was copied from a chat: sender, time, greeting and 收到 are named, and nothing of the article is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft, DraftParagraph, DraftPicture, DraftRun
from bulletin.importing.plan import Imported
from bulletin.importing.readers import dispatch
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.recognise import chat, chat_lines
from tests.harness.growth import LINEAR, growth
from tests.harness.import_cases import articles, imported, left, shared_files
from tests.typeset.test_compose import PNG

TITLE = "石桥镇人大开展代表述职评议活动"
TEXT = "11月18日，石桥镇人大主席团组织召开人大代表述职评议会，代表们作了述职。"
MORE = "收到群众来信的，各位代表好好回复；好的办法，大家要坚持。"
CREDIT = "（石桥镇人大主席团供稿）"
MADE = f"---\ntitle: {TITLE}\nsource: 石桥镇人大主席团\n---\n{TEXT}\n{MORE}"
SHARED_FILES = shared_files()


def of_text(text: str) -> Imported:
    return imported(dispatch.read("来稿.txt", text.encode(), Kind.TEXT), SHARED_FILES)


HEADS = [
    "张三 2024/5/6 09:12:33",
    "张三  2024-05-06 9:12:33",
    "张三(123456) 10:12",
    "【管理员】张三(123456789) 2024/5/6 9:12:33",
    "2024-05-06 9:12:33 张三(123456)",
    "2024-05-06 9:12:33 张三<zhang@example.com>",
    "张三 2024年5月6日 上午9:12",
    "张三 5月6日 09:12",
    "石桥镇人大 张三 5/6 10:12:13",
    "[2024-05-06 09:12:33] 张三：",
    "[09:12] 张三：",
    "张三（2024-05-06 09:12:33）：",
    "李主任 10:21",
    "张三 昨天 18:30",
    "张三 星期三 下午3:05",
    "张三:",
    "张三：",
    "2024年5月6日 上午9:12",
]
BEFORE = [
    "",
    "{head}\n各位领导上午好！\n",
    "{head}\n@所有人 各位好，现报送信息一篇，请审阅。\n",
    "{head}\n[图片]\n",
]
FIRST = ["", "李主任好！\n", "各位领导：\n", "@李主任 您好，这是我们镇的信息，请查收。\n"]
AFTER = [
    "",
    "李四{tail}\n收到\n",
    "李四{tail}\n好的，谢谢[强]\n王主任{tail}\n收到👍\n",
    "李四{tail}\n[表情]\n",
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(HEADS), st.sampled_from(BEFORE), st.sampled_from(FIRST), st.sampled_from(AFTER)
)
def test_an_article_sent_in_any_chat_comes_out_whole(
    head: str, before: str, first: str, after: str
) -> None:
    tail = ":" if head in ("张三:", "张三：") else " 2024/5/6 10:12:33"
    body = f"{TITLE}\n{TEXT}\n{MORE}\n{CREDIT}\n"
    made = of_text(f"{before.format(head=head)}{head}\n{first}{body}{after.format(tail=tail)}")
    assert articles(made) == [MADE]
    assert "聊天里的发送人、时间" in left(made)
    assert not made.findings


LINES = [
    TEXT,
    MORE,
    "会议日程：",
    "09:00 签到",
    "一、强基固本。代表走进站点。",
    "（一）健全制度",
    "收到的意见：三条。",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
def test_nothing_of_an_article_is_taken_for_a_chat(lines: list[str]) -> None:
    made = of_text("\n".join([TITLE, TEXT, *lines, TEXT, CREDIT]))
    assert "聊天" not in left(made)


@pytest.mark.parametrize(
    "text",
    [
        "张三:\n好\n\n李四:\n收到\n",
        "张三 2024/5/6 09:12:33\n[图片]\n李四 2024/5/6 09:13:33\n收到",
        "[图片]\n[文件] 甲.docx",
    ],
)
def test_a_chat_without_a_contribution_is_refused(text: str) -> None:
    with pytest.raises(BulletinError, match="只有聊天的话"):
        of_text(text)


def test_a_chat_pasted_into_word() -> None:
    lines = ("张三 2024/5/6 09:12:33", TITLE, f"{TEXT}\n李四 2024/5/6 09:15:33\n收到", "")
    pieces = [DraftParagraph((DraftRun(line),)) for line in lines if line]
    made = imported(Draft("来稿.docx", (*pieces[:2], DraftPicture(PNG), *pieces[2:])), SHARED_FILES)
    (text,) = articles(made)
    assert f"title: {TITLE}" in text and text.endswith(TEXT) and "![" in text
    assert "招呼、收到、谢谢一类的话：收到" in left(made)


@pytest.mark.parametrize(
    ("title", "holds"),
    [
        ("李主任 10:21 石桥镇人大开展评议", "时间"),
        ("大家好才是真的好", "问候"),
        ("石桥镇信息.docx", "文件名"),
        ("石桥镇人大开展评议", ""),
        ("让群众的日子越过越好", ""),
        ("收到来信之后", ""),
    ],
)
def test_a_title_that_holds_what_none_has_is_a_warning(title: str, holds: str) -> None:
    made = of_text(f"{title}\n{TEXT}\n{CREDIT}\n")
    said = [one.message for one in made.findings if one.code == "IM002"]
    assert bool(said) == bool(holds) and all(holds in one for one in said)


@pytest.mark.parametrize(
    "line",
    [
        "时间：2024年5月6日 9:00",
        "会议于 2024年5月6日 9:00",
        "发布时间 2024-05-06 09:12:33",
        "比分 3:15:20",
    ],
)
def test_labels_are_no_senders(line: str) -> None:
    head = chat_lines.sender(line)
    assert head is None or head.name == "比分"


@pytest.mark.parametrize(
    "line",
    [
        "收到",
        "收到！谢谢",
        "好的，谢谢李主任",
        "OK",
        "辛苦了[抱拳]",
        "麻烦您看一下",
        "请查收",
        "[强][强]",
        "已阅",
    ],
)
def test_small_talk(line: str) -> None:
    assert chat_lines.is_small_talk(line)


@pytest.mark.parametrize(
    "line",
    [
        "收到群众来信356件",
        "好的作风要坚持",
        "谢绝宴请",
        "行政村里办实事",
        "关于报送统计表的函",
        "我县上报的议案获采纳",
        "好人好事",
    ],
)
def test_no_small_talk(line: str) -> None:
    assert not chat_lines.is_small_talk(line)


def test_a_long_chat_is_read_in_linear_time() -> None:
    line = "张三 2024/5/6 09:12:33\n" + TEXT * 3 + "\n收到\n"
    assert growth(lambda count: chat.line_uses((line * count).split("\n")), 2000) < LINEAR

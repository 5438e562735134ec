"""Forty issues that differ in what an editor may bring: titles from 2 to 60 characters, contents from 1 to
30 articles, tables from 2 × 2 to 12 × 80, pictures of every shape, last pages of every fullness.

The same each time: what differs follows from the number of the issue. ``python -m
tests.harness.varied_issues FOLDER`` writes them as a workspace, to look at.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from PIL import Image

from bulletin.pdf.printed import Printed
from tests.conftest import write_files

NUMBERS = range(1, 41)
_SETTINGS = """\
name: {name}
issuer: 某市人大常委会办公室
contents-page: {contents_page}
routing:
  报:
    - 市委办公室
  送:
    - 市人大常委会组成人员
  发:
    - 各县（市、区）人大常委会
"""
_TITLE_PARTS = (
    "某县人大常委会", "聚焦主责主业", "组织人大代表", "视察民生实事项目", "推动建议办理提质增效",
    "打造代表家站", "服务乡村振兴", "密切联系群众", "开展执法检查", "助力高质量发展", "听取专项报告",
    "凝聚发展合力", "履职", "交流", "座谈会", "见实效", "县人大",
)  # fmt: skip
_SENTENCES = (
    "主题活动开展以来，县人大常委会持续调动各级人大代表履职积极性，引导代表扎实投身活动之中。",
    "全县 126 名代表走进 38 个代表联络站，收集意见 1,234 条，办结率 95.6%。",
    "《代表法》修改以后，各乡镇按照“一站一品”的要求，建成了有场所、有制度、有档案的站点。",
    "——坚持问题导向，把群众的“问题清单”变成代表的“履职清单”……",
    "2024年11月25日，视察组先后到城关镇、柳林镇、工业园区，实地察看项目进展。",
    "会议听取和审议了关于2024年上半年国民经济和社会发展计划执行情况的报告。",
    "代表们认为，要加强统筹协调，完善工作机制，确保各项任务落到实处、取得实效。",
)
_PICTURES = (
    (1600, 900),
    (900, 1600),
    (1200, 1200),
    (3000, 600),
    (500, 2400),
    (300, 200),
    (2400, 1000),
    (800, 600),
)
_TABLES = (
    (2, 2), (3, 7), (4, 12), (5, 20), (6, 9), (8, 15), (10, 30), (12, 80), (2, 60), (12, 3), (7, 24), (9, 5),
)  # fmt: skip
_CONTENTS = {7: 30, 14: 18, 21: 12, 28: 8, 35: 20}
"""The numbers of articles of some issues; the others have one to four."""
_FULL = range(29, 35)
"""Issues whose last page is full or nearly so: each has a line more than the one before."""


_SLACK = 1.5
"""Points by which two may overlap: the boxes of characters are a little larger than their ink."""


def write_issues(root: Path) -> Path:
    """Write the forty issues as a workspace."""
    write_files(
        root, {"issues/bulletin.yaml": _SETTINGS.format(name="人大工作简报", contents_page="true")}
    )
    for number in NUMBERS:
        write_files(root, {f"issues/{number}/{name}": data for name, data in _files(number)})
    return root


def _files(number: int) -> Iterator[tuple[str, str | bytes]]:
    chance = random.Random(number)
    yield "issue.yaml", _issue(number, chance)
    if number in _FULL:
        yield "01.md", _head("代表小组按时活动") + "\n\n".join(_lines(9 + number - _FULL[0])) + "\n"
        return
    articles = _CONTENTS.get(number, 1 + number % 4)
    for place in range(1, articles + 1):
        yield f"{place:02}.md", _article(number, place, articles, chance)
    size = _PICTURES[number % len(_PICTURES)]
    for name, (across, height) in (("甲.png", size), ("乙.png", (900, 700))):
        buffer = io.BytesIO()
        Image.new("RGB", (across, height), "gray").save(buffer, "PNG", dpi=(200, 200))
        yield name, buffer.getvalue()


def _issue(number: int, chance: random.Random) -> str:
    names = (
        "简报",
        "代表工作",
        "人大工作简报",
        "“为人民履职、为家乡添彩”主题活动专辑",
        "某市人大常委会代表履职情况通报",
    )
    keys = {
        "number": str(number),
        "date": f"2024-{1 + number % 12}-{1 + number % 28}",
        "name": names[number % len(names)],
        "contents-page": "true" if number % 2 or number in _FULL else "false",
        "article-page": "true" if number % 5 == 0 else "false",
        "headings": ("run-in", "display")[number % 2],
    }
    if number % 6 == 0:
        keys["classification"] = "内部资料"
    if number % 4 == 1:
        keys["contents-heading"] = "本期要目"
    return "".join(f"{key}: {value}\n" for key, value in keys.items())


def title(length: int, chance: random.Random) -> str:
    """A title of so many characters, of whole words; a comma or a colon may stand between two parts."""
    parts: list[str] = []
    left = length
    while left:
        fitting = [one for one in _TITLE_PARTS if len(one) <= left and left - len(one) != 1]
        parts.append(chance.choice([one for one in fitting if one not in parts] or fitting))
        left -= len(parts[-1])
    if len(parts) > 2 and len(parts[-1]) == 2:
        parts[1], parts[-1] = parts[-1], parts[1]
    return "".join(parts)


def _head(name: str, **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {name}\nsource: 某县人大常委会\n{more}---\n\n"


def _article(number: int, place: int, articles: int, chance: random.Random) -> str:
    length = 2 + (58 * (number - 1) // 39 + 13 * (place - 1)) % 59
    keys = {}
    if place == 2 and number % 3 == 0:
        keys["note"] = chance.choice(_SENTENCES[:3]) * (1 + number % 5)
    if number % 7 == 3:
        keys["author"] = "张　三　李　四"
    if number % 8 == 5 and place == 1:
        keys["subtitle"] = "某县的探索与实践"
    body = list(_body(number, place, articles, chance))
    return _head(title(length, chance), **keys) + "\n\n".join(body) + "\n"


def _body(number: int, place: int, articles: int, chance: random.Random) -> Iterator[str]:
    if articles > 4:
        yield _prose(chance, 1 + place % 3)
        return
    yield _prose(chance, 2)
    if number % 2:
        yield "## 突出学习培训，增强责任意识"
    yield _prose(chance, 1 + (number * place) % 9) + ("[^1]" if number % 12 == 4 else "")
    if place == 1 and number % 3 == 1:
        columns, rows = _TABLES[number // 3 % len(_TABLES)]
        caption = (
            "表：各地办理情况\n" + ("单位：件\n" if number % 2 else "") if number % 4 == 1 else ""
        )
        yield "情况见下表：" if number % 2 else _prose(chance, 1)
        yield caption + _table(columns, rows)
        yield _prose(chance, 2)
    if place == articles and number % 3 == 2:
        yield from _pictures(number)
        yield _prose(chance, 1 + number % 4)
    if number % 5 == 1:
        yield (
            "1. 政治理论组织学。" + _prose(chance, 1) + "\n2. 业务知识引导学。" + _prose(chance, 2)
        )
    if number % 9 == 4:
        yield "> " + _prose(chance, 2)
    if number % 2:
        yield "## 搭建平台，畅通渠道"
        yield _prose(chance, 1 + (number + place) % 12)
    if number % 12 == 4:
        yield "[^1]: 数据来自市统计局，截至2024年11月底。"


def _prose(chance: random.Random, sentences: int) -> str:
    chosen: list[str] = []
    while len(chosen) < sentences:
        chosen.append(chance.choice([one for one in _SENTENCES if one not in chosen[-1:]]))
    return "".join(chosen)


def _lines(number: int) -> Iterator[str]:
    """Paragraphs of one line each."""
    return (f"代表小组第{place}次活动按时举行。" for place in range(1, number + 1))


def _table(columns: int, rows: int) -> str:
    heads = (
        "单位",
        "建议数",
        "办结",
        "满意率",
        "办理时限",
        "主办单位",
        "协办",
        "备注",
        "来源",
        "类别",
        "次数",
        "得分",
    )
    lines = ["| " + " | ".join(heads[:columns]) + " |", "|" + "---|" * columns]
    for row in range(1, rows):
        cells = [f"第{row}组", *(_cell(row, column, columns) for column in range(1, columns))]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(row: int, column: int, columns: int) -> str:
    if columns > 8:
        return str(row * column % 1000)
    kinds = (
        str(row * column),
        f"{row * 7 % 100}.{column}%",
        "已办结",
        "城关镇人大" if row % 3 else "县",
        "2024年11月",
    )
    return kinds[column % len(kinds)]


def _pictures(number: int) -> Iterator[str]:
    match number % 4:
        case 0:
            yield "![图1　视察现场](甲.png)"
        case 1:
            yield "![视察现场](甲.png){宽=60% 说明=代表们在车间里}"
        case 2:
            yield "![视察现场](甲.png) ![座谈会](乙.png)"
        case _:
            yield "![](甲.png)"


def overlaps(printed: Printed) -> list[str]:
    """Characters that are printed over others, and pictures over characters or other pictures."""
    found = []
    for number, page in enumerate(printed.pages, 1):
        inked = [
            (one.top, one)
            for line in page.lines
            if not line.rotation
            for one in line.characters
            if one.text.strip()
        ]
        inked.sort(key=lambda item: item[0])
        for place, (_, one) in enumerate(inked):
            for top, other in inked[place + 1 :]:
                if top > one.bottom - _SLACK:
                    break
                if _overlap((one.left, one.right), (other.left, other.right)):
                    found.append(f"{number}: {one.text} / {other.text}")
        for box in page.pictures:
            for _, one in inked:
                if _overlap((box.top, box.bottom), (one.top, one.bottom)) and _overlap(
                    (box.left, box.right), (one.left, one.right)
                ):
                    found.append(f"{number}: picture over {one.text}")
        for box, second in combinations(page.pictures, 2):
            if _overlap((box.top, box.bottom), (second.top, second.bottom)) and _overlap(
                (box.left, box.right), (second.left, second.right)
            ):
                found.append(f"{number}: two pictures")
    return found


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > _SLACK


if __name__ == "__main__":
    write_issues(Path(sys.argv[1]))

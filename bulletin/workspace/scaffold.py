"""The files that ``init``, ``new`` and ``add`` write, made of the texts in new_files/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from bulletin.workspace.shipped import shipped_text

_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{name}{i}" for name in ("com", "lpt") for i in range(10)
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a bulletin.yaml says; as it is here, what ``init`` writes for an editor to change."""

    name: str = "人大工作简报"
    issuer: str = "某某市人大常委会办公室"
    serial: str = "第{n}期"
    total_before: int | None = None
    credit: str = "（{source}供稿）"
    headings: str = "run-in"
    enumeration: str = "run-in"
    classification: str = ""
    house_style: str = ""
    contents_heading: str = ""
    contents_page: bool = True
    contents_of_one: bool = True
    routing_stop: bool = False
    routing: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("送", ("市人大常委会主任、副主任、秘书长",)),
        ("发", ("各县（市、区）人大常委会",)),
    )


SETTINGS = {
    "gbt9704": Settings(),
    "政务信息": Settings(
        "政务信息", "某某市人民政府办公室", house_style="政务信息", contents_heading="本期要目",
        contents_page=False,
        routing=(("报", ("市委、市政府领导",)), ("发", ("各县（市、区）人民政府",))),
    ),
    "情况通报": Settings(
        "情况通报", "某某市人大常委会办公室", credit="{source}", headings="display",
        house_style="情况通报", contents_page=False, contents_of_one=False,
        routing=(("发", ("各县（市、区）人大常委会",)),),
    ),
    "内部参阅": Settings(
        "内部参阅", "某某市委办公室", classification="内部资料　注意保存", house_style="内部参阅",
        contents_page=False, contents_of_one=False,
        routing=(("报", ("市委常委",)), ("送", ("市人大常委会、市政府、市政协领导",))),
    ),
}  # fmt: skip
"""What ``init`` writes for each of the house styles that come with the program."""


def _filled(name: str, /, **values: object) -> str:
    """A text of new_files/ with its fields, ``{name}``, filled in."""
    return shipped_text(f"workspace/new_files/{name}").format(**values)


def bulletin_yaml(settings: Settings | None = None) -> str:
    """A fresh bulletin.yaml."""
    values = settings or Settings()
    total, marked = values.total_before, values.classification
    routing = ("routing:", *routing_lines(values.routing or Settings().routing))
    mark = "" if values.routing else "# "  # without one, an example that says nothing
    return _filled(
        "bulletin.yaml",
        name=scalar(values.name),
        issuer=scalar(values.issuer),
        serial=scalar(values.serial),
        total_before="# total-before: 100" if total is None else f"total-before: {total}",
        credit=scalar(values.credit),
        headings=values.headings,
        enumeration=values.enumeration,
        contents_heading=f"contents-heading: {scalar(values.contents_heading)}"
        if values.contents_heading
        else "# contents-heading: 目录",
        contents_page="true" if values.contents_page else "false",
        contents_of_one="# contents-of-one: false"
        if values.contents_of_one
        else "contents-of-one: false",
        routing_stop="routing-stop: true" if values.routing_stop else "# routing-stop: true",
        routing="".join(f"{mark}{line}\n" for line in routing),
        classification=f"classification: {scalar(marked)}"
        if marked
        else "# classification: 内部资料",
        house_style=f"house-style: {scalar(values.house_style)}"
        if values.house_style
        else "# house-style: 政务信息",
    )


def routing_lines(routing: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[str]:
    """The lines under ``routing:``."""
    for label, recipients in routing:
        yield f"  {scalar(label)}:"
        yield from (f"    - {scalar(recipient)}" for recipient in recipients)


def issue_yaml(number: int) -> str:
    """A fresh issue.yaml."""
    return _filled("issue.yaml", number=number)


def contribution(title: str, source: str) -> str:
    """A fresh contribution: front matter, and room for the text."""
    return _filled("contribution.md", title=scalar(title), source=scalar(source))


def scalar(text: str) -> str:
    """A text as a YAML value: plain where YAML reads it back the same, else in double quotes."""
    return text if _is_plain(text) and " #" not in text else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether YAML reads it back as this text; no value is made of it: 2024-13-45 is no date."""
    try:
        node = yaml.compose(f"key: {text}", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        return False
    value = node.value[0][1]
    return (value.tag, value.value) == ("tag:yaml.org,2002:str", text)


def file_name(place: int, title: str) -> str:
    """03-温县.md: the place among the contributions, and what the title says first.

    Characters that Windows forbids in names are left out.
    """
    head = re.split(r"[：:|　\s]", title.strip())[0]
    head = re.sub(r"[^\w·—-]", "", head)[:20].strip("-_")
    if not head or head.lower() in _RESERVED:
        head = "稿件"
    return f"{place:02d}-{head}.md"


def next_place(names: list[str]) -> int:
    """The number after the highest one that a file name begins with."""
    numbers = [int(match[0]) for name in names if (match := re.match(r"[0-9]{1,6}", name))]
    return max(numbers, default=0) + 1

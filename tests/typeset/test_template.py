"""issue.j2: values are data, and whatever is wrong with a template is said by its line."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator

import pytest

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.blocks import Inline
from bulletin.pipeline.stages import build, load, read_shared
from bulletin.processes.bounded import Bounded
from bulletin.text.source import Source
from bulletin.typeset import template
from bulletin.typeset.compose import compose
from bulletin.typeset.template import Words, render
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT, MakeWorkspace
from tests.harness.issues import make

HOSTILE = [
    "{{ 7 * 7 }}", "{% for x in y %}", "{% endif %}", "{# 注 #}", "{{", "%}", "@page", "@body 1", "正文 | 假的",
    "\x010\x01", "\x021\x02", "甲\x023\x02乙", "甲\n@page\n乙", "{{ issue.__class__ }}", "<w:p/>&amp;",
    "\\1\\g<0>", "#article_9", "甲\u2028@page", "%(a)s {0}",
]  # fmt: skip


def lines(text: str, **values: object) -> list[tuple[int, str, list[str]]]:
    rendered, faults = render(Source("issue.j2", text), values)
    assert faults == []
    return [
        (line.number, line.head, ["".join(map(str, field)) for field in line.fields])
        for line in rendered
    ]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_are_data(value: str) -> None:
    text = "样式 | 前{{ a }}后 | {{ a }}\n{{ b }}\n{% for x in c %}\n样式 | {{ x }}\n{% endfor %}\n"
    assert lines(text, a=value, b="尾", c=[value]) == [
        (1, "样式", [f"前{value}后", value]), (2, "尾", []), (4, "样式", [value]),
    ]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_in_an_issue(workspace: MakeWorkspace, value: str) -> None:
    quoted = json.dumps(value)
    root = workspace(
        {
            "issues/1/issue.yaml": f"number: 1\nname: {quoted}\nissuer: {quoted}\nclassification: {quoted}\n"
            f"signer: {quoted}\n"
            f"routing:\n  送: [{quoted}]\n",
            "issues/1/01-温县.md": f"---\ntitle: {quoted}\nsource: {quoted}\nauthor: {quoted}\nnote: {quoted}\n"
            f"contents: {quoted}\n---\n\n正文。\n",
        }
    )
    made = make(root)
    if made.document is None:  # refused as a whole, in Chinese
        assert re.search("[一-龥]", made.found[0].message)
        return
    styles = [re.sub(r"^⇟ | \|.*| #.*", "", line) for line in made.lines]
    assert [one for one in styles if one != "编者按"] == [
        "密级", "报头带密级", "期号签发带线", "目录", "标题", "作者", "正文", "供稿", "报送", "印发",
    ]  # fmt: skip
    assert sum(line.startswith("⇟") for line in made.lines) == 1
    squeezed = re.sub(r"\s", "", value)
    (author,) = [line for line in made.lines if line.startswith("作者 | ")]
    assert re.sub(r"\s", "", author.removeprefix("作者 | ")) == squeezed
    result = build(read_shared(Workspace(root)), 1)
    assert result.docx or result.findings


def test_words_keep_their_runs_and_empty_values_print_nothing() -> None:
    words = Words((Inline("甲", "加粗"),), "mark")
    (line,), _ = render(
        Source("t", "样式 | {{ a }}{{ b }}{{ c }}{{ '甲' if d }}"),
        {"a": words, "b": None, "c": "", "d": 0},
    )
    assert line.fields == ((words,),)
    assert lines("样式 | {{ '甲' if d }}乙", d=0) == [(1, "样式", ["乙"])]
    assert lines("样式 | {{ '甲' if d }}乙", d=1) == [(1, "样式", ["甲乙"])]


def test_line_numbers() -> None:
    text = "{# 注\n 两行 #}\n{% if a %}\n{{ a }}\n{% endif %}\n\n  甲 | 乙\n{{ a }} | 丙\n"
    text += "{% if a %}丁 | 戊{% endif %}\n"
    assert [number for number, _, _ in lines(text, a="子")] == [4, 7, 8, 9]
    assert lines("{{ a }}", a="子") == [(1, "子", [])]
    assert lines("") == []


def fault(text: str) -> Diagnostic:
    values = {
        "issue": {"name": "甲"}, "articles": [{"place": 1, "title": Words(())}], "routing": [],
    }  # fmt: skip
    rendered, (found,) = render(Source("templates/issue.j2", text), values)
    assert rendered == []
    return found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{{ issue.name", "没有写完|少了|应为"), ("{{ isue.name }}", "没有“isue”这个名字"),
        ("{{ issue.nmae }}", "没有“nmae”这一项"), ("{{ issue['nmae'] }}", "没有“nmae”这一项"),
        ("{{ issue.name | uper }}", "没有叫“uper”的过滤器"),
        ("{% fro x in articles %}", "不认识的标签“fro”"),
        ("{% if issue.name %}", "“if”没有收尾"), ("{% for x in articles %}", "“for”没有收尾"),
        ("{% endif %}", "不认识的标签“endif”"), ("{{ }}", "少了要印的内容"),
        ("{{ issue..name }}", "少了名字"),
        ("{{ issue.name name }}", "应为“}}”"), ("{{ issue.name }", "多了|不该有|应为"),
        ("{{ '甲 }}", "不该有"),
        ("{{ range(10**9) }}", "循环的次数太多"), ("{{ '甲' * 99999999 }}", "文字太多|内存太多"),
        ("{{ '%999999999d' % 1 }}", "要的内存太多"),
        ("{% for x in range(999999999) %}{% endfor %}", "循环的次数太多"),
        ("{% for x in range(9999) %}{% for y in range(9999) %}{% endfor %}{% endfor %}", "时间太长"),
        ("{{ issue.__class__ }}", "不能用“__class__”"),
        ("{{ ''.__class__.__mro__ }}", "不能用“__class__”"),
        ("{% include 'x' %}", "不能引用别的模板"), ("{{ 1 / 0 }}", "除以了零"),
        ("{{ issue.name() }}", "不能加括号"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "自己套自己"),
        ("{# 没有收尾", "注释没有收尾"),
        ("{% for x in 5 %}{% endfor %}", "不是一组东西"),
        ("{% if issue.date %}{% endif %}", "没有“date”这一项"),
        ("{{ issue.name is foo }}", "没有叫“foo”的判断"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_line(wrong: str, said: str) -> None:
    start = time.process_time()
    found = fault(f"甲 | 乙\n{{# 注\n注 #}}\n\n{wrong}\n丙 | 丁\n戊 | 己\n")
    assert found.code == "TE001"
    assert re.search(said, found.message), found.message
    assert not re.search("[A-Za-z]{3,} [a-z]+", found.message), "English is left"
    assert found.span.source.position(found.span.start)[0] == 5, found.message
    assert time.process_time() - start < 1


@pytest.fixture(scope="module")
def lowered() -> Iterator[None]:
    """Limits of a tenth, so that these tests are over soon."""
    with pytest.MonkeyPatch.context() as patch:
        small = Bounded("bulletin.typeset.sandbox:answer", 0.5, 60)
        patch.setattr(template, "_bounded", small)
        patch.setattr(template, "SECONDS", 0.2)
        yield
        small.end()


GREEDY = [
    '{{ "{:1000000000}".format(1) }}', '{{ "{:{}}".format(1, 10**9) }}', '{{ "%*d" % (10**9, 1) }}',
    "{{ '甲' * 10**9 }}", "{{ [1] * 10**9 }}", "{{ 9**(9**9) }}", "{{ 9**(9**9) > 1 }}",
    "{{ 1 if 'a' * 10**9 }}", "{{ ('a' * 10**7).join(['b'] * 10**4) }}",
    "{{ ('a' * 10**5).replace('a', 'b' * 10**5) }}", "{{ ('a' * 10**5) | replace('a', 'b' * 10**5) }}",
    "{{ 'a' | center(10**9) }}", "{{ 'a'.ljust(10**9) }}", "{{ 'a'.zfill(10**9) }}",
    "{{ ('a\\n' * 10**5) | indent(10**5) }}", "{{ ('ab ' * 10**6) | wordwrap(2) }}",
    "{{ range(99999) | slice(10**8) | list }}", "{{ range(99999) | batch(10**9, 'x') | list }}",
    "{{ lipsum(99999) }}", "{{ lipsum(1, min=10**8, max=10**9) }}",
    "{{ range(99999) | map('string') | join('a' * 10**5) }}",
    "{% for x in range(9999) %}{{ range(99999) | sum }}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% macro m(n, s) %}{{ m(n - 1, s ~ s) if n else s }}{% endmacro %}{{ m(60, 'a') }}",
    "{% set n = namespace(s='a') %}{% for x in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='a') %}{% for x in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s=[1]) %}{% for x in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% for x in range(99999) %}{% for y in range(99999) %}甲{% endfor %}{% endfor %}",
    "{% for x in range(99999) %}{% for y in range(99999) %}{{ y }}{% endfor %}{% endfor %}",
    "{% for x in [[1]] recursive %}{{ loop([[x], [x]]) }}{% endfor %}",
    "{% for x in range(99999) | list %}{{ range(99999) | map('string') | sort | first }}{% endfor %}",
    "{{ cycler(*range(99999)).next() }}{{ range(99999) | list | tojson | urlize }}"
    "{% for x in range(9999) %}{{ range(99999) | list | pprint | length }}{% endfor %}",
    "{{ 'a'.encode('utf-8').ljust(10**9) | length }}", "{{ 10**8 | string | length }}{{ (10**9)**(10**6) }}",
    "{{ '%s' | format(1) | center(10**10) }}", "{{ ('a+' * 10**6) | striptags | wordcount }}{{ 'x' * 10**9 }}",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("greedy", GREEDY)
@pytest.mark.usefixtures("lowered")
def test_what_asks_for_too_much_ends_at_its_line(greedy: str) -> None:
    start = time.monotonic()
    found = fault(f"甲 | 乙\n{{# 注\n注 #}}\n\n{greedy}\n丙 | 丁\n戊 | 己\n")
    assert time.monotonic() - start < 5
    assert found.code == "TE001"
    assert re.search("时间太长|内存太多|文字太多|次数太多|自己套自己", found.message), found.message
    assert found.span.source.position(found.span.start)[0] == 5, found.message
    assert "issue.j2" in found.hint


@pytest.mark.slow
@pytest.mark.usefixtures("lowered")
def test_after_one_that_was_stopped_the_next_is_set() -> None:
    for _ in range(2):
        fault(GREEDY[0])
        fault(GREEDY[-5])
        assert lines("样式 | {{ a }}", a="甲") == [(1, "样式", ["甲"])]


def test_more_lines_or_characters_than_any_issue_has() -> None:
    found = fault("甲 | 乙\n{% for x in range(3000) %}\n正文 | 甲\n{% endfor %}\n丙 | 丁\n")
    assert "文字太多" in found.message
    assert found.span.source.position(found.span.start)[0] in (2, 3, 4)
    assert len(lines("{% for x in range(900) %}\n正文 | 甲\n{% endfor %}")) == 900
    many = {f"v{number}": Words((Inline("甲"),)) for number in range(300)}
    assert len(lines("{% for x in range(3000) %}\n正文 | 甲\n{% endfor %}", **many)) == 3000
    assert (
        "文字太多" in fault("正文 | {% for x in range(99) %}{{ 'a' * 20000 }}{% endfor %}").message
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "deep",
    [
        "{{ " + "(" * 9999 + "1" + ")" * 9999 + " }}", "{{ " + "-" * 9999 + "1 }}",
        "{{ " + "[" * 9999 + "]" * 9999 + " }}", "{% if 1 %}" * 999 + "{% endif %}" * 999,
        "{{ 1" + " + 1" * 99999 + " }}", "{{ a" + ".a" * 9999 + " }}", "{{ 'a'" + "|e" * 9999 + " }}",
        "{% for x in [1] %}" * 99 + "{% endfor %}" * 99, "{{ not " * 2000, "{{ {" + "1:{" * 9999 + " }}",
    ],
)  # fmt: skip
def test_deeply_nested_ones_end_nothing(deep: str) -> None:
    found = fault(f"甲 | 乙\n{deep}\n丙 | 丁\n")
    assert re.search("没有尽头|套得太深|中断了|写法有误|时间太长", found.message), found.message
    assert lines("样式 | {{ a }}", a="甲") == [(1, "样式", ["甲"])]


def test_the_shipped_template_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "_bounded", None)
    values = {
        "issue": {
            "classification": "",
            "signer": "",
            "name": "甲",
            "date": "",
            "serial": "乙",
            "issuer": "丙",
            "contents": True,
            "contents_heading": "",
            "contents_page": False,
            "copies": 0,
        },
        "articles": [],
        "routing": [],
    }
    assert [line.head for line in render(Source("issue.j2", SHIPPED), values)[0]] == [
        "报头",
        "期号带线",
        "印发",
    ]


SHIPPED = (ROOT / "templates/issue.j2").read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        ("@pgae", "TE002", "不认识的指令“@pgae”"), ("@body 9", "TE002", "@body 9"),
        ("@body", "TE002", "@body"),
        ("@page | 甲", "TE002", "@page"), ("没有竖线的一行", "TE002", "不是“样式 | 文字”"),
        ("{{ issue.name }}", "TE002", "不是“样式 | 文字”"),
        ("正文 | 甲 | 乙 | 丙", "TE002", "不是“样式 | 文字”"),
        ("标体 | 甲", "TE003", "没有样式“标体”"), ("正文| 甲 | 乙 | 丙", "TE002", "不是"),
    ],
)  # fmt: skip
def test_lines_that_are_none(workspace: MakeWorkspace, wrong: str, code: str, said: str) -> None:
    made = make(workspace({"templates/issue.j2": f"正文 | 甲\n{{# 注 #}}\n{wrong}\n"}))
    (found,) = made.found
    assert (found.code, found.is_error, found.span.text) == (code, True, wrong)
    assert said in found.message
    assert made.document is None
    if code == "TE003":
        assert "是不是“标题”？" in found.hint


def test_a_broken_template_stops_the_build_with_a_finding(workspace: MakeWorkspace) -> None:
    root = workspace({"templates/issue.j2": SHIPPED.replace("issue.name", "issue.nmae")})
    result = build(read_shared(Workspace(root)), 1)
    assert result.docx is None
    assert [one.code for one in result.findings] == ["TE001"]
    assert "nmae" in result.findings[0].span.text


def test_a_workspaces_own_template_wins(workspace: MakeWorkspace) -> None:
    made = make(workspace({"templates/issue.j2": "正文 | 自己的{{ issue.number }}\n"}))
    assert made.lines == ["正文 | 自己的1"]
    assert made.codes == []


def test_an_empty_template_makes_an_empty_document(workspace: MakeWorkspace) -> None:
    root = workspace({})
    shared = read_shared(Workspace(root))
    issue = load(shared, 1).issue
    assert issue is not None
    assert shared.house is not None
    document, found = compose(issue, Source("issue.j2", "{# 什么也没有 #}"), shared.house)
    assert found == []
    assert document is not None
    assert document.blocks == ()

"""The help texts and usage errors of typer in Chinese.

Typer's own words go through gettext only in part, and its usage errors not at all, so each of its
phrases that this program can show is replaced here (docs/decisions/0001-dependencies.md). A test
asks for every help text and makes every kind of mistake, and looks for English words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from bulletin.text import patterns

_HELP = (
    (r"^Usage: ", "用法："),
    (r"^Options:", "选项："),
    (r"^Arguments:", "参数："),
    (r"^Commands:", "命令："),
    (r"Show this message and exit\.", "显示这段说明。"),
    (r"Install completion for the current shell\.", "给当前的终端装上按 Tab 键补全。"),
    (
        r"Show completion for the current shell, to copy it or\s+customize the installation\.",
        "显示补全的脚本，供自己安装。",
    ),
    (r"\[OPTIONS\]", "［选项］"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 ……"),
    (r"\[default: (.+?)(?:; .+?)?\]", r"［默认 \1］"),
    (r"\[required\]", "［必写］"),
    (r"\{([^{}A-Za-z]+)\}", r"\1"),
    (r"\[env var: (.+?);? ?(required)?\]", r"［环境变量 \1］"),
)
_ERRORS = (
    (r"No such command '(.+?)'\. Did you mean (.+?)\?", r"没有命令“\1”，是不是 \2？"),
    (r"No such command '(.+?)'\.", r"没有命令“\1”。"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1，是不是 \2？"),
    (r"No such option: (\S+).*", r"没有选项 \1。"),
    (r"Missing argument '(.+?)'.*", r"少写了 \1。"),
    (r"Missing option '(.+?)'.*", r"少写了选项 \1。"),
    (r"Missing command\.", "少写了命令。"),
    (r"Option '(.+?)' requires an argument\.", r"选项 \1 后面要写值。"),
    (r"Option '(.+?)' does not take a value\.", r"选项 \1 后面不写值。"),
    (r"Got unexpected extra argument\S* \((.+?)\)", r"多写了：\1。"),
    (r"Invalid value for (.+?): '?(.+?)'? is not a valid int.*", r"\1 要写整数，不能写“\2”。"),
    (
        r"Invalid value for (.+?): (\S+) is not in the range (\S+)<=x<=(\S+)\.",
        r"\1 不能是 \2，要在 \3 到 \4 之间。",
    ),
    (r"Invalid value for (.+?): (.+)", r"\1 的值不对：\2"),
)
_DASHED = patterns.regex(r"-*[‐‑‒–—―−─－][-‐‑‒–—―−─－]*([A-Za-z][A-Za-z-]*)")


def help_text(text: str) -> str:
    """A help text with typer's words in Chinese."""
    for pattern, words in _HELP:
        text = re.sub(pattern, words, text, flags=re.M)
    return text


def error(text: str) -> str:
    """A usage error in Chinese; an argument is named without the brackets of the usage line."""
    text = re.sub(r"'\[([^\]]+)\](?:\.\.\.)?'", r"'\1'", text)
    for pattern, words in _ERRORS:
        match = re.fullmatch(pattern, text, re.S)
        if match:
            return match.expand(words).replace("', '", "、").replace("'", "")
    return f"命令写法有误：{text}"


def dash_hint(args: Sequence[str]) -> str:
    """A hint for an option that begins with another dash than a hyphen; empty if none does.

    Word and input methods make – or —— of the two hyphens that one types.
    """
    for arg in args:
        match = _DASHED.match(arg)
        if match:
            return f"选项以两个英文减号 -- 开头：“{arg}”要写成 --{match[1]}。"
    return ""


class Command(TyperCommand):
    """A command with Chinese help."""

    implied_values: ClassVar[dict[str, str]] = {"--html": "sheets", "--pdf": "plain"}
    """Options whose value may be left out, with the value that they then have.

    Typer would take the next word for it (``build --html 43``), so it is put in here.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's parsing, with the values that were left out."""
        end = args.index("--") if "--" in args else len(args)
        given = [
            f"{arg}={self.implied_values[arg]}" if arg in self.implied_values else arg
            for arg in args[:end]
        ]
        return super().parse_args(ctx, given + args[end:])

    def get_help(self, ctx: Any) -> str:
        """Typer's help in Chinese."""
        return help_text(super().get_help(ctx))


class Group(TyperGroup):
    """The program itself: its help in Chinese, its commands in the order of their definition."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's parsing; without any argument, the help and exit code 2."""
        if not args and not ctx.resilient_parsing:
            print(self.get_help(ctx))
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """Typer's help in Chinese."""
        return help_text(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order of their definition; typer sorts them by name."""
        return list(self.commands)

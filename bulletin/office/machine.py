"""``bulletin doctor``: what this machine has and lacks, and how to get it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import metadata

from rich.cells import cell_len
from rich.markup import escape

from bulletin import __version__
from bulletin.office import libreoffice
from bulletin.office.fonts import stand_ins
from bulletin.office.fonts.faces import GBK, OFFICIAL, Face
from bulletin.office.fonts.installed import Installed, installed

WINDOWS, KYLIN, DEBIAN = "Windows", "麒麟、统信 UOS", "Debian"


class State(Enum):
    """Whether something is installed; the values are printed."""

    HAVE = "有"
    STAND_IN = "代"
    LACKING = "缺"
    UNKNOWN = "不明"


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that the program needs or can use."""

    name: str
    state: State
    detail: str
    need: str
    """What it is needed for."""
    how: tuple[tuple[str, str], ...] = ()
    """How to get it: pairs of a system and what to do there."""
    required: bool = False


_PYTHON_HOW = (
    (WINDOWS, "从 python.org 下载 3.11 以上的版本安装，勾上“Add python.exe to PATH”"),
    (KYLIN, "用软件商店或 apt 装 python3.11；没有的，从 python.org 取源码编译"),
    (DEBIAN, "apt install python3 python3-venv（Debian 12 起是 3.11）"),
)
_PIP = "python -m pip install --upgrade bulletin"
_LIBRARY_HOW = ((f"{WINDOWS}、{KYLIN}、{DEBIAN}", _PIP),)
_ENCODING_HOW = (
    (WINDOWS, "先运行 chcp 65001，或设环境变量 PYTHONUTF8=1"),
    (KYLIN, "export LANG=zh_CN.UTF-8"),
    (DEBIAN, "export LANG=C.UTF-8"),
)
_FONT_HOW = (
    (
        WINDOWS,
        "黑体、宋体随系统；其余的向单位的公文系统管理员要，或从方正字库购买，右键“为所有用户安装”",
    ),
    (
        KYLIN,
        "多半随系统或 WPS 已有；没有的，把字体文件放进 ~/.local/share/fonts，再运行 fc-cache -f",
    ),
    (
        DEBIAN,
        "字体文件的放法同上；只看版面的，在程序的源码文件夹里运行 make fonts 取免费的预览字体",
    ),
)
_LISTER_HOW = ((DEBIAN, "apt install fontconfig"), (KYLIN, "apt install fontconfig"))

_LIBRARIES = [
    "typer",
    "jinja2",
    "pyyaml",
    "python-docx",
    "rich",
    "pyromark",
    "rjieba",
    "pypdfium2",
    "charset-normalizer",
    "watchfiles",
    "pillow",
]
_COLORS = {
    State.HAVE: "green", State.STAND_IN: "yellow", State.LACKING: "red", State.UNKNOWN: "yellow",
}  # fmt: skip


def examine() -> list[tuple[str, list[Requirement]]]:
    """All requirements, in groups with a heading each."""
    return [
        ("程序", [*_program()]),
        ("做 PDF、看版面", [_office()]),
        ("字体", [*_fonts()]),
        ("终端", [_encoding()]),
    ]


def _program() -> Iterator[Requirement]:
    well = sys.version_info >= (3, 11)
    state = State.HAVE if well else State.LACKING
    detail = f"{platform.python_version()}，{platform.system()} {platform.machine()}"
    yield Requirement("Python", state, detail, "运行程序，要 3.11 以上", _PYTHON_HOW, required=True)
    yield Requirement("bulletin", State.HAVE, __version__, "编简报")
    libraries = [_library(name) for name in _LIBRARIES]
    have = [f"{one.name} {one.detail}" for one in libraries if one.state is State.HAVE]
    yield Requirement("程序库", State.HAVE, "、".join(have), "编简报")
    yield from (one for one in libraries if one.state is not State.HAVE)


def _library(name: str) -> Requirement:
    try:
        state, detail = State.HAVE, metadata.version(name)
    except metadata.PackageNotFoundError:
        state, detail = State.LACKING, "没有装"
    return Requirement(name, state, detail, "编简报", _LIBRARY_HOW, required=True)


def _office() -> Requirement:
    path, need = libreoffice.find(), "做 PDF、看版面、读 .doc 和 .wps"
    if path is None:
        return Requirement("LibreOffice", State.LACKING, "没有找到", need, libreoffice.HOW_TO_GET)
    version = libreoffice.version(path)
    state = State.HAVE if version else State.UNKNOWN
    detail = f"{version}，{path}" if version else f"{path}，问不出版本"
    return Requirement("LibreOffice", state, detail, need, libreoffice.HOW_TO_GET)


def _fonts() -> Iterator[Requirement]:
    have, standing_in = installed(), stand_ins.available()
    if have is None:
        yield Requirement("fc-list", State.LACKING, "没有找到", "查有哪些字体", _LISTER_HOW)
    for face in (*OFFICIAL, *GBK):
        need = f"{face.use}；字多的一套，可不装" if face in GBK else face.use
        advice = _FONT_HOW if have is not None else ()
        yield Requirement(face.name, *_state_of_font(face, have, standing_in), need, advice)
    detail = str(stand_ins.cache()) if standing_in else "没有取来"
    state = State.HAVE if standing_in else State.LACKING
    how = ((DEBIAN, "在程序的源码文件夹里运行 make fonts"), (f"{WINDOWS}、{KYLIN}", "不用"))
    yield Requirement("预览字体", state, detail, "没有公文字体时看版面", how)


def _state_of_font(face: Face, have: Installed | None, standing_in: bool) -> tuple[State, str]:
    if have is None:
        return State.UNKNOWN, "查不出"
    if face.name in have:
        return State.HAVE, "装了"
    if standing_in:
        return State.STAND_IN, f"没有装，看版面用 {face.stand_in} 代"
    return State.LACKING, "没有装"


def _encoding() -> Requirement:
    encoding = sys.stdout.encoding or "ascii"
    state, need = State.HAVE, "显示汉字"
    try:
        "“温县”——＊ⅲ".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        state, need = State.LACKING, "显示汉字；现在会显示成问号"
    return Requirement("编码", state, encoding, need, _ENCODING_HOW)


def lines(groups: list[tuple[str, list[Requirement]]]) -> Iterator[str]:
    """The report in Rich markup; advice that several missing requirements share is printed once."""
    wide = 2 + max(cell_len(item.name) for _, items in groups for item in items)
    for heading, items in groups:
        yield f"[bold]{heading}[/]"
        for item in items:
            mark = f"[{_COLORS[item.state]}]{item.state.value}[/]"
            mark += " " * (6 - cell_len(item.state.value))
            name = item.name + " " * (wide - cell_len(item.name))
            yield f"  {mark}{name}{escape(item.detail)}。用处：{item.need}。"
        wanting = [item for item in items if item.state is not State.HAVE and item.how]
        for how in dict.fromkeys(item.how for item in wanting):
            names = [item.name for item in wanting if item.how == how]
            yield f"        {'、'.join(names) if len(names) < 4 else '这些'}，怎么装："
            yield from (f"        [dim]=[/] {system}：{escape(advice)}。" for system, advice in how)


def is_well(groups: list[tuple[str, list[Requirement]]]) -> bool:
    """Whether all required ones are installed."""
    return not any(
        item.required and item.state is State.LACKING for _, items in groups for item in items
    )

"""Files that come with the program: templates, style sheets, scripts."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bulletin.findings.errors import BulletinError

HOUSE, TEMPLATE, TERMS, LEADERS = "gbt9704.yaml", "issue.j2", "terms.yaml", "leaders.yaml"
"""The templates by their file names; ``HOUSE`` is the house style on which the others are based."""
HOUSE_STYLES = {
    HOUSE: "人大简报：字体、字号、行距、页边",
    "政务信息.yaml": "政务信息：与 gbt9704.yaml 不同的地方",
    "情况通报.yaml": "情况通报：与 gbt9704.yaml 不同的地方",
    "内部参阅.yaml": "内部参阅：与 gbt9704.yaml 不同的地方",
}
"""The house styles by their file names, and what each is for."""
_PACKAGE = Path(__file__).parents[1]


def house_style_file(name: str) -> str:
    """The file name of a house style, which may be named without .yaml."""
    return f"{name.removesuffix('.yaml')}.yaml"


def shipped_template(name: str) -> Path:
    """The path of a template: inside the wheel, or beside the package in a checkout."""
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if (folder / name).is_file():
            return folder / name
    raise BulletinError(f"程序自带的模板 {name} 不见了。", "请重新安装 bulletin。")


@lru_cache(maxsize=8)
def shipped_text(name: str) -> str:
    """A text file inside the package, by its path from there."""
    return (_PACKAGE / name).read_text("utf-8")

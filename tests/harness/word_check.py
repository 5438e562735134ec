"""``make word-check``: ten files for a person with Word or WPS; docs/word-check.md says what to look at."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.pipeline import stages
from bulletin.workspace import scaffold
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT, Files, write_files

_SENTENCE = "代表们走进站点、走到群众中间，听取意见建议，推动一批群众关心的事情得到解决。"
_TITLES = (
    "短题", "三个字", "要让代表有地方说话", "温县：代表动起来　活动实起来",
    "清和市人大常委会组织代表视察农村公路学校医院社区养老服务中心建设情况综述",
    "小站点　大作用——清和市清源街道人大代表联络站建设侧记",
)  # fmt: skip
_BREAKS = (
    "一个数不分在两行：共投入12,680.5万元，比上年增长15.8%，受益107.15万人，改造86.4万平方米。",
    "破折号不分——省略号不分……书名号《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》不留在行末。",
    "网址<https://www.example.com/daibiao/jianyi/2025/banli-qingkuang/gongkai/index.html>不把一行拉开。",
    "McDonald’s、iPhone 16、PM~2.5~、m^2^夹在汉字里，前后的空一样大。“引号‘套’引号”，句号在里面还是外面。",
)
_ORGANS = [
    "市委办公室",
    "市人大常委会办公室",
    "市政府办公室",
    "市政协办公室",
    "市监察委员会",
    "市中级人民法院",
    "市人民检察院",
]


def _contribution(title: str, body: str, keys: str = "") -> str:
    return f"---\ntitle: {title}\nsource: 清和市人大常委会\n{keys}---\n\n{body}\n"


def _issue(*contributions: str, keys: str = "", series: scaffold.Settings | None = None) -> Files:
    """The files of an issue 1 with these contributions."""
    return {
        "issues/bulletin.yaml": scaffold.bulletin_yaml(series),
        "issues/1/issue.yaml": f"number: 1\ndate: 2025-03-20\n{keys}",
        **{f"issues/1/{place:02}.md": text for place, text in enumerate(contributions, 1)},
    }


def _paragraphs(count: int) -> str:
    return "\n\n".join(_SENTENCE * 4 for _ in range(count))


def _own(number: int) -> Callable[[Path], bytes]:
    return lambda _: _built(Workspace(ROOT), number)


def _made(contents: Files) -> Callable[[Path], bytes]:
    return lambda folder: _built(Workspace(write_files(folder, contents)), 1)


def _built(workspace: Workspace, number: int) -> bytes:
    result = stages.build(stages.read_shared(workspace), number, force=True)
    if result.docx is None:
        raise SystemExit("\n".join(one.message for one in result.findings))
    return result.docx


def _article_of_44(pattern: str) -> Callable[[Path], bytes]:
    """Issue 44 with one of its articles only."""

    def build(folder: Path) -> bytes:
        shutil.copytree(ROOT / "issues" / "44", folder / "issues" / "44")
        shutil.copy(ROOT / "issues" / "bulletin.yaml", folder / "issues")
        (name,) = (path.name for path in (ROOT / "issues" / "44").glob(pattern))
        settings = folder / "issues" / "44" / "issue.yaml"
        text = re.sub(
            r"(?m)^articles:\n(?:  - .*\n)+", f"articles: [{name}]\n", settings.read_text("utf-8")
        )
        settings.write_text(text, "utf-8")
        for path in (folder / "issues" / "44").glob("*.md"):
            if path.name != name:
                path.unlink()
        return _built(Workspace(folder), 44)

    return build


def _titles() -> Files:
    return _issue(*(_contribution(title, _paragraphs(2)) for title in _TITLES))


def _last_page() -> Files:
    routing = "routing:\n" + "".join(
        f"  {label}:\n"
        + "".join(f"    - {organ}{place}\n" for place in range(1, 5) for organ in _ORGANS)
        for label in ("报", "送", "发")
    )
    return _issue(_contribution("末面", _paragraphs(6)), keys=routing)


def _secret() -> Files:
    keys = "signer: 张明远\nclassification: 秘密★一年\n"
    settings = scaffold.SETTINGS["内部参阅"]
    return _issue(_contribution("参阅一则", _paragraphs(3)), keys=keys, series=settings)


def _tables() -> Files:
    head = "| 单位 | 承办 | 已解决 | 正在解决 | 列入计划 | 满意率（%） |\n|---|---:|---:|---:|---:|---:|\n"
    rows = "".join(
        f"| 第{n}承办单位 | {n} | {n // 2} | {n - n // 2} | 0 | {90 + n / 10} |\n"
        for n in range(1, 61)
    )
    small = "".join(
        f"| {name} | {n * 3.5} | {n * 10} |\n" for n, name in enumerate("甲乙丙丁戊", 1)
    )
    return _issue(
        _contribution(
            "表格",
            f"{_SENTENCE}\n\n表：小表\n单位：万元\n\n| 项目 | 投资 | 受益 |\n|---|---:|---:|\n{small}\n"
            f"{_paragraphs(2)}\n\n表：跨面的表\n单位：件\n\n{head}{rows}\n{_SENTENCE}",
        )
    )


def _breaks() -> Files:
    lines = "\n\n".join("字" * shift + text for text in _BREAKS for shift in (0, 3, 7, 11))
    return _issue(_contribution("回行", lines))


FILES: Mapping[str, Callable[[Path], bytes]] = {
    "01-样刊.docx": _own(44),
    "02-当作底稿改.docx": _own(43),
    "03-标题.docx": _made(_titles()),
    "04-末面.docx": _made(_last_page()),
    "05-密级和签发.docx": _made(_secret()),
    "06-表格.docx": _made(_tables()),
    "07-图片.docx": _article_of_44("02-*.md"),
    "08-注和上下标.docx": _article_of_44("01-*.md"),
    "09-回行.docx": _made(_breaks()),
    "10-缺字体.docx": _own(43),
}


def main() -> None:
    """Write all of them into build/word-check/."""
    target = ROOT / "build" / "word-check"
    target.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        with TemporaryDirectory() as folder:
            (target / name).write_bytes(make(Path(folder)))
        print(f"build/word-check/{name}")


if __name__ == "__main__":
    main()

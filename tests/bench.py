"""``make bench``: how long the program takes as whole processes, beside pandoc in the same run.

Figures are medians; ratios are of runs taken in turn. Nothing here judges: docs/benchmarks.md says
what is aimed at and what was measured.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypandoc

ROOT = Path(__file__).parent.parent
BULLETIN = [str(Path(sys.executable).with_name("bulletin"))]
PANDOC = [str(pypandoc.get_pandoc_path())]


@dataclass(frozen=True)
class Measured:
    """Wall seconds and peak memory in MB of one process."""

    seconds: float
    megabytes: float


def measure(command: list[str], cwd: Path) -> Measured:
    """Run a command once as a process of its own."""
    start = time.perf_counter()
    # Python keeps its compiled modules, as it does for users, whatever this machine's setting is.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed")
    return Measured(seconds, usage.ru_maxrss / 1024)


def beside_pandoc(folder: Path, runs: int = 15) -> None:
    """``build 43`` and pandoc making a .docx of the same Markdown, in turn."""
    workspace = folder / "one"
    shutil.copytree(ROOT / "issues", workspace / "issues")
    shutil.copytree(ROOT / "templates", workspace / "templates")
    articles = sorted(str(path) for path in (workspace / "issues" / "43").glob("*.md"))
    ours = [*BULLETIN, "build", "43"]
    theirs = [*PANDOC, "--from", "markdown", *articles, "-o", "43.docx"]
    pairs = [(measure(ours, workspace), measure(theirs, workspace)) for _ in range(runs + 1)][1:]
    our_time = statistics.median(pair[0].seconds for pair in pairs)
    their_time = statistics.median(pair[1].seconds for pair in pairs)
    ratio = statistics.median(pair[0].seconds / pair[1].seconds for pair in pairs)
    print(f"build 43        {our_time * 1000:7.0f} ms   (median of {runs})")
    print(f"pandoc          {their_time * 1000:7.0f} ms   ratio {ratio:.2f}")


def many(folder: Path) -> None:
    """A thousand issues in one process, pandoc one process an issue, memory, nothing changed."""
    hundred, thousand = generate(folder / "100", 100), generate(folder / "1000", 1000)
    small = measure([*BULLETIN, "build", "--all"], hundred)
    large = measure([*BULLETIN, "build", "--all"], thousand)
    print(f"1,000 issues    {large.seconds:7.1f} s    {large.seconds:.1f} ms an issue")
    sample = random.Random(1).sample(range(1, 1001), 40)
    theirs = []
    for number in sample:
        articles = sorted(str(path) for path in (thousand / "issues" / str(number)).glob("*.md"))
        command = [*PANDOC, "--from", "markdown", *articles, "-o", "x.docx"]
        theirs.append(measure(command, thousand).seconds)
    mean = statistics.mean(theirs)
    print(
        f"pandoc          {mean * 1000:7.0f} ms an issue (40 of them), {mean * 1000 / large.seconds:.1f} times"
    )
    print(f"memory          {small.megabytes:7.0f} MB at 100 issues, {large.megabytes:.0f} MB at 1,000,"
          f" {large.megabytes / small.megabytes:.2f} times")  # fmt: skip
    time.sleep(2.5)  # the grain of file times, in which contents are read again
    measure([*BULLETIN, "build", "--all"], thousand)
    again = [measure([*BULLETIN, "build", "--all"], thousand).seconds for _ in range(15)]
    print(
        f"nothing changed {statistics.median(again) * 1000:7.0f} ms for 1,000 issues (median of 15)"
    )


def generate(workspace: Path, count: int) -> Path:
    """A workspace of issues with 2 to 10 articles each, made of issue 43's own sections.

    In each article other characters stand for the same ones: the sentences are as long as real
    ones and as many, and no two articles share any (a real series repeats itself little).
    """
    chance = random.Random(count)
    articles = [path.read_text("utf-8") for path in sorted((ROOT / "issues" / "43").glob("*.md"))]
    sections = [part for text in articles for part in text.split("\n## ")[1:]]
    used = sorted(
        {char for part in sections for char in part if "一" <= char <= "龥"}
        - {*"一二三四五六七八九十百千第是其等多近如见图表今"}
    )
    for number in range(1, count + 1):
        folder = workspace / "issues" / str(number)
        folder.mkdir(parents=True)
        (folder / "issue.yaml").write_text(f"number: {number}\n", "utf-8")
        for place in range(1, chance.randint(2, 10) + 1):
            body = "\n## ".join(["", *chance.sample(sections, chance.randint(2, 6))])
            others = chance.sample(used, len(used))
            body = body.translate(str.maketrans("".join(used), "".join(others)))
            text = f"---\ntitle: 某某县第{place}篇：代表动起来\nsource: 某市人大\n---\n{body}\n"
            (folder / f"{place:02d}.md").write_text(text, "utf-8")
    shutil.copy(ROOT / "issues" / "bulletin.yaml", workspace / "issues")
    return workspace


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        beside_pandoc(Path(name))
        many(Path(name))

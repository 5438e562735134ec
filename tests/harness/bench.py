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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypandoc

from bulletin import rules
from bulletin.pipeline import stages
from bulletin.rules.rule_context import RuleContext
from bulletin.workspace.folders import Workspace

ROOT = Path(__file__).parents[2]
BULLETIN = [str(Path(sys.executable).with_name("bulletin"))]
PANDOC = [str(pypandoc.get_pandoc_path())]
QUIET = subprocess.DEVNULL
HEAD = "---\ntitle: 标题\nsource: 某县人大\n---\n\n"
_KEPT = {*"一二三四五六七八九十百千第是其等多近如见图表今"}


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
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=QUIET, stderr=QUIET)
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


def proofreading(folder: Path, runs: int = 15) -> None:
    """``check 43`` beside pandoc; the rules over a thousand issues; texts of 1 and 10 MB; hard ones."""
    clean, faulty = folder / "one", folder / "faulty"
    shutil.copytree(clean, faulty)
    articles = sorted((faulty / "issues" / "43").glob("*.md"))
    for path in articles:
        path.write_text(_with_faults(path.read_text("utf-8")), "utf-8")
    ours = [*BULLETIN, "check", "43"]
    theirs = [*PANDOC, "--from", "markdown", *map(str, articles), "-o", "x.docx"]
    for name, workspace in (("check 43", faulty), ("nothing found", clean)):
        runs_of_both = [
            (measure(ours, workspace), measure(theirs, faulty)) for _ in range(runs + 1)
        ]
        pairs = runs_of_both[1:]
        mine = statistics.median(pair[0].seconds for pair in pairs)
        ratio = statistics.median(pair[0].seconds / pair[1].seconds for pair in pairs)
        print(f"{name:<15} {mine * 1000:7.0f} ms   ratio {ratio:.2f}")
    _rules_over(folder / "1000")
    for name, text in hard_texts():
        (folder / "text.md").write_text(HEAD + text, "utf-8")
        command = ["sh", "-c", f"{BULLETIN[0]} check - --statistics < text.md || true"]
        taken = statistics.median(measure(command, folder).seconds for _ in range(3))
        print(f"{name:<24}{len(text.encode()) / 1e6:6.1f} MB {taken:7.2f} s")


def _with_faults(text: str) -> str:
    """A contribution as it arrives: a half-width comma, a full-width number, a wrong set phrase."""
    head, fence, body = text.partition("\n---\n")
    body = body.replace("，", ",", 3).replace("。", "。。", 1)
    return f"{head}{fence}{body}\n培训１１次，10几次。\n"


def _rules_over(workspace: Path) -> None:
    shared = stages.read_shared(Workspace(workspace))
    issues = [stages.load(shared, number).issue for number in shared.workspace.issues()]
    proofs = [RuleContext(issue, shared.terms, shared.leaders) for issue in issues if issue]
    size = sum(len(prose.text.encode()) for proof in proofs for prose in proof.articles) / 1e6
    start = time.perf_counter()
    found = sum(len(rules.proofread(proof)) for proof in proofs)
    seconds = time.perf_counter() - start
    print(f"all rules       {size / seconds:7.1f} MB/s ({size:.1f} MB of text, {found} findings)")


def to_pdf(folder: Path, runs: int = 5) -> None:
    """One issue and ten of them with ``--pdf`` as whole processes, in turn; ``proof 43``."""
    workspace = folder / "pdf"
    shutil.copytree(ROOT / "templates", workspace / "templates")
    shutil.copytree(ROOT / "issues", workspace / "issues")
    for number in range(1, 11):
        shutil.copytree(ROOT / "issues" / "43", workspace / "issues" / str(number))
        settings = workspace / "issues" / str(number) / "issue.yaml"
        text = settings.read_text("utf-8").replace("number: 43", f"number: {number}")
        settings.write_text(text, "utf-8")
    one = [*BULLETIN, "build", "43", "--pdf"]
    ten = [*BULLETIN, "build", *map(str, range(1, 11)), "--pdf"]
    pairs = [(measure(one, workspace), measure(ten, workspace)) for _ in range(runs + 1)][1:]
    alone = statistics.median(pair[0].seconds for pair in pairs)
    ratio = statistics.median(pair[1].seconds / pair[0].seconds for pair in pairs)
    print(
        f"build 43 --pdf  {alone:7.2f} s    ten issues {ratio:.2f} times (median of {runs} pairs)"
    )
    proofs = statistics.median(
        measure([*BULLETIN, "proof", "43"], workspace).seconds for _ in range(runs)
    )
    print(f"proof 43        {proofs:7.2f} s")


def hard_texts() -> Iterator[tuple[str, str]]:
    """Long texts, and such that a careless rule would take the square of their length for."""
    chance = random.Random(1)
    text = "".join(_varied(section, chance) for section in _sections() * 400)
    paragraph = "".join(line for line in text.splitlines() if line and line[0] not in "#1234567890")
    megabyte = 1_000_000
    for size in (1, 10):
        whole = text * (size * megabyte // len(text.encode()) + 1)
        yield "contribution", whole.encode()[: size * megabyte].decode("utf-8", "ignore") + "\n"
    yield "one paragraph", paragraph.encode()[:megabyte].decode("utf-8", "ignore") + "\n"
    yield "100,000 spaces", "甲" + " " * 100_000 + "乙\n"
    yield "100,000 quotation marks", "“甲" * 100_000 + "\n"
    yield "100,000 titles in a list", "《甲》、" * 100_000 + "\n"
    yield (
        "50,000 headings",
        "".join(f"## 标题{place}\n\n突出三个重点。\n\n" for place in range(50_000)),
    )


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


def importing(folder: Path, runs: int = 15) -> None:
    """A Word file of some twenty pages; the thousand issues in one process, beside pandoc."""
    built = folder / "1000" / "build"
    long = max(built.glob("*.docx"), key=lambda path: path.stat().st_size)
    pages = len(pypandoc.convert_file(str(long), "plain").replace("\n", "")) / (22 * 28)
    taken = []
    for run in range(runs):
        (folder / f"import-{run}").mkdir()
        taken.append(
            measure([*BULLETIN, "import", "1", str(long)], folder / f"import-{run}").seconds
        )
    print(
        f"import, {pages:2.0f} pages {statistics.median(taken) * 1000:8.0f} ms   (median of {runs})"
    )
    (folder / "imported").mkdir()
    ours = measure([*BULLETIN, "import", "--all", str(built)], folder / "imported")
    theirs = [
        measure([*PANDOC, str(built / f"{number}.docx"), "-t", "markdown", "-o", "x.md"], folder)
        for number in random.Random(2).sample(range(1, 1001), 40)
    ]
    mean = statistics.mean(one.seconds for one in theirs) * 1000
    print(f"1,000 imported  {ours.seconds:7.1f} ms an issue, {ours.megabytes:.0f} MB")
    print(f"pandoc reads    {mean:7.1f} ms an issue (40 of them), {mean / ours.seconds:.2f} times")


def generate(workspace: Path, count: int) -> Path:
    """A workspace of issues with 2 to 10 articles each, made of issue 43's own sections.

    In each article other characters stand for the same ones: the sentences are as long as real
    ones and as many, and no two articles share any (a real series repeats itself little).
    """
    chance, sections = random.Random(count), _sections()
    for number in range(1, count + 1):
        folder = workspace / "issues" / str(number)
        folder.mkdir(parents=True)
        (folder / "issue.yaml").write_text(f"number: {number}\ndate: 2024-12-20\n", "utf-8")
        for place in range(1, chance.randint(2, 10) + 1):
            body = "".join(chance.sample(sections, chance.randint(2, 6)))
            body = _varied(body, chance)
            text = f"---\ntitle: 某某县第{place}篇：代表动起来\nsource: 某市人大\n---\n{body}\n"
            (folder / f"{place:02d}.md").write_text(text, "utf-8")
    shutil.copy(ROOT / "issues" / "bulletin.yaml", workspace / "issues")
    return workspace


def _sections() -> list[str]:
    articles = [path.read_text("utf-8") for path in sorted((ROOT / "issues" / "43").glob("*.md"))]
    return [f"\n## {part}" for text in articles for part in text.split("\n## ")[1:]]


def _varied(text: str, chance: random.Random) -> str:
    """A text with other characters for the same ones; numbers and what rules look for stay."""
    used = sorted({char for char in text if "一" <= char <= "龥"} - _KEPT)
    return text.translate(str.maketrans("".join(used), "".join(chance.sample(used, len(used)))))


def previewed(folder: Path, changes: int = 1000) -> None:
    """A change saved to issue 43, until Chromium has it on its screen, as often as is said."""
    from tests.harness.browser import browser  # not needed where there is no Chromium
    from tests.preview.conftest import previewing

    shutil.copytree(ROOT / "issues", folder / "shown" / "issues")
    path = next((folder / "shown" / "issues" / "43").glob("02-*.md"))
    text, taken, memory = path.read_text("utf-8"), list[float](), list[int]()
    with previewing(folder / "shown", 43) as preview, browser() as chromium:
        chromium.open(preview.address)
        for number in range(changes):
            word = chr(0x4E00 + number) + chr(0x9FA5 - number)
            start = time.perf_counter()
            path.write_text(text.replace("代表能力是", f"代表{word}能力是"), "utf-8")
            chromium.wait(f'document.querySelector("main").textContent.includes("{word}")')
            taken.append(time.perf_counter() - start)
            memory.append(_resident(preview.process.pid))
        heap = chromium.evaluate("performance.memory.usedJSHeapSize") / 1e6
    taken.sort()
    print(
        f"preview 43      {statistics.median(taken) * 1000:7.0f} ms until a change is on the screen "
        f"({changes} changes; 99 % in {taken[changes * 99 // 100] * 1000:.0f}, worst {taken[-1] * 1000:.0f})"
    )
    print(
        f"its memory      {memory[changes // 10] / 1024:7.1f} MB after {changes // 10} changes, "
        f"{memory[-1] / 1024:.1f} after {changes}; the page's script {heap:.1f} MB"
    )


def _resident(pid: int) -> int:
    """Kilobytes."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        beside_pandoc(Path(name))
        many(Path(name))
        proofreading(Path(name))
        importing(Path(name))
        previewed(Path(name))
        to_pdf(Path(name))

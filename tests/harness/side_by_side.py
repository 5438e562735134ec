"""Builds side by side, and .docx files edited by hand in between and meanwhile: no edit is lost.

``python -m tests.harness.side_by_side 200`` tries so many rounds; tests/harness/test_side_by_side.py a few.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bulletin.workspace.store import NAME
from tests.conftest import ROOT, SERIES, write_files

ISSUES = range(1, 5)
FRONT = "---\ntitle: 标题\nsource: 某县人大\n---\n\n"


class Bench:
    """A workspace, and every edit that was ever made by hand in one of its results."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance = root, chance
        self.edits: list[bytes] = []
        write_files(root, {"issues/bulletin.yaml": SERIES})
        for number in ISSUES:
            write_files(root, {f"issues/{number}/issue.yaml": f"number: {number}\n"})
            self.write(number, "第一稿。")

    def write(self, number: int, text: str) -> None:
        """Change an issue's text, so that there is something to build."""
        write_files(self.root, {f"issues/{number}/01.md": f"{FRONT}{text}\n"})

    def edit(self, number: int) -> None:
        """Edit a result by hand: saved in place, or as another file that takes its name."""
        path = self.root / "build" / f"{number}.docx"
        if not path.exists():
            return
        edit = f"<edit {len(self.edits)} of {number}>".encode()
        data = path.read_bytes() + edit  # an editor has what is there, earlier edits too
        if self.chance.random() < 0.5:
            path.write_bytes(data)
        else:
            path.with_name(f"~{number}.tmp").write_bytes(data)
            path.with_name(f"~{number}.tmp").replace(path)
        self.edits.append(edit)

    def start(self, *numbers: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bulletin", "build", *numbers], cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def round(self, place: int) -> list[str]:
        """Two builds at once, edits before and meanwhile; what went wrong."""
        for number in self.chance.sample(ISSUES, 2):
            self.write(number, f"第{place}稿。")
            self.edit(number)
        one, other = map(str, self.chance.sample(ISSUES, 2))
        commands = self.chance.choice(
            [([one], [other]), ([one], [one]), (["--all"], [one]), (["--all"], ["--all"]),
             ([one, other], [other, one])]
        )  # fmt: skip
        processes = [self.start(*some) for some in commands]
        meanwhile = threading.Timer(self.chance.random(), self.edit, [int(one)])
        meanwhile.start()
        said = [process.communicate(timeout=120) for process in processes]
        meanwhile.join()
        faults = [
            f"round {place}: {commands} ended with {process.returncode}: {text}"
            for process, text in zip(processes, said, strict=True)
            if process.returncode or "程序自己" in text[1]
        ]
        return faults + [f"round {place}, {commands}: {one}" for one in self.faults()]

    def faults(self) -> list[str]:
        """Edits that are nowhere any more, those that are kept twice, and what lies about."""
        have = {path.name: path.read_bytes() for path in (self.root / "build").iterdir()}
        faults = [
            f"{edit!r} was lost"
            for edit in self.edits
            if not any(edit in one for one in have.values())
        ]
        kept = [data for name, data in have.items() if "手改" in name]
        faults += [f"{data[:20]!r} is kept in vain" for data in kept if b"<edit " not in data]
        if len(kept) != len(set(kept)):
            faults.append("something is kept twice")
        allowed = (NAME, *(f"{number}." for number in ISSUES))
        return faults + [f"{name} lies about" for name in have if not name.startswith(allowed)]


def rounds(count: int, seed: int) -> list[str]:
    """So many rounds in one workspace; what went wrong, and that all is current in the end."""
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), random.Random(seed))
        assert bench.start("--all").wait(60) == 0
        faults = [fault for place in range(count) for fault in bench.round(place)]
        bench.start("--all").communicate(timeout=60)
        out, _ = bench.start("--all").communicate(timeout=60)
        if f"{len(ISSUES)} 期没有变化" not in out:
            faults.append(f"entries were lost: {out}")
        print(f"{count} rounds, {len(bench.edits)} edits")
        return faults


if __name__ == "__main__":
    began = time.monotonic()
    wrong = rounds(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print("\n".join(wrong))
    print(f"{len(wrong)} faults in {time.monotonic() - began:.0f} s")
    sys.exit(bool(wrong))

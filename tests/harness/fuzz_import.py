"""Fuzzing of import: ``python -m tests.harness.fuzz_import READER --minutes 10``; docs/fuzzing.md says more.

A worker process reads mutated files until its time is up; the parent starts another one when it
dies. An input is a fault when anything but BulletinError comes out of it, when it takes too long,
when the process dies of it, or when it makes the process grow; it is kept beside its traceback.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from bulletin.findings.errors import BulletinError
from tests.harness import fuzz_seeds, mutations
from tests.harness.programs import CACHE

SECONDS = 10.0
"""One input may take so long; they are small, and the machine may be busy."""
GROWTH = 200
"""MB by which the process may grow after it has warmed up."""
MEMORY = 3 << 30
"""Bytes of address space."""
WARM = 300
"""Inputs."""
Mutate = Callable[[random.Random, bytes, list[bytes]], bytes]


@dataclass(frozen=True)
class Target:
    """A reader: where mutations begin, how they are made, what is done with them."""

    seeds: Callable[[], list[bytes]]
    mutate: Mutate
    run: Callable[[bytes], None]


def targets() -> dict[str, Target]:
    """The readers by name."""
    seeds, on = fuzz_seeds, fuzz_seeds.run
    return {
        "docx": Target(seeds.word, mutations.of_package, on.docx),
        "pdf": Target(seeds.pdf, mutations.of_bytes, on.pdf),
        "text": Target(seeds.text, mutations.of_text, on.text),
        "md": Target(seeds.markdown, mutations.of_text, on.markdown),
        "plan": Target(seeds.everything, mutations_of_any, on.whole_way),
    }


def mutations_of_any(chance: random.Random, data: bytes, seeds: list[bytes]) -> bytes:
    """As the kind of the seed wants it."""
    if data.startswith(b"PK"):
        return mutations.of_package(chance, data, seeds)
    return mutations.of_text(chance, data, [one for one in seeds if not one.startswith(b"PK")])


class TooSlow(BaseException):
    """Not an Exception: no reader may catch it."""


def _alarm(_: int, __: FrameType | None) -> None:
    raise TooSlow


def megabytes() -> float:
    """Memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def work(reader: str, end: float, seed: int, folder: Path) -> None:
    """Read mutated files until a point in time; the last line printed is a summary."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _alarm)
    target, chance = targets()[reader], random.Random(seed)
    seeds = target.seeds()
    current = folder / f"current-{os.getpid()}"
    count, slowest, warm = 0, 0.0, 0.0
    refused = 0
    while time.time() < end:
        data = target.mutate(chance, chance.choice(seeds), seeds)
        current.write_bytes(data)
        faulthandler.dump_traceback_later(3 * SECONDS, exit=True)  # C code hears no alarm
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        began = time.perf_counter()
        try:
            target.run(data)
        except BulletinError as error:
            refused += 1
            if not (error.message and error.hint):
                _keep(folder, data, f"no message or no hint: {error.message!r}")
        except (Exception, TooSlow):
            signal.setitimer(signal.ITIMER_REAL, 0)
            _keep(folder, data, traceback.format_exc())
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        slowest = max(slowest, time.perf_counter() - began)
        count += 1
        if count == WARM:
            gc.collect()
            warm = megabytes()
        elif warm and count % 500 == 0 and megabytes() > warm + GROWTH:
            gc.collect()
            if megabytes() > warm + GROWTH:
                _keep(
                    folder, data, f"grew from {warm:.0f} to {megabytes():.0f} MB in {count} inputs"
                )
                break
        if count % 50 == 0:
            _summary(count, refused, slowest, warm)
    _summary(count, refused, slowest, warm)
    current.unlink()


def _summary(count: int, refused: int, slowest: float, warm: float) -> None:
    figures = {"inputs": count, "refused": refused, "slowest": round(slowest, 2)}
    figures |= {"warm": round(warm), "now": round(megabytes())}
    print(json.dumps(figures), flush=True)


def _keep(folder: Path, data: bytes, story: str) -> None:
    """Keep an input that is a fault, once for each place where it broke."""
    places = [line for line in story.splitlines() if line.startswith("  File")][-3:]
    last = story.strip().splitlines()[-1]
    last = last[:80] if "Unbalanced" in last else last.split(":")[0]
    name = hashlib.sha256("".join([*places, last]).encode()).hexdigest()[:12]
    if not (folder / f"{name}.txt").exists():
        (folder / f"{name}.bin").write_bytes(data)
        (folder / f"{name}.txt").write_text(story, "utf-8")
        print(f"FAULT {name}: {story.strip().splitlines()[-1]}", file=sys.stderr, flush=True)


def main() -> int:
    """Run workers one after the other until the time is up; exit code 1 when there are faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=("docx", "pdf", "text", "md", "plan"))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--again", type=Path, help="read one kept input once, with its traceback")
    parser.add_argument("--worker", type=float, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.again:
        targets()[given.reader].run(given.again.read_bytes())
        return 0
    folder = CACHE / "fuzz" / given.reader
    folder.mkdir(parents=True, exist_ok=True)
    if given.worker:
        work(given.reader, given.worker, given.seed, folder)
        return 0
    before = set(folder.glob("*.txt"))
    end, seed, runs = time.time() + 60 * given.minutes, given.seed, list[dict[str, float]]()
    while time.time() < end:
        runs.append(_worker(given.reader, end, seed, folder))
        seed += 1
    faults = set(folder.glob("*.txt")) - before
    print(f"{given.reader}: seed {given.seed}, workers {len(runs)}, "
          f"inputs {sum(one['inputs'] for one in runs)}, refused {sum(one['refused'] for one in runs)}, "
          f"slowest {max(one['slowest'] for one in runs)} s, "
          f"memory {runs[-1]['warm']} → {runs[-1]['now']} MB, faults {len(faults)}")  # fmt: skip
    for fault in sorted(faults):
        print(f"  {fault}")
    return 1 if faults else 0


def _worker(reader: str, end: float, seed: int, folder: Path) -> dict[str, float]:
    """The figures of one worker; an input of which it died is kept."""
    command = [sys.executable, "-m", "tests.harness.fuzz_import", reader]
    command += ["--worker", str(end), "--seed", str(seed)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.communicate()
    sys.stderr.write(err)
    current = folder / f"current-{process.pid}"
    if process.returncode:
        if current.exists():
            _keep(folder, current.read_bytes(), f"{err}\nexit code {process.returncode}")
        elif not out:
            raise SystemExit(f"the worker cannot start:\n{err}")
    current.unlink(missing_ok=True)
    nothing: dict[str, float] = {"inputs": 0, "refused": 0, "slowest": 0, "warm": 0, "now": 0}
    return dict(json.loads(out.splitlines()[-1])) if out else nothing


if __name__ == "__main__":
    sys.exit(main())

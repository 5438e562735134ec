"""How processor time grows with the size of the input, as a ratio measured in one run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

LINEAR = 10
"""Four times the input takes about 4 times as long where time is linear, 16 times where it grows
with the square; between them lies what a busy machine adds."""
_SHORTEST = 0.02
"""Seconds: less than this is not measured well, and short enough."""


def growth(work: Callable[[int], object], size: int) -> float:
    """Return how many times longer work of ``size`` takes than work of a quarter of it.

    Both are the least processor time of up to three runs. The ratio is 0 where the whole ends
    within 20 ms.
    """
    work(size // 4)  # reads dictionaries and compiles patterns
    long = _seconds(work, size)
    if long < _SHORTEST:
        return 0
    short = min(_seconds(work, size // 4) for _ in range(3))
    if long >= LINEAR * short:
        long = min(long, *(_seconds(work, size) for _ in range(2)))
    return long / max(short, _SHORTEST / 16)


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # else it goes through all objects of the test run, the more often the longer
    try:
        start = time.process_time()
        work(size)
        return time.process_time() - start
    finally:
        gc.enable()

"""Broken PDFs without end: ``python -m tests.harness.fuzz_pdf 600`` (seconds) says how it went.

Each round breaks a seed in a few places and reads it. A traceback other than BulletinError, a
character that is not accounted for, or a round over ten seconds is shown with its seed number.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Remark
from bulletin.importing.readers.pages.pdf_reader import read
from tests.harness.prose_documents import accounted, characters
from tests.importing.readers.pages.test_odd_pdfs import seeds


def broken(data: bytes, chance: random.Random) -> bytes:
    """The file with bytes changed, cut out, doubled, or figures in it made absurd."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(out)), chance.randint(0, 60)
        match chance.randint(0, 4):
            case 0:
                out[at : at + length] = chance.randbytes(chance.randint(0, 12))
            case 1:
                del out[at : at + length * 20]
            case 2:
                out[at:at] = out[at : at + length * 5]
            case 3:
                out[at : at + 3] = chance.choice(
                    (b"-1 ", b"1e9", b" R ", b"<< ", b"endobj", b"99999999999")
                )
            case _:
                out[at] ^= 1 << chance.randint(0, 7)
        if not out:
            return b"%PDF-"
    return bytes(out)


def once(number: int, files: list[bytes]) -> str:
    """What came of one round."""
    chance = random.Random(number)
    data = broken(chance.choice(files), chance)
    try:
        draft = read("试.pdf", data)
    except BulletinError:
        return "refused"
    if not any(isinstance(piece, Remark) for piece in draft.pieces):
        assert accounted(draft) == characters(data), "characters"
    return "read"


def main(seconds: float) -> None:
    """Rounds for so many seconds."""
    files, counts, slowest = seeds(), {"refused": 0, "read": 0}, 0.0
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1
        start = time.monotonic()
        try:
            counts[once(number, files)] += 1
        except Exception as error:
            print(f"round {number}: {type(error).__name__}: {error}")
            raise
        slowest = max(slowest, time.monotonic() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{number} rounds: {counts}, slowest {slowest:.2f} s, at most {peak} MB")


if __name__ == "__main__":
    main(float(sys.argv[1]))

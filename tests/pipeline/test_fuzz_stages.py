"""Whatever bytes lie in the files: a finding or an error, never an exception; and no text is lost."""

from __future__ import annotations

import io
import random
import re
import tempfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bulletin.findings.errors import BulletinError
from bulletin.pipeline import stages
from bulletin.pipeline.stages import IssueResult
from bulletin.workspace.folders import Workspace
from tests.conftest import CONTRIBUTION, ROOT, SERIES, write_files

pytestmark = pytest.mark.slow

FILES = {
    "issues/bulletin.yaml": SERIES.encode(),
    "issues/1/issue.yaml": b"number: 1\ndate: 2024-12-20\n",
    "issues/1/01.md": CONTRIBUTION.encode(),
    "templates/issue.j2": (ROOT / "templates" / "issue.j2").read_bytes(),
    "templates/gbt9704.yaml": (ROOT / "templates" / "gbt9704.yaml").read_bytes(),
}
LIMITS = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def build(contents: dict[str, bytes]) -> IssueResult | BulletinError:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), contents)
        try:
            return stages.build(stages.read_shared(Workspace(Path(folder))), 1)
        except BulletinError as error:
            return error


def sound(result: IssueResult | BulletinError) -> bool:
    """Either there is a document, or an error says why not."""
    if isinstance(result, BulletinError):
        return bool(result.message)
    return (result.docx is not None) != any(one.is_error for one in result.findings)


@LIMITS
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200))
def test_any_bytes_in_any_file(name: str, data: bytes) -> None:
    assert sound(build({**FILES, name: data}))


@LIMITS
@given(st.sampled_from(sorted(FILES)), st.randoms(use_true_random=False))
def test_mutated_files(name: str, chance: random.Random) -> None:
    data = bytearray(FILES[name])
    pieces = [
        b"\t", b":", "：".encode(), b"\n", b"- ", b"{{", b"}}", b"{%", b"|", b"&a", b"*a", b"!!x", b"[",
        b"'", b'"', b"#", b"\x00", b"\xff", "\u3000".encode(), b"---\n", b"0", b"-1", b"\\",
    ]  # fmt: skip
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data) or 1)
        match chance.randrange(3):
            case 0:
                data[place:place] = chance.choice(pieces)
            case 1:
                del data[place : place + chance.randint(1, 20)]
            case _:
                data[place : place + 1] = chance.choice(pieces)
    assert sound(build({**FILES, name: bytes(data)}))


TEXT = st.text(
    alphabet=st.sampled_from(
        list("人大代表履职，。；“”《》、：（）ABz09%.+-~ <>&'\"—…·喆𠮷｜|{}%$\\")
    ),
    min_size=1,
    max_size=40,
)


@LIMITS
@given(TEXT, TEXT, st.lists(TEXT, min_size=1, max_size=4), TEXT)
@example("{{ issue }}", "@page", ["一 | 二"], "%}")
def test_text_arrives_once_and_in_order(
    title: str, lead: str, items: list[str], heading: str
) -> None:
    def md(text: str) -> str:
        """Text that is taken as text, whatever is in it."""
        escaped = "".join(f"\\{char}" if char in "\\`*_[]#|!<>&~" else char for char in text)
        escaped = re.sub(r"^(\s*)([-+.)=])", r"\1\\\2", escaped)
        escaped = re.sub(r"^(\s*[0-9]+)([.)])", r"\1\\\2", escaped)
        return escaped.strip() or "甲"

    yaml_title = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    body = f"{md(lead)}\n\n## {md(heading)}\n\n文。\n\n" + "".join(
        f"1. {md(one)}\n" for one in items
    )
    source = f"---\ntitle: {yaml_title}\nsource: 某市\n---\n\n{body}"
    result = build({**FILES, "issues/1/01.md": source.encode()})
    assert isinstance(result, IssueResult)
    if result.docx is None:
        codes = {one.code for one in result.findings if one.is_error}
        rows = {"MD034"} if lead.count("｜") > 2 else set()  # a full-width bar cannot be escaped
        assert codes <= {"AR001", "YA009", "AR008", *rows}
        return
    paragraphs = docx.Document(io.BytesIO(result.docx)).paragraphs
    whole = "".join("".join(one.text.split()) for one in paragraphs)
    place = 0
    for wanted in (title.replace("|", ""), lead, heading, *items):
        bare = "".join(wanted.split())
        place = whole.index(bare, place) + len(bare)

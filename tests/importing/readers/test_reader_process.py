"""Files are read in a child process: what takes too much is refused, and the next file is read."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import dispatch, reader_child, reader_process
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.readers.incoming import Given, NotText
from bulletin.processes.bounded import Bounded
from tests.harness import small_pdfs
from tests.harness.hostile_files import plain
from tests.harness.small_pdfs import show
from tests.harness.word_files import PNG, article, packed, picture, word

BODY = show("代表走进站点听取意见", 80, 700)
ANSWER = "bulletin.importing.readers.reader_child:answer"


@pytest.fixture
def narrow(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A child with limits of its own: seconds and megabytes."""
    reader = Bounded(ANSWER, *request.param)
    monkeypatch.setattr(reader_process, "_reader", reader)
    yield
    reader.end()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (small_pdfs.pdf(BODY), Kind.PDF),
        (word(article("<w:p>" + picture("rId1") + "</w:p>"), {"word/media/1.png": PNG},
              {"rId1": ("image", "media/1.png")}), Kind.DOCX),
    ],
)  # fmt: skip
def test_the_draft_is_the_same_as_in_one_process(data: bytes, kind: Kind) -> None:
    assert reader_process.read("甲", data, kind) == dispatch.read("甲", data, kind)


def test_an_archive_comes_back_with_its_errors() -> None:
    data = packed({"甲.txt": "某县：活动", "乙.zip": "PK"})
    taken, left = sorted(reader_process.unpack("a.zip", data, Kind.ZIP), key=str, reverse=True)
    given, error = (taken, left) if isinstance(taken, Given) else (left, taken)
    assert isinstance(given, Given) and given.data == "某县：活动".encode()
    assert isinstance(error, NotText) and error.hint


@pytest.mark.slow
@pytest.mark.parametrize("narrow", [(2.0, 1024)], indirect=True)
def test_what_takes_too_long_is_refused(narrow: None) -> None:
    """PDFium takes minutes for 200,000 pieces of text in one line."""
    endless = small_pdfs.pdf(show("正", 80, 700) * 200_000)
    with pytest.raises(BulletinError, match=r"慢\.pdf 读了 60 秒还没有读完") as caught:
        reader_process.read("慢.pdf", endless, Kind.PDF)
    assert caught.value.hint
    assert reader_process.read("快.pdf", small_pdfs.pdf(BODY), Kind.PDF).pieces


@pytest.mark.slow
@pytest.mark.parametrize("narrow", [(60.0, 200)], indirect=True)
def test_what_takes_too_much_memory_is_refused(narrow: None) -> None:
    """A page that names one stream of 20 MB fifty times, and a Word file with two million tags."""
    whole = small_pdfs.pdf(b" " * 20_000_000 + BODY.encode())
    place = whole.index(b"/Contents ") + len(b"/Contents ")
    again = whole[:place] + b"[" + b"7 0 R " * 50 + b"]" + whole[place + 5 :]
    for name, data, kind in (
        ("大.pdf", again, Kind.PDF),
        ("大.docx", plain("<w:p/>" * 2_000_000), Kind.DOCX),
    ):
        with pytest.raises(BulletinError, match=r"要的内存|读不下去|打不开") as caught:
            reader_process.read(name, data, kind)
        assert caught.value.hint
    assert reader_process.read("小.pdf", small_pdfs.pdf(BODY), Kind.PDF).pieces


def answer_with_a_fault(question: bytes) -> bytes:
    """In the child: as if the program had a fault."""

    def done(*_: object) -> object:
        raise KeyError("甲")

    vars(dispatch)["read"] = done
    return reader_child.answer(question)


def test_a_fault_of_the_program_comes_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Bounded(f"{__name__}:answer_with_a_fault", 20, 200)
    monkeypatch.setattr(reader_process, "_reader", reader)
    with pytest.raises(reader_process.ReaderFault, match=r"(?s)Traceback.*KeyError"):
        reader_process.read("甲", b"%PDF-", Kind.PDF)
    reader.end()


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


def test_a_pickle_of_other_classes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that was taken over by a file could send one."""
    monkeypatch.setattr(reader_process, "_reader", _Answering(pickle.dumps(("done", Evil()))))
    with pytest.raises(BulletinError, match="读不下去"):
        reader_process.read("甲", b"", Kind.PDF)


class _Answering:
    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def __call__(self, *_: bytes) -> bytes:
        return self.answer

    def end(self) -> None:
        pass

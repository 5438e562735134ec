"""Files from outside are read in a child process with limits of time and memory.

Such a file can make PDFium, lxml or zlib take all memory, run for hours, or crash. The child is
started once a command and used for all files; where it is lost, the file that it was reading gets
an error and the next file a new child. Plain text and Markdown are read in this process: their
size is their cost.

The child answers with a pickle. A child that was taken over by a file could answer with a
malicious one, so only data and the classes of drafts are unpickled, which run no code.
"""

from __future__ import annotations

import io
import json
import pickle
from typing import Any

from bulletin.findings.errors import BulletinError
from bulletin.importing import draft
from bulletin.importing.draft import Draft
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.readers.incoming import Given, NotText
from bulletin.importing.readers.limits import READ_MEGABYTES, READ_SECONDS
from bulletin.model.merged_cells import CellSpan
from bulletin.ooxml.package import NotAWordFile
from bulletin.processes.bounded import Bounded, ExceededError

_CLASSES = {
    (one.__module__, one.__name__): one
    for one in (
        Draft, draft.DraftParagraph, draft.DraftRun, draft.DraftTable, draft.DraftPicture, draft.PlacedWidth,
        draft.DraftFootnote,
        draft.Remark, draft.Omitted, draft.Mend, draft.Tally, draft.ShownText, CellSpan,
        Given, BulletinError, NotText, NotAWordFile,
    )
}  # fmt: skip
_reader = Bounded("bulletin.importing.readers.reader_child:answer", READ_SECONDS, READ_MEGABYTES)
HEAD_LENGTH = 4
"""Bytes of the length of a question's head, which is JSON; the file follows."""
_SMALLER = "拆成几个文件；或用 Word、WPS 打开，另存（打印）成新的文件再导入。"


class ReaderFault(Exception):
    """The program's own fault while it read a file; the text is the child's traceback."""


class _DraftUnpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        """The class of a name, if it is one of drafts."""
        try:
            return _CLASSES[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module_name}.{global_name}") from None


def start() -> None:
    """Start the child ahead of the first file: it loads its libraries meanwhile."""
    _reader.start()


def read(name: str, data: bytes, kind: Kind, converted: bytes = b"") -> Draft:
    """As ``dispatch.read``; a file that takes too much time or memory raises ``BulletinError``, too."""
    result: Draft = _ask(name, "read", data, kind, converted)
    return result


def unpack(name: str, data: bytes, kind: Kind) -> list[Given | BulletinError]:
    """As ``dispatch.unpack``, with the same limits."""
    result: list[Given | BulletinError] = _ask(name, "unpack", data, kind)
    return result


def _ask(name: str, task: str, data: bytes, kind: Kind, converted: bytes = b"") -> Any:
    head = json.dumps([task, name, kind.value, len(data)]).encode()
    try:
        answer = _reader(len(head).to_bytes(HEAD_LENGTH, "big"), head, data, converted)
        outcome, value = _DraftUnpickler(io.BytesIO(answer)).load()
    except ExceededError as error:
        raise _exceeded(name, error.limit) from None
    except pickle.UnpicklingError:  # no answer of ours: the child was taken over
        _reader.end()
        raise _exceeded(name, "") from None
    if outcome == "fault":
        raise ReaderFault(value)
    if outcome == "refused":
        raise value
    return value


def _exceeded(name: str, limit: str) -> BulletinError:
    """What is said of a file that cost the child its life."""
    if limit == "time":
        return BulletinError(f"{name} 读了 {READ_SECONDS} 秒还没有读完，不读了。", _SMALLER)
    if limit == "memory":
        return BulletinError(f"{name} 读起来要的内存超过 {READ_MEGABYTES} MB，没有读。", _SMALLER)
    return BulletinError(f"{name} 读不下去：文件坏了，或展开以后大得不正常。", _SMALLER)

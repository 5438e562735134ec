"""The child's side of ``reader_process``: reads what the parent sends, answers with a pickle."""

from __future__ import annotations

import json
import pickle
import traceback
from typing import Any

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import dispatch, limits
from bulletin.importing.readers.docx import docx_reader  # loaded before the first file arrives
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.readers.reader_process import HEAD_LENGTH

assert docx_reader


def answer(question: bytes) -> bytes:
    """The outcome (done, refused, fault) of a question of ``reader_process``, and its value."""
    start = HEAD_LENGTH + int.from_bytes(question[:HEAD_LENGTH], "big")
    task, name, kind, length = json.loads(question[HEAD_LENGTH:start])
    data, converted = question[start : start + length], question[start + length :]
    result: tuple[str, Any]
    try:
        if task == "unpack":
            result = "done", dispatch.unpack(name, data, Kind(kind))
        else:
            result = "done", dispatch.read(name, data, Kind(kind), converted)
    except BulletinError as error:
        result = "refused", error
    except MemoryError:
        raise  # for the parent to hear of
    except RecursionError:
        result = "refused", limits.too_deep(name)
    except Exception:
        result = "fault", traceback.format_exc()
    return pickle.dumps(result)

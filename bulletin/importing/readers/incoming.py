"""A file to import: from the disk, from standard input, or from a mail or an archive."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import limits
from bulletin.workspace import regular, system_errors


class NotText(BulletinError):
    """A file of a kind that is no contribution: a picture, a program, a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file to import; where ``path`` is ``None`` its bytes are ``data``."""

    name: str
    path: Path | None = None
    data: bytes = field(default=b"", repr=False)
    notes: tuple[str, ...] = ()
    """What is to be said of it beside its own report: the header of a mail."""
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    """The files beside it in its archive, by the path from its folder."""

    def read(self) -> bytes:
        """Its bytes; ``BulletinError`` if it is missing, too large, no regular file, or unreadable."""
        if self.path is None:
            limits.check_size(self.name, len(self.data))
            return self.data
        try:
            return regular.read(self.path, limits.FILE_BYTES)
        except FileNotFoundError as error:
            hint = "看看文件名和所在的文件夹；名字里有空格的，用引号括起来。"
            message = f"没有文件“{self.name}”。"
            if self.path.is_symlink():
                message, hint = f"{self.name} 是个断了的链接。", "找到原来的文件，再导入那个文件。"
            raise BulletinError(message, hint) from error
        except OSError as error:
            if error.errno == errno.EFBIG:
                limits.check_size(self.name, self.path.stat().st_size)
            raise system_errors.cannot_read(self.name, error) from error

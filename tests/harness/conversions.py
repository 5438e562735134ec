"""What LibreOffice makes of a document is kept for a run of the tests: many tests look at the same pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from bulletin.office import libreoffice

_Documents = Sequence[tuple[str, bytes]]
_Convert = Callable[..., list[bytes | None]]
VARIABLES = (libreoffice.VARIABLE, "PATH", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR")
"""Where one of these differs, LibreOffice is run again."""


def remembering(convert: _Convert, folder: Path) -> _Convert:
    """``libreoffice.convert``, with its results in a folder that the workers of a run share.

    A result is taken from there only for the same document in the same format, with the same fonts,
    line edges, form of PDF and variables of the environment. What could not be converted is tried again.
    """

    def convert_new(documents: _Documents, to: str, **options: Any) -> list[bytes | None]:
        kept = [folder / _key(document, to, options) for document in documents]
        missing = [at for at, path in enumerate(kept) if not path.exists()]
        made = convert([documents[at] for at in missing], to, **options) if missing else []
        results = dict(zip(missing, made, strict=True))
        for at, data in results.items():
            if data is not None:
                part = kept[at].with_suffix(f".{os.getpid()}")
                part.write_bytes(data)
                part.replace(kept[at])
        return [results[at] if at in results else path.read_bytes() for at, path in enumerate(kept)]

    return convert_new


def _key(document: tuple[str, bytes], to: str, options: dict[str, Any]) -> str:
    ending, data = document
    fonts = options.get("fonts")
    settings = (
        ending,
        to,
        options.get("edges"),
        options.get("pdf"),
        fonts and fonts.read_bytes(),
        [os.environ.get(name) for name in VARIABLES],
    )
    return sha256(repr(settings).encode() + data).hexdigest()

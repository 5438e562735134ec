"""The one way in which the program gives up."""

from __future__ import annotations


class BulletinError(Exception):
    """The program cannot go on; ``message`` and ``hint`` are in Chinese, ``place`` is file:line."""

    def __init__(self, message: str, hint: str = "", place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.place = place

"""The exception for whatever stops the program."""

from __future__ import annotations


class BulletinError(Exception):
    """The program cannot go on; ``message`` and ``hint`` are in Chinese."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[BulletinError], tuple[str, str]]:
        """How it is pickled, on its way back from a worker process."""
        return type(self), (self.message, self.hint)

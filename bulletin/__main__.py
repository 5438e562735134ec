"""The ``bulletin`` command, and ``python -m bulletin``."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_BETWEEN = 100_000
"""Objects that may be made between two searches for reference cycles; Python's own figure is 700."""


@contextmanager
def rare_collection() -> Iterator[None]:
    """Search for reference cycles seldom, at the end not at all.

    What modules and a whole issue are made of has few cycles, and the searches take 15 % of the
    time of ``check`` and ``build`` (docs/decisions/0022-collection.md). It holds for all commands;
    the figures are Python's own again when the program ends, for one that goes on.
    """
    before = gc.get_threshold()
    gc.set_threshold(_BETWEEN, 10, 10)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*before)


def main() -> NoReturn:
    """Run the program."""
    with rare_collection():
        from bulletin.cli import app

        app.main()


if __name__ == "__main__":
    main()

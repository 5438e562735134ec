"""The ``bulletin`` command, and ``python -m bulletin``."""

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the program."""
    gc.disable()  # while modules load there is nothing to collect, and looking takes 15 ms
    from bulletin.cli import app

    app.main()


if __name__ == "__main__":
    main()

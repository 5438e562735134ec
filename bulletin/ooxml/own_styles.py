"""How this program names its styles in Word files, for writing them and for reading them back."""

from __future__ import annotations

OURS = "简报"
"""What the names of our styles begin with, and the second names of Word's own styles that we use."""


def name_in_use(name: str, aliases: str) -> str:
    """The name of a style: ours, where it stands among the aliases of a style of Word's own.

    ``aliases`` are parted by commas (ECMA-376-1, 17.7.4.1).
    """
    own = (alias.strip() for alias in aliases.split(","))
    return next((alias for alias in own if alias.startswith(OURS)), name)

"""Blocks and house style become HTML: sheets for reading and printing, or markup to paste."""

from bulletin.web.plain import articles
from bulletin.web.sheets import write

__all__ = ["articles", "write"]

"""Blocks and house style become HTML: sheets for reading and printing, or markup to paste."""

from bulletin.writers.html.paper_sheets import write
from bulletin.writers.html.pasted import articles

__all__ = ["articles", "write"]

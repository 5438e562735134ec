"""Blocks and house style become HTML: a file to read and print, or markup to paste."""

from bulletin.writers.html.issue_page import write
from bulletin.writers.html.pasteable_article import articles

__all__ = ["articles", "write"]

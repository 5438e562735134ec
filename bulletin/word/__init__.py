"""Blocks and a house style become a .docx."""

from bulletin.word.writer import write

__all__ = ["write"]

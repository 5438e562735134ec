"""Blocks and a house style become a .docx."""

from bulletin.writers.word.docx_writer import write

__all__ = ["write"]

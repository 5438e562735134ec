"""PDF files become drafts: characters at places are put together again to paragraphs and tables."""

from bulletin.importing.pdf.reader import read

__all__ = ["read"]

"""PDF files become drafts: characters at places are put together again to paragraphs and tables."""

from bulletin.importing.readers.pages.pdf_reader import read

__all__ = ["read"]

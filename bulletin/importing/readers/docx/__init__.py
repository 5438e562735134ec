"""Word files (.docx) become drafts."""

from bulletin.importing.readers.docx.docx_reader import read

__all__ = ["read"]

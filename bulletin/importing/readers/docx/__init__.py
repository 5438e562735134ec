"""Word files (.docx) become drafts: ``package`` opens them with care, ``body`` walks them."""

from bulletin.importing.readers.docx.docx_reader import read

__all__ = ["read"]

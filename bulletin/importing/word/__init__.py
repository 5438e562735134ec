"""Word files (.docx) become drafts: ``package`` opens them with care, ``body`` walks them."""

from bulletin.importing.word.reader import read

__all__ = ["read"]

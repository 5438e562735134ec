"""Word files (.docx) become drafts."""

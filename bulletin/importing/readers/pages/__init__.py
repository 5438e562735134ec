"""PDF files become drafts: characters at places are put together again to paragraphs and tables."""

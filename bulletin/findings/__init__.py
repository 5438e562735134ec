"""Findings about an author's text: their kinds, the fixes, what editors ignore, the formats."""

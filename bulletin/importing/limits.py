"""How much a reader takes before it refuses: what people send stays far below."""

from __future__ import annotations

PDF_PAGES = 500
PDF_GLYPHS = 2_000_000
"""Characters of a whole PDF; a page of a bulletin has about 600."""
PDF_PAGE_GLYPHS = 100_000
PDF_PAGE_OBJECTS = 25_000
"""Objects with text on one page; PDFium takes about 5 seconds for so many, four times for twice."""
PDF_SECONDS = 120
"""After so long no further page is begun."""
PDF_DRAWN = 20_000
"""Drawn objects of one page that are looked at for tables and pictures."""
PDF_STREAM_BYTES = 100_000_000
"""Bytes that one packed stream (not a picture) may hold; a face of all Chinese has 20 million."""
PDF_PAGE_BYTES = 300_000_000
"""Bytes of all streams of one page, at worst."""
PDF_PICTURES = 500
PICTURE_PIXELS = 40_000_000
"""Pixels of one picture that has to be unpacked; 40 million are 120 MB of memory."""
PICTURES_PIXELS = 400_000_000
"""Pixels of all pictures of one file that have to be unpacked: about ten seconds."""
PICTURE_BYTES = 200_000_000
"""Bytes of all pictures of one file."""

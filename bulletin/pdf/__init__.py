"""The one reader of PDF pages, on PDFium: characters, ruling lines, pictures and bookmarks.

Coordinates are the same everywhere in this package and in what uses it: points (1/72 inch) from the
top left corner of the page as it is shown, that is after its ``/Rotate``; y grows downwards.
"""

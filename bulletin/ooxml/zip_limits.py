"""How large a zip file may be, so that unpacking it harms nobody."""

ZIP_ENTRIES = 5_000
ZIP_BYTES = 300 * 1024 * 1024
"""All parts of a .docx together, unpacked."""
PART_BYTES = 64 * 1024 * 1024
"""One XML part, unpacked; its tree takes some ten times of that."""
XML_MARKS = 4_000_000
"""Tags and attributes of all parts together; the tree of one takes some 150 bytes."""
ZIP_RATIO = 200
"""A part of more than a megabyte that was packed tighter than this is a bomb: text packs 5 to 20."""

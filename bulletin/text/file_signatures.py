"""How files of formats that are no plain text begin: said once for all that tell files by their bytes.

The plain ones are bytes that a file starts with; those called ``…_PATTERN`` are regular expressions
to be matched with ``re.S`` at its start.
"""

from __future__ import annotations

PDF = b"%PDF-"
RTF = b"{\\rtf"
ZIP = b"PK\x03\x04"
"""Also .docx and all else that is a zip file."""
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The old formats of Word, Excel, PowerPoint and WPS."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
GIF = b"GIF8"
BMP = b"BM"
TIFF = (b"II*\x00", b"MM\x00*")

WEBP_PATTERN = rb"RIFF....WEBP"
AVI_PATTERN = rb"RIFF....AVI"
HEIC_PATTERN = rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)"
AVIF_PATTERN = rb"....ftypavi[fs]"
MP4_PATTERN = rb"....ftyp"
"""MP4 and QuickTime; HEIC and AVIF are pictures in the same container."""
EMF_PATTERN = rb"\x01\x00\x00\x00.{36} EMF"
WMF_PATTERN = rb"\xd7\xcd\xc6\x9a"
EPS_PATTERN = rb"%!PS|\xc5\xd0\xd3\xc6"
PSD_PATTERN = rb"8BPS"
CAD_PATTERN = rb"AC10\d\d"
ARCHIVE_PATTERN = rb"Rar!|7z\xbc\xaf|\x1f\x8b"
"""RAR, 7-Zip and gzip."""

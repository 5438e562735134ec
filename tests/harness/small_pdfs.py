"""Small PDFs written by hand: what no office program would make, and what a test wants exactly so."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

FACES = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UTF16-H /DescendantFonts [<<"
    b" /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe)"
    b" /Ordering (GB1) /Supplement 4 >> /DW 1000 >>] >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /#BA#DA#CC#E5 /Encoding /UniGB-UTF16-H /DescendantFonts"
    b" [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /#BA#DA#CC#E5 /CIDSystemInfo << /Registry"
    b" (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>] >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Secret /Encoding /Identity-H /DescendantFonts [<<"
    b" /Type /Font /Subtype /CIDFontType2 /BaseFont /Secret /CIDSystemInfo << /Registry (Adobe)"
    b" /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>",
)
"""F1: Latin. F2: 宋体. F3: 黑体, its name in GB 18030. F4: a face without any table of characters."""


def pdf(
    *pages: str | bytes,
    extra: str = "",
    images: Mapping[str, bytes] | None = None,
    box: str = "0 0 595 842",
) -> bytes:
    """A PDF with a content stream for each page; ``extra`` goes into each page's dictionary."""
    named = dict(images or {})
    objects: list[bytes] = [b"", b"", *FACES, *named.values()]
    first = 3 + len(FACES)
    fonts = b" ".join(b"/F%d %d 0 R" % (n + 1, n + 3) for n in range(len(FACES)))
    pictures = " ".join(f"/{name} {first + n} 0 R" for n, name in enumerate(named)).encode()
    kids = []
    for page in pages:
        content = page if isinstance(page, bytes) else page.encode("latin-1")
        objects.append(stream(content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R %s /Resources << /Font << %s >>"
            b" /XObject << %s >> >> >>"
            % (box.encode(), len(objects), extra.encode(), fonts, pictures)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """Objects, numbered from 1, as a file."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream, packed."""
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (
        len(packed), entries, packed,
    )  # fmt: skip


def image(width: int, height: int, color: bytes = b"\xc8\x1e\x1e") -> bytes:
    """A picture of one colour."""
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB" % (
        width,
        height,
    )
    return stream(color * (width * height), entries + b" /BitsPerComponent 8")


def show(
    text: str, x: float, y: float, size: float = 16, face: int = 2, matrix: str = "1 0 0 1"
) -> str:
    """Text at a place, ``y`` from the foot of the page."""
    code = text.encode("utf-16-be").hex() if face in (2, 3) else text.encode("latin-1").hex()
    return f"BT /F{face} {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET\n"


JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "01" * 64 + "ffc0000b080001000101011100"
    "ffc4001400010000000000000000000000000000000009ffc40014100100000000000000000000000000000000"
    "ffda0008010100003f0054dfffd9"
)  # fmt: skip
"""A grey point, as small as JPEG gets."""


def jpeg() -> bytes:
    """A picture that is kept as JPEG."""
    return (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(JPEG), JPEG)
    )


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Ruling lines at places, drawn with a pen."""
    level = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return level + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def locked() -> bytes:
    """A PDF that wants a password which is not the empty one."""
    whole = pdf(show("正文", 80, 700))
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"41" * 32, b"42" * 32,
    )  # fmt: skip
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock)

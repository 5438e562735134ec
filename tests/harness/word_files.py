"""Small .docx files out of bare XML: what no program writes can be written here too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one pixel."""


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{properties}{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run; ``properties`` are what stands in w:rPr."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(rows: list[list[str]]) -> str:
    """A table; the cells are XML of blocks."""
    inner = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{inner}</w:tbl>"


def picture(identity: str, name: str = "图") -> str:
    """A run with the picture of a relationship."""
    return (
        f'<w:r><w:drawing><a:blip r:embed="{identity}"/>'
        f'<a:cNvPr name="{escape(name)}"/></w:drawing></w:r>'
    )


def root(tag: str, inner: str) -> str:
    """An XML part with all namespaces: root("w:comments", …)."""
    return f"{HEAD}<{tag} {_NAMESPACES}>{inner}</{tag}>"


def parts(
    body: str,
    more: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    content_type: str = MAIN,
) -> dict[str, str | bytes]:
    """The parts of a .docx by name.

    Args:
        body: what stands in w:body.
        more: other parts, or others in the place of those that are made here.
        links: relationships of the document: id → last word of the type, and target.
        content_type: of the document.
    """
    related = "".join(
        f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{escape(target)}"/>'
        for identity, (kind, target) in (links or {}).items()
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": root("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{related}'
        "</Relationships>",
        **(more or {}),
    }


def packed(contents: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return stream.getvalue()


def word(
    body: str,
    more: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    content_type: str = MAIN,
) -> bytes:
    """A .docx; the arguments are those of ``parts``."""
    return packed(parts(body, more, links, content_type))


def article(body: str = "") -> str:
    """The blocks of an article with title and credit line."""
    return (
        p("某县：代表活动有声有色") + body + p("全县代表走进站点。") + p("（某县人大常委会供稿）")
    )


_LISTED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:basedOn w:val="N"/>'
    '<w:rPr><w:b/><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def _with_marks() -> str:
    """A paragraph with bold, insertions, deletions, notes, a link, breaks, a symbol, ruby."""
    return (
        "<w:p>" + r("第一步", "<w:b/>") + '<w:ins w:author="甲">' + r("走进") + "</w:ins>"
        '<w:del w:author="乙"><w:r><w:delText>删去</w:delText></w:r></w:del>' + r("暗", "<w:vanish/>")
        + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
        + '<w:hyperlink r:id="rId9">' + r("链接") + "</w:hyperlink>"
        + '<w:r><w:br/><w:tab/><w:sym w:char="F0B7"/><w:noBreakHyphen/></w:r>'
        + "<w:r><w:ruby><w:rt>" + r("pin") + "</w:rt><w:rubyBase>" + r("拼")
        + "</w:rubyBase></w:ruby></w:r></w:p>"
    )  # fmt: skip


def _tables() -> str:
    return (
        table([[p("县区"), p("人数")], [p("甲县"), p("12") + table([[p("内")]])]])
        + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("合并")
        + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("遮住") + "</w:tc><w:tc>"
        + p("格") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip


def _beside() -> str:
    """A picture, a text box in both its forms, a formula, a control."""
    box = "<w:txbxContent>" + p("文本框") + "</w:txbxContent>"
    return (
        "<w:p>" + picture("rId5") + "</w:p>" + p("图1 活动现场")
        + f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        + f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>"
        + "<w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip


def rich() -> bytes:
    """A file with all that a reader looks at; the seed of mutations."""
    title = '<w:pPr><w:pStyle w:val="T"/><w:jc w:val="center"/></w:pPr>'
    body = (
        p("某县：代表活动有声有色", title) + p("一、强基固本。紧扣能力提升。") + _with_marks()
        + p("政治理论学习。", _LISTED) + p("业务知识学习。", _LISTED)
        + p("一是学理论。二是学业务。三是学履职。") + _tables() + _beside()
        + p("（某县人大常委会供稿）")
    )  # fmt: skip
    note, comment = p("脚注文字"), p("请核")
    more: dict[str, str | bytes] = {
        "word/styles.xml": root("w:styles", _STYLES),
        "word/numbering.xml": root("w:numbering", _NUMBERING),
        "word/footnotes.xml": root("w:footnotes", f'<w:footnote w:id="2">{note}</w:footnote>'),
        "word/comments.xml": root(
            "w:comments", f'<w:comment w:id="1" w:author="丙">{comment}</w:comment>'
        ),
        "word/header1.xml": root("w:hdr", p("页眉")),
        "word/media/image1.png": PNG,
    }
    links = {
        "rId1": ("styles", "styles.xml"), "rId2": ("numbering", "numbering.xml"),
        "rId3": ("footnotes", "footnotes.xml"), "rId4": ("comments", "comments.xml"),
        "rId5": ("image", "media/image1.png"), "rId6": ("header", "header1.xml"),
    }  # fmt: skip
    return word(body, more, links)

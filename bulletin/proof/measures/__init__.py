"""Everything that is measured, in the order of the report, with its norm."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.proof.measurement import Assessment, Measurement, Norm, Strength, Verdict, unverified
from bulletin.proof.measures import (
    articles,
    editor_notes,
    gaps,
    line_breaks,
    line_filling,
    lost_characters,
    page_format,
    page_furniture,
    tables_and_pictures,
    title_breaks,
    used_faces,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument

_MUST, _USUAL, _PRACTICE = Strength.MUST, Strength.USUAL, Strength.PRACTICE
_BODY, _TITLE = (Role.BODY,), (Role.TITLE,)
# fmt: off
MEASURES: tuple[tuple[Norm, Callable[[ProofDocument], Assessment]], ...] = (
    (Norm("paper", "纸张", "A4，210 × 297 毫米", "5.1", _MUST), page_format.paper),
    (Norm("margins", "页边和版心", "天头 37、订口 28（±1）毫米，版心 156 × 225 毫米", "5.2.1", _MUST),
     page_format.margins),
    (Norm("blank-pages", "空白面", "没有", "", _PRACTICE), page_format.blank_pages),
    (Norm("type-sizes", "字号", "正文三号（16 磅），标题二号（22 磅）", "5.2.2、7.3.1", _USUAL),
     page_format.sizes),
    (Norm("line-pitch", "行距", "225 毫米 ÷ 22 行 = 28.99 磅，±0.15", "5.2.3", Strength.DERIVED),
     page_format.pitch),
    (Norm("lines-a-page", "每面行数", "22 行", "5.2.3", _USUAL, True, _BODY), page_format.lines),
    (Norm("characters-a-line", "每行字数", "28 字", "5.2.3", _USUAL, True, _BODY), line_filling.characters),
    (Norm(
        "line-gaps", "字距",
        "一行里的字拉开不超过 0.15 个字（合计不到 2 个字的不算），词间不超过 1 个字，行末空出不超过 4 个字",
        "", _PRACTICE, True, (Role.BODY, Role.HEADING, Role.ROUTING),
    ), line_filling.gaps),
    (Norm(
        "split-numbers", "数字回行",
        "一个数（连小数点、千分位、正负号、百分号、字母和符号的单位）不分在两行（GB/T 9704—1999 8.2.7）",
        "", _PRACTICE, True,
    ), line_breaks.numbers),
    (Norm(
        "split-marks", "破折号回行", "破折号、省略号不分在两行（GB/T 15834 5.1.4、5.1.5）", "", _PRACTICE, True,
    ), line_breaks.dashes),
    (Norm(
        "line-edges", "避头尾",
        "点号、后引号、后括号、后书名号、间隔号、连接号不在行首，前引号、前括号、前书名号不在行末"
        "（GB/T 15834 5.1.1—5.1.3、5.1.6、5.1.7）",
        "", _PRACTICE, True,
    ), line_breaks.edges),
    (Norm(
        "masthead", "报头", "字的上边缘距版心上边缘约 20（±3）毫米，红线与版心等宽", "7.2.7", _PRACTICE,
    ), page_furniture.masthead),
    (Norm(
        "folios", "页码", "版心下 7（±1）毫米，单页居右、双页居左，空一字，四号", "7.5", _USUAL,
    ), page_furniture.folios),
    (Norm(
        "routing", "版记", "在最后一面的最下端，末条线与版心下边缘重合（±1 毫米）", "7.4", Strength.ADVISED,
    ), page_furniture.routing),
    (Norm("title-shapes", "标题回行", "排成梯形或菱形，各行长短不同", "7.3.1", _MUST, True, _TITLE),
     articles.titles),
    (Norm("title-breaks", "标题词意",
          "词意完整：行末不留破折号，不分开并列的几项，不分开数和单位", "7.3.1", _MUST, True, _TITLE),
     title_breaks.breaks),
    (Norm("squeeze", "字宽", "报头和标题的字不压到正常字宽的 85% 以下", "", _PRACTICE, True),
     title_breaks.squeeze),
    (Norm("article-beginnings", "文章开头", "标题和正文开头两行在同一面", "", _PRACTICE, True, _TITLE),
     articles.beginnings),
    (Norm("headings-at-foot", "小标题", "不单独留在一面的最下端", "", _PRACTICE, True, (Role.HEADING,)),
     articles.headings),
    (Norm("credit-lines", "供稿", "不单独落到下一面", "", _PRACTICE, True, (Role.CREDIT,)),
     articles.credit_lines),
    (Norm("editor-notes", "编者按", "和标题在一面，和前一篇隔开一行", "", _PRACTICE),
     editor_notes.editor_notes),
    (Norm("orphans", "孤字", "一段的末行不止一个字", "", _PRACTICE, True, _BODY), articles.orphans),
    (Norm("tables", "表格和图片", "不出版心，不到一面四分之三的表格不跨面", "5.2.1", _MUST, True),
     tables_and_pictures.tables),
    (Norm("matter-gaps", "图表间距",
          "图题离图 3（±1.5）磅，表格上下空得一样多（相差不到 3 磅）", "", _PRACTICE), gaps.gaps),
    (Norm("faces", "字体", "文件要的字体都用上了（预览可用同形的字体代）", "5.2.2", _USUAL),
     used_faces.faces),
    (Norm("fallen-characters", "缺字", "每个字都印出来，没有落到别的字体里", "5.2.2", _USUAL),
     lost_characters.fallen_characters),
)
# fmt: on


def measure(document: ProofDocument) -> list[Measurement]:
    """Measure everything; what depends on a body face that is missing is not measured."""
    reason = used_faces.why_unreliable(document)
    return [
        Measurement(
            norm,
            unverified(reason) if reason and norm.needs_face else _assessed(document, norm, assess),
        )
        for norm, assess in MEASURES
    ]


def _assessed(
    document: ProofDocument, norm: Norm, assess: Callable[[ProofDocument], Assessment]
) -> Assessment:
    """What a measurement comes to; no pass where a paragraph that it needs is not found."""
    assessment = assess(document)
    lost = document.unplaced(*norm.needs)
    if assessment.verdict is Verdict.PASS and lost:
        return unverified(f"{assessment.figure}；另有 {len(lost)} 段在 PDF 里找不到，没有量")
    return assessment

"""The list of kinds of findings, but for those of proofreading, which are the rules in rules/.

The manual (docs/手册.md) has a remedy for each code; a test holds the two together.
"""

from __future__ import annotations

from bulletin.findings.diagnostics import FindingKind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Files
NOT_UTF8 = FindingKind("FI001", "not-utf8", E, "文件不是 UTF-8 编码")
EMPTY_FILE = FindingKind("FI002", "empty-file", E, "文件是空的")
CONTROL_CHARACTER = FindingKind(
    "FI003", "control-character", E, "文件里有 Word 不收的控制字符或换行符"
)
STRAY_FILE = FindingKind("FI004", "stray-file", W, "这一期的文件夹里有不印的文件")
UNUSED_PICTURE = FindingKind("FI005", "unused-picture", W, "图片没有稿件用到")
NO_ISSUE = FindingKind("FI006", "in-no-issue", W, "issues 里有不属于哪一期的稿件或文件夹")
LONG_VALUE = FindingKind("FI030", "long-value", E, "题头或设置里的一个值长得不可能")

# YAML: front matter, issue.yaml, bulletin.yaml
NO_FRONT_MATTER = FindingKind("YA001", "no-front-matter", E, "稿件开头没有 --- 题头")
UNCLOSED_FRONT_MATTER = FindingKind("YA002", "unclosed-front-matter", E, "题头没有用 --- 收尾")
BAD_YAML = FindingKind("YA003", "bad-yaml", E, "YAML 写法有误")
TAB_INDENTATION = FindingKind("YA004", "tab-indentation", E, "YAML 行首用了制表符")
FULL_WIDTH_COLON = FindingKind("YA005", "full-width-colon", E, "键后面用了全角冒号")
FULL_WIDTH_SPACE = FindingKind("YA006", "full-width-space", E, "YAML 的缩进或冒号后用了全角空格")
DUPLICATE_KEY = FindingKind("YA007", "duplicate-key", E, "同一个键写了两次")
UNKNOWN_KEY = FindingKind("YA008", "unknown-key", E, "不认识的键")
MISSING_KEY = FindingKind("YA009", "missing-key", E, "缺少必写的键")
WRONG_TYPE = FindingKind("YA010", "wrong-type", E, "值的类型不对")
ANCHOR = FindingKind("YA011", "anchor", E, "YAML 里用了锚点（& 或 *）")
TAG = FindingKind("YA012", "tag", E, "YAML 里用了标签（!）")
BAD_DATE = FindingKind("YA013", "bad-date", E, "日期写法有误")
BAD_VALUE = FindingKind("YA014", "bad-value", E, "值不在可用的写法之内")
NO_SPACE_AFTER_COLON = FindingKind("YA015", "no-space-after-colon", E, "键的冒号后面没有空格")
HASH_COMMENT = FindingKind("YA016", "hash-comment", W, "值后面的 # 和它后面的字被当作说明")
GLUED_ITEM = FindingKind("YA017", "glued-item", E, "列表里的一行没有“- ”")
FOLDED_ITEM = FindingKind("YA018", "folded-item", W, "一项写成了几行")
JOINED_ITEMS = FindingKind("YA019", "joined-items", W, "几项写成了一项")
LOOSE_END = FindingKind("YA020", "loose-end", W, "值的末尾多了标点，或两边多了引号")
KEY_IN_VALUE = FindingKind("YA021", "key-in-value", E, "值里面还有一个键")
FAR_DATE = FindingKind("YA022", "far-date", W, "日期离今天太远")
NO_PLACE_FOR_NUMBER = FindingKind("YA023", "no-place-for-number", W, "期号里没有编号的位置")
HASH_IN_VALUE = FindingKind("YA024", "hash-in-value", N, "# 后面的字当作说明，不印")

# Markdown
HEADING_LEVEL = FindingKind("MD001", "heading-level", E, "标题级别不在 ## 至 ##### 之内")
RAW_HTML = FindingKind("MD002", "raw-html", E, "正文里有 HTML 标记")
CODE = FindingKind("MD003", "code", E, "正文里有代码块（多由行首四个空格造成）")
TASK_LIST = FindingKind("MD004", "task-list", E, "正文里有任务列表")
FOOTNOTE = FindingKind("MD005", "footnote", E, "脚注的写法有误")
LIST_CONTENT = FindingKind("MD007", "list-content", E, "列表项里不止一段文字")
UNDERLINED_HEADING = FindingKind(
    "MD008", "underlined-heading", E, "文字下一行的 --- 或 === 把它变成了标题"
)
RULE = FindingKind("MD009", "rule", E, "正文里有分隔线")
QUOTE_CONTENT = FindingKind("MD010", "quote-content", E, "引文块里不止是段落")
PICTURE = FindingKind("MD011", "picture", E, "图片用不了")
EMPTY_TEXT = FindingKind("MD012", "empty-text", E, "标题或列表项是空的")
LINK = FindingKind("MD013", "link", E, "链接用不了")
STRAY_MARK = FindingKind("MD014", "stray-mark", W, "Markdown 记号没有起作用，会照样印出来")
TYPED_INDENT = FindingKind("MD015", "typed-indent", W, "段首或段末打了空格")
TABLE_CELLS = FindingKind("MD016", "table-cells", E, "表格某一行的格数比表头多")
COMMENT = FindingKind("MD017", "comment", N, "批注不印出来")
PICTURE_IN_TEXT = FindingKind("MD018", "picture-in-text", E, "图片没有独占一段")
UNSUPPORTED = FindingKind("MD019", "unsupported", E, "这种写法排不了")
HEADING_SPACE = FindingKind("MD020", "heading-space", E, "# 号后面没有半角空格，不成标题")
EMPTY_BODY = FindingKind("MD021", "empty-body", W, "稿件没有正文")
RUN_TOGETHER = FindingKind("MD022", "run-together", E, "两段之间没有空行，会接成一段")
TAKEN_MARK = FindingKind("MD023", "taken-mark", N, "词中间的一对 * 当作楷体的记号，没有印出来")
DOUBTFUL_MARK = FindingKind("MD024", "doubtful-mark", W, "星号当作字印了，也可能是加粗的记号")
ENTITY = FindingKind("MD025", "entity", W, "网页里的写法（&nbsp; 之类），印成了它代表的字")
BACKSLASH = FindingKind("MD026", "backslash", N, "两个反斜杠印成了一个")
CLOSING_MARKS = FindingKind("MD027", "closing-marks", W, "小标题末尾的 # 没有印出来")
LOST_LOOK = FindingKind("MD028", "lost-look", N, "来稿里的加粗、斜体、上标或下标没有带进来")
DOUBTFUL_LINE = FindingKind("MD032", "doubtful-line", W, "看不准一行是不是另起一段")
LINE_BELOW = FindingKind("MD033", "line-below", W, "表格、引文或列表下面紧接着一行，没有空行")
TABLE_BELOW_TEXT = FindingKind("MD034", "table-below-text", E, "表格没有排成表格")
CAPTION_ASTRAY = FindingKind("MD035", "caption-astray", W, "表题下面没有表格")
MERGED_CELL = FindingKind("MD036", "merged-cell", E, "表格里的 ^ 或 < 合并不了")
PICTURE_MARKS = FindingKind("MD040", "picture-marks", E, "图片的写法有误，不成图片")
ODD_PICTURE = FindingKind("MD041", "odd-picture", W, "图片小得或窄得看不清")
PICTURE_KEYS = FindingKind("MD050", "picture-keys", E, "图片后面花括号里的写法有误")
PICTURE_FIT = FindingKind("MD051", "picture-fit", W, "图片照写的大小排不下")
COARSE_PICTURE = FindingKind("MD052", "coarse-picture", W, "图片的点太少，印出来发虚")

# Arranging
TYPED_NUMBER = FindingKind("AR001", "typed-number", E, "标题或列表项前面手打了序号")
LEVEL_SKIPPED = FindingKind("AR002", "level-skipped", W, "标题跳了级")
MISSING_ARTICLE = FindingKind("AR003", "missing-article", E, "articles 里列的稿件不存在")
LISTED_TWICE = FindingKind("AR004", "listed-twice", E, "articles 里同一篇稿件列了两次")
NOT_LISTED = FindingKind("AR005", "not-listed", E, "文件夹里有稿件没有列进 articles")
LIST_START = FindingKind("AR006", "list-start", W, "列表不是从 1 编起")
NUMBER_MISMATCH = FindingKind("AR007", "number-mismatch", E, "issue.yaml 的期号与文件夹名不符")
NO_ARTICLES = FindingKind("AR008", "no-articles", E, "这一期还没有稿件")
NO_DATE_FOR_SERIAL = FindingKind(
    "AR009", "no-date-for-serial", E, "期号里用了 {year}，这一期却没有日期"
)
LONG_TITLE = FindingKind("AR010", "long-title", W, "标题超过三行")
INCOMPLETE_COPIES = FindingKind("AR011", "incomplete-copies", W, "有的单位写了份数，有的没有写")
LIST_GAP = FindingKind("AR012", "list-gap", W, "列表的序号不连续")
TYPED_HEADING = FindingKind("AR013", "typed-heading", W, "小标题是手打的序号，没有写 ##")
TABLE_NUMBER = FindingKind("AR014", "table-number", W, "表的编号接不上")
WIDE_TABLE = FindingKind("AR015", "wide-table", N, "表格太宽，数和词会断开")
DATE_ORDER = FindingKind("AR020", "date-order", W, "日期比前一期还早")

# Ignores
NO_REASON = FindingKind("IG001", "ignore-without-reason", W, "忽略规则没有写原因")
UNUSED_IGNORE = FindingKind("IG002", "unused-ignore", W, "忽略规则已经用不着")
BAD_IGNORE = FindingKind("IG003", "bad-ignore", W, "忽略规则写法有误")

# terms.yaml and leaders.yaml
CONTRADICTION = FindingKind("TL001", "contradictory-terms", E, "词表自相矛盾")
BAD_TERM = FindingKind("TL002", "bad-term", E, "词表的一条写法有误")

# issue.j2 and gbt9704.yaml
TEMPLATE = FindingKind("TE001", "template", E, "模板 issue.j2 有误")
TEMPLATE_LINE = FindingKind("TE002", "template-line", E, "模板里有一行缺样式或缺文字")
UNKNOWN_STYLE = FindingKind("TE003", "unknown-style", E, "模板用了版式里没有的样式")
LEFT_OUT = FindingKind("TE004", "left-out", W, "模板没有印写了的一项")

# Import: what a person should look at
IMPORTED_CREDIT = FindingKind("IM001", "no-credit-line", W, "来稿里没有找到供稿单位")
IMPORTED_TITLE = FindingKind("IM002", "doubtful-title", W, "来稿的标题没有认准")
IMPORTED_NUMBER = FindingKind("IM003", "number-changes", W, "小标题的序号会和来稿不一样")
IMPORTED_HEADING = FindingKind("IM004", "long-heading", N, "来稿的小标题太长，可能是正文")
IMPORTED_LAYOUT = FindingKind("IM005", "mixed-layout", W, "来稿的小标题有的接排，有的独占一行")
IMPORTED_LIST = FindingKind("IM006", "automatic-list", N, "来稿的自动编号列表读成了一是、二是")
IMPORTED_TABLE = FindingKind("IM007", "table-reshaped", N, "来稿的表格排不成原样")
IMPORTED_PICTURE = FindingKind("IM008", "unusable-picture", W, "来稿里的图片用不了")
IMPORTED_CONTENTS = FindingKind("IM009", "contents-unmatched", W, "目录里的题目在正文里没有找到")
IMPORTED_TEXT = FindingKind("IM010", "maybe-heading", N, "以序号开头的一段没有读成小标题")
IMPORTED_CHARACTERS = FindingKind("IM011", "characters-astray", W, "来稿的字和稿件对不上")
IMPORTED_DOUBTFUL_CREDIT = FindingKind("IM014", "doubtful-credit", W, "来稿的供稿单位没有认准")
IMPORTED_ISSUE = FindingKind("IM015", "doubtful-issue", W, "来稿是不是整期没有认准")
IMPORTED_ANOTHER = FindingKind("IM030", "another-contribution", W, "来稿里可能还有另一篇稿件")
IMPORTED_TALK = FindingKind("IM031", "talk-in-text", W, "稿件里可能有聊天的话")
IMPORTED_ANNEX = FindingKind("IM025", "annex-in-text", N, "来稿的附件放在了正文后面")

ALL: tuple[FindingKind, ...] = tuple(
    value for value in globals().copy().values() if isinstance(value, FindingKind)
)

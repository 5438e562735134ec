"""Every kind of finding that reading and arranging can make; those of proofreading are in rules/.

The manual (docs/手册.md) has a remedy for each code; a test holds the two together.
"""

from __future__ import annotations

from bulletin.findings.diagnostics import Fault, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Files
NOT_UTF8 = Fault("FI001", "not-utf8", E, "文件不是 UTF-8 编码")
EMPTY_FILE = Fault("FI002", "empty-file", E, "文件是空的")
CONTROL_CHARACTER = Fault("FI003", "control-character", E, "文件里有 Word 不收的控制字符或换行符")
STRAY_FILE = Fault("FI004", "stray-file", W, "这一期的文件夹里有不印的文件")
UNUSED_PICTURE = Fault("FI005", "unused-picture", W, "图片没有稿件用到")
NO_ISSUE = Fault("FI006", "in-no-issue", W, "issues 里有不属于哪一期的稿件或文件夹")
LONG_VALUE = Fault("FI030", "long-value", E, "题头或设置里的一个值长得不可能")

# YAML: front matter, issue.yaml, bulletin.yaml
NO_FRONT_MATTER = Fault("YA001", "no-front-matter", E, "稿件开头没有 --- 题头")
UNCLOSED_FRONT_MATTER = Fault("YA002", "unclosed-front-matter", E, "题头没有用 --- 收尾")
BAD_YAML = Fault("YA003", "bad-yaml", E, "YAML 写法有误")
TAB_INDENTATION = Fault("YA004", "tab-indentation", E, "YAML 行首用了制表符")
FULL_WIDTH_COLON = Fault("YA005", "full-width-colon", E, "键后面用了全角冒号")
FULL_WIDTH_SPACE = Fault("YA006", "full-width-space", E, "YAML 的缩进或冒号后用了全角空格")
DUPLICATE_KEY = Fault("YA007", "duplicate-key", E, "同一个键写了两次")
UNKNOWN_KEY = Fault("YA008", "unknown-key", E, "不认识的键")
MISSING_KEY = Fault("YA009", "missing-key", E, "缺少必写的键")
WRONG_TYPE = Fault("YA010", "wrong-type", E, "值的类型不对")
ANCHOR = Fault("YA011", "anchor", E, "YAML 里用了锚点（& 或 *）")
TAG = Fault("YA012", "tag", E, "YAML 里用了标签（!）")
BAD_DATE = Fault("YA013", "bad-date", E, "日期写法有误")
BAD_VALUE = Fault("YA014", "bad-value", E, "值不在可用的写法之内")
NO_SPACE_AFTER_COLON = Fault("YA015", "no-space-after-colon", E, "键的冒号后面没有空格")
HASH_COMMENT = Fault("YA016", "hash-comment", W, "值后面的 # 和它后面的字被当作说明")
GLUED_ITEM = Fault("YA017", "glued-item", E, "列表里的一行没有“- ”")
FOLDED_ITEM = Fault("YA018", "folded-item", W, "一项写成了几行")
JOINED_ITEMS = Fault("YA019", "joined-items", W, "几项写成了一项")
LOOSE_END = Fault("YA020", "loose-end", W, "值的末尾多了标点，或两边多了引号")
KEY_IN_VALUE = Fault("YA021", "key-in-value", E, "值里面还有一个键")
FAR_DATE = Fault("YA022", "far-date", W, "日期离今天太远")
NO_PLACE_FOR_NUMBER = Fault("YA023", "no-place-for-number", W, "期号里没有编号的位置")
HASH_IN_VALUE = Fault("YA024", "hash-in-value", N, "# 后面的字当作说明，不印")

# Markdown
HEADING_LEVEL = Fault("MD001", "heading-level", E, "标题级别不在 ## 至 ##### 之内")
RAW_HTML = Fault("MD002", "raw-html", E, "正文里有 HTML 标记")
CODE = Fault("MD003", "code", E, "正文里有代码块（多由行首四个空格造成）")
TASK_LIST = Fault("MD004", "task-list", E, "正文里有任务列表")
FOOTNOTE = Fault("MD005", "footnote", E, "正文里有脚注")
BULLET_LIST = Fault("MD006", "bullet-list", E, "正文里有不编号的列表")
LIST_CONTENT = Fault("MD007", "list-content", E, "列表项里不止一段文字")
UNDERLINED_HEADING = Fault(
    "MD008", "underlined-heading", E, "文字下一行的 --- 或 === 把它变成了标题"
)
RULE = Fault("MD009", "rule", E, "正文里有分隔线")
QUOTE_CONTENT = Fault("MD010", "quote-content", E, "引文块里不止是段落")
PICTURE = Fault("MD011", "picture", E, "图片用不了")
EMPTY_TEXT = Fault("MD012", "empty-text", E, "标题或列表项是空的")
LINK = Fault("MD013", "link", E, "链接用不了")
STRAY_MARK = Fault("MD014", "stray-mark", W, "Markdown 记号没有起作用，会照样印出来")
TYPED_INDENT = Fault("MD015", "typed-indent", W, "段首或段末打了空格")
TABLE_CELLS = Fault("MD016", "table-cells", E, "表格某一行的格数比表头多")
COMMENT = Fault("MD017", "comment", N, "批注不印出来")
PICTURE_IN_TEXT = Fault("MD018", "picture-in-text", E, "图片没有独占一段")
UNSUPPORTED = Fault("MD019", "unsupported", E, "这种写法排不了")
HEADING_SPACE = Fault("MD020", "heading-space", E, "# 号后面没有半角空格，不成标题")
EMPTY_BODY = Fault("MD021", "empty-body", W, "稿件没有正文")
RUN_TOGETHER = Fault("MD022", "run-together", E, "两段之间没有空行，会接成一段")
TAKEN_MARK = Fault("MD023", "taken-mark", N, "词中间的一对 * 当作楷体的记号，没有印出来")
DOUBTFUL_MARK = Fault("MD024", "doubtful-mark", W, "星号当作字印了，也可能是加粗的记号")
ENTITY = Fault("MD025", "entity", W, "网页里的写法（&nbsp; 之类），印成了它代表的字")
BACKSLASH = Fault("MD026", "backslash", N, "两个反斜杠印成了一个")
CLOSING_MARKS = Fault("MD027", "closing-marks", W, "小标题末尾的 # 没有印出来")
LOST_LOOK = Fault("MD028", "lost-look", N, "来稿里的加粗或斜体没有带进来")
DOUBTFUL_LINE = Fault("MD032", "doubtful-line", W, "看不准一行是不是另起一段")
LINE_BELOW = Fault("MD033", "line-below", W, "表格、引文或列表下面紧接着一行，没有空行")
TABLE_BELOW_TEXT = Fault("MD034", "table-below-text", E, "表格没有排成表格")
PICTURE_MARKS = Fault("MD040", "picture-marks", E, "图片的写法有误，不成图片")
ODD_PICTURE = Fault("MD041", "odd-picture", W, "图片小得或窄得看不清")

# Arranging
TYPED_NUMBER = Fault("AR001", "typed-number", E, "标题或列表项前面手打了序号")
LEVEL_SKIPPED = Fault("AR002", "level-skipped", W, "标题跳了级")
MISSING_ARTICLE = Fault("AR003", "missing-article", E, "articles 里列的稿件不存在")
LISTED_TWICE = Fault("AR004", "listed-twice", E, "articles 里同一篇稿件列了两次")
NOT_LISTED = Fault("AR005", "not-listed", E, "文件夹里有稿件没有列进 articles")
LIST_START = Fault("AR006", "list-start", W, "列表不是从 1 编起")
NUMBER_MISMATCH = Fault("AR007", "number-mismatch", E, "issue.yaml 的期号与文件夹名不符")
NO_ARTICLES = Fault("AR008", "no-articles", E, "这一期还没有稿件")
NO_DATE_FOR_SERIAL = Fault("AR009", "no-date-for-serial", E, "期号里用了 {year}，这一期却没有日期")
LONG_TITLE = Fault("AR010", "long-title", W, "标题超过三行")
INCOMPLETE_COPIES = Fault("AR011", "incomplete-copies", W, "有的单位写了份数，有的没有写")
LIST_GAP = Fault("AR012", "list-gap", W, "列表的序号不连续")
TYPED_HEADING = Fault("AR013", "typed-heading", W, "小标题是手打的序号，没有写 ##")
DATE_ORDER = Fault("AR020", "date-order", W, "日期比前一期还早")

# Ignores
NO_REASON = Fault("IG001", "ignore-without-reason", W, "忽略规则没有写原因")
UNUSED_IGNORE = Fault("IG002", "unused-ignore", W, "忽略规则已经用不着")
BAD_IGNORE = Fault("IG003", "bad-ignore", W, "忽略规则写法有误")

# terms.yaml and leaders.yaml
CONTRADICTION = Fault("TL001", "contradictory-terms", E, "词表自相矛盾")
BAD_TERM = Fault("TL002", "bad-term", E, "词表的一条写法有误")

# issue.j2 and gbt9704.yaml
TEMPLATE = Fault("TE001", "template", E, "模板 issue.j2 有误")
TEMPLATE_LINE = Fault("TE002", "template-line", E, "模板里有一行缺样式或缺文字")
UNKNOWN_STYLE = Fault("TE003", "unknown-style", E, "模板用了版式里没有的样式")

# Import: what a person should look at
IMPORTED_CREDIT = Fault("IM001", "no-credit-line", W, "来稿里没有找到供稿单位")
IMPORTED_TITLE = Fault("IM002", "doubtful-title", W, "来稿的标题没有认准")
IMPORTED_NUMBER = Fault("IM003", "number-changes", W, "小标题的序号会和来稿不一样")
IMPORTED_HEADING = Fault("IM004", "long-heading", N, "来稿的小标题太长，可能是正文")
IMPORTED_LAYOUT = Fault("IM005", "mixed-layout", W, "来稿的小标题有的接排，有的独占一行")
IMPORTED_LIST = Fault("IM006", "automatic-list", N, "来稿的自动编号列表读成了一是、二是")
IMPORTED_TABLE = Fault("IM007", "table-reshaped", N, "来稿的表格排不成原样")
IMPORTED_PICTURE = Fault("IM008", "unusable-picture", W, "来稿里的图片用不了")
IMPORTED_CONTENTS = Fault("IM009", "contents-unmatched", W, "目录里的题目在正文里没有找到")
IMPORTED_TEXT = Fault("IM010", "maybe-heading", N, "以序号开头的一段没有读成小标题")
IMPORTED_BOOKS = Fault("IM011", "characters-astray", W, "来稿的字和稿件对不上")
IMPORTED_SIGNER = Fault("IM014", "doubtful-credit", W, "来稿的供稿单位没有认准")
IMPORTED_ISSUE = Fault("IM015", "doubtful-issue", W, "来稿是不是整期没有认准")
IMPORTED_ANOTHER = Fault("IM030", "another-contribution", W, "来稿里可能还有另一篇稿件")
IMPORTED_TALK = Fault("IM031", "talk-in-text", W, "稿件里可能有聊天的话")
IMPORTED_ANNEX = Fault("IM025", "annex-in-text", N, "来稿的附件放在了正文后面")

ALL: tuple[Fault, ...] = tuple(
    value for value in globals().copy().values() if isinstance(value, Fault)
)

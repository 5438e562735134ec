"""A mail (.eml, .mht) is unpacked: its text and its attachments are files to be imported.

What only belongs to the mail (its header, a signature, the letter that it answers) is no text of a
contribution; each is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import limits, plain_text
from bulletin.importing.readers.control_characters import printable
from bulletin.importing.readers.incoming import Given, NotText
from bulletin.text import patterns

_MOST_PARTS = 200
_DEEPEST = 3
"""Mails within mails that are unpacked."""
_NEXT_MAIL = re.compile(
    rb"\r?\n\r?\nFrom [^\r\n]{1,200} \d\d:\d\d:\d\d [^\r\n]{0,40}\r?\n(?=[\w-]{1,40}:)"
)
_QUOTED = patterns.regex(
    r"^[ \t>]*(?:-{2,40}[ \t]*(?:原始邮件|原邮件|回复的?邮件|转发的?邮件|Original Message|Forwarded message)"
    r"|(?:发件人|From)[ \t]*[:：].*\n[ \t>]*(?:发送时间|日期|时间|收件人|Sent|Date|To)[ \t]*[:：]"
    r"|在[ \t]*\d{4}.{0,200}(?:写道|wrote)[ \t]*[:：][ \t]*$|On .{0,200}\bwrote:[ \t]*$)|^>[> ]*[^>\s]",
    re.M | re.I,
)
"""The beginning of a quoted letter."""
_SIGNATURE = patterns.regex(
    r"^-- ?$|^[ \t]*(?:发自|来自|Sent from)[ \t]*(?:我的|my)?.{0,12}"
    r"(?:iPhone|iPad|手机|华为|HUAWEI|小米|邮箱大师|QQ邮箱|Foxmail)",
    re.I | re.M,
)
_DASHES = patterns.regex(r"^[ \t]*[-_—]{5,100}[ \t]*$", re.M)
_SIGNATURE_LINES = 9
"""Lines of a signature below a line of dashes, at most."""
_CONTACT = patterns.regex(r"电话|手机|邮箱|地址|传真|Tel|E-?mail|Mobile|@|\d{7}", re.I)
_LONGEST_HEADER = 10_000
"""Characters of a header line that are looked at."""
_COVER = patterns.regex(r"附件|查收|查阅|审阅|请审|已?随信|见附|投稿|报送")
_COVER_LENGTH = 120
"""Characters of a cover letter, at most."""
_HEADERS = (("from", "发件人"), ("date", "日期"), ("subject", "主题"))


def unpack(name: str, data: bytes, depth: int = 0) -> Iterator[Given | BulletinError]:
    """The text of a mail and its attachments, or their errors.

    Raises:
        BulletinError: there is nothing in it, there is too much of it, or it is a whole mailbox.
    """
    if _NEXT_MAIL.search(data):
        raise BulletinError(
            f"{name} 是一整个邮箱，里面不止一封信。", "把要用的那一封单独存成 .eml 再导入。"
        )
    mail = message_from_bytes(data)
    parts = _parts(name, mail)
    bodies = [part for part in parts if not _is_attached(part)]
    files: list[Given | BulletinError] = []
    for number, part in enumerate(parts, 1):
        if _is_attached(part):
            files += _attachment(name, part, number, depth)
    notes = _header_notes(mail)
    letter, letter_notes = _letter(bodies)
    if letter is None:
        page = _page(bodies)
        if page:
            files.insert(0, Given(f"{name}/正文.html", None, page))
    elif _is_cover(letter) and any(isinstance(one, Given) for one in files):
        notes += letter_notes
        said = printable(" ".join(letter.split()))
        if said:
            notes.append(f"信里的话不是稿件，没有带进来：{said}")
    elif letter.strip():
        files.insert(0, Given(f"{name}/正文.txt", None, letter.encode(), tuple(letter_notes)))
    if not files:
        raise BulletinError(f"{name} 里没有文字，也没有附件。", "看看是不是没有收完；重新存一次。")
    for one in files:
        if isinstance(one, Given):
            yield replace(one, notes=(*notes, *one.notes))
            notes = []  # the first file has those on the mail as a whole
        else:
            yield one


def _parts(name: str, mail: Message) -> list[Message]:
    parts = list(_leaves(mail))
    if len(parts) > _MOST_PARTS:
        raise BulletinError(
            f"{name} 里有 {len(parts)} 个附件，超过 {_MOST_PARTS} 个，不读。",
            "把要用的附件存出来再导入。",
        )
    return parts


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that are not containers; a mail within the mail is one."""
    if mail.get_content_type() == "message/rfc822" or not mail.is_multipart():
        yield mail
        return
    inner = mail.get_payload()
    if not isinstance(inner, list):
        return
    for part in inner:
        if isinstance(part, Message):
            yield from _leaves(part)


def _is_attached(part: Message) -> bool:
    return (
        part.get_content_maintype() != "text"
        or _raw_header(part, "content-disposition").lower().lstrip().startswith("attachment")
        or bool(_file_name(part))
    )


def _attachment(
    name: str, part: Message, number: int, depth: int
) -> Iterator[Given | BulletinError]:
    """The files of one attachment: itself, or what is in an attached mail; ``number`` names it."""
    file_name = printable(_file_name(part)).replace("\\", "/").rpartition("/")[2]
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        mails = (
            [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []
        )
        if depth >= _DEEPEST:
            yield BulletinError(
                f"{name} 里一封套一封太深，没有再往里读。", "把里面的附件存出来再导入。"
            )
            return
        for mail in mails:
            subject = _header_text(_raw_header(mail, "subject")).strip().replace("/", "／")
            title = file_name or f"{subject or f'附件{number}'}.eml"
            try:
                yield from unpack(f"{name}/{title}", mail.as_bytes(), depth + 1)
            except BulletinError as error:
                yield error
        return
    data = part.get_payload(decode=True)
    ending = {"text/html": "html", "text/plain": "txt"}.get(part.get_content_type(), "")
    if not file_name:
        file_name = f"附件{number}.{ending}" if ending else f"附件{number}"
    shown = f"{name}/{file_name}"
    if not isinstance(data, bytes) or not data:
        yield BulletinError(f"{shown} 是空的。", "请对方重新发一次。")
        return
    if part.get("Content-ID") and part.get_content_maintype() == "image":
        yield NotText(
            f"{shown} 是邮件正文里的图片，没有带进来。",
            "要用，就从邮件里另存出来，放进这一期的文件夹。",
        )
        return
    limits.check_size(shown, len(data))
    yield Given(shown, None, data)


def _letter(bodies: list[Message]) -> tuple[str | None, list[str]]:
    """The plain text of a mail, ``None`` if it has none; and notes on a quotation or signature cut off."""
    texts = [_text(part) for part in bodies if part.get_content_subtype() != "html"]
    if not any(text.strip() for text in texts):  # some programs send an empty one beside the HTML
        return None, []
    whole = "\n\n".join(texts).replace("\r\n", "\n")
    notes: list[str] = []
    for find, what in ((_quoted_at, "引用的来信"), (_signature_at, "签名")):
        at = find(whole)
        if at is not None:
            notes.append(f"邮件的{what}没有带进来：{printable(' '.join(whole[at:].split()))}")
            whole = whole[:at]
    return whole.strip("\n"), notes


def _quoted_at(letter: str) -> int | None:
    match = _QUOTED.search(letter)
    return match.start() if match else None


def _signature_at(letter: str) -> int | None:
    """Where a signature begins: at words for one, else at a line of dashes in the last lines.

    Below the dashes there must be a way to reach somebody, and neither a sentence nor a credit line.
    """
    match = _SIGNATURE.search(letter)
    if match is not None:
        return match.start()
    last_lines = "\n".join(letter.rstrip().split("\n")[-_SIGNATURE_LINES:])
    dashes = _DASHES.search(letter, max(0, len(letter) - len(last_lines) - 1))
    if dashes is None:
        return None
    below = letter[dashes.end() :]
    is_contact = _CONTACT.search(below) and not re.search("。|供稿", below)
    return dashes.start() if is_contact else None


def _page(bodies: list[Message]) -> bytes:
    """The HTML text of a mail as an HTML file; empty if there is none."""
    pages = "".join(_text(part) for part in bodies if part.get_content_subtype() == "html")
    if not pages.strip():
        return b""
    pages = re.sub(r"(?i)<meta[^>]{0,200}charset[^>]{0,200}>", "", pages)
    return f'<html><head><meta charset="utf-8"></head><body>{pages}</body></html>'.encode()


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return _decoded(data if isinstance(data, bytes) else b"", part.get_content_charset() or "")


def _decoded(data: bytes, charset: str) -> str:
    """Bytes decoded by their declared charset, else by a guess; GB 2312 is declared for all of GB 18030."""
    if charset.lower().replace("-", "") in ("gb2312", "gbk", "gb18030", "xgbk", "cp936", "hz"):
        charset = "gb18030" if charset.lower() != "hz" else "hz"
    if charset.lower() not in ("", "us-ascii", "ascii", "unknown-8bit", "iso-8859-1", "latin-1"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return plain_text.decoded("", data)
    except BulletinError:
        return data.decode("gb18030", "replace")


def _is_cover(letter: str) -> bool:
    """Whether a letter only says that something is attached, or nothing."""
    text = "".join(letter.split())
    return not text or (len(text) <= _COVER_LENGTH and _COVER.search(text) is not None)


# Header lines


def _header_notes(mail: Message) -> list[str]:
    """The note on the header lines that are left out; none if the mail has none of them."""
    said: list[str] = []
    for key, what in _HEADERS:
        value = " ".join(_header_text(_raw_header(mail, key)).split())
        if value:
            said.append(f"{what} {printable(value)}")
    return [f"邮件头没有带进来：{'；'.join(said)}"] if said else []


def _raw_header(part: Message, key: str) -> str:
    """A header line as it is, bytes above 127 as surrogates; empty if there is none."""
    values = (str(value) for name, value in part.raw_items() if name.lower() == key)
    return next(values, "")[:_LONGEST_HEADER]


def _header_text(raw: str) -> str:
    """Text in encoded words (RFC 2047), or in plain bytes of whatever encoding."""
    if "=?" not in raw:
        return _decoded(raw.encode("utf-8", "surrogateescape"), "")
    try:
        bits = decode_header(raw.encode("ascii", "replace").decode())
    except (HeaderParseError, ValueError):
        return raw.encode("utf-8", "replace").decode()
    return "".join(
        bit if isinstance(bit, str) else _decoded(bit, charset or "") for bit, charset in bits
    )


def _file_name(part: Message) -> str:
    """The file name of an attachment: by RFC 2231, encoded words, or plain bytes in quotation marks."""
    for key, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        raw = _raw_header(part, key)
        found = re.search(rf'(?i);\s*{parameter}\s*=\s*(?:"([^"]*)"|([^;\s]+))', raw)
        if found and not _is_unicode(found[0]):
            return _header_text(found[1] or found[2] or "")
        value = part.get_param(parameter, header=key)
        if isinstance(value, tuple):
            charset, _, name = value
            data = name.encode("raw-unicode-escape")  # RFC 2231 gives a character for each byte
            return _decoded(data, charset or "utf-8")
        if isinstance(value, str) and value.strip():
            return _header_text(value)
    return ""


def _is_unicode(text: str) -> bool:
    """Whether a text has no surrogates, which stand for bytes of an unknown encoding."""
    return not any("\ud800" <= one <= "\udfff" for one in text)

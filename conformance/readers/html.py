"""Web pages as office programs save them and as systems export them under a Word suffix: html, mht.

Only what a browser would show is read, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Reading
from conformance.options import MEBI, Limits

SUFFIXES = (".html", ".htm", ".mht", ".mhtml")
NAME = Message("html", "网页（html）", "a web page (html)")
NO_PAGE = Message(
    "no_page",
    "网页归档文件（mht）里没有网页正文；请另存为 docx 后再提交。",
    "the web archive (mht) holds no page; save it as docx",
)

WEB_PAGE = Message(
    "web_page",
    "内容不是 pdf，而是网页（可能是下载失败时的提示页）；请重新下载或让提交人重发。",
    "the content is not a pdf but a web page (perhaps a notice that the download failed); fetch it anew",
)
# A page under this name is what a server sent in place of the file.
REFUSED_UNDER = {".pdf": WEB_PAGE}

_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MIME = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096
_CHINESE = ("gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312")
# What libxml2 and the markup made of it need for one element.
_BYTES_A_TAG = 600


def sniff(data: bytes) -> bool:
    """Whether `data` is a web page or an archive of one."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    return _HTML.match(head) is not None or _is_archive(head)


def _is_archive(head: bytes) -> bool:
    return _MIME.match(head) is not None and b"text/html" in head.lower()


def read(data: bytes, limits: Limits) -> Reading:
    """Read the page `data`. ReadError where it is over a limit, or an archive holds no page."""
    from conformance.readers.web.story import story  # noqa: PLC0415
    from conformance.readers.word.assembly import reading_of  # noqa: PLC0415
    from conformance.readers.word.document import Contents, Stories, walked  # noqa: PLC0415
    from conformance.readers.zipped.archive import MEMORY  # noqa: PLC0415

    content, charset = _page(data) if _is_archive(data[:_HEAD]) else (data, None)
    if content.count(b"<") * _BYTES_A_TAG + 8 * len(content) > limits.memory:
        raise ReadError(MEMORY, part="html", most=limits.memory // MEBI)
    body, styles = story(decoded(content, charset), limits)
    return reading_of(Contents(body, walked(Stories(body, styles, None), limits)), "html")


def _page(data: bytes) -> tuple[bytes, str | None]:
    """The first page in a web archive, with the character set its head states."""
    from email import message_from_bytes  # noqa: PLC0415

    for part in message_from_bytes(data).walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes):
            return content, part.get_content_charset()
    raise ReadError(NO_PAGE)


def decoded(content: bytes, charset: str | None) -> str:
    """`content` as text: by its mark, by the `charset` an archive states, by its own, else by what it can be."""
    for encoding in _encodings(content, charset):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("gb18030", "replace")


def _encodings(content: bytes, charset: str | None) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    stated = _CHARSET.search(content[:_HEAD])
    for name in (charset, stated.group(1).decode("ascii") if stated else None):
        if name:
            yield "gb18030" if name.lower() in _CHINESE else name
    yield from ("utf-8-sig", "gb18030")

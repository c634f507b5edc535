"""Bytes of unknown honesty to text, and markup to plain text."""

import codecs
import html
import re
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from monitor.text import clean

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_SINGLE_BYTE: Final = frozenset(("ascii", "iso8859-1", "cp1252", "latin-1"))
_HEAD_BYTES: Final = 4096

_TWICE: Final = re.compile(
    r"(?:[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    r"\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    r"|\u00e2\u20ac[\u0080-\u00bf\u0153\u02dc\u2122\u201c\u201d\u00a6]|\u00e2\u0080[\u0080-\u00bf])+"
)

_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
_BREAK_NAMES: Final = (
    "address article blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header "
    "hr li ol p pre section table td th tr ul"
)
_BREAKS: Final = frozenset(_BREAK_NAMES.split())
_SILENT: Final = ("script", "style", "noscript", "template", "iframe", "svg", "object", "head")
_PARSER_LIMIT: Final = 2_000_000
"""Characters of markup that are looked at."""


def decode(body: bytes, content_type: str = "") -> str:
    """Return ``body`` as text, whatever its declarations say; never raises.

    A byte order mark wins; then valid UTF-8, since other encodings hardly ever look like it; then
    what the header or the document declares; then Windows-1252, the usual truth behind Latin-1.
    Text that was encoded twice ("HuÃ¡nuco") is repaired.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return repaired(body.decode(encoding, "replace").lstrip("\ufeff"))
    try:
        return repaired(body.decode("utf-8"))
    except UnicodeDecodeError:
        return repaired(_decode_other(body, content_type))


def _decode_other(body: bytes, content_type: str) -> str:
    declared = _declared(content_type.encode("ascii", "ignore")) or _declared(body[:_HEAD_BYTES])
    if declared and declared not in _SINGLE_BYTE and declared != "utf-8":
        return body.decode(declared, "replace")
    if declared not in _SINGLE_BYTE:
        as_utf8 = body.decode("utf-8", "replace")
        wrong = as_utf8.count("\ufffd")
        if sum(character > "\x7f" for character in as_utf8) > 2 * wrong:
            return as_utf8
    return body.decode("cp1252", "replace")


def _declared(text: bytes) -> str:
    match = _DECLARED.search(text)
    if not match:
        return ""
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return ""


def repaired(text: str) -> str:
    """Return ``text`` with runs that were decoded as Latin-1 by mistake put right."""
    for _ in range(2):
        if not _TWICE.search(text):
            break
        text = _TWICE.sub(_repair, text)
    return text


def _repair(match: re.Match[str]) -> str:
    try:
        return "".join(map(_byte, match[0])).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return match[0]


def _byte(character: str) -> str:
    return character if character <= "\xff" else character.encode("cp1252").decode("latin-1")


def tree(markup: str) -> lxml_html.HtmlElement | None:
    """Return the root of an HTML document or fragment; None where nothing can be made of it."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    encoded = markup[:_PARSER_LIMIT].replace("\x00", "").encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return root


def plain(markup: str) -> str:
    """Return the text of a piece of HTML or of an escaped title: no tag, no script, entities read.

    Blocks are separated by line breaks. Plain text comes back as it is, cleaned.
    """
    if not _TAG.search(markup):
        return clean(html.unescape(markup))
    root = tree(markup)
    if root is None:
        return ""
    etree.strip_elements(root, *_SILENT, with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        broken = element.tag in _BREAKS
        if event == "start":
            pieces += ["\n" if broken else "", element.text or ""]
        else:
            pieces += ["\n" if broken else "", element.tail or ""]
    return clean(re.sub(r"\s*\n\s*", "\n", clean("".join(pieces))))

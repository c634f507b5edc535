"""Bytes of unknown honesty to text, and markup to plain text."""

import codecs
import html
import re
from html.entities import html5
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

_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|$))", re.DOTALL)
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND: Final = re.compile(r"&(?:([a-zA-Z][a-zA-Z0-9]{1,31});|#\d{1,7};|#x[0-9a-fA-F]{1,6};)?")
_NUMBERED: Final = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,8}|\d{1,8});?")
_XML_ENTITIES: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))

_MARKS_OF_TWICE: Final = ("\u00c3", "\u00c2", "\u00e2\u20ac", "\u00e2\u0080")

_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
_BREAK_NAMES: Final = (
    "address article blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header "
    "hr li ol p pre section table td th tr ul"
)
_BREAKS: Final = frozenset(_BREAK_NAMES.split())
_SILENT: Final = frozenset(
    ("script", "style", "noscript", "template", "iframe", "svg", "object", "head")
)
_PARSER_LIMIT: Final = 4_000_000
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


def is_binary(text: str) -> bool:
    """Tell whether decoded text is no text at all: more than 1 in 100 are control characters."""
    head = text[:_HEAD_BYTES]
    return 100 * len(_NOT_XML.findall(head)) > len(head)


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
        if not any(mark in text for mark in _MARKS_OF_TWICE):
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


def well_formed_xml(text: str) -> bytes:
    """Return XML as UTF-8, with what makes strict parsers give up mended.

    HTML entities become characters, bare ``&`` and entities that the document itself declares
    become text (so no bomb of them can grow), control characters go.
    """
    text = _XML_DECLARATION.sub("", _NOT_XML.sub("", text), count=1)
    text = _NUMBERED.sub(_without_ghosts, text)
    pieces = _CDATA.split(text)
    pieces[::2] = [_AMPERSAND.sub(_entity, piece) for piece in pieces[::2]]
    return b"<?xml version='1.0' encoding='utf-8'?>" + "".join(pieces).lstrip().encode()


def _without_ghosts(match: re.Match[str]) -> str:
    """Blank a numbered reference to what is no character, such as half a surrogate pair."""
    character = html.unescape(match[0])
    return " " if character in ("", "\ufffd") or _NOT_XML.match(character) else match[0]


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if match[0] == "&":
        return "&amp;"
    if name is None or name in _XML_ENTITIES:
        return match[0]
    if f"{name};" in html5:
        return html.escape(html5[f"{name};"])
    return f"&amp;{name};"


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
    return "" if root is None else visible_text(root)


def visible_text(root: lxml_html.HtmlElement) -> str:
    """Return what a reader sees of ``root``: no script, style or head; a line break at blocks."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        pieces.append("\n" if element.tag in _BREAKS else "")
        if event == "end":
            pieces.append(element.tail or "")
        elif element.tag in _SILENT:
            walk.skip_subtree()
        else:
            pieces.append(element.text or "")
    return clean(re.sub(r"\s*\n\s*", "\n", clean("".join(pieces))))

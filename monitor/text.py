"""Text as the whole program sees it: cleaned once, folded without moving an offset."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

_INVISIBLE = {
    0x00AD: None,  # soft hyphen
    **dict.fromkeys(range(0x200B, 0x2010)),  # zero width and direction marks
    **dict.fromkeys(range(0x202A, 0x202F)),  # embeddings and overrides
    **dict.fromkeys(range(0x2060, 0x2070)),
    0xFEFF: None,
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?(?:\r\n|\r|\n|\u2028|\u2029) ?")
_MANY_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Return ``text`` in NFC with no control or invisible characters and single blanks.

    Line breaks stay (at most two in a row). Every stored text has gone through this function, so
    offsets into stored texts are stable.
    """
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub("", text)
    text = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))
    return _MANY_LINES.sub("\n\n", text).strip()


def one_line(text: str, limit: int = 500) -> str:
    """Return ``text`` cleaned, on one line, cut at ``limit`` characters with an ellipsis."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


_WHOLE = 200
"""Characters from which a text is worth remembering folded."""


_NO_PLAIN = re.compile(r"[^\x00-_a-\x7f]")
"""Characters that folding may change otherwise than to lower case."""


def _folded(match: re.Match[str]) -> str:
    return _fold_character(match[0])


@cache
def _fold_character(character: str) -> str:
    if character in "ñÑ":
        return "ñ"
    if character in "‘’´`":
        return "'"
    if character in "“”«»":
        return '"'
    if character in "–—‐‑":
        return "-"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Return ``text`` lower-case without accents, **character for character**.

    The result has the length of ``text``, so a match's offsets are offsets into the original.
    ``ñ`` stays apart from ``n`` (article 129-Ñ is another crime than 129-N); typographic quotes and
    dashes become plain ones.
    """
    return _fold_whole(text) if len(text) > _WHOLE else _NO_PLAIN.sub(_folded, text).lower()


@lru_cache(maxsize=8)
def _fold_whole(text: str) -> str:
    """Return a title or a body folded; every room asks for the same ones in turn."""
    return _NO_PLAIN.sub(_folded, text).lower()


_SENTENCE_END = re.compile(
    r"[.!?…](?<!\b[A-ZÁÉÍÓÚÑ]\.)(?<!S/\.)(?<!\b[SDJsdj]r\.)(?<!\b[SDsd]ra\.)(?<!\b[Aa]rt\.)"
    r"(?<!\b[Aa]v\.)(?<!\b[Kk]m\.)(?<!\b[Nn]ro\.)(?<!\b[Nn]o\.(?=\s\d))(?<!\bInd\.)"
    r"[\"»”')\]]*\s+(?=[\"«“'¡¿(\[]*[A-ZÁÉÍÓÚÑ0-9])|\n+"
)


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans ``(start, end)`` of the sentences of ``text``, blanks at the ends left out.

    A line break always ends a sentence; ``S/. 3,000``, initials and common abbreviations do not.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right > left:
            spans.append((left, right))
        start = end
    return tuple(spans)


def wrap(sentence: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return ``sentence`` as lines of at most ``width`` where words allow; addresses stay whole.

    Args:
        sentence: Without line breaks.
        width: In characters.
        first: Begins the first line.
        rest: Begins the further ones.
    """
    return textwrap.wrap(
        sentence,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


_AND = {"es": "y", "en": "and"}
_SOUNDS_I = re.compile(r"\W*h?i(?![aeou])")


def listed(names: Sequence[str], language: str) -> str:
    """Return ``a, b y c`` or ``a, b and c``; in Spanish ``e`` stands before the sound of i."""
    if len(names) < 2:
        return "".join(names)
    *others, last = names
    conjunction = _AND.get(language, _AND["es"])
    if conjunction == "y" and _SOUNDS_I.match(fold(last)):
        conjunction = "e"
    return f"{', '.join(others)} {conjunction} {last}"


def many(number: int, name: str) -> str:
    """Return ``1 article`` or ``2 articles``."""
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"

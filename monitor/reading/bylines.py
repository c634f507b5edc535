"""Names of authors, as pages declare them, made fit to print."""

import re
from collections.abc import Iterable
from typing import Final

from monitor.text import fold, one_line

_PREFIX: Final = re.compile(
    r"^(?:por|by|escrib[ei] por|escrito por|autora?|author|publicado por|posted by|texto)\s*:?\s+",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(
    r"(?:redaccion|redacao|admin\w*|administra\w+|editor\w*|web\s?master|staff|root|user\w*|usuario"
    r"|autor\w*|author|anonimo|unknown|n/?a|none|null|prensa|web|sistemas"
    r"|super\s?user|nota de prensa)"
    r"(?:\s+(?:web|digital|online|central))?"
)
_ONE_WORD: Final = re.compile(r"[\w.\-]+")
_LOGIN_MARK: Final = re.compile(r"[\d_]|[a-z]\.[a-z]")
_LONGEST: Final = 100


def join(names: Iterable[str]) -> str:
    """Return the names in print order, ``A, B``; login names, addresses and nobodies left out."""
    kept = dict.fromkeys(filter(None, map(name, names)))
    return one_line(", ".join(kept), 200)


def name(text: str) -> str:
    """Return one name or list of names, without "Por"; empty where it names nobody."""
    text = one_line(text, 200)
    text = _PREFIX.sub("", text).strip(" ,;|·-–")
    if not text or len(text) > _LONGEST or "://" in text or "www." in text or "@" in text:
        return ""
    if not any(character.isalpha() for character in text) or _NOBODY.fullmatch(fold(text)):
        return ""
    return "" if _is_login(text) else text


def _is_login(text: str) -> bool:
    if not _ONE_WORD.fullmatch(text):
        return False
    return text.islower() or _LOGIN_MARK.search(text) is not None

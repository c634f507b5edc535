"""Whether an address is an article's own, or that of a home or section page that stands for it.

All addresses are in their canonical form, see :func:`monitor.reading.urls.canonical`.
"""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from monitor.reading import urls
from monitor.text import fold

_WORDS: Final = re.compile(r"[^\W\d_]{2,}")
_LONG_NUMBER: Final = re.compile(r"\d{4,}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ID: Final = re.compile(r"\d{1,20}|[0-9a-f-]{8,36}")
_SUFFIX: Final = re.compile(r"\.(?:html?|php|aspx?|jsp)\Z")
_FRONT: Final = re.compile(r"/?(?:index|default|home|inicio|portada|es|pe)?(?:\.\w{2,5})?/?")
_SLUG_WORDS: Final = 3
"""Words from which a part of a path is a headline rather than the name of a section."""


def has_moved(asked: str, final: str) -> bool:
    """Tell whether an article was asked for and a home or section page answered.

    Args:
        asked: The address that was announced.
        final: The address that answered.
    """
    if asked == final or not _leads_on(asked):
        return False
    if _is_front(final) or (_at_front(final) and any(map(_is_slug, _parts(asked)))):
        return True
    if urls.host(asked) == urls.host(final) and _is_below(asked, final):
        return not is_specific(final) or _is_slug(_parts(asked)[-1])
    return len(_parts(final)) == 1 and not is_specific(final)


def is_page_of(named: str, final: str, asked: str) -> bool:
    """Tell whether ``named``, which a page declares of itself, can be the address of that page.

    Some systems declare the section or the home page on every article, so that three articles
    would be taken for one. What is believed names the article: by the same id or mostly the same
    words as the address that answered, or, where that says nothing (``?p=4821``), by any.

    Args:
        named: The declared address.
        final: The address that answered.
        asked: The address that was announced.
    """
    if named == final:
        return True
    if urls.host(named) != urls.host(final) or _is_front(named):
        return False
    if any(_is_folder_of(named, address) for address in (final, asked)):
        return False
    if not any(map(_is_slug, _parts(final))) and is_specific(named):
        return True
    return _names_same(named, final)


def is_specific(url: str) -> bool:
    """Tell whether an address names one article: by a headline or an id."""
    parts = _parts(url)
    return bool(_ids(url)) or bool(parts and _is_slug(parts[-1]))


def _leads_on(url: str) -> bool:
    """Tell whether an address is neither a home page nor a bare section."""
    return not _is_front(url) and (len(_parts(url)) > 1 or is_specific(url))


def _at_front(url: str) -> bool:
    return _FRONT.fullmatch(urlsplit(url).path.lower()) is not None


def _is_front(url: str) -> bool:
    return _at_front(url) and not _query_ids(urlsplit(url))


def _is_below(url: str, folder: str) -> bool:
    """Tell whether the path of ``url`` goes on where that of ``folder`` ends."""
    longer, shorter = _parts(url), _parts(folder)
    return len(longer) > len(shorter) and longer[: len(shorter)] == shorter


def _is_folder_of(folder: str, url: str) -> bool:
    """Tell whether ``folder`` leaves out what tells ``url`` from its neighbours."""
    if _parts(folder) == _parts(url):
        return not _query_ids(urlsplit(url)) <= _query_ids(urlsplit(folder))
    if not _is_below(url, folder):
        return False
    last = _parts(url)[-1]
    return not is_specific(folder) or _is_slug(last) or _LONG_NUMBER.search(last) is not None


def _names_same(one: str, other: str) -> bool:
    if _ids(one) & _ids(other):
        return True
    a, b = _words(one), _words(other)
    return 2 * len(a & b) >= max(len(a), len(b), 1)


def _words(url: str) -> frozenset[str]:
    """Return the words of the last part of a path that is a headline, else of the last part."""
    parts = _parts(url)
    last = next(filter(_is_slug, reversed(parts)), parts[-1] if parts else "")
    return frozenset(_WORDS.findall(last))


def _ids(url: str) -> frozenset[str]:
    """Return the numbers of an address that can be an article's: of its end and its query."""
    last = _parts(url)[-1:]
    numbers = (number for part in last for number in _LONG_NUMBER.findall(part))
    return _query_ids(urlsplit(url)) | {number for number in numbers if not _YEAR.fullmatch(number)}


def _query_ids(parts: SplitResult) -> frozenset[str]:
    values = (value.lower() for _, value in parse_qsl(parts.query))
    return frozenset(value for value in values if _ID.fullmatch(value))


def _parts(url: str) -> list[str]:
    path = fold(urlsplit(url).path)
    return [_SUFFIX.sub("", part) for part in path.split("/") if part]


def _is_slug(part: str) -> bool:
    return len(_WORDS.findall(part)) >= _SLUG_WORDS

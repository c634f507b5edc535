"""Where a text names someone whom it tells as a victim, as missing or as a minor.

A run of words with a capital is such a name if words around it say so: ``la menor [Ximena R.]``,
``rescatan a [Karla P.]``, ``la madre de [Yesenia]``, ``[Rosa] (16)``, ``[Lucía Torres], captada``.
Officials, the accused, streets, operations and places stay. Who is told as a victim once is one
wherever the name stands again; so is one who is called by a first name alone, as the press calls
victims and hardly anyone else.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from monitor.privacy.ages import ages
from monitor.privacy.called import called, shortened
from monitor.privacy.runs import Run, is_first_name, is_opening, runs
from monitor.privacy.words import Words, read

_Part = Literal["kin", "victim", "other", "place", ""]
"""What words make of a name: that of a victim, or of someone hers (whatever is said of whom stands
behind it), of someone else, of no person."""
_MOST_BETWEEN = 3
_MOST_PASSED = 6
_NEAR = 2
"""Characters between an age and the name beside it."""
_QUOTES = frozenset("\"'([¿¡")
_SAID = frozenset("\"'")
_BREAK = frozenset(".,:;!?¡¿\"'()[]-|…/")
_APPOSED = frozenset({",", ")", ".", "(", ":", ""})


@lru_cache(maxsize=8)
def names(text: str, known: frozenset[str] = frozenset()) -> tuple[tuple[int, int], ...]:
    """Return the spans of the names of victims in ``text``.

    Args:
        text: A headline or a whole text.
        known: Names, as :func:`victims` gives them, that other parts of the article tell.
    """
    words, told = read(text), _victims(text)
    keys = (*known, *(_key(words, run) for run in told))
    parts = {part for name in keys for part in name.split()}
    parts |= called(keys)
    short = shortened(keys)
    found = [
        run
        for run in (runs(text) if told or parts else ())
        if run in told
        or _is_again(words, run, parts)
        or (_is_quoted(words, run) and _is_again(words, run, short))
    ]
    whole = [run for run in _whole(words, keys) if not any(_covers(one, run) for one in found)]
    spans = ((words[run.first].start, words[run.last - 1].end) for run in found + whole)
    return tuple(sorted(spans))


def _whole(words: Words, keys: Collection[str]) -> Iterator[Run]:
    """Yield where two names of one person stand together, whatever opens the headline."""
    pairs = {pair for name in keys for pair in pairwise(name.split())}
    i = 0
    while pairs and i + 1 < len(words):
        end = i + 1
        while words.capital(end - 1) and words.capital(end) and (
            (words.at(end - 1), words.at(end)) in pairs
        ):  # fmt: skip
            end += 1
        if end > i + 1:
            yield Run(i, end)
        i = end


def _covers(one: Run, other: Run) -> bool:
    return one.first <= other.first and other.last <= one.last


def victims(*texts: str) -> frozenset[str]:
    """Return the names of those whom title and text of an article tell as victims, folded."""
    return frozenset(_key(read(text), run) for text in texts for run in _victims(text))


def _key(words: Words, run: Run) -> str:
    return " ".join(words.at(k) for k in range(run.first, run.last) if len(words.at(k)) > 2)


def _is_quoted(words: Words, run: Run) -> bool:
    """Return whether a run stands in quotes of its own, as what someone is called."""
    return words.at(run.first - 1) in _SAID and words.at(run.last) in _SAID


def _is_again(words: Words, run: Run, parts: Collection[str]) -> bool:
    """Return whether a run is made of the parts of known names, and of no street or office."""
    own = _key(words, run).split()
    if not own or not all(part in parts for part in own):
        return False
    return _before(words, run) not in ("other", "place")


def _victims(text: str) -> set[Run]:
    """Return the runs that name victims."""
    words, aged, found = read(text), sorted(ages(text)), list(runs(text))
    said = [_after(words, run) for run in found]
    listed = [_follows(words, one, other) for one, other in pairwise(found)]
    for k in reversed(range(len(listed))):
        if listed[k] and not said[k]:
            said[k] = said[k + 1]
    told: set[Run] = set()
    for k, run in enumerate(found):
        among = k > 0 and listed[k - 1] and found[k - 1] in told
        if _is_victim(words, run, said[k], aged, among=among):
            told.add(run)
    return told


def _follows(words: Words, one: Run, other: Run) -> bool:
    """Return whether a run goes on with a list: ``Karla (14), Rosa y Ana``."""
    between = range(_past_age(words, one.last), other.first)
    return 0 < len(between) <= 2 and all(
        words.at(k) == "," or words.has(k, "a_list") for k in between
    )


def _is_victim(
    words: Words, run: Run, after: _Part, aged: list[tuple[int, int]], *, among: bool
) -> bool:
    """Return whether a name is a victim's; the nearest words are asked first."""
    before = _before(words, run)
    if before in ("kin", "place"):
        return before == "kin"
    if _is_aged(words, run, aged):
        return not is_opening(words, run) or words.at(run.last) in {",", "("}
    if "other" in (before, after) or is_opening(words, run):
        return False
    if before == "victim" or (among and _past_age(words, run.last) == run.last):
        return True
    if _is_official(words, run):
        return False
    called = is_first_name(words, run) and not words.has(run.first - 1, "mr")
    return called or (after == "victim" and _is_subject(words, run))


def _is_aged(words: Words, run: Run, aged: list[tuple[int, int]]) -> bool:
    """Return whether the age of a minor stands beside a name."""
    start, end = words[run.first].start, words[run.last - 1].end
    further = words[_past_age(words, run.last) - 1].end
    k = bisect_left(aged, (end, 0))
    behind = k < len(aged) and aged[k][0] - further <= _NEAR
    return behind or (k > 0 and 0 <= start - aged[k - 1][1] < _NEAR)


# -- before a name --------------------------------------------------------------------------------


def _before(words: Words, run: Run) -> _Part:
    """Return what the words before a name make of it."""
    k = run.first - 1
    while words.at(k) in _QUOTES and words.at(k):
        k -= 1
    if words.at(k) == "," and words.at(run.last) in _APPOSED:
        k -= 1
        if not words.has(k, "child", "trait", "years"):
            return ""
    if words.capital(k) and words.has(k, "kin", "nickname"):
        return "other"  # "Tía Nelly", "Mami Yuli"
    k = _past_link(words, k)
    at = k
    while k - at < _MOST_PASSED and _passes(words, at, k):
        at -= 1
    return _noun(words, at) or _led(words, k)


def _past_link(words: Words, k: int) -> int:
    """Return where the words before ``identificada como``, ``de nombre`` and the like end."""
    at = k
    while at > k - 4 and (words.has(at, "link", "of") or words.at(at) in {"como", "as", "las"}):
        at -= 1
    if not any(words.has(n, "link") for n in range(at + 1, k + 1)):
        return k
    return at - (words.at(at) in {",", "("})


def _passes(words: Words, at: int, last: int) -> bool:
    """Return whether a word may stand between a noun and a name: a trait, an age, ``PNP``."""
    if words.has(at, "child", "office", "accused", "thing", "harmed", "accuse", "kin"):
        return words.has(at, "harmed") and words.has(at - 1, "child")
    if words.has(at, "age_of"):
        behind = words.number(at + 1) or words.has(at + 1, "age", "only", "crime")
        return at < last and behind
    traits = ("trait", "crime", "years", "age", "acronym", "no_name", "mr", "only")
    return words.has(at, *traits) or words.number(at)


def _noun(words: Words, at: int) -> _Part:
    """Return what the noun before a name says: ``la menor Ximena``, ``el fiscal Ramiro``."""
    if words.has(at, "child"):
        return _of_whom(words, at)
    if words.has(at, "office", "accused", "captor"):
        return "other"
    return "place" if words.has(at, "thing") else ""


def _of_whom(words: Words, at: int) -> _Part:
    """Return whose name stands behind a child: hers, or that of ``captor de la víctima, Pedro``."""
    k = at - 1
    while at - k <= _MOST_BETWEEN and words.has(k, "to", "of"):
        k -= 1
    if k < at - 1 and words.has(k, "captor", "accuse"):
        return "other"
    return "kin" if k < at - 1 and words.has(k, "kin") else "victim"


def _led(words: Words, k: int) -> _Part:
    """Return what verb and preposition lead to a name: ``rescatan a``, ``la madre de``."""
    if words.has(k, "within", "origin"):
        return "place"
    if words.has(k, "fled"):
        return "victim"
    at = k
    while k - at < _MOST_BETWEEN and words.has(at, "to", "of"):
        at -= 1
    led = range(at + 1, k + 1)
    if any(words.has(n, "by") for n in led) and not words.has(at, "loss"):
        return "other"
    if any(words.has(n, "of") for n in led):
        return "place" if words.at(k) == "del" else _belongs(words, at)
    if words.has(at, "harms", "harmed"):
        return "victim"
    return "other" if words.has(at, "accuse") else ""


def _belongs(words: Words, at: int) -> _Part:
    """Return what a name is behind ``de``: ``hija menor de``, ``captor de``, ``jirón de``."""
    at -= words.has(at, "trait", "child") and words.has(at - 1, "kin")
    if words.has(at, "kin", "loss", "captor"):
        return "kin"
    if words.has(at, "origin", "thing", "child"):
        return "place"
    return "other" if words.has(at, "accuse") else ""


def _is_official(words: Words, run: Run) -> bool:
    """Return whether an office, or a thing, stands shortly before, its name between."""
    for k in range(run.first - 1, run.first - 5, -1):
        if words.at(k) in _BREAK or words.has(k, "harms", "child", "fled"):
            return False
        if words.has(k, "office", "thing", "accused"):
            return True
    return False


def _is_subject(words: Words, run: Run) -> bool:
    """Return whether what is said behind a name is said of it, not of what stands before."""
    k = run.first - 1
    opens = k < 0 or words.at(k) in _BREAK or words.capital(k)
    return opens or words.has(k, "clause") or words.at(k) in {"a", "al"}


# -- behind a name --------------------------------------------------------------------------------


def _after(words: Words, run: Run) -> _Part:
    """Return what the words behind a name make of it."""
    k = _past_age(words, run.last)
    if words.at(run.first - 1) in {"a", "al"} and words.has(k, "pronoun"):
        return "victim" if words.has(k + 1, "harms") else ""  # a Noemí la engañaron
    if words.at(k) == "'" and words.at(k + 1) == "s":
        return "victim" if any(words.has(n, "kin", "child") for n in (k + 2, k + 3)) else ""
    if words.at(k) in {"por", "for"}:
        return "other" if any(words.has(n, "crime") for n in range(k + 1, k + 4)) else ""
    comma = words.at(k) in {",", "("}
    told = k + comma
    while told < k + _MOST_PASSED and (
        words.has(told, "be_told", "who") or (comma and words.has(told, "an"))
    ):
        told += 1
    return _said(words, told, passive=comma or told > k)


def _said(words: Words, k: int, *, passive: bool) -> _Part:
    """Return what the word that says something of a person makes of them."""
    k += not passive and words.has(k, "pronoun")
    if words.has(k, "accused", "office") and not words.has(k, "child"):
        return "other"
    if passive and words.has(k, "harmed", "child"):
        return "other" if words.has(k + 1, "accused") else "victim"
    if words.has(k, "fled"):
        return "victim"
    if passive or not words.has(k, "harms", "harmed", "accuse"):
        return ""
    ends = words.at(k + 1) in {",", ".", ";", ""} or words.has(k + 1, "suffered")
    return "victim" if words.has(k, "harmed") and ends else "other"


def _past_age(words: Words, k: int) -> int:
    """Return where the text goes on behind an age: ``(16)``, ``, de 15 años,``."""
    at, numbers = k, False
    while at < k + _MOST_PASSED and (
        words.at(at) in {"(", ")", ","}
        or words.number(at)
        or words.has(at, "age_of", "years", "only")
    ):
        numbers = numbers or words.number(at)
        at += 1
    if not numbers:
        return k
    return at - (words.at(at - 1) == ",")

"""Where a text tells the day on which a child was born."""

from collections.abc import Iterator

from monitor.privacy.words import Words, read

_CENTURY = 2000
"""Who was born earlier is no child any more."""
_MOST_BEFORE = 4
_VERBS = frozenset({"nacio", "nacieron", "nasceu", "nacimiento", "nascimento", "birth"})
"""They, and ``was born``, stay where the day is left out, for the place that may follow."""
_LEADS = frozenset({"el", "en", "em", "on", "in", "de", "del", "of", "un", ":", "o", "a", "dia"})
_WITHIN = frozenset({"de", "del", "of", "/", "-", ",", ".", "th", "st", "nd", "rd", "the"})


def births(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that tell on which day, or in which year, someone under age was born.

    ``víctima [nacida el 3 de mayo de 2012]``, ``nació [el 03/05/2012]``, ``born [in May 2012]``.
    """
    words, past = read(text), 0
    for i, word in enumerate(words.all):
        if i < past or "born" not in word.kinds:
            continue
        start = i + 1
        while start - i <= _MOST_BEFORE and words.at(start) in _LEADS:
            start += 1
        end, whole, year = _day(words, start)
        if end > start and _is_childs(words, i, year, whole=whole):
            stays = word.folded in _VERBS or words.has(i - 1, "be")
            first = i + 1 if stays else i
            yield words[first].start, words[end - 1].end
        past = max(end, i + 1)


def _day(words: Words, at: int) -> tuple[int, bool, int]:
    """Return where a date ends, whether it is more than a year, and its year; 0 where it has none.

    It ends where it begins if there is none.
    """
    end, k, parts, year = at, at, 0, 0
    while parts < 3 and not year:
        number = words.at(k).isdecimal() and len(words.at(k)) in {1, 2, 4}
        if not number and not words.has(k, "month"):
            break
        year = int(words.at(k)) if len(words.at(k)) == 4 and number else 0
        parts, k = parts + 1, k + 1
        end = k
        while k - end < 2 and words.at(k) in _WITHIN:
            k += 1
    alone = parts < 2 and not year
    return (at if alone else end), parts > 1, year


def _is_childs(words: Words, born: int, year: int, *, whole: bool) -> bool:
    """Return whether one who was born in ``year`` is told as a child or a victim, or must be."""
    near = range(max(0, born - _MOST_BEFORE), born)
    if any(words.has(k, "thing", "accused", "captor", "office") for k in near):
        return False
    told = any(words.has(k, "child") or words.capital(k) for k in near)
    return (year >= _CENTURY and (whole or told)) or any(words.has(k, "child") for k in near)

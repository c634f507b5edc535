"""Numbers of years as courts give them: ``35 y 32 años``, ``20, 18 y 15 años``."""

from monitor.judging import numbers
from monitor.judging.claims.court import courts
from monitor.judging.claims.text import Text


def values_before(text: Text, first: int, i: int) -> list[tuple[int, int]]:
    """Return the numbers before word ``i``: ``35 y 32 años``, ``20, 18 y 15 años``."""
    found: list[tuple[int, int]] = []
    if text.words[i - 1 : i] in (["-"], [")"]):
        i -= 1
    while i > first:
        start = number_start(text, first, i)
        if start is None:
            break
        number = numbers.read(text.folded, text.starts[start], text.language)
        if number is None or not 0 < number.value <= courts.LIMIT:
            hyphen = text.words[start]
            if (
                not hyphen.isdecimal()
                or len(hyphen) > 2
                or text.words[start + 1] != "-"
                or int(hyphen) > courts.LIMIT
            ):
                break
            found.insert(0, (start, int(hyphen)))
            break
        if text.words[max(first, start - 2) : start] == [",", "de"] and found:
            break
        found.insert(0, (start, number.value))
        joints = ("y", "e", "and") if len(found) == 1 else (",", "y", "e", "and")
        if start - 1 <= first or text.words[start - 1] not in joints:
            break
        i = start - 1
    return found


def number_start(text: Text, first: int, i: int) -> int | None:
    """Return the word at which the number that ends before word ``i`` starts."""
    best = None
    for start in range(i - 1, max(first, i - 4) - 1, -1):
        if start < first or not (
            text.words[start][0].isdigit() or text.words[start] in numbers.STARTS
        ):
            joins = best is not None and text.words[start] in ("y", "e", "and", "-")
            if joins or (best is None and start == i - 1):
                continue
            break
        number = numbers.read(text.folded, text.starts[start], text.language)
        reaches = number is not None and number.end >= text.ends[i - 1]
        if reaches or (start == i - 1 and text.words[start].isdigit()):
            best = start
    return best

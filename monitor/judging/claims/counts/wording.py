"""Which words of a figure may be quoted: the fullest that hold no name and no age."""

from monitor.judging.claims.counts.totals import Figure
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NATIONS, NOUNS
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.quotes import is_clean
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import VERBS

WITH_NATIONS = frozenset(NATIONS)
"""Words that may carry a capital: nations name nobody."""
_PREDICATE = 4
"""Words behind a bare number in which the noun stands that says who they are."""


def quotable(text: Text, found: Figure, *, kind: bool) -> tuple[int, int] | None:
    """Return the fullest span that may be quoted: clause, people, the verb, one word of theirs.

    Args:
        text: Title or body.
        found: What is counted.
        kind: Of what age or sex people are: then a noun of theirs goes before the verb.
    """
    count, people = found.telling.count, found.people
    known = [p for p in people if p.known and not p.name]
    plain = [(p.start, p.end) for p in sorted(known, key=lambda p: -(p.value or 0))]
    whole = min(p.start for p in people), max(p.end for p in people)
    for start, end in ((count.start, count.end), whole, *plain):
        if is_clean(text, start, end, allow=WITH_NATIONS):
            return start, end
    for start, end in plain:
        if is_clean(text, start, end, capitals=True):
            return start, end
    nouns = (i for p in people for i in range(p.first, p.last) if text.words[i] in NOUNS)
    if kind and (noun := next(nouns, None)) is not None:
        return text.starts[noun], text.ends[noun]
    if count.verb is not None:
        return count.verb
    if plain:
        start, end = plain[0]
        return max(text.original.rfind(" ", start, end) + 1, start), end
    return _deed(text, count) or _number(text, people[0])


def _number(text: Text, people: People) -> tuple[int, int] | None:
    """Return a bare number with the noun that says who they are: ``Tres son menores``."""
    last = min(people.last + _PREDICATE, len(text.words))
    nouns = (i for i in range(people.last, last) if text.words[i] in NOUNS)
    ends = [text.ends[noun] for noun in nouns]
    spans = [(people.start, end) for end in (*ends[:1], people.end)]
    return next((span for span in spans if is_clean(text, *span)), None)


def _deed(text: Text, count: Count) -> tuple[int, int] | None:
    """Return the word nearest to people told by name alone that says what befell them."""
    first, last = text.sentences[count.sentence]
    verbs = ((i, VERBS.get(text.words[i])) for i in range(first, last))
    told = [i for i, verb in verbs if verb is not None and verb.role == count.role]
    nearest = min(told, key=lambda i: abs(text.starts[i] - count.start), default=None)
    return None if nearest is None else (text.starts[nearest], text.ends[nearest])

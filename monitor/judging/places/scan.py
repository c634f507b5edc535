"""Names of the gazetteer in a text, before anything is known of what stands beside them.

A name is found where its main words have capitals, the longest name first. Kilometre posts and the
few names that the press writes in lower case come from patterns.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from monitor.judging.places import gazetteer, posts, sites
from monitor.judging.places.gazetteer import Level, Name, Sense
from monitor.models import Part
from monitor.text import fold, sentences

_LONGEST_SENTENCE = 1000
"""Characters; a longer run without a full stop is cut, so that work stays linear."""
_CAPITAL = re.compile(r"[A-ZÁÉÍÓÚÑÜÂÊÔÃÕÇ]\w*")
_WORD = re.compile(r"[^\W\d]{4,}")
_ARTICLE = re.compile(r"\b(?:el|la|los|las) $")
_PARTICLES = frozenset(("de", "del", "la", "las", "los", "el", "y", "da", "do", "of"))
_MASKED = re.compile(
    r"tren de aragua|aragua train|trem de aragua|cartel de \w+|protocolo de palermo"
    r"|convencion de (?:viena|la haya)|pacto de san jose|convenio de ginebra|club de paris"
    r"|papeles de panama|panama papers|hij[oa]s de (?:madre de )?dios|republica de panama"
    r"|(?:el|del|al|o|do|ao|no|pelo|the) amazonas(?! (?:region|department))"
    r"|alto peru|virgen del? \w+|(?:san|santa) \w+ (?:apostol|obrero|bendito)"
)
"""Fixed phrases that hold a place's name and mean something else."""
_LOWER = re.compile(
    r"\b(?:norte chico|sur chico|selva central|puente inambari|cono (?:norte|sur|este)"
    r"|(?:bajo|alto) (?:marañon|huallaga|ucayali|napo)|(?:ilha|isla) (?:de )?santa rosa"
    r"|emporio (?:comercial )?(?:de )?gamarra)\b"
)
"""Names that the press also writes without a capital in front."""
PATTERNS = (_CAPITAL, _WORD, _ARTICLE, _MASKED, posts.POST, _LOWER)
"""All of them, for the test of hostile texts."""


UNLISTED = Name("", ())
"""The name of every small place that no list has."""


@dataclass(frozen=True, slots=True)
class Text:
    """One part of an article, folded once."""

    part: Part
    source: str
    folded: str
    """Folded, with line breaks as blanks; offsets are those of ``source``."""
    spans: list[tuple[int, int]]
    """Its sentences."""
    loud: bool
    """A title in capitals, or with one on every word: capitals say nothing here."""


@dataclass(slots=True)
class Hit:
    """A name found in a text, on its way to a mention."""

    text: Text
    start: int
    end: int
    name: Name
    sentence: int = 0
    level: Level | None = None
    """What a type word beside it says."""
    context: int = 0
    """2: a type word; 1: a word such as "en", a list, a heading; 0: nothing; -1: only "de"."""
    sense: Sense | None = None
    certain: bool = False
    parent: bool = False
    """It stands behind a place that lies inside it: "Wanchaq, Cusco"."""

    @property
    def span(self) -> tuple[int, int]:
        """The sentence around it."""
        return self.text.spans[self.sentence]


def read(part: Part, source: str) -> Text:
    """Return ``source`` ready to be searched."""
    spans = [piece for span in sentences(source) for piece in _pieces(source, *span)]
    folded = fold(source).replace("\n", " ")
    return Text(part, source, folded, spans, part == "title" and _loud(source))


def _pieces(source: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _LONGEST_SENTENCE:
        cut = source.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _loud(source: str) -> bool:
    words = _WORD.findall(source)
    capitals = sum(word[0].isupper() for word in words)
    return source.isupper() or (len(words) > 4 and capitals >= 0.8 * len(words))


def scan(text: Text) -> list[Hit]:
    """Return every name in ``text``, in order, none over another."""
    hits = _special_hits(text)
    busy = sorted(
        [(hit.start, hit.end) for hit in hits]
        + [match.span() for match in _MASKED.finditer(text.folded)]
    )
    last = 0
    for match in _CAPITAL.finditer(text.source):
        if match.start() >= last:
            hit = _hit_at(text, match.start(), match.end())
            if hit is not None:
                last = hit.end
                if not _taken(busy, hit.start, last):
                    hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    sentence = 0
    for hit in hits:
        while hit.start >= text.spans[sentence][1]:
            sentence += 1
        hit.sentence = sentence
    return hits


def _hit_at(text: Text, start: int, end: int) -> Hit | None:
    """Return the place whose first word is ``start:end``: of the gazetteer, else a small one."""
    begin, name = _name_at(text, start, end)
    if name is not None:
        return Hit(text, begin, begin + len(name.key), name)
    small = sites.span_at(text.source, text.folded, start)
    return Hit(text, *small, UNLISTED, context=1) if small else None


def _taken(busy: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(busy, (start, start))
    return (at > 0 and busy[at - 1][1] > start) or (at < len(busy) and busy[at][0] < end)


def _name_at(text: Text, start: int, end: int) -> tuple[int, Name | None]:
    """Return the longest name whose first word is ``start:end``; or whose article is before it."""
    firsts = gazetteer.load().firsts
    for stop in (end + 2, end):
        name = _longest(text, start, firsts.get(text.folded[start:stop], ()))
        if name is not None:
            return start, name
    article = _ARTICLE.search(text.folded, max(0, start - 4), start)
    if article is None:
        return start, None
    begin = article.start()
    return begin, _longest(text, begin, firsts.get(text.folded[begin : start + 1], ()))


def _longest(text: Text, start: int, group: tuple[Name, ...]) -> Name | None:
    for name in group:
        if text.folded.startswith(name.key, start):
            end = start + len(name.key)
            after = text.folded[end : end + 1]
            if not (after.isalnum() or after == "_") and _capitals(text.source[start:end]):
                return name
    return None


def _capitals(words: str) -> bool:
    return all(
        word[0].isupper() or not word[0].isalpha() or word in _PARTICLES for word in words.split()
    )


def _special_hits(text: Text) -> list[Hit]:
    hits = []
    for match in posts.found(text.folded):
        name = posts.name_of(match)
        if name is not None:
            hits.append(Hit(text, match.start(), match.end(), name, context=2))
    known = gazetteer.load().names
    for match in _LOWER.finditer(text.folded):
        name = known.get(match[0], known["emporio de gamarra"])
        hits.append(Hit(text, match.start(), match.end(), name, context=2))
    return hits

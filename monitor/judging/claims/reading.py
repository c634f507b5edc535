"""An article read once for all extractors: words, phrases, spheres and names of each part."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.judging.claims.context import Spheres, place_spans
from monitor.judging.claims.names import as_words, name_spans
from monitor.judging.claims.phrases import Hit, Hits, scan
from monitor.judging.claims.text import Text, read_texts
from monitor.models import Article, Claim, Mention, Part

_WINDOW = 90
_PRIVATE = re.compile(r"\s(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñ]|\(?\d{1,2}(?: años|\)))")


@dataclass(frozen=True, slots=True)
class Reading:
    """One part of an article with all that its extractors share."""

    text: Text
    hits: Hits
    spheres: Spheres
    names: Mapping[int, int]
    """First word -> word past the last, of the names of persons."""

    def claim(self, field: str, value: str | int, start: int, end: int) -> Claim:
        """Return a claim whose quote is the span from ``start`` to ``end``."""
        return Claim(field, value, self.text.original[start:end], start, end, self.text.part)

    def told(self, field: str, value: str, hit: Hit) -> Claim:
        """Return a claim whose quote is a hit, up to a name or an age in it."""
        cut = _PRIVATE.search(self.text.original, hit.start + 1, hit.end)
        return self.claim(field, value, hit.start, cut.start() if cut else hit.end)

    def of_incident(self, hit: Hit) -> bool:
        """Return whether a hit speaks of the event at hand or of its crime."""
        return self.spheres.at(hit.sentence, hit.start, deed=True) == "incident"

    def is_general(self, sentence: int) -> bool:
        """Return whether a sentence tells what the crime is, or its penalty, of no case."""
        hits = self.hits.get("general", [])
        k = bisect_left(hits, sentence, key=_sentence)
        return k < len(hits) and hits[k].sentence == sentence

    def behind(self, cue: str, hit: Hit) -> bool:
        """Return whether a cue such as ``denied`` or ``offer`` stands shortly before a hit."""
        start, _ = self.bounds(hit.sentence)
        hits = self.hits.get(cue, [])
        k = bisect_left(hits, max(start, hit.start - _WINDOW), key=_start)
        return k < len(hits) and hits[k].end <= hit.start

    def bounds(self, sentence: int) -> tuple[int, int]:
        """Return the offsets of a sentence."""
        first, last = self.text.sentences[sentence]
        return self.text.starts[first], self.text.ends[last - 1]


def _start(hit: Hit) -> int:
    return hit.start


def _sentence(hit: Hit) -> int:
    return hit.sentence


Readings = Mapping[Part, Reading]


def read(article: Article, mentions: tuple[Mention, ...]) -> Readings:
    """Return title and body of ``article``, read."""
    readings: dict[Part, Reading] = {}
    for part, text in read_texts(article).items():
        hits = scan(text)
        names = as_words(text, name_spans(text, place_spans(mentions, part)))
        readings[part] = Reading(text, hits, Spheres(text, hits, article.published), names)
    return readings

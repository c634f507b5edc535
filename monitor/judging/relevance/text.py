"""An article as the rules read it: page furniture struck out, words found, zones weighed."""

import re
from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from monitor.judging import lexicon
from monitor.judging.claims.text import read_texts
from monitor.judging.lexicon.rules import Lexicon, Term
from monitor.models import Article, Part
from monitor.text import fold, sentences

LONGEST = 20_000
"""Characters of a body that are read; what comes later decides nothing."""

_LEAD_SENTENCES = 3
_LEAD_LEAST = 350
_TAIL_FROM = 900
_TAIL_SHARE = 0.6
_PASSAGE = 3
_OPENING = 4

ZONES = {"title": 2.0, "lead": 1.2, "middle": 0.7, "tail": 0.35}
"""What a crime term is worth by where it stands; 1 is enough for the answer yes."""

_THEMES = ("ransom", "disaster", "animal", "drugged", "fraud", "protest", "vacancy", "votes")
"""Matters that share the words of captivity, rescue or recruitment with trafficking."""

_CUES = (
    r"puedes? ver(?: tambien)?|mira(?: aqui| tambien)?|lee(?: tambien| aqui| mas)?|"
    r"lea(?: tambien)?|te recomendamos|te puede interesar|tambien (?:lee|lea|puedes? leer)|"
    r"mas informacion|ver tambien|vea tambien|no te pierdas|nota relacionada|"
    r"noticia relacionada|video recomendado|conoce mas|revisa(?: tambien)?|sigue leyendo|"
    r"related|read (?:also|more)|see also|leia (?:tambem|mais)|veja tambem|saiba mais"
)
_CROSS_LINK = re.compile(
    rf"[\n ](?:(?<=\n)|(?<=[.!?] ))[>►▶•*\-\[( ]{{0,4}}(?:{_CUES}) ?(?:[:|►»>-]|\n)[^\n]{{0,260}}"
    rf"|[►▶][^\n]{{0,200}}"
)
_LINK_LIST = re.compile(
    r"\n(?:mas noticias|noticias relacionadas|te puede interesar|te recomendamos|"
    r"lo mas leido|lo ultimo|mas leidas|ultimas noticias|temas relacionados|related articles|"
    r"related stories|"
    r"contenido (?:gec|sugerido)|otras noticias|leia tambem) ?:?(?=\n)"
    r"(?:\n+[^\n]{0,119}[^\n.!?\"”)](?=\n|$))*"
)
_LAST_HEADLINE = re.compile(
    r"\n(?<=[.!?\"”)]\n)\n{0,2}(?=[^\n:]{3,40}: )[^\n]{30,140}(?<![.!?\"”):;,…])\n{0,3}\Z"
)
"""A last line in the shape of a headline (place or topic, colon, no full stop) links elsewhere."""
_AUTHOR_BOX = re.compile(
    r"\n(?:sobre (?:el|la) autor[ae]?|acerca del? autor[a]?|about (?:the author|[a-z]+ [a-z]+))\b"
    r"[^\n]*\n"
)


class Sighting(NamedTuple):
    """Words of the lexicon where they stand in an article."""

    rule: Term
    part: Part
    start: int
    end: int
    sentence: int
    """0 for the title, then the sentences of the body."""
    zone: str
    """A key of :data:`ZONES`."""

    @property
    def kind(self) -> str:
        """The class of the words."""
        return self.rule.kind


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, folded and searched."""

    title: str
    body: str
    spans: tuple[tuple[int, int], ...]
    """Sentences of the body."""
    sightings: tuple[Sighting, ...]
    passages: tuple[int, ...]
    """Bit sets of classes: the title with the opening, then three sentences at a time."""
    by_kind: Mapping[str, list[Sighting]]

    def of(self, *kinds: str) -> list[Sighting]:
        """Return the sightings of these classes, class after class."""
        return [one for kind in kinds for one in self.by_kind.get(kind, ())]

    def has(self, *kinds: str, zones: Container[str] = ZONES) -> bool:
        """Tell whether one of these classes stands in one of these zones."""
        return any(one.zone in zones for kind in kinds for one in self.by_kind.get(kind, ()))

    def text(self, part: Part) -> str:
        """Return the folded text of ``part``."""
        return self.title if part == "title" else self.body

    def zone(self, part: Part, start: int) -> str:
        """Return the zone of a place in the text."""
        if part == "title":
            return "title"
        starts = [first for first, _ in self.spans]
        return _zone(max(bisect_right(starts, start) - 1, 0), start, len(self.body))

    def sentence_span(self, one: Sighting) -> tuple[int, int]:
        """Return the span of the sentence in which ``one`` stands."""
        return (0, len(self.title)) if one.part == "title" else self.spans[one.sentence - 1]


@lru_cache(maxsize=2)
def read(article: Article, rules: Lexicon) -> Reading:
    """Return ``article`` as ``rules`` see it.

    Offsets are those of the article's own title and body: furniture is blanked, not cut. The last
    readings are kept, since verdict and kind ask for the same one.
    """
    body = without_furniture(fold(article.body[:LONGEST]))
    spans = sentences(article.body[:LONGEST]) or ((0, 0),)
    title = fold(article.title)
    texts = read_texts(article)
    in_title = lexicon.scan(rules, title, texts["title"].starts)
    in_body = lexicon.scan(rules, body, texts["body"].starts)
    sightings = (
        *_sight(in_title, "title", ((0, len(title)),), len(body)),
        *_sight(in_body, "body", spans, len(body)),
    )
    by_kind: dict[str, list[Sighting]] = {}
    for one in sightings:
        by_kind.setdefault(one.rule.kind, []).append(one)
    passages = _passages(sightings, by_kind, rules, len(spans))
    return Reading(title, body, spans, sightings, passages, by_kind)


def without_furniture(body: str) -> str:
    """Return a folded body with links to other stories and the author's box blanked out.

    Such lines carry the counts and the crimes of other cases. The length stays.
    """
    body = f"\n{body}"
    for pattern in (_LINK_LIST, _CROSS_LINK, _LAST_HEADLINE):
        body = pattern.sub(_blank, body)
    box = _AUTHOR_BOX.search(body, (len(body) - 1) // 2 + 1)
    return body[1 : box.start()] + _blank_text(body[box.start() :]) if box else body[1:]


def _blank(match: re.Match[str]) -> str:
    return _blank_text(match[0])


def _blank_text(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _sight(
    hits: list[lexicon.Hit],
    part: Part,
    spans: tuple[tuple[int, int], ...],
    length: int,
) -> list[Sighting]:
    starts = [start for start, _ in spans]
    found = []
    for hit in hits:
        place = max(bisect_right(starts, hit.start) - 1, 0)
        zone = "title" if part == "title" else _zone(place, hit.start, length)
        sentence = 0 if part == "title" else place + 1
        found.append(Sighting(hit.rule, part, hit.start, hit.end, sentence, zone))
    return found


def _zone(place: int, start: int, length: int) -> str:
    if place < _LEAD_SENTENCES or start < _LEAD_LEAST:
        return "lead"
    return "tail" if start > max(_TAIL_FROM, _TAIL_SHARE * length) else "middle"


def _passages(
    sightings: Sequence[Sighting],
    by_kind: Mapping[str, list[Sighting]],
    rules: Lexicon,
    count: int,
) -> tuple[int, ...]:
    theme = _theme(by_kind, rules)
    classes = [theme] * (count + 1)
    for one in sightings:
        classes[one.sentence] |= rules.bits[one.rule.kind]
    opening = reduce(or_, classes[: _OPENING + 1])
    windows = (
        reduce(or_, classes[start : start + _PASSAGE])
        for start in range(1, max(2, count - _PASSAGE + 2))
    )
    return (opening, *windows)


def _theme(by_kind: Mapping[str, list[Sighting]], rules: Lexicon) -> int:
    """Return the other matters that the whole text is about; they hold for each of its passages."""
    theme = 0
    for kind in _THEMES:
        found = by_kind.get(kind, ())
        if len(found) > 1 or any(one.zone == "title" for one in found):
            theme |= rules.bits[kind]
    return theme


def passage_sentences(place: int) -> tuple[int, int]:
    """Return the numbers of the sentences, both included, of the passage at ``place``."""
    return (place, place + _PASSAGE - 1) if place else (0, _OPENING)

"""Texts cut into pieces, so that a template can mark some of them and escape all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.privacy import Private, private, shown, victims
from monitor.text import one_line
from monitor.web.speech import Speech
from storage.explain import ArticleSeen


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and what is quoted of it."""

    text: str
    labels: tuple[str, ...] = ()
    """What is read from it, as ``Arrested: 5``; empty for a stretch that nothing quotes."""
    anchors: tuple[str, ...] = ()
    """Names of the quotes that begin here."""
    hidden: bool = False
    """Whether a name or an age stood here."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a text, what is read from them, and the name under which a link finds them."""

    start: int
    end: int
    label: str
    anchor: str = ""


def pieces(text: str, quotes: Iterable[Quote], masks: Sequence[Private] = ()) -> Iterator[Piece]:
    """Yield ``text`` in pieces between which something begins or ends.

    Args:
        text: The whole text.
        quotes: What is marked; they may overlap.
        masks: What is left out for what stands in its place, in order.
    """
    marked = [quote for quote in quotes if 0 <= quote.start < quote.end <= len(text)]
    cuts = {0, len(text), *(q.start for q in marked), *(q.end for q in marked)}
    cuts |= {mask.start for mask in masks} | {mask.end for mask in masks}
    borders = sorted(cuts)
    for start, end in pairwise(borders):
        over = [quote for quote in marked if quote.start <= start and end <= quote.end]
        labels = tuple(dict.fromkeys(quote.label for quote in over))
        begin = tuple(quote.anchor for quote in over if quote.start == start and quote.anchor)
        mask = next((m for m in masks if m.start <= start and end <= m.end), None)
        instead = mask.instead if mask and mask.start == start else "" if mask else text[start:end]
        yield Piece(instead, labels, begin, mask is not None)


def article_text(seen: ArticleSeen, speech: Speech, *, printed: bool) -> list[list[Piece]]:
    """Return the paragraphs of an article in pieces, its claims and places marked.

    Args:
        seen: The article.
        speech: For the labels.
        printed: Whether names of victims and ages of children stay, as they were printed.
    """
    quotes = [
        Quote(c.start, c.end, f"{speech.term(c.field)}: {speech.term(str(c.value))}")
        for c in seen.claims
        if c.part == "body"
    ]
    quotes += [
        Quote(m.start, m.end, f"{speech.term(m.role or '')}: {m.place.text}")
        for m in seen.mentions
        if m.part == "body"
    ]
    quotes = [Quote(q.start, q.end, q.label, f"q{q.start}-{q.end}") for q in quotes]
    masks = () if printed else private(seen.body, victims(seen.title))
    return _paragraphs(pieces(seen.body, quotes, masks))


def article_title(seen: ArticleSeen, *, printed: bool) -> str:
    """Return the headline of an article, without names of victims that its text tells."""
    return one_line(seen.title) if printed else shown(seen.title, 300, victims(seen.body))


def _paragraphs(found: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces by paragraph; one over a line break is cut there."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in found:
        for place, line in enumerate(piece.text.split("\n")):
            if place and paragraphs[-1]:
                paragraphs.append([])
            if line or piece.hidden:
                anchors = piece.anchors if not place else ()
                paragraphs[-1].append(Piece(line, piece.labels, anchors, piece.hidden))
    return [paragraph for paragraph in paragraphs if paragraph]


def snippet(text: str, marks: tuple[str, str]) -> list[Piece]:
    """Return a search's snippet in pieces, the words that were sought labelled.

    Args:
        text: With ``marks`` around the words.
        marks: Two characters.
    """
    before, after = marks
    plain, quotes = "", []
    for place, part in enumerate(text.split(before)):
        words, _, rest = part.partition(after)
        if place:
            quotes.append(Quote(len(plain), len(plain) + len(words), "sought"))
        plain += words + rest.replace(after, "")
    return list(pieces(plain, quotes, private(plain)))

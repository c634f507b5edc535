"""Passages of an article read as an article of their own, and what is found brought back."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.models import Article, Claim, Mention, Span

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of some passages of another one."""

    article: Article
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    """Where each passage begins in the piece's body."""

    def claims(self, found: Sequence[Claim]) -> tuple[Claim, ...]:
        """Return claims with the offsets of the whole article; none that spans two passages."""
        placed = ((claim, self._span(claim)) for claim in found)
        return tuple(replace(c, start=s[0], end=s[1]) for c, s in placed if s is not None)

    def mentions(self, found: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return places with the offsets of the whole article."""
        placed = ((mention, self._span(mention)) for mention in found)
        return tuple(replace(m, start=s[0], end=s[1]) for m, s in placed if s is not None)

    def _span(self, one: Claim | Mention) -> Span | None:
        if one.part == "title":
            return one.start, one.end
        number = bisect_right(self.starts, one.start) - 1
        start, end = self.spans[number]
        shift = start - self.starts[number]
        return (one.start + shift, one.end + shift) if one.end + shift <= end else None


def joined(article: Article, spans: Sequence[Span], title: str = "") -> Piece:
    """Return the passages ``spans`` of an article as an article with this title."""
    ordered = tuple(sorted(spans))
    starts, at = [], 0
    for start, end in ordered:
        starts.append(at)
        at += end - start + len(_BETWEEN)
    body = _BETWEEN.join(article.body[start:end] for start, end in ordered)
    return Piece(replace(article, body=body, title=title), ordered, tuple(starts))

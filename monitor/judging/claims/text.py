"""A title or body cut into folded words and sentences, once for all extractors."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from monitor.models import Article, Part
from monitor.text import fold, sentences

PARTS: tuple[Part, ...] = ("body", "title")
"""The body goes before the title."""

_TOKEN = re.compile(r"[a-zñ]+|\d+(?:[.,]\d+)*|[^\sa-zñ0-9]")


@dataclass(frozen=True, slots=True)
class Text:
    """One part of an article with its words; index ``i`` counts words and marks alike."""

    part: Part
    original: str
    folded: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    """Spans in word indexes."""
    language: str = ""

    def capital(self, i: int) -> bool:
        """Return whether word ``i`` is written with a capital."""
        return self.original[self.starts[i]].isupper()

    def follows(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Return whether the words from ``i`` on are ``phrase``."""
        return tuple(self.words[i : i + len(phrase)]) == phrase


def read_text(part: Part, original: str, language: str) -> Text:
    """Return ``original`` cut into words and sentences."""
    folded = fold(original)
    tokens = [token.span() for token in _TOKEN.finditer(folded)]
    words = [folded[start:end] for start, end in tokens]
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    spans: list[tuple[int, int]] = []
    first = 0
    for _, end in sentences(original):
        last = bisect_left(starts, end, first)
        if last > first:
            spans.append((first, last))
        first = last
    return Text(part, original, folded, words, starts, ends, spans, language)


@lru_cache(maxsize=4)
def read_texts(article: Article) -> dict[Part, Text]:
    """Return title and body of ``article`` cut into words, kept for the next question about it."""
    return {
        "title": read_text("title", article.title, article.language),
        "body": read_text("body", article.body, article.language),
    }

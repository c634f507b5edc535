"""Full-text search in which every typed text is safe."""

import re
from dataclasses import dataclass

from monitor.models import Label, When
from monitor.privacy import shown, victims
from monitor.text import one_line
from storage.base import Connected
from storage.rows import Row, when

MOST_WORDS = 32
MOST_CHARACTERS = 1000
"""What is typed beyond these is ignored."""
_MARKS = ("\ue000", "\ue001")
"""Marks that stand in no text."""
_LONGEST = 2000
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """An article in which every word stands, without names of victims and ages of children."""

    article_id: int
    url: str
    outlet: str
    title: str
    published: When
    verdict: Label
    snippet: str
    """A piece of the title or text with the words marked."""


class Search(Connected):
    """Full-text search over titles and bodies."""

    def search(
        self,
        text: str,
        limit: int = 20,
        *,
        rejected: bool = False,
        marks: tuple[str, str] = ("[", "]"),
    ) -> list[Hit]:
        """Return the articles in which every word of ``text`` stands, the best first.

        Accents do not matter, ``ñ`` is found by ``n``. Words within double quotes stand side by
        side, and so do the parts of a code such as 129-A; ``trata*`` finds all that begins so.

        Args:
            text: As typed; no text is an error, one without a word finds nothing.
            limit: Hits at most.
            rejected: Whether rejected articles, of which only the title is indexed, are found too.
            marks: What is put around the words in the snippet.
        """
        query = match_query(text)
        if not query:
            return []
        rows = self.rows(
            "SELECT a.id, a.url, a.outlet, a.title, a.published_at, a.published_precision, "
            "a.verdict, a.body, snippet(articles_fts, -1, ?, ?, '…', 24) AS snippet "
            "FROM articles_fts JOIN articles AS a ON a.id = articles_fts.rowid "
            "WHERE articles_fts MATCH ? AND (? OR a.verdict <> 'rejected') "
            "ORDER BY bm25(articles_fts, 5.0, 1.0), a.id LIMIT ?",
            (*_MARKS, query, int(rejected), limit),
        )
        return [_hit(row, marks) for row in rows]


def match_query(text: str) -> str:
    """Return typed text as an FTS5 query of quoted phrases; empty where it holds no word."""
    pieces = _PIECE.findall(text[:MOST_CHARACTERS])
    phrases = (_phrase(quoted or word) for quoted, word in pieces)
    return " ".join(list(dict.fromkeys(filter(None, phrases)))[:MOST_WORDS])


def _phrase(words: str) -> str:
    """Return one phrase, quoted: within quotes FTS5 knows no operator, and only ``"`` ends them."""
    plain = words.replace("\0", " ").encode("utf-8", "replace").decode()
    if not any(character.isalnum() for character in plain):
        return ""
    return f'"{plain}"' + ("*" if plain.endswith("*") else "")


def _hit(row: Row, marks: tuple[str, str]) -> Hit:
    known = victims(row["title"], row["body"] or "")
    return Hit(
        article_id=row["id"],
        url=row["url"],
        outlet=row["outlet"],
        title=shown(row["title"], _LONGEST, known),
        published=when(row["published_at"], row["published_precision"]),
        verdict=row["verdict"],
        snippet=_around(row["snippet"], marks, known),
    )


def _around(snippet: str, marks: tuple[str, str], known: frozenset[str]) -> str:
    """Return a snippet with its words marked; where it held anything private, with no marks."""
    bare = one_line(snippet.translate(dict.fromkeys(map(ord, _MARKS))), _LONGEST)
    told = shown(bare, _LONGEST, known)
    if told != bare:
        return told
    return snippet.replace(_MARKS[0], marks[0]).replace(_MARKS[1], marks[1])

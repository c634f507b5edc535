"""Decisions of people on groups: two incidents are one, one is two, an article belongs elsewhere.

Numbers last: what is merged away redirects, what is split off gets a number of its own. The
articles that a decision names stay where it puts them; later ones join as they always do.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from monitor.errors import TrataError, UsageError
from monitor.models import Facts
from storage.base import listed
from storage.reviewing import By, Review, Reviewing
from storage.rows import Row, episode_facts

_GROUPS = ("merge", "split", "move")


class Joining(Reviewing):
    """Merging, splitting and moving by hand, and taking it back."""

    def merge_by_hand(self, gone: int, into: int, by: By) -> int:
        """Let two incidents be one; return the number of the review.

        Args:
            gone: The incident that redirects from now on.
            into: The one that stays.
            by: Who says so.

        Raises:
            UsageError: There is no such incident, or they are one already.
        """
        with self.transaction():
            gone, into = self._live_incident(gone), self._live_incident(into)
            if gone == into:
                raise UsageError(f"incidents {gone} and {into}", "are one already")
            redirected = self.numbers("SELECT id FROM incidents WHERE merged_into = ?", (gone,))
            before = {"incidents": self._said_of(gone, into), "redirected": redirected}
            articles = [*self._telling(gone), *self._telling(into)]
            after = {"incidents": [gone, into], "articles": articles}
            review = self._note_down("merge", by, before, after, incident_id=into)
            self._redirect(gone, into)
            self.recount(into)
            return review

    def split_by_hand(
        self, incident: int, articles: Sequence[int], by: By, title: str = ""
    ) -> tuple[int, int]:
        """Let articles, with the copies of their texts, tell an incident of their own.

        Args:
            incident: The one that they tell now.
            articles: Some of its articles, not all.
            by: Who says so.
            title: Of the new incident; empty for the old one's.

        Returns:
            The number of the review, and that of the new incident.

        Raises:
            UsageError: Nothing to split: another incident, or nothing would stay behind.
        """
        with self.transaction():
            source = self._live_incident(incident)
            leaving = self._with_copies(source, articles)
            if not set(self._telling(source)) - set(leaving):
                what = "would be left with no article"
                raise UsageError(f"incident {source}", what, "leave one behind")
            before = {"incidents": self._said_of(source)}
            new = self.split_off(source, title)
            self._carry(leaving, source, new)
            after = {"incidents": [source, new], "articles": leaving}
            review = self._note_down("split", by, before, after, incident_id=source)
            return review, new

    def move_by_hand(self, article: int, source: int, into: int, by: By) -> int:
        """Let an article, with the copies of its text, tell another incident; return the review.

        An incident that nobody tells any more redirects to where its last article went.

        Raises:
            UsageError: The article does not tell ``source``, or there is no such incident.
        """
        with self.transaction():
            source, into = self._live_incident(source), self._live_incident(into)
            if source == into:
                raise UsageError(f"article {article}", f"tells incident {into} already")
            leaving = self._with_copies(source, [article])
            before = {"incidents": self._said_of(source, into)}
            held = [*leaving, *self._telling(into)]
            after = {"incidents": [source, into], "articles": held, "moved": leaving}
            review = self._note_down("move", by, before, after, incident_id=into)
            self._carry(leaving, source, into)
            return review

    def _carry(self, articles: Sequence[int], source: int, into: int) -> None:
        for article in articles:
            self.move_article(article, source, into)
        self.recount(into)
        self.close_or_recount(source, into)

    def _with_copies(self, incident: int, articles: Sequence[int]) -> list[int]:
        """Return articles of an incident with the others of their texts that tell it."""
        telling = self._telling(incident)
        for article in articles:
            if article not in telling:
                raise UsageError(f"article {article}", f"does not tell incident {incident}")
        stories = self.numbers(
            "SELECT DISTINCT story_id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (listed(articles),),
        )
        return self.numbers(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) "
            "AND story_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (listed(telling), listed(stories)),
        )

    def facts_of_telling(self, incident: int, article: int) -> Facts | None:
        """Return what an article says of an incident, for matching; None where it tells it not."""
        row = self.row(
            "SELECT f.facts, f.further, l.episode FROM incidents AS i "
            "JOIN incident_articles AS l ON l.incident_id = i.id "
            "JOIN article_facts AS f ON f.article_id = l.article_id "
            "WHERE i.live_id = ? AND l.article_id = ? ORDER BY l.score DESC",
            (self.live(incident), article),
        )
        return episode_facts(row) if row else None

    def _telling(self, incident: int) -> list[int]:
        return self.numbers(
            "SELECT DISTINCT l.article_id FROM incidents AS i JOIN incident_articles AS l "
            "ON l.incident_id = i.id WHERE i.live_id = ? ORDER BY l.article_id",
            (incident,),
        )

    def _said_of(self, *incidents: int) -> list[Row]:
        """Return what the program said of incidents: their state, and why each article is there."""
        return [
            {
                **(self.row("SELECT * FROM incidents WHERE id = ?", (incident,)) or {}),
                "articles": self.rows(
                    "SELECT l.incident_id, l.article_id, l.reason, l.score FROM incidents AS i "
                    "JOIN incident_articles AS l ON l.incident_id = i.id WHERE i.live_id = ?",
                    (incident,),
                ),
            }
            for incident in incidents
        ]

    def decisions_on(self, incident: int) -> tuple[Review, ...]:
        """Return what people decided on an incident, also beside others; the newest first."""
        own = {one.id: one for one in self.reviews_of(incident_id=self.live(incident))}
        beside = self.numbers(
            "SELECT r.id FROM reviews AS r, json_each(r.after, '$.incidents') AS j "
            "JOIN incidents AS i ON i.id = j.value WHERE i.live_id = ?",
            (self.live(incident),),
        )
        found = own | {n: one for n in beside if (one := self.review(n)) is not None}
        return tuple(found[number] for number in sorted(found, reverse=True))

    # -- taking it back -------------------------------------------------------------------------

    def _ways_back(self) -> Mapping[tuple[str, str], Callable[[Row], None]]:
        return {
            **super()._ways_back(),
            ("merge", "incident"): self._undo_merge,
            ("split", "incident"): self._undo_split,
            ("move", "incident"): self._undo_move,
        }

    def _undo_merge(self, row: Row) -> None:
        before, (gone, into) = json.loads(row["before"]), json.loads(row["after"])["incidents"]
        self.write("UPDATE incidents SET merged_into = NULL WHERE id = ?", (gone,))
        for number in before["redirected"]:
            self.write("UPDATE incidents SET merged_into = ? WHERE id = ?", (gone, number))
        for incident in (gone, self.live(into)):
            self.recount(incident)

    def _undo_split(self, row: Row) -> None:
        """Let the incident that was split off redirect; what joined it since comes along."""
        source, new = map(self.live, json.loads(row["after"])["incidents"])
        if source != new:
            self._redirect(new, source)
            self.recount(source)

    def _undo_move(self, row: Row) -> None:
        after = json.loads(row["after"])
        source, into = after["incidents"]
        self.write("UPDATE incidents SET merged_into = NULL WHERE id = ?", (source,))
        told = set(self._telling(self.live(into)))
        for article in (number for number in after["moved"] if number in told):
            self.move_article(article, self.live(into), source)
        for incident in (source, self.live(into)):
            self.recount(incident)

    def _check_undoable(self, row: Row) -> None:
        super()._check_undoable(row)
        if row["action"] not in _GROUPS:
            return
        mine = set(json.loads(row["after"])["incidents"])
        for later in self.rows(
            "SELECT id, after FROM reviews WHERE id > ? AND undone_at IS NULL "
            "AND action IN ('merge', 'split', 'move') ORDER BY id DESC",
            (row["id"],),
        ):
            if mine & set(json.loads(later["after"])["incidents"]):
                what = f"decision {later['id']} stands on it"
                raise TrataError(f"decision {row['id']}", what, "take that one back first")

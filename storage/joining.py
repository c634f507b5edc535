"""Decisions of people on groups: two incidents are one, one is two, an article belongs elsewhere.

Numbers last: what is merged away redirects, what is split off gets a number of its own. The
articles that a decision names stay where it puts them; later ones join as they always do.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from monitor.errors import TrataError, UsageError
from monitor.models import Facts
from storage.base import listed
from storage.reviewing import LABELS, By, Review, Reviewing
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
            before = {"incidents": self._said_of(gone, into), "redirected": self._others(gone)}
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
            before = {"incidents": self._said_of(source, into), "redirected": self._others(source)}
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

    def _others(self, incident: int) -> list[int]:
        """Return the numbers that redirect to an incident."""
        return self.numbers("SELECT id FROM incidents WHERE merged_into = ?", (incident,))

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
        self._stand_again(gone, self.live(into), before["redirected"])
        for incident in (gone, self.live(into)):
            self.recount(incident)

    def _undo_split(self, row: Row) -> None:
        """Let the incident that was split off redirect; what joined it since comes along."""
        source, new = map(self.live, json.loads(row["after"])["incidents"])
        if source != new:
            self._redirect(new, source)
            self.recount(source)

    def _undo_move(self, row: Row) -> None:
        """Where articles had stayed behind, the move closed nothing, and nothing opens again."""
        before, after = json.loads(row["before"]), json.loads(row["after"])
        source, into = after["incidents"]
        into = self.live(into)
        if {link["article_id"] for link in before["incidents"][0]["articles"]} <= {*after["moved"]}:
            self._stand_again(source, into, before.get("redirected", ()))
        source, told = self.live(source), set(self._telling(into))
        for article in (number for number in after["moved"] if number in told):
            self.move_article(article, into, source)
        for incident in (source, into):
            self.recount(incident)

    def _check_undoable(self, row: Row) -> None:
        super()._check_undoable(row)
        over = next((one["id"] for one in self._later(row) if _rests(one, row)), None)
        if over:
            what = f"decision {over} stands on it"
            raise TrataError(f"decision {row['id']}", what, "take that one back first")

    def _later(self, row: Row) -> list[Row]:
        return self.rows(
            "SELECT id, action, incident_id, after FROM reviews WHERE id > ? "
            "AND incident_id > 0 AND undone_at IS NULL AND action <> 'note' ORDER BY id DESC",
            (row["id"],),
        )


def _rests(later: Row, row: Row) -> bool:
    """Whether a decision on an incident holds what taking ``row`` back would pull away."""
    held, mine = json.loads(later["after"]), json.loads(row["after"])
    if row["article_id"]:
        return row["action"] in LABELS and row["article_id"] in held.get("articles", ())
    if row["action"] not in _GROUPS:
        return False
    if later["action"] in _GROUPS:
        return bool({*mine["incidents"]} & {*held["incidents"]})
    return bool(row["action"] == "split" and later["incident_id"] == mine["incidents"][1])

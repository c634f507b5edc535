"""Storage's part of grouping in memory: the two indexes, and articles arriving one by one."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor import intake
from monitor.grouping import copies
from monitor.grouping.batch_incidents import FULL
from monitor.models import Candidate, Decision, Examined, Facts, Known, KnownIncident


@dataclass(slots=True)
class Shelf:
    """What has arrived so far."""

    kept: list[Examined] = field(default_factory=list)
    stories: list[int] = field(default_factory=list)
    told: list[tuple[int, ...]] = field(default_factory=list)
    by_hash: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    keys: list[frozenset[str]] = field(default_factory=list)
    episodes: dict[tuple[int, int], int] = field(default_factory=dict)
    """Article and incident -> which of the article's events that is, where it is not the main."""
    opened: int = 0
    """How many incidents there have been."""

    def candidates(self, sketch: Sequence[int]) -> list[int]:
        """Articles of stories that share ``MIN_HITS`` hashes, those of very many ignored."""
        hits: Counter[int] = Counter()
        for value in sketch:
            holders = {self.stories[article] for article in self.by_hash.get(value, ())}
            if len(holders) <= copies.COMMON:
                hits.update(holders)
        near = {story for story, count in hits.items() if count >= copies.MIN_HITS}
        return [article for article, story in enumerate(self.stories) if story in near]

    def known(self, examined: Examined) -> Known:
        """What storage would hand to the decision."""
        candidates = tuple(self._candidate(a) for a in self.candidates(examined.sketch))
        keys = {*examined.incident_keys, *(k for some in examined.further_keys for k in some)}
        found = {i for a, told in enumerate(self.told) if keys & self.keys[a] for i in told}
        tellings: dict[int, list[tuple[int, Facts]]] = {i: [] for i in sorted(found)}
        members: dict[tuple[int, int], list[int]] = defaultdict(list)
        for article, told in enumerate(self.told):
            for incident in found.intersection(told):
                members[incident, self.stories[article]].append(article)
        fullest = {group: self._speaker(articles) for group, articles in members.items()}
        for (incident, _), article in fullest.items():
            tellings[incident].append((article, self._facts(article, incident)))
        incidents = (KnownIncident(i, "", tuple(told)) for i, told in tellings.items())
        return Known(candidates, tuple(incidents))

    def _facts(self, article: int, incident: int) -> Facts:
        kept = self.kept[article]
        return (kept.facts, *kept.further)[self.episodes.get((article, incident), 0)]

    def _speaker(self, articles: Sequence[int]) -> int:
        """The first published among the full texts."""
        sizes = {a: len(self.kept[a].article.body) for a in articles}
        full = [a for a in articles if sizes[a] >= FULL * max(sizes.values())]
        return min(full, key=lambda a: (self._published(a), a))

    def _published(self, article: int) -> datetime:
        kept = self.kept[article].article
        return kept.published.at or kept.fetched_at

    def arrive(self, examined: Examined) -> None:
        """Decide on one article and keep it."""
        decision = intake.decide(examined, self.known(examined))
        article, story = len(self.kept), decision.story
        number = article if story.story_id is None else story.story_id
        self.kept.append(examined)
        further = (key for keys in examined.further_keys for key in keys)
        self.keys.append(frozenset((*examined.incident_keys, *further)))
        into = {merge.gone: merge.into for merge in story.changes.merges}
        self.stories = [into.get(s, s) for s in self.stories]
        fresh: dict[int, int] = {}
        for move in story.changes.moves:
            to = number if move.into is None else move.into
            self.stories[move.article_id] = (
                to if to >= 0 else fresh.setdefault(to, move.article_id + 1_000_000 * article)
            )
        self.stories.append(number)
        self._tell(article, decision)
        for value in examined.sketch:
            self.by_hash[value].append(article)

    def _tell(self, article: int, decision: Decision) -> None:
        for merge in decision.incident_changes.merges:
            self.told = [tuple(merge.into if i == merge.gone else i for i in t) for t in self.told]
        fresh: dict[int | None, int] = {}
        links = [link.incident_id for link in decision.incidents]
        ids = [self._number(i, {} if i is None else fresh) for i in links]
        for move in decision.incident_changes.moves:
            to = ids[0] if move.into is None else self._number(move.into, fresh)
            for i, story in enumerate(self.stories[:article]):
                if story == self.stories[move.article_id] and self.told[i] == (move.source,):
                    self.told[i] = (to,)
        self.told.append(tuple(dict.fromkeys(ids)))
        for number, link in zip(ids, decision.incidents, strict=True):
            if link.episode and link.episode <= len(self.kept[article].further):
                self.episodes[article, number] = link.episode

    def _number(self, named: int | None, fresh: dict[int | None, int]) -> int:
        if named is not None and named >= 0:
            return named
        if named not in fresh:
            fresh[named] = self.opened = self.opened + 1
        return fresh[named]

    def _candidate(self, article: int) -> Candidate:
        kept = self.kept[article]
        return Candidate(
            article_id=article,
            story_id=self.stories[article],
            url=kept.article.url,
            outlet=kept.article.outlet.name,
            title=kept.article.title,
            body=kept.article.body,
            published=kept.article.published,
            fetched_at=kept.article.fetched_at,
            verdict="relevant",
            incident_ids=self.told[article],
            counts=kept.facts.counts,
            places=kept.facts.places,
        )


def arrive_all(examined: Sequence[Examined]) -> Shelf:
    """Let articles arrive in the order given."""
    shelf = Shelf()
    for one in examined:
        shelf.arrive(one)
    return shelf

"""Storage's part of grouping in memory: the two indexes, and articles arriving one by one."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.grouping import copies, incidents
from monitor.models import Candidate, Examined, Facts, Known, KnownIncident


@dataclass(slots=True)
class Shelf:
    """What has arrived so far."""

    kept: list[Examined] = field(default_factory=list)
    stories: list[int] = field(default_factory=list)
    told: list[tuple[int, ...]] = field(default_factory=list)
    by_hash: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    tellings: dict[int, list[tuple[int, Facts]]] = field(default_factory=lambda: defaultdict(list))

    def candidates(self, sketch: Sequence[int]) -> list[int]:
        """Articles that share ``MIN_HITS`` hashes, those of very many stories ignored."""
        hits: Counter[int] = Counter()
        for value in sketch:
            articles = self.by_hash.get(value, ())
            if len({self.stories[a] for a in articles}) <= copies.COMMON:
                hits.update(articles)
        return [article for article, count in hits.items() if count >= copies.MIN_HITS]

    def known(self, examined: Examined) -> Known:
        """What storage would hand to the decision."""
        candidates = tuple(self._candidate(a) for a in self.candidates(examined.sketch))
        found = {i for key in examined.incident_keys for i in self.by_key.get(key, ())}
        found |= {i for c in candidates for i in c.incident_ids}
        known = tuple(KnownIncident(i, "", tuple(self.tellings[i])) for i in sorted(found))
        return Known(candidates, known)

    def arrive(self, examined: Examined) -> None:
        """Decide on one article and keep it."""
        known = self.known(examined)
        match = copies.match(examined.article, examined.facts, known.candidates)
        twins = [c for c in known.candidates if c.story_id == match.story_id]
        told = {incident for c in twins for incident in c.incident_ids}
        links = incidents.link(examined.facts, known.incidents, told)
        article = len(self.kept)
        ids = tuple(len(self.tellings) if x.incident_id is None else x.incident_id for x in links)
        self.kept.append(examined)
        self.stories.append(article if match.story_id is None else match.story_id)
        self.told.append(ids or tuple(sorted(told)))
        for value in examined.sketch:
            self.by_hash[value].append(article)
        for incident in ids:
            self.tellings[incident].append((article, examined.facts))
            for key in examined.incident_keys:
                self.by_key[key].add(incident)

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

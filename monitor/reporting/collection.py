"""How the collection fared: what was read, what was lost, which sources need a look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.briefs import Material, SourceBrief
from monitor.reporting.terms import mark
from monitor.reporting.tongue import Tongue
from monitor.text import one_line

ILL = frozenset({"failing", "silent", "never"})
"""States of a source that needs a look."""

_ALWAYS = {
    "silent": mark("answers, but has given no article yet"),
    "failing": mark("could never be read"),
}


def is_blind(counters: Mapping[str, int]) -> bool:
    """Whether nothing could be looked at, which is not the same as nothing found."""
    read = counters.get("polls", 0) - counters.get("polls_failed", 0)
    return read <= 0 and not counters.get("articles", 0)


@dataclass(frozen=True, slots=True)
class Collection:
    """Tells the health of the collection in one language."""

    tongue: Tongue

    def lines(self, material: Material) -> Iterator[str]:
        """Yield the sentences about a period."""
        yield self._looked(material.counters)
        older = material.counters.get("older", 0)
        if older:
            yield self.tongue.say(
                "Articles stored before this period and not told here: {n}.",
                n=self.tongue.number(older),
            )
        unlisted = material.counters.get("unlisted", 0)
        if unlisted:
            yield self.tongue.count(
                "{n} older incident or article of this period is not listed here; the database "
                "has it.",
                "{n} older incidents and articles of this period are not listed here; the database "
                "has them.",
                unlisted,
            )
        if material.drops:
            yield self._lost(material.drops)
        ill = [source for source in material.sources if source.state in ILL]
        for source in ill:
            name, state = one_line(source.name, 80), self.tongue.term(source.state)
            yield f"{name}: {state} ({self.why(source)})"
        for source in material.back:
            yield self.tongue.say("{source}: back, answers again", source=one_line(source.name, 80))
        if not ill and material.sources and not is_blind(material.counters):
            yield self.tongue.say("All sources answer.")

    def _looked(self, counters: Mapping[str, int]) -> str:
        names = ("articles", "relevant", "related", "rejected")
        numbers = {name: self.tongue.number(counters.get(name, 0)) for name in names}
        polls = counters.get("polls", 0)
        return self.tongue.say(
            "Polls of sources: {polls}, read {read}. Articles examined: {articles} "
            "(relevant {relevant}, related {related}, rejected {rejected}).",
            polls=self.tongue.number(polls),
            read=self.tongue.number(polls - counters.get("polls_failed", 0)),
            **numbers,
        )

    def _lost(self, drops: Mapping[str, int]) -> str:
        told = sorted(
            ((n, self.tongue.dropped(name, n)) for name, n in drops.items()), reverse=True
        )
        lost = ", ".join(words for _, words in told)
        return self.tongue.say("Could not be seen: {drops}.", drops=lost)

    def why(self, source: SourceBrief) -> str:
        """Return why a source needs a look."""
        say = self.tongue.say
        if source.state == "silent" and source.days_silent is not None:
            days = round(source.days_silent)
            return self.tongue.count(
                "nothing new for {n} day; usually {pace} a week",
                "nothing new for {n} days; usually {pace} a week",
                days,
                pace=self.tongue.number(source.usual_per_week),
            )
        if source.state == "failing" and source.last_success_at:
            last = self.tongue.moment(source.last_success_at)
            return say("cannot be read; the last time was on {last}", last=last)
        if source.state in _ALWAYS:
            return say(_ALWAYS[source.state])
        return say("not polled yet")

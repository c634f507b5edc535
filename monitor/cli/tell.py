"""What the looking commands print, as lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from monitor import grounds
from monitor.briefs import Edit, SourceBrief
from monitor.judging.relevance.text import LONGEST
from monitor.models import Article, Claim, Judgement, Mention, When
from monitor.options import Rules
from monitor.privacy import shown, victims
from monitor.text import many, one_line, wrap
from storage.explain import ArticleSeen, Explanation
from storage.outbox import Message
from storage.search import Hit
from storage.upkeep import StoreStatus

_wrap = partial(wrap, width=grounds.WIDTH)

_PASSAGE, _SHOWN = 2000, 120
"""Characters of a passage that are masked, and of these the ones that are shown."""


def hit(found: Hit) -> str:
    """Return one hit of a search: outlet, date, verdict, title, the words around, address."""
    head = f"{found.outlet}, {_day(found.published)}, {found.verdict}: {one_line(found.title, 200)}"
    lines = [
        *_wrap(head),
        *_wrap(one_line(found.snippet, 400), first="  ", rest="  "),
        f"  {found.url}",
        "",
    ]
    return "\n".join(lines)


def explanation(found: Explanation, rules: Rules) -> str:
    """Return why an article was judged and grouped as it was, or where it was given up."""
    lines: list[str] = []
    if found.article:
        lines += _article(found.article, rules)
    for drop in found.drops:
        detail = f" ({one_line(drop.detail, 200)})" if drop.detail else ""
        lines += _wrap(f"Given up {_instant(drop.at)}: {drop.stage}, {drop.reason}{detail}")
    return "\n".join(lines)


def judgement(article: Article, judged: Judgement, rules: Rules) -> str:
    """Return how a page that is not stored would be judged."""
    rest = grounds.grounds(judged.verdict, article.title, article.body, rules)
    lines = [
        *_wrap(shown(article.title, 300, victims(article.title, article.body))),
        f"{len(article.body)} characters, {article.language}, {_day(article.published)}",
        *_limits(article),
        "",
        f"Verdict: {judged.verdict.label} (score {judged.verdict.score:.2f}), {judged.kind}",
        *grounds.lines(rest),
        *_claims(judged.claims),
        *_mentions(judged.mentions),
    ]
    return "\n".join(lines)


def _limits(article: Article) -> Iterator[str]:
    """Tell what of an article was not seen."""
    if len(article.body) > LONGEST:
        yield f"Long: the verdict rests on its first {LONGEST:,} characters alone."
    if not article.outlet.country:
        yield from _wrap(
            "The outlet's country is unknown, so nothing is counted for it: an outlet of Peru means"
            ' Peru where no place is named. Give "outlet_country" in a line of JSON.'
        )


DEAF = timedelta(minutes=10)
"""A daemon that gave no sign for so long does not live."""


def is_dead(state: StoreStatus, now: datetime) -> bool:
    """Whether a daemon once ran on the database and gives no sign any more."""
    beat = state.heartbeats.get("daemon")
    return beat is not None and now - beat > DEAF


RECENT = timedelta(days=7)
"""How long a message that did not go out is shown."""


def message_fields(message: Message) -> dict[str, object]:
    """Return what is shown of a message that did not go out."""
    names = ("id", "channel", "subject", "state", "queued_at", "attempts", "detail")
    return {name: getattr(message, name) for name in names}


def status(
    state: StoreStatus, health: Sequence[SourceBrief], stuck: Sequence[Message], now: datetime
) -> str:
    """Return counts, the last round and digest, messages and sources that need a look."""
    labels = ", ".join(f"{number} {label}" for label, number in state.articles.items())
    lines = [
        f"database: {state.path} ({state.size / 1e6:.1f} MB)",
        f"articles: {labels or 'none'}",
        f"stories: {state.stories}; incidents: {state.incidents}",
    ]
    if state.last_round:
        ended = _instant(state.last_round.ended_at) if state.last_round.ended_at else "not ended"
        lines.append(f"last round: {state.last_round.kind}, {state.last_round.status}, {ended}")
    else:
        lines.append("last round: none yet; start one: trata run")
    digest = state.last_digest
    lines.append(f"last digest: {digest.day}" if digest else "last digest: none yet")
    lines += [f"heartbeat of {name}: {_instant(at)}" for name, at in state.heartbeats.items()]
    if is_dead(state, now):
        lines.append("the daemon gives no sign; start it: trata daemon")
    lines += [_message(message) for message in stuck]
    ill = [source for source in health if source.state in {"failing", "silent", "never"}]
    lines.append(f"sources: {len(health)}, {len(ill)} to look at")
    return "\n".join([*lines, *map(_source, ill)])


def _message(message: Message) -> str:
    name = one_line(f"{message.channel}, «{message.subject}»", 120)
    again = message.state != "queued" and message.message
    remedy = f"; to send it again: trata resend {message.id}" if again else ""
    known = "nobody knows whether it was sent" if message.state == "uncertain" else "not sent"
    return f"{known} ({message.state}): {name}: {one_line(message.detail, 200)}{remedy}"


def sources(health: Sequence[SourceBrief]) -> str:
    """Return every source with its health."""
    return "\n".join(map(_source, health)) or "No source was read yet: trata run"


def _source(source: SourceBrief) -> str:
    return f"  {source.state:8} {source.source_id}: {one_line(source.why, 200)}"


def _article(seen: ArticleSeen, rules: Rules) -> Iterator[str]:
    known = victims(seen.title, seen.body)
    yield from _wrap(shown(seen.title, 300, known))
    yield f"{seen.outlet}, {_day(seen.published)}, article {seen.article_id}"
    yield seen.url
    if seen.canonical_url != seen.url:
        yield f"canonical: {seen.canonical_url}"
    yield ""
    yield f"Verdict: {seen.verdict.label} (score {seen.verdict.score:.2f}), {seen.kind}"
    yield from grounds.lines(grounds.grounds(seen.verdict, seen.title, seen.body, rules))
    yield from _claims(seen.claims)
    yield from _mentions(seen.mentions)
    yield from _edits(seen.edits)
    yield from _groups(seen, known)


def _claims(claims: Sequence[Claim]) -> Iterator[str]:
    if claims:
        yield ""
        yield "Claims:"
    for claim in claims:
        notes = [
            note for note in (claim.qualifier, claim.scope) if note not in {"exact", "incident"}
        ]
        note = f" ({', '.join(notes)})" if notes else ""
        where = f"[{claim.part} {claim.start}-{claim.end}]"
        line = f"{claim.field} = {claim.value}{note}: «{shown(claim.quote)}» {where}"
        yield from _wrap(line, first="  ", rest="    ")


def _mentions(mentions: Sequence[Mention]) -> Iterator[str]:
    placed = [mention for mention in mentions if mention.role]
    if placed:
        yield ""
        yield "Places:"
    for mention in placed:
        place = mention.place
        parts = (place.text, place.district, place.department, place.ubigeo)
        name = ", ".join(dict.fromkeys(part for part in parts if part))
        yield from _wrap(
            f"{mention.role}: {name}: «{shown(mention.quote)}»", first="  ", rest="    "
        )


def _features(features: Mapping[str, float]) -> Iterator[str]:
    if features:
        told = ", ".join(f"{name} {value:g}" for name, value in features.items())
        yield from _wrap(f"features: {told}", first="  ", rest="    ")


def _edits(edits: Sequence[tuple[datetime, Edit]]) -> Iterator[str]:
    if edits:
        yield ""
        yield f"Text {len(edits) + 1} of this article; earlier ones are kept:"
    for number, (at, edit) in enumerate(edits, 2):
        yield from _wrap(f"text {number}, read {_instant(at)}: {edit}", first="  ", rest="    ")


def _groups(seen: ArticleSeen, known: frozenset[str]) -> Iterator[str]:
    yield ""
    if seen.story:
        yield f"Story {seen.story.story_id}, {many(len(seen.story.members), 'article')}:"
        yield from _wrap(seen.story.reason, first="  ", rest="    ")
        yield from _features(seen.story.features)
        for credit in seen.story.credits:
            yield from _wrap(f"text of {one_line(credit, 300)}", first="  ", rest="    ")
        for member in seen.story.members:
            line = f"{member.outlet}, {_day(member.published)}: {shown(member.title, known=known)}"
            yield from _wrap(line, first="  - ", rest="    ")
    for incident in seen.incidents:
        yield from _wrap(f"Incident {incident.incident_id}: {one_line(incident.title)}")
        why = f"{incident.status}; {incident.reason} (score {incident.score:.2f})"
        yield from _wrap(why, first="  ", rest="    ")
        for start, end in incident.passages:
            words = one_line(shown(seen.body[start:end], _PASSAGE, known), _SHOWN)
            yield from _wrap(f"characters {start}-{end}: «{words}»", first="  ", rest="    ")


def _day(when: When) -> str:
    return f"{when.at:%Y-%m-%d}" if when.at else "date unknown"


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z"

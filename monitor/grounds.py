"""What a verdict rests on, made readable: each question apart, the weightiest rule first."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from monitor.judging import lexicon
from monitor.judging.claims.names import name_spans
from monitor.judging.claims.text import read_text
from monitor.judging.lexicon.rules import LEARNED
from monitor.models import Part, Reason, Verdict
from monitor.options import Rules
from monitor.privacy import private, shown, victims
from monitor.text import sentences, wrap

WIDTH = 96
_AROUND = 60
"""Characters of the sentence that are shown on each side of the words."""
_SHOWN = 3
"""Places that are shown of one rule."""
_MARGIN = " " * 9
_MOST = 4
_ROUNDING = 0.05
_PLACED = ("place", "peru.place", "peru.name", "peru.body")
"""Rules whose words are no names of persons."""
_STRUCK = "\u2591"
_MASKED = re.compile(f"{_STRUCK}[{_STRUCK} .-]*{_STRUCK}|{_STRUCK}")
_NAME = "[…]"

_SUMS = re.compile(
    r"trafficking (?P<points>[\d.]+) \(weaker readings: (?P<weaker>.*?)\)"
    r"(?:, odds (?P<odds>[+-][\d.]+) and (?P<near>[+-][\d.]+) over (?P<least>[\d.]+))?; "
    r"link to Peru: (?P<link>\w+) \(Peru (?P<here>[\d.]+), elsewhere (?P<there>[\d.]+)\)"
)
"""How the last reason of a verdict tells both sums."""

_LINKS = {
    "scene": "Yes, the scene lies there",
    "person": "Yes, by a person from Peru",
    "route": "Yes, Peru is on the way",
    "aside": "No, Peru is named in passing",
    "none": "No",
}

_wrap = partial(wrap, width=WIDTH)


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that a rule read, where they stand."""

    words: str
    weight: float
    part: str
    """``title``, ``body`` or empty."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a sentence in which words stand that one rule read."""

    part: str
    text: str
    """The words in guillemets; alone where the text was not kept."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One rule that spoke, with all the words that it read."""

    rule: str
    what: str
    weight: float
    """Sum over its spots; negative speaks against."""
    spots: tuple[Spot, ...]
    """The weightiest first."""
    excerpts: tuple[Excerpt, ...]
    """The sentences of the spots, in the same order, each once."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What both answers come to."""

    points: float
    """Of trafficking by the rules; 1 is a yes where they judge alone."""
    odds: float | None
    """That it is trafficking, by rules and words together; over 0 is a yes. None: rules alone."""
    near: float | None
    """That it is at least next to trafficking."""
    least: float
    """What the odds must be over: 0, and more where no rule saw anything."""
    weaker: tuple[str, ...]
    link: str
    here: float
    """Points for Peru."""
    there: float
    """Points for other countries."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that a verdict rests on."""

    sums: Sums | None
    """None where the verdict is not one of ours, as of an article that was forgotten."""
    trafficking: tuple[Ground, ...]
    peru: tuple[Ground, ...]
    further: tuple[Ground, ...]
    """What settles the label beside the two questions, such as being a copy."""


def grounds(verdict: Verdict, title: str, body: str, rules: Rules) -> Grounds:
    """Return what ``verdict`` rests on.

    Args:
        verdict: With its reasons.
        title: Of the article.
        body: Its text; empty where it was not kept, then the words stand alone.
        rules: What a user changed of the lexicon.
    """
    meanings = lexicon.meanings(rules)
    named = [
        (reason.part, reason.start, reason.end)
        for reason in verdict.reasons
        if reason.rule in _PLACED
    ]
    known = victims(title, body)
    texts: dict[str, str] = {
        part: _masked(
            part, text, [(start, end) for where, start, end in named if where == part], known
        )
        for part, text in _parts(title, body)
    }
    asked: dict[str, dict[str, list[Spot]]] = {"trafficking": {}, "peru": {}, "label": {}}
    sums = None
    for reason in verdict.reasons:
        told = _SUMS.fullmatch(reason.words) if reason.rule == "label" else None
        if told:
            sums = _sums(told)
        else:
            asked[reason.question].setdefault(reason.rule, []).append(_spot(reason))
    trafficking, peru, label = (
        sorted(
            (_ground(rule, spots, meanings, texts) for rule, spots in found.items()),
            key=lambda ground: -abs(ground.weight),
        )
        for found in asked.values()
    )
    return Grounds(sums, tuple(trafficking), tuple(peru), tuple(label))


def _parts(title: str, body: str) -> tuple[tuple[Part, str], ...]:
    return ("title", title), ("body", body)


def _sums(told: re.Match[str]) -> Sums:
    weaker = () if told["weaker"] == "none" else tuple(told["weaker"].split(", "))
    odds, near = (float(told[name]) if told[name] else None for name in ("odds", "near"))
    here, there = float(told["here"]), float(told["there"])
    least = float(told["least"] or 0)
    return Sums(float(told["points"]), odds, near, least, weaker, told["link"], here, there)


def _spot(reason: Reason) -> Spot:
    return Spot(reason.words, reason.weight, reason.part or "", reason.start, reason.end)


def _ground(
    rule: str, spots: list[Spot], meanings: Mapping[str, str], texts: Mapping[str, str]
) -> Ground:
    ordered = sorted(spots, key=lambda spot: -abs(spot.weight))
    weight = round(sum(spot.weight for spot in spots), 3)
    return Ground(rule, meanings.get(rule, ""), weight, tuple(ordered), _excerpts(ordered, texts))


def _excerpts(spots: list[Spot], texts: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """Return the sentences of ``spots``, the words of each marked."""
    together: dict[tuple[str, int, int], list[Spot]] = {}
    for spot in spots:
        text = texts.get(spot.part, "")
        stands = spot.words and len(text) >= spot.end > spot.start
        span = _sentence(text, spot) if stands else (-1, spot.start)
        together.setdefault((spot.part, *span), []).append(spot)
    return tuple(
        Excerpt(part, _marked(texts[part], first, last, several))
        if first >= 0
        else Excerpt(part, f"«{shown(several[0].words)}»")
        for (part, first, last), several in together.items()
    )


def _sentence(text: str, spot: Spot) -> tuple[int, int]:
    spans = (span for span in sentences(text) if span[0] <= spot.start < span[1])
    first, last = next(spans, (spot.start, spot.end))
    return first, max(last, spot.end)


def _marked(text: str, first: int, last: int, spots: list[Spot]) -> str:
    """Return the sentence from ``first`` to ``last``, cut at both ends, with the words marked."""
    pieces, done = [], first
    for start, end in _merged(spots):
        pieces += [text[done:start], f"«{text[start:end]}»"]
        done = end
    pieces.append(text[done:last])
    if len(pieces[0]) > _AROUND:
        pieces[0] = "…" + pieces[0][-_AROUND:].partition(" ")[2]
    if len(pieces[-1]) > _AROUND:
        pieces[-1] = pieces[-1][:_AROUND].rpartition(" ")[0] + "…"
    return _MASKED.sub(_NAME, " ".join("".join(pieces).split()))


def _masked(part: Part, text: str, places: list[tuple[int, int]], known: frozenset[str]) -> str:
    """Return ``text``, as long as before, with names of persons and ages of minors struck out."""
    struck = [*name_spans(read_text(part, text, ""), places)]
    struck += [(one.start, one.end) for one in private(text, known)]
    letters = list(text)
    for start, end in struck:
        letters[start:end] = _STRUCK * (end - start)
    return "".join(letters)


def _merged(spots: list[Spot]) -> list[tuple[int, int]]:
    """Return the spans of ``spots`` in order; those that overlap are one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((spot.start, spot.end) for spot in spots):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


# -- as lines -------------------------------------------------------------------------------------


def lines(found: Grounds) -> Iterator[str]:
    """Yield the two questions with their sums and what they rest on."""
    for ground in found.further:
        for spot in ground.spots:
            yield from _wrap(f"{ground.what or ground.rule} {spot.words}".strip(), first="  ")
    yield ""
    yield from _wrap(_trafficking_head(found.sums), rest="  ")
    for ground in found.trafficking:
        if _counts(ground):
            yield from _ground_lines(ground)
    yield from _sum_lines(found)
    yield ""
    yield from _wrap(_peru_head(found.sums), rest="  ")
    for ground in found.peru:
        if _counts(ground):
            yield from _ground_lines(ground)
    yield from _outlet_lines(found)


def _trafficking_head(sums: Sums | None) -> str:
    if sums is None:
        return "Is it trafficking?"
    if sums.odds is not None and sums.near is not None:
        least = sums.least
        answer = "Yes" if sums.odds > least else "Next to it" if sums.near > least else "No"
        return (
            f"Is it trafficking? {answer}: rules ({sums.points:.2f} points) and words together,"
            f" odds {sums.odds:+.2f}; next to it {sums.near:+.2f}; over {sums.least:g} is a yes"
        )
    if sums.points >= 1:
        return f"Is it trafficking? Yes: {sums.points:.2f} points, 1 is enough"
    weaker = f"; weaker readings: {', '.join(sums.weaker)}" if sums.weaker else ""
    return f"Is it trafficking? No: {sums.points:.2f} points, 1 would be enough{weaker}"


def _peru_head(sums: Sums | None) -> str:
    if sums is None:
        return "Is it Peru's?"
    answer = _LINKS.get(sums.link, sums.link)
    return f"Is it Peru's? {answer}: {sums.here:.2f} for Peru, {sums.there:.2f} for elsewhere"


def _counts(ground: Ground) -> bool:
    """Whether a rule weighs anything once its weight is written down."""
    return f"{abs(ground.weight):.2f}" != "0.00"


def _ground_lines(ground: Ground) -> Iterator[str]:
    what = f": {ground.what}" if ground.what else ""
    yield from _wrap(f"{ground.weight:+.2f}  {ground.rule}{what}", first="  ", rest=_MARGIN)
    for excerpt in ground.excerpts[:_SHOWN]:
        where = f"{excerpt.part}: " if excerpt.part else ""
        yield from _wrap(f"{where}{excerpt.text}", first=_MARGIN, rest=f"{_MARGIN}  ")
    more = len(ground.excerpts) - _SHOWN
    if more > 0:
        yield f"{_MARGIN}and {more} more"


def _sum_lines(found: Grounds) -> Iterator[str]:
    """Tell why the rules do not add up to the points, where they do not."""
    total = sum(ground.weight for ground in found.trafficking if ground.rule != LEARNED)
    if not found.trafficking:
        yield "  No word of the lexicon speaks for it."
    elif total < 0:
        yield "Fiction and the distant past are no news: nothing else was weighed."
    elif found.sums and found.sums.weaker and not found.sums.points:
        yield from _wrap("The points are 0.00: a weaker reading is near the crime, and adds none.")
    elif found.sums and abs(total - found.sums.points) > _ROUNDING:
        what = "Words that name the crime add up; of combinations only the weightiest counts."
        yield from _wrap(f"{what} No text has much over {_MOST} points; doubts hold it under 1.")


def _outlet_lines(found: Grounds) -> Iterator[str]:
    """Tell what the outlet's country adds: what the words alone do not come to."""
    if found.sums is None:
        return
    weights = [spot.weight for ground in found.peru for spot in ground.spots]
    here = found.sums.here - sum(weight for weight in weights if weight > 0)
    there = found.sums.there + sum(weight for weight in weights if weight < 0)
    for rest, sign, whose in ((here, "+", "Peru"), (there, "-", "another country")):
        if rest > _ROUNDING:
            yield f"  {sign}{rest:.2f}  the outlet, or the section of its address, is of {whose}"

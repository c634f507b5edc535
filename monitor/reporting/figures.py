"""Claims -> figures: every value with who gave it, and one line that says them all."""

from collections.abc import Iterable, Mapping, Sequence

from monitor.briefs import ClaimBrief
from monitor.privacy import shown
from monitor.reporting.graphic import is_graphic
from monitor.reporting.terms import COUNTED, mark
from monitor.reporting.tongue import Tongue
from monitor.reporting.views import EACH, Figure, Quote, Said
from monitor.text import one_line

QUOTE_LENGTH = 240
_QUALIFIED = {"at_least": mark("at least {n}"), "about": mark("about {n}")}
_MOST_NAMED = 2
"""Other values that a line names with their outlets."""


def figures(
    claims: Sequence[ClaimBrief],
    stories: Mapping[int, int],
    decided: Mapping[str, str],
    tongue: Tongue,
) -> Iterable[Figure]:
    """Yield the figures of an incident, in the order of :data:`terms.COUNTED`.

    Args:
        claims: Oldest first.
        stories: Article -> the text that it carries; copies of a text speak with one voice.
        decided: Field -> the value that a person chose.
        tongue: The language.
    """
    for field in COUNTED:
        mine = [claim for claim in claims if claim.field == field and _is_number(claim.value)]
        said = tuple(_said(mine))
        if field in decided and _is_number(decided[field]):
            yield _decided(field, int(decided[field]), said, tongue)
        elif said:
            best = _best(mine, stories)
            line = _line(field, said, best, _qualifiers(mine), tongue)
            yield Figure(field, tongue.term(field), _range(field, said), line, best, said)


def _decided(field: str, value: int, said: tuple[Said, ...], tongue: Tongue) -> Figure:
    """Return a figure that a person chose; what outlets say stays beside it."""
    number = tongue.counted(field, value)
    line = tongue.say("{figure} (reviewed)", figure=number)
    text = tongue.say("{figure} (reviewed)", figure=tongue.number(value))
    return Figure(field, tongue.term(field), text, line, value, said)


def _is_number(value: str | int) -> bool:
    return isinstance(value, int) or value.isdecimal()


def _said(claims: Sequence[ClaimBrief]) -> Iterable[Said]:
    by_value: dict[int, list[ClaimBrief]] = {}
    for claim in claims:
        by_value.setdefault(int(claim.value), []).append(claim)
    for value, same in sorted(by_value.items()):
        outlets = tuple(dict.fromkeys(one_line(claim.outlet, 80) for claim in same))
        is_new = all(claim.is_new for claim in same)
        yield Said(str(value), value, outlets, tuple(_quotes(same)), is_new)


def _quotes(claims: Sequence[ClaimBrief]) -> Iterable[Quote]:
    by_words: dict[str, dict[str, None]] = {}
    for claim in claims:
        quoting = by_words.setdefault(shown(claim.quote, QUOTE_LENGTH), {})
        quoting[one_line(claim.outlet, 80)] = None
    for quote, outlets in by_words.items():
        yield Quote(quote, tuple(outlets), is_graphic(quote))


def _best(claims: Sequence[ClaimBrief], stories: Mapping[int, int]) -> int:
    """Return the best value, by the rule of the view ``incident_counts``.

    What most different texts give; of several an exact one, then the one given last.
    """
    texts: dict[int, set[int]] = {}
    last: dict[int, int] = {}
    for place, claim in enumerate(claims):
        value = int(claim.value)
        texts.setdefault(value, set()).add(stories.get(claim.article_id, -claim.article_id))
        last[value] = place
    exact = {int(claim.value) for claim in claims if claim.qualifier == "exact"}
    return max(texts, key=lambda value: (len(texts[value]), value in exact, last[value]))


def _qualifiers(claims: Sequence[ClaimBrief]) -> Mapping[int, str]:
    """Return the qualifier of each value that no article gives as exact."""
    exact = {int(claim.value) for claim in claims if claim.qualifier == "exact"}
    told = {int(claim.value): claim.qualifier for claim in claims}
    return {value: told[value] for value in told if value not in exact}


def _line(
    field: str, said: Sequence[Said], best: int, qualifiers: Mapping[int, str], tongue: Tongue
) -> str:
    def number(value: int) -> str:
        told = tongue.number(value)
        qualifier = qualifiers.get(value)
        return tongue.say(_QUALIFIED[qualifier], n=told) if qualifier else told

    if field in EACH:
        values = [one.number for one in said]
        return tongue.counted(field, values[-1], tongue.listing(map(number, values)))
    parts = [tongue.counted(field, best, number(best))]
    others = [one for one in said if one.number != best]
    if len(others) > _MOST_NAMED:
        ends = number(others[0].number), number(others[-1].number)
        parts.append(
            tongue.say("{least} to {most} according to others", least=ends[0], most=ends[1])
        )
    else:
        parts += [
            tongue.say(
                "{n} according to {outlets}",
                n=number(one.number),
                outlets=tongue.listing(one.outlets),
            )
            for one in others
        ]
    return ", ".join(parts)


def _range(field: str, said: Sequence[Said]) -> str:
    values = [one.value for one in said]
    if field in EACH:
        return ", ".join(values)
    return values[0] if len(values) == 1 else f"{values[0]} – {values[-1]}"

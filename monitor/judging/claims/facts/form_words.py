"""The form of exploitation: what phrases say of it, weighed with the words of the whole text.

A bar, a debt and a girl who accompanies tell a form that no single phrase names. Each stem and pair
of stems carries a weight a form (``data/learned_forms.tsv``, made by ``python -m
bench.learn_forms --write``); a small logistic sum settles which forms stand.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from heapq import nlargest

from monitor.judging import words
from monitor.judging.claims.grammar.nouns import NATIONS
from monitor.judging.claims.grammar.verbs import FORCE
from monitor.judging.claims.phrases import Hit, Hits
from monitor.judging.claims.reading import Readings
from monitor.judging.claims.text import PARTS
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    MODIFIERS,
    OFFICIALS,
    OTHERS,
    PREPOSITIONS,
    bag,
)
from monitor.models import Claim, Part
from monitor.text import fold

TABLE = "learned_forms.tsv"
EXTRACTOR = "words-1"
"""Of claims that no phrase makes, only the words of the whole text."""
FORMS = (
    "sexual", "labour", "domestic", "begging", "child_sale", "criminality", "organ", "marriage",
)  # fmt: skip
"""Forms in the order of the table's columns."""
EVIDENCE = (
    "(always)", "(words)", "(ahead)", "(said)", "(firm)", "(other said)", "(sexual)", "(short)",
    "(short, words)",
)  # fmt: skip
"""Rows with the worth of each piece of evidence, the same for every form."""
_TRIED = 12
_WORDS = re.compile(r"[a-zñ]+")
_EMPTY = (
    frozenset(NATIONS)
    | OFFICIALS
    | FORCE
    | PREPOSITIONS
    | AUXILIARIES
    | OTHERS
    | MODIFIERS
    | bag(
        "mujer mujeres joven jovenes persona personas menor menores niña niñas niño niños hombre "
        "hombres adolescente adolescentes victima victimas señorita señoritas chica chicas gente "
        "extranjero extranjera extranjeros extranjeras ciudadana ciudadanas muchacha muchachas "
        "woman women man men girl girls boy boys child children people person persons minor "
        "minors teen teenager victim victims foreign mulher mulheres jovem jovens pessoa pessoas "
        "menina meninas adolescente vitima vitimas homem homens edad años age years idade anos "
        "que las los una uno unos unas del con por para como pero mas muy sus les sin este esta "
        "estas estos eso esa donde cuando quien quienes ella ellas ellos todo todas todos the and "
        "for with from that this they them their she her his who which when where had has have "
        "uma dos das com mas nao elas eles seu sua seus suas segun tras entre sobre hasta desde"
    )
)
"""Words that tell nothing of a form: countries, people, officials, small words."""
_LEAST = 160
"""Stems and pairs of a text of some eighty words; of a shorter one the phrases alone tell."""


@cache
def load() -> words.Table:
    """Return the table of the package."""
    return words.load(TABLE)


def settle(readings: Readings, said: list[Claim]) -> list[Claim]:
    """Return the claims of form of an article.

    Args:
        readings: The article.
        said: Claims of form that phrases make; those of an aggregate stay as they are.
    """
    counts = count(readings)
    if len(counts.grams) < _LEAST:
        return said
    own = {str(claim.value): claim for claim in said if claim.scope == "incident"}
    scores = score(counts)
    firm = {hit.value for reading in readings.values() for hit in _firm(reading.hits)}
    claims = [claim for claim in said if claim.scope != "incident"]
    for form in FORMS:
        if _odds(evidence(form, scores, own.keys(), firm, counts.shortness)) > 0:
            claim = own.get(form) or _claim(form, counts, readings)
            claims += [claim] if claim else []
    return claims


def count(readings: Readings) -> words.Counts:
    """Return the words of an article."""
    return words.count(readings["title"].text.folded, readings["body"].text.folded)


def score(counts: words.Counts) -> dict[str, float]:
    """Return what the words say for each form, about -1 for no to 1 for yes."""
    sums = list(load().base)
    speaking = _speaking()
    for gram in counts.grams.keys() & speaking.keys():
        share = counts.share(gram)
        for place, weight in speaking[gram]:
            sums[place] += weight * share
    return dict(zip(FORMS, sums, strict=True))


@cache
def _speaking() -> Mapping[str, tuple[tuple[int, float], ...]]:
    """Gram -> the columns in which it has a weight, most have few."""
    return {
        gram: tuple((place, weight) for place, weight in enumerate(row) if weight)
        for gram, row in load().weights.items()
    }


def evidence(
    form: str,
    scores: Mapping[str, float],
    said: Collection[str],
    firm: Collection[str],
    shortness: float,
) -> tuple[float, ...]:
    """Return what speaks for ``form``, in the order of :data:`EVIDENCE`.

    Args:
        form: One of :data:`FORMS`.
        scores: Of the words, by form.
        said: Forms that phrases make.
        firm: Forms that phrases name outright.
        shortness: Of the text, as :attr:`monitor.judging.words.Counts.shortness`.
    """
    rival = max(scores[other] for other in FORMS if other != form)
    return (
        1.0,
        scores[form],
        scores[form] - rival,
        float(form in said),
        float(form in firm),
        float(any(other != form for other in said)),
        float(form == "sexual"),
        shortness,
        shortness * scores[form],
    )


def _odds(told: tuple[float, ...]) -> float:
    settings = load().settings
    return sum(one * settings[name][0] for name, one in zip(EVIDENCE, told, strict=True))


def _firm(hits: Hits) -> list[Hit]:
    return [hit for hit in hits.get("form", ()) if hit.firm]


def _claim(form: str, counts: words.Counts, readings: Readings) -> Claim | None:
    """Return a claim that quotes the words that say most for ``form`` and mean something."""
    weights, place = load().weights, FORMS.index(form)
    known = counts.grams.keys() & weights.keys()
    strongest = nlargest(_TRIED, known, key=lambda gram: (weights[gram][place], gram))
    spans = [span for gram in strongest if (span := _where(gram, readings))]
    told = [readings[part].claim("form", form, start, end) for part, start, end in spans]
    claims = [replace(claim, extractor=EXTRACTOR) for claim in told]
    pairs = [claim for claim in claims if " " in claim.quote]
    telling = [claim for claim in claims if _means(claim.quote)]
    both = [claim for claim in pairs if claim in telling]
    longest = sorted(pairs, key=lambda claim: -len(claim.quote))
    return next(iter([*both, *telling, *longest, *claims]), None)


def _where(gram: str, readings: Readings) -> tuple[Part, int, int] | None:
    """Return where a gram stands first, title before body."""
    for part in PARTS:
        span = words.where(gram, readings[part].text.folded)
        if span:
            return part, *span
    return None


def _means(quote: str) -> bool:
    """Return whether a word of a quote means more than people, their country or nothing."""
    return any(len(word) > 2 and word not in _EMPTY for word in _WORDS.findall(fold(quote)))

"""Form, means, venue, sources and stage: facts that stand in the text as phrases."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.judging.claims.facts.forms import is_doubted, is_trade, names_a_unit, scene_forms
from monitor.judging.claims.phrases import Hit
from monitor.judging.claims.reading import Reading, Readings
from monitor.judging.claims.text import PARTS
from monitor.models import Claim

Told = dict[tuple[str, str], tuple[Hit, Reading]]
"""Field and value -> where it is told."""

_FIELDS = ("form", "means", "venue")
_STAGES = (
    "sentenced", "acquitted", "trial", "charged", "pretrial_detention", "detained", "accused",
    "operation",
)  # fmt: skip
"""The furthest first; whoever is only called ``acusado de`` is charged unless held."""
_YEARS = re.compile(r"(?:años|anos|years?)\b")
_EARLY = ("operation", "detained", "charged")
_HAD_BEEN = re.compile(r"\b(?:hab(?:ia|ian) sido|fue(?:ra|ron)?|had been|havia sido) $")
_HEAD = 250
"""Characters of the body in which an acquittal settles the stage, whatever was given before it."""
_OPENING = 420
_NOT_YET = re.compile(
    r"\b(?:no|sin|nadie|ningun\w*|tampoco|nobody|none|ninguem|nenhum\w*|"
    r"requisitori\w+|buscado|mientras tanto|could face|maxim\w+|preve\w*|not|"
    r"tipificad\w+|sancion\w+ con|hasta|pena de|pide\w*|pid\w+|solicit\w+|sought|demand\w+|"
    r"pedid\w+|afrontar\w+) (?:\S+ ){0,4}$"
)
_BEFORE = re.compile(
    r"(?:segun|de acuerdo (?:con|a)|according to|segundo|de acordo com|conforme a|informo|"
    r"informaron|"
    r"indico|preciso|reporto|publico|revelo|dijo a|conto a|declaro a|told|cifras de|datos de|"
    r"informe de|estimaciones de|citing|citado por|reportado por|reports? (?:by|from))"
    r"(?: (?:el|la|los|las|al|del|a|o|os|the|us|un|una|diario|agencia|portal|medio|cadena|canal|"
    r"emisora|radio|fuentes|del|de|informacion|nota|web|informe|reporte|report|daily|newspaper|"
    r"news|agency|local|ong|u\.s\.)){0,4} $"
)
_AFTER = re.compile(
    r"(?: noticias)?,? (?:reports?|reported|says?|said|writes|wrote|informo|reporto|indico|señalo|"
    r"publico|revelo|detallo|preciso|registro|estima|estimates|calcula|advirtio|sostuvo|presento)\b"
)


def phrase_claims(readings: Readings) -> list[Claim]:
    """Return one claim a value of ``form``, ``means`` and ``venue``, with its opening words."""
    own: Told = {}
    times: Counter[str] = Counter()
    general: dict[str, tuple[Hit, Reading]] = {}
    for part in PARTS:
        reading = readings[part]
        for field in _FIELDS:
            for hit in reading.hits.get(field, ()):
                key = field, hit.value
                sphere = _sphere(reading, field, hit)
                times[hit.value] += sphere == "incident"
                if sphere == "incident" and (key not in own or hit.firm > own[key][0].firm):
                    own[key] = hit, reading
                elif sphere == "aggregate" and field == "form":
                    general.setdefault(hit.value, (hit, reading))
    if is_doubted(readings):
        own = {key: told for key, told in own.items() if key[0] != "form" or times[key[1]] > 1}
    claims = [
        reading.told(field, value, hit)
        for (field, value), (hit, reading) in _settled(own, readings).items()
    ]
    if not any(claim.field == "form" for claim in claims):
        for value, (hit, reading) in general.items():
            claim = reading.told("form", value, hit)
            claims.append(replace(claim, scope="aggregate"))
    return claims


def _settled(own: Told, readings: Readings) -> Told:
    """Return what stands of ``own``: forms that are only implied yield to named ones."""
    forms = {value: hit for (field, value), (hit, _) in own.items() if field == "form"}
    firm = {value for value, hit in forms.items() if hit.firm}
    if firm:
        traded = {value for value in firm if is_trade(value, readings)}
        dropped = {value for value in forms if value not in firm or value in traded}
    else:
        scenes = scene_forms(readings)
        own |= {("form", form): (hit, reading) for form, hit, reading in scenes}
        dropped = set(forms) - {form for form, _, _ in scenes} if scenes else set()
        if not scenes:
            both = set(forms) == {"sexual", "labour"}
            dropped = {"sexual"} if both else set()
    return {key: told for key, told in own.items() if key[0] != "form" or key[1] not in dropped}


def _sphere(reading: Reading, field: str, hit: Hit) -> str:
    """Return the sphere of a hit; empty where it says nothing of the case."""
    sphere = reading.spheres.at(hit.sentence, hit.start, deed=True)
    if sphere != "incident" or field == "venue":
        return "" if hit.value == "restaurant" and reading.behind("offer", hit) else sphere
    if reading.behind("denied", hit):
        return ""
    if field == "form" and names_a_unit(reading, hit):
        return ""
    if hit.value == "domestic" and reading.behind("offer", hit):
        return ""
    return "aggregate" if reading.is_general(hit.sentence) else "incident"


def cited_claims(readings: Readings) -> Iterator[Claim]:
    """Yield the sources that the article names as such: ``según RPP``, ``Peru21 reports``."""
    for part in PARTS:
        reading = readings[part]
        text = reading.text
        for hit in reading.hits.get("cited", ()):
            before = text.folded[max(0, hit.start - 70) : hit.start]
            capital = text.original[hit.start].isupper() or before.endswith(("us ", "u.s. "))
            said = _BEFORE.search(before) or _AFTER.match(text.folded, hit.end)
            if capital and said:
                start = hit.start - 3 if before.endswith(" us ") else hit.start
                yield reading.claim("cited", hit.value, start, hit.end)


def status_claim(
    readings: Readings, terms: Sequence[Claim], months: Sequence[Claim]
) -> Claim | None:
    """Return the stage that the opening tells, the furthest first; else that of the whole text.

    A prison term near the head or an order of detention settles it; a raid counts as the stage
    only where nobody was held.

    Args:
        readings: Title and body.
        terms: Prison terms that the text tells.
        months: Pre-trial detention that it tells.
    """
    given = next((c for c in terms if c.part == "title" or c.start < _OPENING), None)
    opened = _stage(readings, _STAGES, _OPENING)
    cleared = _stage(readings, ("acquitted",), _HEAD)
    if cleared is not None and not _convicts(readings):
        return cleared
    if given is not None and (opened is None or opened.value not in ("acquitted", "sentenced")):
        reading = readings[given.part]
        unit = _YEARS.search(reading.text.folded, given.start)
        start, end = (
            (unit.start(), max(unit.end(), given.end)) if unit else (given.start, given.end)
        )
        return reading.claim("status", "sentenced", start, end)
    if months and (opened is None or opened.value in _EARLY):
        return replace(months[0], field="status", value="pretrial_detention")
    if opened is not None and opened.value != "operation":
        return opened
    if opened is not None:
        return _stage(readings, ("detained",), None) or opened
    return _stage(readings, _STAGES, None)


def _convicts(readings: Readings) -> bool:
    """Return whether title or head convict somebody now: ``había sido condenado`` is past."""
    return any(
        hit.value == "sentenced"
        and (part == "title" or hit.start < _HEAD)
        and not _HAD_BEEN.search(reading.text.folded, max(0, hit.start - 30), hit.start)
        for part, reading in readings.items()
        for hit in reading.hits.get("stage", ())
    )


def _stage(readings: Readings, stages: Sequence[str], limit: int | None) -> Claim | None:
    """Return the first of ``stages`` that is told as reached, up to offset ``limit``."""
    for stage in stages:
        for part in reversed(PARTS):
            reading = readings[part]
            for hit in reading.hits.get("stage", ()):
                if hit.value == stage and _reached(reading, hit, limit):
                    return reading.told("status", "charged" if stage == "accused" else stage, hit)
    return None


def _reached(reading: Reading, hit: Hit, limit: int | None) -> bool:
    """Return whether a stage is told as reached, of the case at hand."""
    if limit is not None and hit.start > limit:
        return False
    if reading.spheres.at(hit.sentence, hit.start, deed=False) == "background":
        return False
    return _NOT_YET.search(reading.text.folded[max(0, hit.start - 60) : hit.start]) is None

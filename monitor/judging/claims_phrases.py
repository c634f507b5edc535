"""Forms, means and venues by their phrases, from ``data/claims_phrases.txt``.

A pattern is tried only at words that open with its opening letters, so the cost of a text does
not grow with the number of patterns.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from monitor.judging.claims_context import Spheres
from monitor.judging.claims_text import PARTS, Text
from monitor.models import Claim, Part

PHRASES = Path(__file__).parent / "data" / "claims_phrases.txt"
_LITERAL = re.compile(r"[a-zñ]+")
_KEY = 4
_GENERAL = re.compile(
    r"\b(?:in many cases|reports? (?:indicates?|says?)|state department|departamento de estado|"
    r"(?:trata|trafico) de personas (?:es|comprende|incluye|tiene|consiste|afecta)|human trafficking is|"
    r"este (?:delito|crimen|flagelo)|modalidades|finalidades|fines de la trata|se define|protocolo de palermo|"
    r"la ley (?:\d|contra|define|establece)|tercer(?:a)? (?:negocio|actividad|delito)|(?:mas|most|second|third) "
    r"(?:lucrativ|rentabl|profitab|lucrative)|a nivel mundial|in the world|worldwide|el codigo penal (?:sanciona|define)|"
    r"principales? (?:formas|fines|modalidad)|formas de (?:explotacion|trata)|source, transit)\b"
)
_OFFER = re.compile(
    r"\b(?:ofert\w*|ofrec\w+|promes\w+|promet\w+|engañ\w+|would work|promised|offer\w*|lured|falsos?|prometid\w+)\b"
    r"[^.;]{0,70}$"
)
_DENIED = re.compile(
    r"\b(?:descart\w+|no (?:se )?(?:configura|acredit\w+|hay|hubo)|ruled out|niega\w*) (?:\w+ ){0,4}$"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    field: str
    value: str
    firm: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: _Rule
    start: int
    end: int
    sentence: int


def read_rules(lines: list[str]) -> dict[str, list[_Rule]]:
    """Return the rules under the opening letters of their patterns.

    Raises:
        ValueError: A pattern that does not open with three letters.
    """
    patterns: dict[tuple[str, str], list[str]] = {}
    section = ""
    for line in lines:
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            patterns.setdefault((section, _opening(line)), []).append(line)
    rules: dict[str, list[_Rule]] = {}
    for (section, key), several in patterns.items():
        field, value = section.split()
        whole = re.compile(f"(?:{'|'.join(several)})(?![a-zñ0-9])")
        rule = _Rule(field, value.rstrip("?"), not value.endswith("?"), whole)
        rules.setdefault(key, []).append(rule)
    return rules


def _opening(line: str) -> str:
    """Return the letters under which a pattern is kept."""
    literal = _LITERAL.match(line)
    letters = literal[0] if literal else ""
    if literal and line[literal.end() : literal.end() + 1] in ("?", "*"):
        letters = letters[:-1]
    if len(letters) < 3:
        raise ValueError(f"{PHRASES.name}: a pattern must open with three letters: {line}")
    return letters[:_KEY]


@cache
def rules() -> dict[str, list[_Rule]]:
    """Return the rules of the package's own phrase file, read once."""
    return read_rules(PHRASES.read_text(encoding="utf-8").splitlines())


def _hits(text: Text) -> Iterator[_Hit]:
    """Yield what the rules find, word by word."""
    table = rules()
    ends = [last for _, last in text.sentences]
    for i, word in enumerate(text.words):
        found = table.get(word[:_KEY], ())
        if len(word) >= _KEY:
            short = table.get(word[:3])
            found = [*found, *short] if short else found
        for rule in found:
            match = rule.pattern.match(text.folded, text.starts[i])
            if match:
                yield _Hit(rule, match.start(), match.end(), bisect_right(ends, i))


def phrase_claims(texts: Mapping[Part, Text], spheres: Mapping[Part, Spheres]) -> list[Claim]:
    """Return one claim a value of ``form``, ``means`` and ``venue``, with its opening words."""
    own: dict[tuple[str, str], tuple[_Hit, Text]] = {}
    general: dict[tuple[str, str], tuple[_Hit, Text]] = {}
    for part in PARTS:
        text = texts[part]
        for hit in _hits(text):
            key = (hit.rule.field, hit.rule.value)
            kind = _kind(text, spheres[part], hit)
            if kind == "incident" and (
                key not in own or (hit.rule.firm and not own[key][0].rule.firm)
            ):
                own[key] = hit, text
            elif kind == "aggregate":
                general.setdefault(key, (hit, text))
    claims = [_claim(hit, text) for hit, text in _settled(own)]
    if not any(c.field == "form" for c in claims):
        told = [pair for key, pair in general.items() if key[0] == "form"]
        claims += [replace(_claim(hit, text), scope="aggregate") for hit, text in told]
    return claims


def _settled(own: dict[tuple[str, str], tuple[_Hit, Text]]) -> list[tuple[_Hit, Text]]:
    """Drop what is only implied where another form is stated."""
    firm = {value for (field, value), (hit, _) in own.items() if field == "form" and hit.rule.firm}
    return [
        (hit, text) for hit, text in own.values()
        if hit.rule.field != "form" or hit.rule.firm or not firm - {hit.rule.value}
    ]  # fmt: skip


def _kind(text: Text, spheres: Spheres, hit: _Hit) -> str:
    """Return the sphere of a hit; empty where it says nothing of the case."""
    sphere = spheres.at(hit.sentence, hit.start, deed=True)
    if sphere != "incident":
        return sphere
    first, last = text.sentences[hit.sentence]
    start, end = text.starts[first], text.ends[last - 1]
    if hit.rule.field == "form":
        before = text.folded[max(start, hit.start - 90) : hit.start]
        if _DENIED.search(before) or (hit.rule.value == "domestic" and _OFFER.search(before)):
            return ""
        if _GENERAL.search(text.folded, start, end):
            return "aggregate"
    return "incident"


def _claim(hit: _Hit, text: Text) -> Claim:
    quote = text.original[hit.start : hit.end]
    return Claim(hit.rule.field, hit.rule.value, quote, hit.start, hit.end, text.part)

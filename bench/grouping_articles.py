"""Variants of the articles of tests/gold/articles.jsonl, and other events told in their words.

These articles were written by many hands to be judged, not to be grouped: texts of real length and
of every kind. Authors of ``tuning`` and ``test`` differ. Facts are those that judging finds.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bench.grouping_changes import NUMBER_WORDS, TEMPLATES, WEEKDAYS, Scene, Text, body_of, changed
from bench.grouping_sets import Labelled
from monitor import intake
from monitor.bringing import read_line
from monitor.models import Examined
from monitor.text import fold
from monitor.text import sentences as spans

_FILE = Path(__file__).parent.parent / "tests" / "gold" / "articles.jsonl"
_TUNING = ("w1", "w2", "w3", "w4", "x1", "x2")
_FEWEST_WORDS = 40
_FEWEST_SWAPS = 5

_NUMBER = re.compile(r"\b(?<![-.,/])\d{1,4}(?:[.,]\d{3})?\b(?![-/])")
_NAME = re.compile(
    r"(?<=[a-záéíóúñ,;:] )[«“\"]?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
    r"(?: (?:de |del |la |los |las )?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)*"
)
_INSTITUTIONS = (
    "policia nacional peru peruana peruano ministerio publico interior mujer fiscalia defensoria "
    "poder judicial estado whatsapp facebook tiktok instagram congreso gobierno regional corte "
    "superior juzgado codigo penal unidad direccion trata personas dni"
)
_PUBLIC = frozenset(_INSTITUTIONS.split(" "))
_NO_DAY = datetime(2025, 1, 1, tzinfo=UTC)

Line = dict[str, Any]


def article_variants(split: str, seed: int, many: int = 60) -> list[Labelled]:
    """Return variants of ``many`` articles, in order of publication."""
    random = Random(seed)
    lines: list[Line] = []
    for line in random.sample(_told(split), many):
        lines += _family(line, split, random)
    lines.sort(key=lambda line: (line["published"] or "9", line["id"]))
    return [_labelled(line) for line in lines]


@cache
def _told(split: str) -> list[Line]:
    lines = [json.loads(line) for line in _FILE.read_text("utf-8").splitlines()]
    return [
        line
        for line in lines
        if line["id"].startswith(_TUNING) == (split == "tuning")
        and line["verdict"] != "rejected"
        and len(line["body"].split()) >= _FEWEST_WORDS
    ]


def _family(line: Line, split: str, random: Random) -> list[Line]:
    """The article, and now and then another event in its words or the next year's notice."""
    text = _text(line, split)
    told = _with_variants(text, line["id"], random)
    if line["kind"] == "incident":
        for number in range(random.choice((0, 1, 1, 2))):
            other = _another_raid(text, random, elsewhere=random.random() < 0.5)
            told += _with_variants(other, f"{line['id']}~{number}", random) if other else []
    elif line["kind"] != "other" and (notice := _next_year(text, random)):
        told += _with_variants(notice, f"{line['id']}+1", random)
    return told


def _text(line: Line, split: str) -> Text:
    examined = _examined(line["title"], line["body"], line["published"] or "")
    at = examined.article.published.at
    places = [m.place for m in examined.judgement.mentions if m.role in {"rescue", "arrest"}]
    where = (places[0].text, places[0].ubigeo, places[0].department) if places else ("Lima", "", "")
    known = {place.place.text for place in examined.judgement.mentions}
    return Text(
        title=line["title"],
        sentences=tuple(line["body"][a:b] for a, b in spans(line["body"])),
        published=at,
        counts=examined.facts.counts,
        scene=Scene(line["id"], where, at or _NO_DAY, {}, dict.fromkeys(known, "")),
        kind="incident" if line["kind"] == "incident" else "other",
        status=examined.facts.status,
        split=split,
    )


def _with_variants(base: Text, story: str, random: Random) -> list[Line]:
    texts = [base, *(changed(base, random) for _ in range(random.choice((1, 2, 3, 4))))]
    return [
        {
            "id": f"{story}.{number}",
            "story": story,
            "outlet": random.choice(TEMPLATES["outlets"]),
            "published": text.published.isoformat() if text.published else None,
            "title": text.title,
            "body": body_of(text, random),
        }
        for number, text in enumerate(texts)
    ]


def _labelled(line: Line) -> Labelled:
    examined = _examined(line["title"], line["body"], line["published"] or "", line)
    family = line["story"].partition("~")[0]
    return Labelled(line["id"], family, "", line["story"], "", examined)


@cache
def _read(title: str, body: str, published: str, outlet: str, url: str) -> Examined:
    fields = {"url": url, "outlet": outlet, "published": published, "title": title, "text": body}
    article = read_line(json.dumps(fields).encode(), datetime.fromisoformat("2028-06-01T12:00Z"))
    assert not isinstance(article, str), article
    return intake.examine(article)


def _examined(title: str, body: str, published: str, line: Mapping[str, str] = {}) -> Examined:
    name = line.get("outlet", "Diario")
    url = f"https://{name.lower().replace(' ', '-')}.example/{line.get('id', 'x')}"
    return _read(title, body, published, name, url)


# -- another event in the same words --------------------------------------------------------------


def _another_raid(text: Text, random: Random, *, elsewhere: bool) -> Text | None:
    """The same report of another raid: other figures and names, elsewhere also other places."""
    swaps: dict[str, str] = {}
    swap = _swapper(text, swaps, random, elsewhere=elsewhere)
    told = tuple(map(swap, text.sentences))
    names = [old for old in swaps if not old.isdigit() and fold(old) not in NUMBER_WORDS]
    opening = [" ".join(some[:2]).split()[:25] for some in (text.sentences, told)]
    told_apart = sum(a != b for a, b in zip(*opening, strict=False))
    if len(swaps) < _FEWEST_SWAPS or len(names) < 2 or told_apart < 2:
        return None
    place = random.choice(TEMPLATES["places"])
    scene = replace(text.scene, place=tuple(place)) if elsewhere else text.scene
    days = random.choice((1, 4, 9, 30, 200)) if elsewhere else random.choice((0, 0, 1, 3))
    at = text.published + timedelta(days=days) if text.published else None
    counts: dict[str, int] = {}
    return replace(
        text, title=swap(text.title), sentences=told, scene=scene, published=at, counts=counts
    )


def _swapper(
    text: Text, swaps: dict[str, str], random: Random, *, elsewhere: bool
) -> Callable[[str], str]:
    places = {word for place in text.scene.slots for word in fold(place).split()}

    def name(match: re.Match[str]) -> str:
        old = match.group()
        parts = set(fold(old).strip('«“"').split())
        if parts & _PUBLIC or parts & set(WEEKDAYS) or (not elsewhere and parts & places):
            return old
        return swaps.setdefault(old, _other_name(old, parts <= places, random))

    def number(match: re.Match[str]) -> str:
        old = match.group()
        return swaps.setdefault(old, _other_number(old, random))

    def word(match: re.Match[str]) -> str:
        old = match.group()
        return swaps.setdefault(old, random.choice(NUMBER_WORDS[2:20]))

    def day(match: re.Match[str]) -> str:
        return swaps.setdefault(match.group(), random.choice(WEEKDAYS))

    def swap(sentence: str) -> str:
        sentence = _NAME.sub(name, sentence)
        sentence = _NUMBER.sub(number, sentence)
        sentence = re.sub(rf"\b(?:{'|'.join(NUMBER_WORDS[2:20])})\b", word, sentence)
        return re.sub(rf"\b(?:{'|'.join(WEEKDAYS)})\b", day, sentence) if elsewhere else sentence

    return swap


def _other_name(old: str, is_place: bool, random: Random) -> str:
    quote = old[0] if old[0] in '«“"' else ""
    if quote:
        return quote + str(random.choice(TEMPLATES["venues"]))
    if is_place:
        return str(random.choice(TEMPLATES["places"])[0])
    if " " in old:
        return f"{random.choice(TEMPLATES['first'])} {random.choice(TEMPLATES['last'])}"
    return str(random.choice(TEMPLATES["last"]))


def _other_number(old: str, random: Random) -> str:
    if len(old) == 4 and old.startswith("20"):
        return old
    if not old.isdigit():
        return f"{random.randint(1, 9)}{old[1:]}"
    low = 10 ** (len(old) - 1)
    return str(random.choice([n for n in (low + random.randrange(9 * low), 2, 3) if str(n) != old]))


def _next_year(text: Text, random: Random) -> Text | None:
    """Next year's notice: other figures, the year after."""
    swaps: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        old = match.group()
        if len(old) == 4 and old.startswith("20"):
            return str(int(old) + 1)
        if old in {"129", "1818", "100", "23", "30", "18"}:
            return old
        return swaps.setdefault(old, _other_number(old, random))

    told = tuple(_NUMBER.sub(number, sentence) for sentence in text.sentences)
    changes = sum(a != b for a, b in zip(text.sentences, told, strict=True))
    if changes < 2 or text.published is None:
        return None
    at = text.published + timedelta(days=365 + random.randint(-2, 2))
    return replace(text, title=_NUMBER.sub(number, text.title), sentences=told, published=at)

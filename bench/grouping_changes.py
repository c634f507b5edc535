"""What an outlet does to a text that it takes over; every change keeps it the same text."""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from monitor.text import fold

_FILE = Path(__file__).parent.parent / "tests" / "gold" / "grouping_templates.yaml"
TEMPLATES: Mapping[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))

WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_NUMBERS = (
    "cero una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte"
)
NUMBER_WORDS = _NUMBERS.split()
"""From nought to twenty."""
COUNTED = ("arrested", "rescued")


@dataclass(frozen=True, slots=True)
class Scene:
    """A real event, as the generator knows it."""

    name: str
    place: tuple[str, str, str]
    day: datetime
    counts: Mapping[str, int]
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A telling on its way to an article."""

    title: str
    sentences: tuple[str, ...]
    published: datetime | None
    counts: Mapping[str, int]
    scene: Scene
    language: str = "es"
    kind: str = "incident"
    status: str = "operation"
    front: str = ""
    tail: tuple[str, ...] = ()
    inside: tuple[tuple[int, str], ...] = ()
    split: str = ""
    mangle: tuple[Callable[[str, Random], str], ...] = field(default=())


def _headline(text: Text, random: Random) -> Text:
    words = (
        "Último minuto",
        "Trata de personas",
        "Sucesos",
        "Así fue el rescate",
        "Lo que se sabe",
    )
    return replace(text, title=f"{random.choice(words)} en {text.scene.place[0]}")


def _dateline(text: Text, random: Random) -> Text:
    place = text.scene.place[0]
    fronts = (
        f"{place.upper()} (Agencia).- ",
        f"{place}. ",
        "Redacción Central\n",
        "Por: R. Medina\n",
    )
    return replace(text, front=random.choice(fronts))


def _cut_tail(text: Text, random: Random) -> Text:
    keep = max(2, int(len(text.sentences) * random.uniform(0.4, 0.85)))
    return replace(text, sentences=text.sentences[:keep])


def _cut_middle(text: Text, random: Random) -> Text:
    first = int(len(text.sentences) < 5)
    gone = set(random.sample(range(first, len(text.sentences)), min(2, len(text.sentences) // 2)))
    return replace(text, sentences=tuple(s for i, s in enumerate(text.sentences) if i not in gone))


def _reorder(text: Text, random: Random) -> Text:
    rest = list(text.sentences[1:])
    random.shuffle(rest)
    return replace(text, sentences=(text.sentences[0], *rest))


def _boilerplate(text: Text, random: Random) -> Text:
    lines = random.sample(TEMPLATES["boilerplate"], 3)
    at = random.randint(1, len(text.sentences))
    return replace(text, inside=((at, lines[0]),), tail=(*text.tail, *lines[1:]))


def _background(text: Text, random: Random) -> Text:
    return replace(text, tail=(random.choice(TEMPLATES["backgrounds"][text.split]), *text.tail))


def _summary(text: Text, _: Random) -> Text:
    words = " ".join(text.sentences[:2]).split()[:30]
    if len(words) < 20:
        return text
    return replace(text, sentences=(" ".join(words) + " ...",), tail=())


def _embedded(text: Text, random: Random) -> Text:
    wrapper = random.choice(TEMPLATES["wrappers"])
    return replace(text, front=wrapper[0] + "\n\n", tail=tuple(wrapper[1:]))


def _abridged(text: Text, random: Random) -> Text:
    rest = range(1, len(text.sentences))
    keep = [0, *sorted(random.sample(rest, len(rest) // 2))]
    return replace(text, sentences=tuple(text.sentences[i] for i in keep))


def _late(text: Text, random: Random) -> Text:
    if text.published is None:
        return text
    return replace(text, published=text.published + timedelta(days=random.choice((30, 365, 731))))


def _undated(text: Text, _: Random) -> Text:
    return replace(text, published=None)


def _update(text: Text, random: Random) -> Text:
    """Other counts in the same text; a retitled version of the same story."""
    changed = [name for name in COUNTED if name in text.counts]
    if not changed or text.status != "operation":
        return text
    told = random.sample(changed, random.randint(1, len(changed)))
    old = {name: text.counts[name] for name in told}
    new = {name: count + random.randint(1, 3) for name, count in old.items()}
    forms = dict(pair for name in told for pair in _forms(old[name], new[name]))
    return replace(
        text,
        title=_swapped(text.title, forms),
        sentences=tuple(_swapped(sentence, forms) for sentence in text.sentences),
        counts={**text.counts, **new},
    )


def _forms(old: int, new: int) -> list[tuple[str, str]]:
    """The ways in which a count is written -> the new one, written so."""
    if max(old, new) >= len(NUMBER_WORDS):
        return [(str(old), str(new))]
    before, after = NUMBER_WORDS[old], NUMBER_WORDS[new]
    return [(str(old), str(new)), (before, after), (before.capitalize(), after.capitalize())]


def _swapped(sentence: str, forms: Mapping[str, str]) -> str:
    return " ".join(forms.get(word, word) for word in sentence.split(" "))


def _mangled(how: Callable[[str, Random], str]) -> Callable[[Text, Random], Text]:
    def change(text: Text, _: Random) -> Text:
        return replace(text, mangle=(*text.mangle, how))

    return change


def _typos(body: str, random: Random) -> str:
    words = body.split(" ")
    for _ in range(max(1, len(words) // 25)):
        at = random.randrange(len(words))
        word = words[at]
        if len(word) > 4 and word.isalpha():
            cut = random.randrange(1, len(word) - 1)
            words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


def _number_words(body: str, _: Random) -> str:
    def spelled(word: str) -> str:
        number = int(word) if word.isdigit() else 0
        return NUMBER_WORDS[number] if 1 < number < len(NUMBER_WORDS) else word

    return " ".join(map(spelled, body.split(" ")))


def _no_accents(body: str, _: Random) -> str:
    pairs = zip(body, fold(body), strict=True)
    return "".join(f.upper() if c.isupper() else f if c.isalpha() else c for c, f in pairs)


def _mojibake(body: str, _: Random) -> str:
    return body.encode("utf-8").decode("cp1252", errors="ignore")


def _entities(body: str, random: Random) -> str:
    named = body.encode("ascii", "xmlcharrefreplace").decode()
    return named if random.random() < 0.5 else html.escape(body)


def _synonyms(body: str, random: Random) -> str:
    for old, new in random.sample(TEMPLATES["synonyms"], 5):
        body = body.replace(f" {old} ", f" {new} ")
    return body


def _relative_dates(body: str, _: Random) -> str:
    for day in WEEKDAYS:
        body = body.replace(f"el {day} ", "ayer ").replace(f"El {day} ", "Ayer ")
    return body


CHANGES: tuple[Callable[[Text, Random], Text], ...] = (
    _headline, _headline, _dateline, _cut_tail, _cut_middle, _reorder, _boilerplate, _background,
    _summary, _embedded, _abridged, _late, _undated, _update,
    *map(_mangled, (_typos, _number_words, _no_accents, _mojibake, _entities, _synonyms,
                    _relative_dates)),
)  # fmt: skip
"""What an outlet does to a text that it takes over."""

WHOLE = tuple(c for c in CHANGES if c not in (_cut_tail, _cut_middle, _abridged, _summary, _late))
"""Those that leave all its sentences in."""


def changed(text: Text, random: Random) -> Text:
    """One to three changes, and some hours later; no update comes months later."""
    changes = CHANGES if text.kind == "incident" else WHOLE
    chosen = random.sample(changes, random.choice((1, 2, 2, 3)))
    for change in chosen:
        if change is not _late or _update not in chosen:
            text = change(text, random)
    if text.published is None:
        return text
    return replace(text, published=text.published + timedelta(hours=random.randint(0, 40)))


def body_of(text: Text, random: Random) -> str:
    """Return the body as its outlet shows it."""
    sentences = list(text.sentences)
    for at, line in text.inside:
        sentences.insert(min(at, len(sentences)), f"\n{line}\n")
    body = text.front + " ".join(sentences)
    for mangle in text.mangle:
        body = mangle(body, random)
    return "\n\n".join((body, *text.tail))

"""A seeded generator of syndicated variants, updates, retellings, follow-ups and traps.

Sentences are our own (tests/gold/grouping_templates.yaml). Families of ``tuning`` and ``test``
share no template; places, names and venues recur on purpose, as they do in a year of news.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bench.grouping_changes import COUNTED, TEMPLATES, WEEKDAYS, Scene, Text, body_of, changed
from bench.grouping_sets import Labelled, gold_lines, labelled
from monitor.text import sentences as spans

_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "setiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip


def generate(split: str, seed: int, events: int = 60) -> list[Labelled]:
    """Return about ``events`` x 7 labelled articles, in order of publication."""
    random = Random(seed * 1000 + events)
    lines: list[dict[str, Any]] = []
    scenes = _scenes(random, events)
    for scene in scenes:
        lines += _event(scene, split, random)
    for year in range(2016, 2016 + max(2, events // 12)):
        lines += _notice(year, split, random)
    lines += _roundups(scenes, split, random)
    lines.sort(key=lambda line: (line["published"] or "9", line["id"]))
    return [labelled(line) for line in lines]


def gold_variants(split: str, seed: int) -> list[Labelled]:
    """Return the hand-written stories of ``split``, each with three to six generated variants."""
    random = Random(seed)
    lines: list[dict[str, Any]] = []
    told = {line["story"]: line for line in reversed(gold_lines(split))}
    for line in told.values():
        lines.append(line)
        lines += [_variant(line, number, random) for number in range(random.randint(3, 6))]
    lines.sort(key=lambda line: (line["published"] or "9", line["id"]))
    return [labelled(line) for line in lines]


def _variant(line: dict[str, Any], number: int, random: Random) -> dict[str, Any]:
    place = (
        line["places"][0] if line["places"] else {"text": "Lima", "ubigeo": "", "department": ""}
    )
    published = datetime.fromisoformat(line["published"])
    where = (place["text"], place["ubigeo"], place["department"])
    text = Text(
        title=line["title"],
        sentences=tuple(line["body"][a:b] for a, b in spans(line["body"])),
        published=published,
        counts=line["counts"],
        scene=Scene(line["event"], where, published, line["counts"], {}),
        kind=line["kind"],
        status=line["status"],
        split=line["split"],
    )
    text = changed(text, random)
    return line | {
        "id": f"{line['id']}.{number}",
        "title": text.title,
        "body": body_of(text, random),
        "published": text.published.isoformat() if text.published else None,
        "outlet": random.choice(TEMPLATES["outlets"]),
        "counts": dict(text.counts),
    }


def _scenes(random: Random, events: int) -> list[Scene]:
    """A third of them lie near another one: same place in the same week, or twin venues."""
    scenes: list[Scene] = []
    for number in range(events):
        scene = _scene(f"e{number}", random)
        if scenes and random.random() < 0.35:
            old = random.choice(scenes)
            days = random.choice((0, 1, 3, 5, 20, 330))
            slots = dict(scene.slots) | {
                k: old.slots[k] for k in ("place", "origin", "officer", "rank")
            }
            scene = replace(scene, place=old.place, day=old.day + timedelta(days), slots=slots)
            scene = replace(scene, slots=dict(scene.slots) | _calendar(scene.day))
        scenes.append(scene)
    return scenes


def _scene(name: str, random: Random) -> Scene:
    place = tuple(random.choice(TEMPLATES["places"]))
    day = datetime(2017, 1, 1, tzinfo=UTC) + timedelta(days=random.randrange(1500))
    counts = {"arrested": random.randint(2, 12), "rescued": random.randint(2, 30)}
    if random.random() < 0.4:
        counts["minors"] = random.randint(1, max(1, counts["rescued"] - 1))
    slots = {
        "place": place[0],
        "venue": random.choice(TEMPLATES["venues"]),
        "street": random.choice(TEMPLATES["streets"]),
        "origin": random.choice(TEMPLATES["origins"]),
        "lure": random.choice(TEMPLATES["lures"]),
        "rank": random.choice(TEMPLATES["ranks"]),
        "owner": _person(random),
        "officer": _person(random),
        "pay": str(random.choice((900, 1200, 1500, 2000, 2500, 3000))),
        "weeks": str(random.randint(2, 20)),
        "months": str(random.choice((9, 12, 18))),
        "years": str(random.randint(10, 32)),
    }
    return Scene(name, place, day, counts, slots | _calendar(day))


def _person(random: Random) -> str:
    first, last = TEMPLATES["first"], TEMPLATES["last"]
    return f"{random.choice(first)} {random.choice(last)} {random.choice(last)}"


def _calendar(day: datetime) -> dict[str, str]:
    return {
        "weekday": WEEKDAYS[day.weekday()],
        "weekday_en": _WEEKDAYS_EN[day.weekday()],
        "daymonth": f"{day.day} de {_MONTHS[day.month - 1]}",
        "year": str(day.year),
    }


def _event(scene: Scene, split: str, random: Random) -> list[dict[str, Any]]:
    raids = [t for t in TEMPLATES["raids"] if t["split"] == split]
    tellings = random.sample(raids, random.choice((1, 2, 2, 3)))
    lines: list[dict[str, Any]] = []
    for number, template in enumerate(tellings):
        base = _telling(template, scene, random, disagree=number > 0 and random.random() < 0.33)
        lines += _story(base, f"{scene.name}.{number}", split, random)
    later = (
        ("orders", "pretrial_detention", 6, "preventive_months", "months", 0.3),
        ("sentences_of_court", "sentenced", 500, "sentence_years", "years", 0.2),
    )
    for kind, status, days, count, slot, chance in later:
        if random.random() < chance:
            template = random.choice([t for t in TEMPLATES[kind] if t["split"] == split])
            at = scene.day + timedelta(days=days + random.randint(0, days), hours=15)
            told = {count: int(scene.slots[slot])}
            if kind == "orders":
                told["arrested"] = scene.counts["arrested"]
            text = _filled(template, scene, told, at, random)
            text = replace(text, status=status)
            lines += _story(text, f"{scene.name}.{kind}", split, random)
    return lines


def _telling(template: Mapping[str, Any], scene: Scene, random: Random, disagree: bool) -> Text:
    counts = dict(scene.counts)
    if disagree:
        changed = random.choice(COUNTED)
        counts[changed] = max(1, counts[changed] + random.choice((-2, -1, 1, 2, 3)))
    at = scene.day + timedelta(days=random.choice((0, 1, 1, 2)), hours=random.randint(8, 23))
    if disagree:
        scene = replace(scene, slots=dict(scene.slots) | {"owner": _called(scene, random)})
    return _filled(template, scene, counts, at, random)


def _called(scene: Scene, random: Random) -> str:
    """Outlets leave the owner's second surname out, or do not name him."""
    owner = scene.slots["owner"]
    return random.choice((owner.rpartition(" ")[0], owner, "el administrador"))


def _filled(
    template: Mapping[str, Any],
    scene: Scene,
    counts: Mapping[str, int],
    at: datetime,
    random: Random,
) -> Text:
    slots = dict(scene.slots) | {name: str(value) for name, value in counts.items()}
    slots = {"arrested": str(scene.counts["arrested"]), "rescued": "varias"} | slots
    return Text(
        title=random.choice(template["titles"]).format(**slots),
        sentences=tuple(sentence.format(**slots) for sentence in template["sentences"]),
        published=at,
        counts=counts,
        scene=scene,
        language=template["language"],
    )


def _story(base: Text, story: str, split: str, random: Random) -> list[dict[str, Any]]:
    """The base text and some variants of it."""
    base = replace(base, split=split)
    texts = [base]
    texts += [changed(base, random) for _ in range(random.choice((0, 1, 2, 3, 4)))]
    return [_line(text, f"{story}.{n}", story, split, random) for n, text in enumerate(texts)]


def _line(text: Text, name: str, story: str, split: str, random: Random) -> dict[str, Any]:
    scene = text.scene
    incident = text.kind == "incident"
    own_date = incident and text.status == "operation" and random.random() < 0.7
    day = scene.day if own_date else text.published
    ubigeo, department = scene.place[1], scene.place[2]
    if random.random() < 0.15:
        ubigeo = ubigeo[: random.choice((2, 4))]
    place = {"text": scene.place[0], "ubigeo": ubigeo, "department": department, "role": "rescue"}
    forget = random.random() < 0.1
    return {
        "id": name,
        "family": scene.name,
        "split": split,
        "story": story,
        "incidents": [scene.name] if incident else [],
        "outlet": random.choice(TEMPLATES["outlets"]),
        "language": text.language,
        "published": text.published.isoformat() if text.published else None,
        "title": text.title,
        "body": body_of(text, random),
        "kind": text.kind,
        "status": text.status,
        "event_date": f"{day:%Y-%m-%d}" if day else None,
        "event_precision": "day",
        "places": [place] if incident else [],
        "forms": ["sexual"] if incident else [],
        "names": {},
        "counts": {} if forget else dict(text.counts),
    }


def _notice(year: int, split: str, random: Random) -> list[dict[str, Any]]:
    template = next(t for t in TEMPLATES["yearly"] if t["split"] == split)
    at = datetime(year, 9, 22, 15, tzinfo=UTC)
    scene = _scene(f"y{year}", random)
    numbers = {"big": str(random.randint(700, 2500)), "mid": str(random.randint(60, 400))}
    scene = replace(scene, slots=dict(scene.slots) | {"year": str(year)} | numbers)
    text = replace(_filled(template, scene, {}, at, random), kind="statistics")
    return _story(text, f"y{year}", split, random)


def _roundups(scenes: Sequence[Scene], split: str, random: Random) -> list[dict[str, Any]]:
    """One sentence of each of three events: no copy of any of them, and no incident of its own."""
    lines = []
    raids = [t for t in TEMPLATES["raids"] if t["split"] == split and t["language"] == "es"]
    for number in range(len(scenes) // 10):
        chosen = random.sample(list(scenes), 3)
        texts = [_telling(random.choice(raids), s, random, disagree=False) for s in chosen]
        at = max(s.day for s in chosen) + timedelta(days=2)
        text = replace(
            texts[0],
            title="Resumen de la semana",
            sentences=tuple(random.choice(t.sentences[:3]) for t in texts),
            published=at,
            kind="other",
            counts={},
        )
        lines.append(_line(text, f"r{number}", f"r{number}", split, random))
    return lines

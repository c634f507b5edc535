"""A database as large as years of monitoring make it, filled at random: for timing, not for truth.

    python -m bench.large FILE [--articles N] [--incidents N] [--years N] [--seed N]

A quarter of the articles tell an incident, a fifteenth is related or tells statistics, the rest is
rejected. Texts hold the words that their claims quote, at their offsets. Every article but those of
the last day is in a digest already, so the next digest covers one day. The same numbers and seed
give the same rows.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from monitor.models import Facts, When
from monitor.text import fold
from storage.rows import content_hash, dumps, facts_text, packed, stamp
from storage.store import Store

ARTICLES, INCIDENTS, YEARS = 100_000, 10_000, 8
END = datetime(2026, 11, 1, 11, tzinfo=UTC)
"""When the last article was read."""
_GAZETTEER = (
    Path(__file__).parent.parent / "monitor" / "judging" / "data" / "gazetteer.tsv"
).read_text("utf-8")
_FORMS = ("sexual", "sexual", "sexual", "labour", "labour", "domestic", "begging", "child_sale")
_STATUS = ("operation", "detained", "detained", "detained", "pretrial_detention", "charged")
_LURES = ("mesera", "cocinera", "niñera", "vendedora", "minero", "modelo", "anfitriona")
_CHANNELS = ("facebook", "tiktok", "radio", "agency", "acquaintance", "social_network")
_MEANS = ("deception", "false_job", "debt", "confinement", "threats", "violence", "documents")
_WORDS = re.findall(
    r"\w+",
    "la policía informó fiscalía operativo madrugada local vivienda distrito provincia agentes "
    "víctimas mujeres trabajo oferta engaño pago deuda documentos celular vecinos denuncia familia "
    "semana noche carretera mina bar taller frontera viaje bus región autoridades especializada "
    "investigación diligencia versión vehículo dinero cuaderno habitación refugio traslado",
)
_TRAPS = ("Gol en el último minuto", "Sube el precio del cobre", "Lluvias en la sierra")


@dataclass(slots=True)
class Text:
    """A body that grows, with the offsets of what is said in it."""

    random: Random
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def ramble(self, words: int) -> None:
        """Add a sentence that says nothing."""
        self._add(" ".join(self.random.choices(_WORDS, k=words)).capitalize() + ". ")

    def say(self, words: str) -> tuple[int, int]:
        """Add a sentence and return where ``words`` stand."""
        start = self.length + len("Se informó: ")
        self._add(f"Se informó: {words}. ")
        return start, start + len(words)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


@dataclass(slots=True)
class Rows:
    """Rows to be inserted, table to rows."""

    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def add(self, table: str, **row: object) -> None:
        """Add a row; a value may be named as its column with a final underscore."""
        named = {name.rstrip("_"): value for name, value in row.items()}
        self.tables.setdefault(table, []).append(named)

    def flush(self, store: Store) -> None:
        """Insert them in the order of their tables' first rows."""
        for table, rows in self.tables.items():
            names = ", ".join(f'"{name}"' for name in rows[0])
            marks = ", ".join("?" * len(rows[0]))
            store.database.conn.executemany(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
                [tuple(row.values()) for row in rows],
            )
        self.tables.clear()


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the gazetteer."""

    ubigeo: str
    name: str
    department: str
    province: str
    latitude: float
    longitude: float
    precision: str


def gazetteer() -> list[Place]:
    """Return the districts with a coordinate."""
    rows = [line.split("\t") for line in _GAZETTEER.splitlines() if not line.startswith("#")]
    names = {row[0]: row[1] for row in rows}
    return [
        Place(code, name, names[code[:2]], names[code[:4]], float(lat), float(lon), precision)
        for code, name, lat, lon, precision, *_ in rows
        if len(code) == 6 and lat
    ]


@dataclass(slots=True)
class Event:
    """One incident, as its articles tell it."""

    id: int
    day: datetime
    places: Sequence[Place]
    """The scene, the origin, the place of recruitment."""
    form: str
    rescued: int
    arrested: int
    minors: int
    sentenced: datetime | None


class Builder:
    """Makes the rows, article by article in the order of their reading."""

    def __init__(self, articles: int, incidents: int, years: int, seed: int) -> None:
        self.random = Random(seed)
        self.rows = Rows()
        self.places = gazetteer()
        self.begin = END - timedelta(days=365 * years)
        self.articles, self.incidents = articles, incidents
        self.story = self.claim = self.place = 0

    def fill(self, store: Store) -> None:
        """Insert everything."""
        self._sources()
        told = self._timetable()
        for number, (moment, event) in enumerate(told, 1):
            self._article(number, moment, event)
            if not number % 2000:
                self.rows.flush(store)
        self.rows.flush(store)

    def _sources(self) -> None:
        for number in range(49):
            self.rows.add(
                "sources", id=f"source{number}", name=f"Diario {number}", kind="press",
                homepage=f"https://diario{number}.example/", country="PE", departments="[]",
                language="es", enabled=1, configured=1,
            )  # fmt: skip
        last = stamp(END - timedelta(days=1))
        self.rows.add(
            "digests", id=1, day=last[:10], since=stamp(self.begin), until=last, text="",
            paths="{}", blind=0, delivered_at=last,
        )  # fmt: skip
        self.rows.add(
            "rounds", id=1, kind="crawl", started_at=stamp(END), ended_at=stamp(END),
            status="done", counters="{}",
        )  # fmt: skip

    def _timetable(self) -> list[tuple[datetime, Event | None]]:
        """Return when each article is read, and which incident it tells."""
        told: list[tuple[datetime, Event | None]] = []
        for number in range(1, self.incidents + 1):
            event = self._event(number)
            many = min(12, 1 + int(self.random.expovariate(0.65)))
            told += [(event.day + self._hours(90), event) for _ in range(many)]
            if event.sentenced:
                told.append((event.sentenced + self._hours(40), event))
        told = told[: self.articles]
        span = (END - self.begin).total_seconds()
        for _ in range(self.articles - len(told)):
            told.append((self.begin + timedelta(seconds=self.random.uniform(0, span)), None))
        return sorted(((min(moment, END), event) for moment, event in told), key=lambda t: t[0])

    def _hours(self, most: float) -> timedelta:
        return timedelta(hours=self.random.uniform(3, most))

    def _event(self, number: int) -> Event:
        random = self.random
        days = (END - self.begin).days * number / (self.incidents + 1)
        day = (self.begin + timedelta(days=days)).replace(hour=5, minute=0, second=0)
        rescued = max(1, int(random.expovariate(0.15)))
        sentenced = day + timedelta(days=random.randint(200, 1500)) if number % 7 == 0 else None
        event = Event(
            number, day, random.choices(self.places, k=3), random.choice(_FORMS), rescued,
            random.randint(1, 8), random.randint(0, rescued),
            sentenced if sentenced and sentenced < END - timedelta(days=3) else None,
        )  # fmt: skip
        seen = stamp(day + timedelta(hours=3))
        self.rows.add(
            "incidents", id=number,
            title=f"{event.arrested} detenidos y {rescued} personas rescatadas en "
            f"{event.places[0].name} ({event.places[0].department})",
            kind="incident", status="sentenced" if event.sentenced else random.choice(_STATUS),
            date_event=day.date().isoformat(), date_precision="day", first_seen_at=seen,
            last_update_at=seen,
        )  # fmt: skip
        return event

    def _article(self, number: int, moment: datetime, event: Event | None) -> None:
        share = self.random.random()
        if event:
            label, kind = "relevant", "incident"
        elif share < 0.03:
            label, kind = "relevant", "statistics"
        elif share < 0.1:
            label, kind = "related", "other"
        else:
            label, kind = "rejected", "other"
        outlet = self.random.randrange(49)
        text = Text(self.random)
        said = list(self._claims(text, moment, event, kind))
        places = list(self._places(text, event)) if event else []
        text.ramble(250 if label != "rejected" else 30)
        body = "".join(text.parts).strip()
        title = self._title(number, event, label)
        self._text(number, moment, outlet, title, body, label, kind)
        main = event.id if event else None
        for name, value, scope, words, (start, end) in said:
            self.claim += 1
            self.rows.add(
                "claims", id=self.claim, article_id=number,
                incident_id=main if scope == "incident" else None, field=name, value=value,
                qualifier="exact", scope=scope, part="body", quote=words, start=start, end_=end,
                extractor="rules-1",
            )  # fmt: skip
        for role, place, words, (start, end) in places:
            self.place += 1
            self.rows.add(
                "incident_places", id=self.place, incident_id=main, article_id=number, role=role,
                text=place.name, ubigeo=place.ubigeo, department=place.department,
                province=place.province, district=place.name, latitude=place.latitude,
                longitude=place.longitude, precision=place.precision, country="PE", part="body",
                quote=words, start=start, end_=end,
            )  # fmt: skip
        if event:
            ends = {"incident_id": event.id, "article_id": number}
            self.rows.add("incident_articles", **ends, reason="equal counts and place", score=0.9)
            self.rows.add("incident_keys", key=f"count:{event.places[0].ubigeo}", **ends)

    def _title(self, number: int, event: Event | None, label: str) -> str:
        if event:
            return f"{event.places[0].name}: rescatan a {event.rescued} víctimas de trata"
        if label == "rejected":
            return f"{self.random.choice(_TRAPS)} ({number})"
        return f"Autoridades informan sobre la trata de personas, nota {number}"

    def _text(
        self, number: int, moment: datetime, outlet: int, title: str, body: str, label: str,
        kind: str,
    ) -> None:  # fmt: skip
        self.story += 1
        at, rejected = stamp(moment), label == "rejected"
        self.rows.add(
            "articles", id=number, url=f"https://diario{outlet}.example/nota-{number}",
            canonical_url=f"https://diario{outlet}.example/nota-{number}",
            source_id=f"source{outlet}", outlet=f"Diario {outlet}", outlet_country="PE",
            title=title, body=None if rejected else body, author="Redacción", language="es",
            published_at=stamp(moment - timedelta(hours=2)), published_precision="time",
            fetched_at=at, verdict=label, score={"relevant": 0.97, "related": 0.5}.get(label, 0.02),
            reasons=dumps([{"rule": "crime.trata", "question": "trafficking", "weight": 1.0,
            "words": "trata", "part": "title", "start": 0, "end": 5}]), kind=kind,
            story_id=self.story, content_hash=content_hash(body),
            digest_id=1 if moment <= END - timedelta(days=1) else None,
        )  # fmt: skip
        self.rows.add(
            "stories", id=self.story, first_article_id=number, first_published_at=at,
            fullest_article_id=number, article_count=1,
        )  # fmt: skip
        self.rows.add(
            "aliases", key=f"https://diario{outlet}.example/nota-{number}", article_id=number
        )
        if not rejected:
            when = When(moment, "day")
            facts = Facts(kind="incident", status="detained", event=when, published=when)
            self.rows.add(
                "article_facts", article_id=number, facts=facts_text(facts), size=len(body),
                sketch=b"",
            )  # fmt: skip
        elif number % 10 == 0:
            self.rows.add("rejected_bodies", article_id=number, body=packed(body))

    def _claims(
        self, text: Text, moment: datetime, event: Event | None, kind: str
    ) -> Iterator[tuple[str, str | int, str, str, tuple[int, int]]]:
        random = self.random
        if kind == "statistics":
            for name in ("rescued", "arrested"):
                total = random.randint(50, 900)
                words = f"{total} casos en lo que va del año"
                yield name, total, "aggregate", words, text.say(words)
        if event is None:
            return
        off = random.choice((0, 0, 0, 0, 1))
        told: list[tuple[str, str | int]] = [
            ("arrested", event.arrested), ("rescued", event.rescued + off), ("form", event.form),
            ("event_date", event.day.date().isoformat()), ("means", random.choice(_MEANS)),
        ]  # fmt: skip
        told += [("minors", event.minors)] * bool(event.minors)
        if event.id % 3 == 0:
            told += [("lure", _LURES[event.id % 7]), ("lure_channel", random.choice(_CHANNELS))]
            told += [("promised_pay_pen", 1000 + 100 * (event.id % 25))]
        late = event.sentenced is not None and moment >= event.sentenced
        told += [("status", "sentenced"), ("sentence_years", 12)] if late else []
        for name, value in told:
            words = f"{fold(name).replace('_', ' ')} {value}"
            yield name, value, "incident", words, text.say(words)

    def _places(
        self, text: Text, event: Event
    ) -> Iterator[tuple[str, Place, str, tuple[int, int]]]:
        scene, origin, recruited = event.places
        told = [("rescue", scene), ("exploitation", scene), ("arrest", scene)]
        told += [("origin", origin)] * (event.id % 2) + [("recruitment", recruited)]
        for role, place in told:
            words = f"en {place.name}, {place.province}"
            yield role, place, words, text.say(words)


def build(
    path: Path,
    articles: int = ARTICLES,
    incidents: int = INCIDENTS,
    years: int = YEARS,
    seed: int = 1,
) -> None:
    """Make the database at ``path``; what stood there is removed."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    with Store.open(path) as store:
        store.database.conn.execute("PRAGMA synchronous = OFF")
        store.database.conn.execute("PRAGMA foreign_keys = OFF")
        with store.transaction():
            Builder(articles, incidents, years, seed).fill(store)
            store.write(
                "UPDATE incidents SET last_update_at = coalesce((SELECT max(a.fetched_at) "
                "FROM incident_articles AS l JOIN articles AS a ON a.id = l.article_id "
                "WHERE l.incident_id = incidents.id), last_update_at)"
            )


def main() -> None:
    """Make one as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    for name, default in (
        ("articles", ARTICLES), ("incidents", INCIDENTS), ("years", YEARS), ("seed", 1),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    started = perf_counter()
    build(chosen.file, chosen.articles, chosen.incidents, chosen.years, chosen.seed)
    size = chosen.file.stat().st_size / 1e6
    print(f"{chosen.file}: {size:.0f} MB in {perf_counter() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()

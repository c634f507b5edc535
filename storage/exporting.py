"""Rows for exports, streamed in the order of their numbers, all of one snapshot."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from monitor.privacy import victims
from storage.base import Connected, Values, listed
from storage.faults import translated
from storage.rows import Row

_AT_ONCE = 500
"""Incidents whose claims are held in memory together."""

_COUNTS = (
    "women", "men", "adults", "victims", "sentence_years", "preventive_months", "promised_pay_pen",
    "promised_pay_usd",
)  # fmt: skip
"""Fields of which an incident has the smallest and the largest value; others are in the view."""

_LISTS = {
    "means": "means",
    "lure": "jobs_offered",
    "lure_channel": "channels",
    "venue": "venues",
    "nationality": "nationalities",
    "accused_nationality": "accused_nationalities",
    "gang": "organisations",
    "operation": "operations",
    "law_article": "law_articles",
}
"""Field -> column of an incident that lists its values."""

_PLACES = {
    ("origin", "department"): "origin_departments",
    ("origin", "country"): "origin_countries",
    ("recruitment", "department"): "recruitment_departments",
    ("transit", "department"): "transit_departments",
}

_LIVE = """
LEFT JOIN incidents AS i ON i.id = told.incident_id
LEFT JOIN incidents AS live ON live.id = i.live_id AND live.review IS NOT 'rejected'
"""
"""The incident that is exported for one that an article, a claim or a place names."""

_NAMED_LINKS = """
WITH named AS (
  SELECT DISTINCT i.live_id FROM incident_articles AS l
  CROSS JOIN incidents AS i ON i.id = l.incident_id
  WHERE l.article_id IN (SELECT value FROM json_each(?)))
SELECT l.article_id, i.live_id FROM named CROSS JOIN incidents AS i ON i.live_id = named.live_id
CROSS JOIN incident_articles AS l ON l.incident_id = i.id
"""
"""All articles of the incidents that some articles tell."""
_OF_VIEW = "SELECT * FROM {} WHERE incident_id IN (SELECT value FROM json_each(?)) ORDER BY 1"
_TEXTS = """
SELECT i.live_id, count(DISTINCT coalesce(a.story_id, -a.id)) AS text_count,
  max(CASE WHEN i.merged_into IS NULL THEN i.review END) AS review
FROM incidents AS i CROSS JOIN incident_articles AS l ON l.incident_id = i.id
CROSS JOIN articles AS a ON a.id = l.article_id
WHERE i.live_id IN (SELECT value FROM json_each(?)) GROUP BY i.live_id
"""
_TOLD_PLACES = """
SELECT i.live_id, p.role, p.department, p.country
FROM incidents AS i CROSS JOIN incident_places AS p ON p.incident_id = i.id
WHERE i.live_id IN (SELECT value FROM json_each(?))
"""
_CLAIMS = f"""
SELECT told.id AS claim_id, live.id AS incident_id, told.article_id, told.field, told.value,
  CASE WHEN typeof(told.value) = 'integer' THEN told.value END AS number, told.qualifier,
  told.scope, told.part, told.quote, a.outlet, a.published_at, a.url, told.extractor
FROM claims AS told CROSS JOIN articles AS a ON a.id = told.article_id {_LIVE} ORDER BY told.id
"""  # noqa: S608
_PLACE_ROWS = f"""
SELECT told.id AS place_id, live.id AS incident_id, told.article_id, told.role, told.department,
  told.province, told.district, told.ubigeo, told.country, told.latitude, told.longitude,
  told.precision AS place_precision, told.quote
FROM incident_places AS told {_LIVE} ORDER BY told.id
"""  # noqa: S608
_ARTICLES = f"""
SELECT a.id AS article_id, a.story_id, a.verdict, a.score, a.kind, a.title, a.outlet,
  a.outlet_country, a.language, a.published_at, a.published_precision, a.fetched_at, a.url,
  a.canonical_url, (SELECT group_concat(number, '; ') FROM (
    SELECT live.id AS number FROM incident_articles AS told {_LIVE}
    WHERE told.article_id = a.id AND live.id IS NOT NULL
    GROUP BY live.id ORDER BY max(told.score) DESC, live.id)) AS incident_ids
FROM articles AS a WHERE a.verdict <> 'rejected' ORDER BY a.id
"""  # noqa: S608


class Exporting(Connected):
    """What exports are made of."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See the database as it is at this moment, whatever is written meanwhile."""
        with translated(self.path):
            self.database.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.database.rollback()

    def each(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, column to value."""
        with translated(self.path):
            cursor = self._run(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def named_victims(self) -> Mapping[int, frozenset[str]]:
        """Return the names that must not leave: article -> victims that it or its incidents tell.

        Articles of which none is known are left out.
        """
        told: dict[int, frozenset[str]] = {}
        for row in self.each("SELECT id, title, body FROM articles WHERE verdict <> 'rejected'"):
            names = victims(row["title"], row["body"] or "")
            if names:
                told[row["id"]] = names
        links = self.rows(_NAMED_LINKS, (listed(told),))
        of_incident: dict[int, frozenset[str]] = {}
        for article, incident in ((row["article_id"], row["live_id"]) for row in links):
            names = told.get(article, frozenset())
            of_incident[incident] = of_incident.get(incident, frozenset()) | names
        known = dict(told)
        for article, incident in ((row["article_id"], row["live_id"]) for row in links):
            known[article] = known.get(article, frozenset()) | of_incident[incident]
        return known

    def exported_incidents(self) -> Iterator[Row]:
        """Yield the live incidents; values that are several are a list."""
        ids = self.numbers("SELECT incident_id FROM incident_summary ORDER BY incident_id")
        for start in range(0, len(ids), _AT_ONCE):
            yield from self._some_incidents(ids[start : start + _AT_ONCE])

    def _some_incidents(self, ids: Sequence[int]) -> Iterator[Row]:
        these = (listed(ids),)
        told = self._told_of(these)
        named = {
            view: {row["incident_id"]: row for row in self._rows_of(view, these)}
            for view in ("incident_scene", "incident_cells")
        }
        texts = self._text_counts(these)
        for row in self._rows_of("incident_summary", these):
            number = row["incident_id"]
            yield {
                **_scene(named["incident_scene"].get(number)),
                **named["incident_cells"][number],
                **row,
                "departments": _parts(row["departments"]),
                "forms": _parts(row["forms"]),
                "conflicts": _parts(row["conflicts"]),
                **_ranges(told[number]),
                **{column: sorted(told[number][column]) for column in _LISTS.values()},
                **{column: sorted(told[number][column]) for column in _PLACES.values()},
                "decided": sorted(told[number]["decided"]),
                **texts[number],
            }

    def _rows_of(self, view: str, these: Values) -> Iterator[Row]:
        return self.each(_OF_VIEW.format(view), these)

    def _text_counts(self, these: Values) -> Mapping[int, Row]:
        return {row.pop("live_id"): row for row in self.each(_TEXTS, these)}

    def _told_of(self, these: Values) -> Mapping[int, Mapping[str, set[object]]]:
        """Return what is told of incidents: number -> column or field -> values."""
        told: dict[int, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
        for row in self._rows_of("incident_claims", these):
            field = str(row["field"])
            told[row["incident_id"]][_LISTS.get(field, field)].add(row["value"])
        for row in self.each(_TOLD_PLACES, these):
            for (role, name), column in _PLACES.items():
                if row["role"] == role and row[name]:
                    told[row["live_id"]][column].add(row[name])
        for row in self._rows_of("decided_values", these):
            value = "unknown" if row["value"] is None else row["value"]
            told[row["incident_id"]]["decided"].add(f"{row['field']}: {value}")
        return told

    def exported_claims(self) -> Iterator[Row]:
        """Yield every claim, those of totals too."""
        return self.each(_CLAIMS)

    def exported_places(self) -> Iterator[Row]:
        """Yield every place that has a part in an event."""
        return self.each(_PLACE_ROWS)

    def exported_articles(self) -> Iterator[Row]:
        """Yield the articles that were not rejected."""
        for row in self.each(_ARTICLES):
            yield {**row, "incident_ids": _parts(row["incident_ids"], "; ")}

    def exported_cells(self) -> Iterator[Row]:
        """Yield each incident's counts, under the one cell in which it is counted."""
        return self.each("SELECT * FROM incident_cells ORDER BY incident_id")


def _scene(row: Row | None) -> Row:
    names = ("province", "district", "ubigeo", "country", "latitude", "longitude", "precision")
    place: Row = {name: row and row[name] for name in names}
    place["place_precision"] = place.pop("precision")
    return place


def _parts(text: str | None, mark: str = ", ") -> list[str]:
    return text.split(mark) if text else []


def _ranges(told: Mapping[str, set[object]]) -> Row:
    found: Row = {}
    for field in _COUNTS:
        numbers = [value for value in told[field] if isinstance(value, int)]
        found[f"{field}_min"] = min(numbers, default=None)
        found[f"{field}_max"] = max(numbers, default=None)
    return found

"""Views for what analysts ask. Each incident counts once, however many articles tell it.

An incident stands in one department and one month, so rows may be added up; a figure is the
smallest and the largest that any article gives. What a person rejected is left out.
"""

from pathlib import Path

from storage.schema import View

_FIGURES = (Path(__file__).parent / "data" / "official_figures.tsv").read_text("utf-8")


def _figure(number: int, line: str) -> str:
    """Return a line of the official figures as a row of VALUES."""
    *words, value, source = (field.replace("'", "''") for field in line.split("\t"))
    texts = ", ".join(f"'{word}'" for word in words)
    return f"({number}, {texts}, {int(value)}, '{source}')"


_LINES = [line for line in _FIGURES.splitlines() if not line.startswith("#")]

INCIDENT_SCENE = View(
    "incident_scene",
    "Where an incident happened: one place each, for maps and for counts by department. Where "
    "victims were exploited or rescued goes before where somebody was arrested, then what most "
    "articles name, then the finer place. Incidents without any such place have no row.",
    (
        ("incident_id", "The live incident."),
        ("title", "Neutral wording, made of its facts."),
        ("date_event", "First Lima day of the interval in which it happened; or NULL."),
        ("department", "INEI spelling, with accents; empty abroad."),
        ("province", "INEI spelling; empty where it is not known."),
        ("district", "INEI spelling; empty where it is not known."),
        ("ubigeo", "INEI code of 2, 4 or 6 digits; empty abroad."),
        ("country", "ISO 3166 alpha-2."),
        ("latitude", "Degrees north; NULL where it is not known."),
        ("longitude", "Degrees east."),
        ("precision", "What the coordinate is of: ``district``, ``province``..."),
    ),
    """
SELECT i.id, i.title, i.date_event, p.department, p.province, p.district, p.ubigeo, p.country,
  p.latitude, p.longitude, p.precision
FROM incidents AS i CROSS JOIN incident_places AS p ON p.id = (
  SELECT min(q.id) FROM incidents AS m CROSS JOIN incident_places AS q ON q.incident_id = m.id
  WHERE m.live_id = i.id AND q.role IN ('rescue', 'exploitation', 'arrest')
  GROUP BY q.ubigeo, q.department, q.country
  ORDER BY min(q.role = 'arrest'), count(DISTINCT q.article_id) DESC, length(q.ubigeo) DESC,
    q.ubigeo, min(q.id) LIMIT 1)
WHERE i.merged_into IS NULL AND i.review IS NOT 'rejected'
""",
    "SELECT department, count(*) AS incidents FROM incident_scene GROUP BY department "
    "ORDER BY incidents DESC",
)

INCIDENT_CELLS = View(
    "incident_cells",
    "The one department, month and form under which an incident is counted. Where nothing tells "
    "one, it says ``unknown``.",
    (
        ("incident_id", "The live incident."),
        ("department", "That of ``incident_scene``; ``abroad``, ``unknown``."),
        ("month", "``2025-03``; ``2025`` where only the year is known; ``unknown``."),
        ("form", "The form of exploitation; ``mixed`` where several are told; ``unknown``."),
        ("status", "How far the case has come."),
        ("arrested_min", "Fewest arrested."),
        ("arrested_max", "Most arrested."),
        ("arrested_best", "The best figure, as in ``incident_counts``."),
        ("rescued_min", "Fewest rescued."),
        ("rescued_max", "Most rescued."),
        ("rescued_best", "The best figure, as in ``incident_counts``."),
        ("minors_min", "Fewest minors among the rescued."),
        ("minors_max", "Most minors among the rescued."),
        ("minors_best", "The best figure, as in ``incident_counts``."),
    ),
    """
SELECT s.incident_id,
  coalesce((SELECT CASE WHEN p.department <> '' THEN p.department
      WHEN p.country <> 'PE' THEN 'abroad' END
    FROM incident_scene AS p WHERE p.incident_id = s.incident_id), 'unknown'),
  CASE WHEN s.date_event IS NULL OR s.date_precision = 'unknown' THEN 'unknown'
    WHEN s.date_precision = 'year' THEN substr(s.date_event, 1, 4)
    ELSE substr(s.date_event, 1, 7) END,
  (SELECT CASE count(DISTINCT value) WHEN 0 THEN 'unknown' WHEN 1 THEN min(value) ELSE 'mixed' END
    FROM incident_claims AS c WHERE c.incident_id = s.incident_id AND c.field = 'form'),
  s.status, s.arrested_min, s.arrested_max, s.arrested_best, s.rescued_min, s.rescued_max,
  s.rescued_best, s.minors_min, s.minors_max, s.minors_best
FROM incident_summary AS s
""",
    "SELECT form, count(*) AS incidents, sum(rescued_min) AS rescued_min, "
    "sum(rescued_max) AS rescued_max FROM incident_cells GROUP BY form",
)

INCIDENTS_BY_MONTH = View(
    "incidents_by_month",
    "Incidents and people by department and month of the event. An incident counts in one row "
    "alone, so rows may be added up.",
    (
        ("department", "Where they happened; ``abroad``, ``unknown``."),
        ("month", "When; ``2025`` where only the year is known; ``unknown``."),
        ("incidents", "How many."),
        ("arrested_min", "People arrested, if the lowest figures hold."),
        ("arrested_max", "People arrested, if the highest figures hold."),
        ("arrested_best", "People arrested, by the best figure of each incident."),
        ("rescued_min", "People rescued, if the lowest figures hold."),
        ("rescued_max", "People rescued, if the highest figures hold."),
        ("rescued_best", "People rescued, by the best figure of each incident."),
        ("minors_min", "Minors among them, if the lowest figures hold."),
        ("minors_max", "Minors among them, if the highest figures hold."),
        ("minors_best", "Minors among them, by the best figure of each incident."),
        ("without_rescued", "Incidents of which no article tells how many were rescued."),
    ),
    """
SELECT department, month, count(*),
  coalesce(sum(arrested_min), 0), coalesce(sum(arrested_max), 0), coalesce(sum(arrested_best), 0),
  coalesce(sum(rescued_min), 0), coalesce(sum(rescued_max), 0), coalesce(sum(rescued_best), 0),
  coalesce(sum(minors_min), 0), coalesce(sum(minors_max), 0), coalesce(sum(minors_best), 0),
  count(*) - count(rescued_max)
FROM incident_cells GROUP BY department, month
""",
    "SELECT month, sum(incidents) AS incidents, sum(rescued_min) AS rescued_min, "
    "sum(rescued_max) AS rescued_max FROM incidents_by_month GROUP BY month ORDER BY month",
)

LURES = View(
    "lures",
    "How victims were recruited: one row an incident and job that was offered. Pay and channel "
    "are the incident's. An incident with a pay or a channel but no job has one row without it.",
    (
        ("incident_id", "The live incident."),
        ("date_event", "First Lima day of the interval in which it happened; or NULL."),
        ("department", "Where it happened, as in ``incident_scene``."),
        ("job", "The job that was offered, in Spanish; NULL where none is told."),
        ("pay_pen_min", "Least pay promised a month, in soles."),
        ("pay_pen_max", "Most pay promised a month, in soles."),
        ("channels", "How: ``facebook``, ``radio``, ``acquaintance``...; comma-separated."),
        ("recruited_in", "Departments of recruitment, comma-separated."),
        ("forms", "Forms of exploitation, comma-separated."),
    ),
    """
WITH told AS (
  SELECT i.live_id, group_concat(DISTINCT CASE WHEN c.field = 'lure_channel' THEN c.value END)
      AS channels,
    min(CASE WHEN c.field = 'promised_pay_pen' THEN c.value END) AS least,
    max(CASE WHEN c.field = 'promised_pay_pen' THEN c.value END) AS most
  FROM claims AS c CROSS JOIN incidents AS i ON i.id = c.incident_id
  WHERE c.field IN ('lure', 'lure_channel', 'promised_pay_pen') AND c.scope = 'incident'
  GROUP BY i.live_id)
SELECT i.id, i.date_event,
  (SELECT p.department FROM incident_scene AS p WHERE p.incident_id = i.id),
  job.value, told.least, told.most,
  replace(told.channels, ',', ', '),
  (SELECT group_concat(department, ', ') FROM (
    SELECT DISTINCT r.department FROM incidents AS m
    CROSS JOIN incident_places AS r ON r.incident_id = m.id
    WHERE m.live_id = i.id AND r.role = 'recruitment' AND r.department <> ''
    ORDER BY r.department)),
  (SELECT group_concat(value, ', ') FROM (
    SELECT DISTINCT value FROM incident_claims
    WHERE incident_id = i.id AND field = 'form' ORDER BY value))
FROM told CROSS JOIN incidents AS i ON i.id = told.live_id
LEFT JOIN incident_claims AS job ON job.incident_id = i.id AND job.field = 'lure'
WHERE i.review IS NOT 'rejected' GROUP BY i.id, job.value
""",
    "SELECT job, count(*) AS incidents, min(pay_pen_min) AS least, max(pay_pen_max) AS most, "
    "round(avg(pay_pen_max)) AS mean FROM lures WHERE job IS NOT NULL GROUP BY job "
    "ORDER BY incidents DESC, job",
)

ROUTES = View(
    "routes",
    "From where victims came or were recruited to where they were exploited or, where that is "
    "not told, rescued: one row an incident, role and pair of departments (or "
    "countries) that differ.",
    (
        ("incident_id", "The live incident."),
        ("date_event", "First Lima day of the interval in which it happened; or NULL."),
        ("from_role", "``origin`` or ``recruitment``."),
        ("from_department", "INEI spelling; empty abroad."),
        ("from_country", "ISO 3166 alpha-2."),
        ("from_latitude", "Degrees north; NULL where it is not known."),
        ("from_longitude", "Degrees east."),
        ("to_department", "INEI spelling; empty abroad."),
        ("to_country", "ISO 3166 alpha-2."),
        ("to_latitude", "Degrees north; NULL where it is not known."),
        ("to_longitude", "Degrees east."),
    ),
    """
WITH placed AS (
  SELECT i.live_id, p.role, p.department, p.country,
    coalesce(min(CASE WHEN p.latitude IS NOT NULL THEN p.id END), min(p.id)) AS place
  FROM incident_places AS p CROSS JOIN incidents AS i ON i.id = p.incident_id
  WHERE p.role IN ('origin', 'recruitment', 'exploitation', 'rescue')
  GROUP BY i.live_id, p.role, p.department, p.country),
ends AS (
  SELECT * FROM placed WHERE role = 'exploitation' UNION ALL
  SELECT * FROM placed AS r WHERE role = 'rescue' AND NOT EXISTS (
    SELECT 1 FROM placed AS e WHERE e.live_id = r.live_id AND e.role = 'exploitation'))
SELECT i.id, i.date_event, a.role, a.department, a.country, f.latitude, f.longitude,
  b.department, b.country, t.latitude, t.longitude
FROM placed AS a JOIN ends AS b ON b.live_id = a.live_id
CROSS JOIN incidents AS i ON i.id = a.live_id
CROSS JOIN incident_places AS f ON f.id = a.place
CROSS JOIN incident_places AS t ON t.id = b.place
WHERE a.role IN ('origin', 'recruitment')
  AND (a.department <> b.department OR a.country <> b.country) AND i.review IS NOT 'rejected'
""",
    "SELECT from_department, to_department, count(DISTINCT incident_id) AS incidents FROM routes "
    "GROUP BY 1, 2 ORDER BY incidents DESC",
)

RAID_TO_SENTENCE = View(
    "raid_to_sentence",
    "How long it took from the event to the first sentence or acquittal that an article tells. "
    "An incident that is known by its sentence alone is dated by it: where both lie within 30 "
    "days of each other, ``days`` is NULL.",
    (
        ("incident_id", "The live incident."),
        ("title", "Neutral wording, made of its facts."),
        ("department", "Where it happened, as in ``incident_scene``."),
        ("status", "``sentenced``, ``acquitted``, or how far the case has come otherwise."),
        ("date_event", "First Lima day of the interval in which it happened; or NULL."),
        ("date_precision", "How long that interval is: ``day``, ``month``..."),
        ("sentence_told_on", "Lima day of the first article that tells a sentence or acquittal."),
        ("days", "Days between the two; NULL where the event's own day is not known."),
        ("sentence_years_min", "Shortest prison term that any article gives, in years."),
        ("sentence_years_max", "Longest prison term that any article gives, in years."),
    ),
    """
WITH told AS (
  SELECT i.live_id, date(min(coalesce(a.published_at, a.fetched_at)), '-5 hours') AS day,
    min(CASE WHEN c.field = 'sentence_years' THEN c.value END) AS least,
    max(CASE WHEN c.field = 'sentence_years' THEN c.value END) AS most
  FROM claims AS c CROSS JOIN incidents AS i ON i.id = c.incident_id
  CROSS JOIN articles AS a ON a.id = c.article_id
  WHERE c.scope = 'incident' AND (c.field = 'sentence_years'
    OR (c.field = 'status' AND c.value IN ('sentenced', 'acquitted')))
  GROUP BY i.live_id)
SELECT i.id, i.title,
  (SELECT p.department FROM incident_scene AS p WHERE p.incident_id = i.id),
  i.status, i.date_event, i.date_precision, told.day,
  CASE WHEN i.date_precision IN ('day', 'week', 'month')
    AND julianday(told.day) - julianday(i.date_event) > 30
    THEN CAST(julianday(told.day) - julianday(i.date_event) AS INTEGER) END,
  told.least, told.most
FROM told CROSS JOIN incidents AS i ON i.id = told.live_id
WHERE i.review IS NOT 'rejected'
""",
    "SELECT substr(sentence_told_on, 1, 4) AS year, count(*) AS sentenced, count(days) AS dated, "
    "round(avg(days)) AS mean_days FROM raid_to_sentence GROUP BY year ORDER BY year",
)

STATED_TOTALS = View(
    "stated_totals",
    "Totals over many incidents as articles state them, a year's for the most part. They are kept "
    "apart from incidents and enter no count; read the quote before you compare.",
    (
        ("field", "``arrested``, ``rescued``, ``victims``, ``minors``..."),
        ("value", "A whole number."),
        ("qualifier", "``exact``, ``at_least`` or ``about``."),
        ("quote", "The words."),
        ("outlet", "Who says so."),
        ("published_at", "When it said so."),
        ("url", "Where the words stand."),
        ("article_id", "Number of the article."),
        ("claim_id", "Number of the claim."),
    ),
    """
SELECT c.field, c.value, c.qualifier, c.quote, a.outlet, a.published_at, a.url, a.id, c.id
FROM claims AS c CROSS JOIN articles AS a ON a.id = c.article_id
WHERE c.scope = 'aggregate'
""",
    "SELECT published_at, field, value, quote, outlet FROM stated_totals ORDER BY published_at",
)

OFFICIAL_FIGURES = View(
    "official_figures",
    "What authorities counted, each figure with its source. The series do not agree with each "
    "other, since there is no single register. They come with the program, not from the news.",
    (
        ("figure_id", "Number of the row."),
        ("date_from", "First day that it covers."),
        ("date_until", "Last day that it covers."),
        ("department", "INEI spelling; empty for the whole country."),
        ("form", "Form of exploitation; empty for all."),
        (
            "measure",
            "``complaints``, ``operations``, ``victims``, ``rescued``, ``minors``, "
            "``convictions``.",
        ),
        ("value", "How many."),
        ("source", "Who published it."),
    ),
    "VALUES " + ",\n  ".join(_figure(n, line) for n, line in enumerate(_LINES, 1)),
    "SELECT date_from, date_until, measure, value, source FROM official_figures "
    "WHERE department = '' ORDER BY date_from",
)

PRESS_COVERAGE = View(
    "press_coverage",
    "Official figures beside what the press told of the same time and place: incidents beside "
    "complaints and operations, people rescued beside victims, incidents with a sentence beside "
    "convictions. They count different things, so the share tells how much can be seen through "
    "the press, not who is right; before the monitor began, the press is empty.",
    (
        ("figure_id", "The row of ``official_figures``; the next six columns are its."),
        ("date_from", "First day that the official figure covers."),
        ("date_until", "Last day that it covers."),
        ("department", "INEI spelling; empty for the whole country."),
        ("form", "Form of exploitation; empty for all."),
        ("measure", "``complaints``, ``operations``, ``victims``, ``rescued``, ``minors``..."),
        ("official", "The official figure."),
        ("press_min", "The press's, if the lowest figures hold."),
        ("press_max", "The press's, if the highest figures hold."),
        ("share_percent", "press_max for each hundred of the official figure."),
        ("source", "Who published the official figure."),
    ),
    """
WITH seen AS MATERIALIZED (
  SELECT c.*, i.date_event FROM incident_cells AS c
  CROSS JOIN incidents AS i ON i.id = c.incident_id WHERE i.date_event IS NOT NULL),
counted AS (
  SELECT f.figure_id, count(s.incident_id) AS incidents, total(s.rescued_min) AS rescued_min,
    total(s.rescued_max) AS rescued_max, total(s.minors_min) AS minors_min,
    total(s.minors_max) AS minors_max
  FROM official_figures AS f LEFT JOIN seen AS s
    ON s.date_event BETWEEN f.date_from AND f.date_until
    AND f.department IN ('', s.department) AND f.form IN ('', s.form)
  GROUP BY f.figure_id),
sentenced AS (
  SELECT f.figure_id, count(s.incident_id) AS incidents
  FROM official_figures AS f LEFT JOIN raid_to_sentence AS s
    ON s.status = 'sentenced' AND s.sentence_told_on BETWEEN f.date_from AND f.date_until
    AND f.department IN ('', s.department)
  WHERE f.measure = 'convictions' GROUP BY f.figure_id),
compared AS (
  SELECT f.*, CAST(CASE WHEN f.measure IN ('rescued', 'victims') THEN c.rescued_min
      WHEN f.measure = 'minors' THEN c.minors_min
      ELSE coalesce(s.incidents, c.incidents) END AS INTEGER) AS least,
    CAST(CASE WHEN f.measure IN ('rescued', 'victims') THEN c.rescued_max
      WHEN f.measure = 'minors' THEN c.minors_max
      ELSE coalesce(s.incidents, c.incidents) END AS INTEGER) AS most
  FROM official_figures AS f JOIN counted AS c USING (figure_id)
  LEFT JOIN sentenced AS s USING (figure_id))
SELECT figure_id, date_from, date_until, department, form, measure, value, least, most,
  round(100.0 * most / value, 1), source
FROM compared
""",
    "SELECT date_from, measure, official, press_min, press_max, share_percent, source "
    "FROM press_coverage WHERE department = '' ORDER BY date_from",
)

QUESTIONS = (
    INCIDENT_SCENE,
    INCIDENT_CELLS,
    INCIDENTS_BY_MONTH,
    LURES,
    ROUTES,
    RAID_TO_SENTENCE,
    STATED_TOTALS,
    OFFICIAL_FIGURES,
    PRESS_COVERAGE,
)

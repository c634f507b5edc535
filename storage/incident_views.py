"""Views of one incident: what is counted in it, where outlets disagree, how the case went on."""

from storage.schema import View

COUNTED = ("arrested", "rescued", "victims", "minors", "adults", "women", "men")
"""Fields of which an incident has one true value, however many are told."""

ONE_VALUED = ", ".join(f"'{field}'" for field in COUNTED)
"""The same, as SQL: several values of one are a conflict, until a person chose."""


def best_value(field: str) -> str:
    """Return SQL for the best value of ``field`` of the incident ``i``, as a scalar."""
    return f"""CASE WHEN EXISTS (SELECT 1 FROM decided_values
    WHERE incident_id = i.id AND field = '{field}')
    THEN (SELECT value FROM decided_values WHERE incident_id = i.id AND field = '{field}')
    ELSE (SELECT c.value FROM incidents AS m CROSS JOIN claims AS c ON c.incident_id = m.id
      CROSS JOIN articles AS a ON a.id = c.article_id
      WHERE m.live_id = i.id AND c.field = '{field}' AND c.scope = 'incident' GROUP BY c.value
      ORDER BY count(DISTINCT a.story_id) DESC, max(c.qualifier = 'exact') DESC,
        max(coalesce(a.published_at, a.fetched_at)) DESC, c.value DESC LIMIT 1) END"""  # noqa: S608


DISAGREED = f"""(SELECT group_concat(field, ', ') FROM (
    SELECT c.field FROM incident_claims AS c
    WHERE c.incident_id = i.id AND c.field IN ({ONE_VALUED}) AND NOT EXISTS (
      SELECT 1 FROM decided_values AS d WHERE d.incident_id = i.id AND d.field = c.field)
    GROUP BY c.field HAVING count(DISTINCT c.value) > 1 ORDER BY c.field))"""  # noqa: S608
"""SQL for the fields of the incident ``i`` of which several values are told and none was chosen."""

INCIDENT_COUNTS = View(
    "incident_counts",
    "Each count that is told of an incident: who says it, since when, and which one is the best: "
    "what a person decided; else what most texts say (copies of one text speak once), an exact "
    "figure before an estimate, the latest before older ones.",
    (
        ("incident_id", "The live incident."),
        ("field", "``arrested``, ``rescued``, ``victims``, ``minors``, ``adults``..."),
        ("value", "A whole number."),
        ("is_best", "1 for the value that the summary gives as the best."),
        ("stories", "How many texts say so."),
        ("articles", "How many articles."),
        ("outlets", "How many outlets."),
        ("exact", "1 where at least one gives it as exact."),
        ("first_said_at", "When it was first said."),
        ("last_said_at", "When it was last said."),
        ("said", "JSON list: ``outlet``, ``at``, ``article_id`` and ``quote`` of each."),
    ),
    f"""
WITH told AS (
  SELECT i.live_id AS incident_id, c.field, c.value, count(DISTINCT a.story_id) AS stories,
    count(DISTINCT a.id) AS articles, count(DISTINCT a.outlet) AS outlets,
    max(c.qualifier = 'exact') AS exact, min(coalesce(a.published_at, a.fetched_at)) AS since,
    max(coalesce(a.published_at, a.fetched_at)) AS until,
    json_group_array(json_object('outlet', a.outlet, 'at', coalesce(a.published_at, a.fetched_at),
      'article_id', a.id, 'quote', c.quote)) AS said
  FROM incidents AS i CROSS JOIN claims AS c ON c.incident_id = i.id
  CROSS JOIN articles AS a ON a.id = c.article_id
  WHERE c.scope = 'incident' AND c.field IN ({ONE_VALUED})
  GROUP BY i.live_id, c.field, c.value)
SELECT incident_id, field, value,
  CASE WHEN EXISTS (SELECT 1 FROM decided_values AS d
    WHERE d.incident_id = told.incident_id AND d.field = told.field)
    THEN value IS (SELECT d.value FROM decided_values AS d
      WHERE d.incident_id = told.incident_id AND d.field = told.field)
    ELSE row_number() OVER (PARTITION BY incident_id, field
      ORDER BY stories DESC, exact DESC, until DESC, value DESC) = 1 END,
  stories, articles, outlets, exact, since, until, said
FROM told
""",  # noqa: S608
    "SELECT field, value, is_best, stories, first_said_at, said FROM incident_counts "
    "WHERE incident_id = 1 ORDER BY field, value",
)

INCIDENT_CONFLICTS = View(
    "incident_conflicts",
    "Counts of incidents of which outlets tell different values: one row an incident and field.",
    (
        ("incident_id", "The live incident."),
        ("title", "Neutral wording, made of its facts."),
        ("field", "``arrested``, ``rescued``, ``minors``..."),
        ("least", "The smallest value."),
        ("most", "The largest one."),
        ("best", "The one that the summary gives as the best."),
        ("said", "``20: La Hora; 23: AP``: the values, each with who says so."),
    ),
    """
SELECT k.incident_id, i.title, k.field, min(k.value), max(k.value),
  max(CASE WHEN k.is_best THEN k.value END),
  group_concat(k.value || ': ' || (SELECT group_concat(outlet, ', ') FROM (
    SELECT DISTINCT json_extract(j.value, '$.outlet') AS outlet FROM json_each(k.said) AS j
    ORDER BY outlet)), '; ')
FROM (SELECT * FROM incident_counts ORDER BY incident_id, field, value) AS k
CROSS JOIN incidents AS i ON i.id = k.incident_id
WHERE i.review IS NOT 'rejected'
GROUP BY k.incident_id, k.field HAVING count(*) > 1
""",
    "SELECT title, field, said FROM incident_conflicts ORDER BY incident_id, field",
)

INCIDENT_STAGES = View(
    "incident_stages",
    "The life line of an incident: its stages, from the raid to the sentence, each with the day "
    "that it is dated to and who told it first.",
    (
        ("incident_id", "The live incident."),
        (
            "status",
            "``reported``, ``operation``, ``detained``, ``pretrial_detention``, "
            "``charged``, ``trial``, ``sentenced``, ``acquitted``.",
        ),
        ("stage", "Its number, from 0 for the raid to 4 for the sentence; for sorting."),
        ("date_event", "The earliest Lima day that an article gives it; or NULL."),
        ("first_told_at", "When an article first told it."),
        ("first_article_id", "That article."),
        ("articles", "How many articles tell it."),
        ("outlets", "How many outlets."),
    ),
    """
WITH told AS (
  SELECT i.live_id AS incident_id, l.status, l.date_event, a.id, a.outlet,
    coalesce(a.published_at, a.fetched_at) AS at, row_number() OVER (
      PARTITION BY i.live_id, l.status ORDER BY coalesce(a.published_at, a.fetched_at), a.id) AS nth
  FROM incidents AS i CROSS JOIN incident_articles AS l ON l.incident_id = i.id
  CROSS JOIN articles AS a ON a.id = l.article_id)
SELECT incident_id, status, CASE status WHEN 'pretrial_detention' THEN 1 WHEN 'charged' THEN 2
    WHEN 'trial' THEN 3 WHEN 'sentenced' THEN 4 WHEN 'acquitted' THEN 4 ELSE 0 END,
  min(date_event), min(at), max(CASE WHEN nth = 1 THEN id END),
  count(DISTINCT id), count(DISTINCT outlet)
FROM told GROUP BY incident_id, status
""",
    "SELECT stage, status, date_event, articles FROM incident_stages WHERE incident_id = 1 "
    "ORDER BY stage, date_event",
)

OF_ONE = (INCIDENT_COUNTS, INCIDENT_CONFLICTS, INCIDENT_STAGES)

"""Queries about what readers were told; :mod:`storage.told` asks them."""

COUNTS = (
    "arrested", "rescued", "victims", "minors", "women", "men", "adults", "sentence_years",
    "preventive_months",
)  # fmt: skip
"""Fields whose values a reader remembers."""
_COUNTS = ", ".join(f"'{name}'" for name in COUNTS)
_DAY = "(SELECT day FROM digests AS d WHERE d.id = t.digest_id)"
_TITLE = "(SELECT value FROM told WHERE incident_id = t.incident_id AND what = 'title')"

_FROM = (
    "FROM incidents AS i CROSS JOIN incidents AS live ON live.id = i.live_id "
    "CROSS JOIN incident_articles AS l ON l.incident_id = i.id "
    "CROSS JOIN articles AS a ON a.id = l.article_id"
)
_CLAIMED = (
    "CROSS JOIN claims AS c ON c.article_id = a.id AND c.incident_id = i.id "
    f"AND c.scope = 'incident' AND c.field IN ({_COUNTS})"
)
_CHOSEN = (
    "CROSS JOIN decided_values AS v ON v.incident_id = live.id AND v.value IS NOT NULL "
    f"AND v.field IN ({_COUNTS})"
)
_KNOWN = (
    ("'title'", "live.title", ""),
    ("'status'", "live.status", ""),
    ("'article'", "a.id", ""),
    ("c.field", "c.value", _CLAIMED),
    ("'decided.' || v.field", "v.value", _CHOSEN),
)
"""What a reader is told: the columns ``what`` and ``value``, and the tables that they come from."""


TELL_ALL = tuple(
    "INSERT OR REPLACE INTO told (incident_id, what, value, digest_id) "
    f"SELECT live.id, {what}, {value}, max(a.digest_id) {_FROM} {joined} "
    "WHERE a.digest_id IS NOT NULL AND live.review IS NOT 'rejected' GROUP BY 1, 2, 3"
    for what, value, joined in _KNOWN
)
"""Takes everything that digests told so far as told; for the migration that brings the table."""
STANDING = tuple(
    f"SELECT live.id AS incident_id, {what} AS what, {value} AS value, "  # noqa: S608
    f"max(coalesce(a.digest_id, ?)) AS digest_id {_FROM} {joined} "
    "WHERE (a.digest_id IS NOT NULL OR a.id IN (SELECT value FROM json_each(?))) "
    "AND live.review IS NOT 'rejected' AND live.id IN (SELECT value FROM json_each(?)) "
    "GROUP BY 1, 2, 3"
    for what, value, joined in _KNOWN
)
"""What stands of some live incidents; the parameters are the number of the digest in the making,
the articles that it will have told, and the incidents."""

MERGED = f"""
SELECT t.incident_id, {_DAY} AS day, t.value AS title, live.id AS into_id,
  live.title AS into_title
FROM told AS t JOIN incidents AS i ON i.id = t.incident_id
JOIN incidents AS live ON live.id = i.live_id
WHERE t.what = 'title' AND i.merged_into IS NOT NULL ORDER BY t.incident_id
"""  # noqa: S608
GONE = f"""
SELECT t.incident_id, {_DAY} AS day, t.value AS title
FROM told AS t JOIN incidents AS i ON i.id = t.incident_id
WHERE t.what = 'title' AND i.merged_into IS NULL AND (i.review = 'rejected' OR NOT EXISTS (
  SELECT 1 FROM incidents AS m CROSS JOIN incident_articles AS l ON l.incident_id = m.id
  WHERE m.live_id = i.id))
ORDER BY t.incident_id
"""  # noqa: S608
MOVED = f"""
SELECT t.incident_id, {_DAY} AS day, {_TITLE} AS title, min(a.title) AS headline,
  count(*) AS number, into_id, (SELECT n.title FROM incidents AS n WHERE n.id = into_id)
  AS into_title
FROM (SELECT told.*, (SELECT n.live_id FROM incident_articles AS k
    JOIN incidents AS n ON n.id = k.incident_id WHERE k.article_id = told.value
    ORDER BY k.score DESC LIMIT 1) AS into_id FROM told WHERE what = 'article') AS t
JOIN incidents AS i ON i.id = t.incident_id AND i.merged_into IS NULL
JOIN articles AS a ON a.id = t.value AND a.title <> ''
WHERE NOT EXISTS (SELECT 1 FROM incidents AS m
  CROSS JOIN incident_articles AS l ON l.incident_id = m.id
  WHERE m.live_id = t.incident_id AND l.article_id = t.value)
GROUP BY t.incident_id, into_id ORDER BY t.incident_id
"""  # noqa: S608
FIGURES = f"""
SELECT t.incident_id, {_DAY} AS day, {_TITLE} AS title, t.what, t.value
FROM told AS t JOIN incidents AS i ON i.id = t.incident_id AND i.merged_into IS NULL
WHERE t.what IN ({_COUNTS}) AND i.review IS NOT 'rejected' AND NOT EXISTS (
  SELECT 1 FROM incidents AS m CROSS JOIN claims AS c ON c.incident_id = m.id
    AND c.field = t.what AND c.value = t.value AND c.scope = 'incident'
  WHERE m.live_id = t.incident_id)
ORDER BY t.incident_id, t.what, t.value
"""  # noqa: S608
DECIDED = f"""
SELECT t.incident_id, {_DAY} AS day, {_TITLE} AS title, t.what, t.value, v.value AS decided
FROM decided_values AS v JOIN told AS t ON t.incident_id = v.incident_id AND t.what = v.field
JOIN incidents AS i ON i.id = t.incident_id AND i.merged_into IS NULL
WHERE v.field IN ({_COUNTS}) AND t.value IS NOT v.value AND i.review IS NOT 'rejected'
  AND NOT EXISTS (SELECT 1 FROM told AS k WHERE k.incident_id = v.incident_id
    AND k.what = 'decided.' || v.field AND k.value IS v.value)
ORDER BY t.incident_id, t.what, t.value
"""  # noqa: S608

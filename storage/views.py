"""The views: the stable face of the database."""

from storage.incident_views import DISAGREED, OF_ONE, best_value
from storage.question_views import QUESTIONS
from storage.schema import View

# CROSS JOIN keeps SQLite to the order as written: from one incident to what is said of it. Without
# statistics it would begin with all claims of a field, and read all of them for each incident.

INCIDENT_CLAIMS = View(
    "incident_claims",
    "Who says what of a live incident: its claims, with the words and where they were read.",
    (
        ("incident_id", "The live incident, also where the claim came with one merged into it."),
        ("field", "``arrested``, ``rescued``, ``form``..."),
        ("value", "A whole number or a text."),
        ("qualifier", "``exact``, ``at_least`` or ``about``."),
        ("outlet", "Who says so."),
        ("published_at", "When it said so."),
        ("quote", "The words."),
        ("url", "Where they stand."),
        ("article_id", "Number of the article."),
        ("claim_id", "Number of the claim."),
    ),
    """
SELECT i.live_id, c.field, c.value, c.qualifier,
  a.outlet, a.published_at, c.quote, a.url, a.id, c.id
FROM incidents AS i
CROSS JOIN claims AS c ON c.incident_id = i.id
CROSS JOIN articles AS a ON a.id = c.article_id
WHERE c.scope = 'incident'
""",
    "SELECT field, value, outlet, quote FROM incident_claims WHERE incident_id = 1 ORDER BY field",
)

INCIDENT_SUMMARY = View(
    "incident_summary",
    "One row a live incident that at least one article tells and nobody rejected. Counts are the "
    "smallest and the largest that any article gives for it; totals over many incidents never "
    "enter.",
    (
        ("incident_id", "Number of the incident; permanent."),
        ("title", "Neutral wording, made of its facts."),
        ("kind", "``incident``."),
        ("status", "How far the case has come."),
        ("date_event", "First Lima day of the interval in which it happened; or NULL."),
        ("date_precision", "How long that interval is: ``day``, ``month``..."),
        ("departments", "Departments of rescue, arrest and exploitation, comma-separated."),
        ("forms", "Forms of exploitation, comma-separated."),
        ("arrested_min", "Fewest arrested."),
        ("arrested_max", "Most arrested."),
        ("rescued_min", "Fewest rescued."),
        ("rescued_max", "Most rescued."),
        ("minors_min", "Fewest minors among the rescued."),
        ("minors_max", "Most minors among the rescued."),
        ("article_count", "Articles that tell it."),
        ("outlet_count", "Outlets that tell it."),
        ("first_seen_at", "When the first article on it was read."),
        ("last_update_at", "When the last one was."),
        ("arrested_best", "The best figure for those arrested, as in ``incident_counts``."),
        ("rescued_best", "The best figure for those rescued."),
        ("minors_best", "The best figure for the minors among them."),
        (
            "conflicts",
            "Counts of which outlets tell different values and nobody chose; or NULL.",
        ),
    ),
    f"""
SELECT i.id, i.title, i.kind, i.status, i.date_event, i.date_precision,
  (SELECT group_concat(department, ', ') FROM (
    SELECT DISTINCT p.department FROM incidents AS m
    CROSS JOIN incident_places AS p ON p.incident_id = m.id
    WHERE m.live_id = i.id AND p.department <> ''
      AND p.role IN ('rescue', 'arrest', 'exploitation') ORDER BY p.department)),
  (SELECT group_concat(value, ', ') FROM (
    SELECT DISTINCT value FROM incident_claims
    WHERE incident_id = i.id AND field = 'form' ORDER BY value)),
  (SELECT min(value) FROM incident_claims WHERE incident_id = i.id AND field = 'arrested'),
  (SELECT max(value) FROM incident_claims WHERE incident_id = i.id AND field = 'arrested'),
  (SELECT min(value) FROM incident_claims WHERE incident_id = i.id AND field = 'rescued'),
  (SELECT max(value) FROM incident_claims WHERE incident_id = i.id AND field = 'rescued'),
  (SELECT min(value) FROM incident_claims WHERE incident_id = i.id AND field = 'minors'),
  (SELECT max(value) FROM incident_claims WHERE incident_id = i.id AND field = 'minors'),
  (SELECT count(DISTINCT l.article_id) FROM incidents AS m
    CROSS JOIN incident_articles AS l ON l.incident_id = m.id
    WHERE m.live_id = i.id),
  (SELECT count(DISTINCT a.outlet) FROM incidents AS m
    CROSS JOIN incident_articles AS l ON l.incident_id = m.id
    CROSS JOIN articles AS a ON a.id = l.article_id
    WHERE m.live_id = i.id),
  i.first_seen_at, i.last_update_at,
  {best_value("arrested")},
  {best_value("rescued")},
  {best_value("minors")},
  {DISAGREED}
FROM incidents AS i
WHERE i.merged_into IS NULL AND i.review IS NOT 'rejected' AND EXISTS (
  SELECT 1 FROM incidents AS m CROSS JOIN incident_articles AS l ON l.incident_id = m.id
  WHERE m.live_id = i.id)
""",  # noqa: S608
    "SELECT date_event, title, rescued_min, rescued_max FROM incident_summary "
    "WHERE departments LIKE '%Madre de Dios%' ORDER BY date_event",
)

STORY_ORIGINS = View(
    "story_origins",
    "Who copied whom: one row a story, with its first publisher and, where an article of it says "
    "so, the agency or office whose text it is.",
    (
        ("story_id", "The text."),
        ("article_count", "Articles that carry it."),
        ("outlet_count", "Outlets that do."),
        ("first_outlet", "Who published it first, of those read."),
        ("first_published_at", "When, else when it was read."),
        ("first_url", "Where."),
        ("credit_kind", "``agency``, ``official`` or ``outlet``; NULL where no article says."),
        ("credit", "Its name."),
        ("credit_quote", "The words of the article that says so."),
        ("credit_url", "That article."),
    ),
    """
SELECT s.id, s.article_count,
  (SELECT count(DISTINCT outlet) FROM articles WHERE story_id = s.id),
  f.outlet, s.first_published_at, f.url, c.kind, c.name, c.quote, w.url
FROM stories AS s LEFT JOIN articles AS f ON f.id = s.first_article_id
LEFT JOIN articles AS w ON w.id = (
  SELECT a.id FROM articles AS a JOIN article_credits AS k ON k.article_id = a.id
  WHERE a.story_id = s.id ORDER BY k.kind, a.id LIMIT 1)
LEFT JOIN article_credits AS c ON c.article_id = w.id AND c.name = (
  SELECT name FROM article_credits WHERE article_id = w.id ORDER BY kind, name LIMIT 1)
""",
    "SELECT credit, count(*) AS texts, sum(article_count) AS articles FROM story_origins "
    "WHERE article_count > 1 GROUP BY credit ORDER BY articles DESC",
)

SOURCE_HEALTH = View(
    "source_health",
    "One row a source, as of the beginning of the last round. An endpoint fails once it could not "
    "be read twice in a row, or never could; a source fails where all its endpoints do, as far as "
    "they were asked. ``silent`` is judged by volume: a source that by its usual pace should have "
    "given five articles and gave none.",
    (
        ("source_id", "Its id in config.yaml."),
        ("name", "Its name."),
        ("last_success_at", "When an endpoint of it last answered properly."),
        ("last_new_article_at", "When an article of it was last stored."),
        ("days_silent", "Days from the date of its newest article to the last round."),
        ("usual_per_week", "Articles a week over the eight weeks before its newest one."),
        ("state", "``ok``, ``silent``, ``failing``, ``never`` (not polled yet) or ``off``."),
        ("why", "A sentence for the operator; it also tells when only some endpoints fail."),
    ),
    """
WITH moment AS (SELECT started_at AS now FROM rounds ORDER BY id DESC LIMIT 1),
known AS (
  SELECT *, failures >= 2 OR (failures > 0 AND last_success_at IS NULL) AS fails
  FROM endpoints WHERE configured),
asked AS (
  SELECT source_id, max(last_success_at) AS success, count(*) AS endpoints,
    count(last_poll_at) AS polled, sum(fails) AS failing,
    min(CASE WHEN last_poll_at IS NOT NULL THEN failures END) AS failures,
    replace(group_concat(DISTINCT CASE WHEN fails THEN last_outcome END), ',', ', ') AS outcomes
  FROM known GROUP BY source_id),
dated AS (
  SELECT s.id, s.name, s.enabled, s.configured, now,
    (SELECT max(fetched_at) FROM articles WHERE source_id = s.id) AS stored,
    (SELECT min(coalesce(published_at, fetched_at)) FROM articles WHERE source_id = s.id) AS first,
    (SELECT max(coalesce(published_at, fetched_at)) FROM articles WHERE source_id = s.id
      AND coalesce(published_at, fetched_at) < strftime('%Y-%m-%dT%H:%M:%SZ', now, '+1 day'))
      AS last
  FROM sources AS s LEFT JOIN moment),
paced AS (
  SELECT dated.*, round(max(0, julianday(now) - julianday(last)), 1) AS days,
    round(coalesce((SELECT count(*) FROM articles WHERE source_id = dated.id
      AND coalesce(published_at, fetched_at) > strftime('%Y-%m-%dT%H:%M:%SZ', last, '-56 days')
      AND coalesce(published_at, fetched_at) <= last)
      / min(8.0, max(1.0, (julianday(last) - julianday(first)) / 7)), 0), 1) AS pace
  FROM dated),
judged AS (
  SELECT paced.*, asked.*, CASE
    WHEN NOT (enabled AND configured) THEN 'off'
    WHEN coalesce(polled, 0) = 0 THEN 'never'
    WHEN failing = polled THEN 'failing'
    WHEN last IS NULL OR (days >= 2 AND days * pace / 7 >= 5) THEN 'silent'
    ELSE 'ok' END AS state
  FROM paced LEFT JOIN asked ON asked.source_id = paced.id)
SELECT id, name, success, stored, days, pace, state, CASE state
  WHEN 'off' THEN iif(configured, 'switched off', 'no longer') || ' in the configuration'
  WHEN 'never' THEN 'not polled yet'
  WHEN 'failing' THEN printf('%d failure(s) in a row, the last: %s', failures,
    (SELECT last_outcome FROM endpoints WHERE source_id = judged.id AND configured
      ORDER BY last_poll_at DESC, url LIMIT 1))
  ELSE iif(failing > 0, printf('%d of %d endpoints %s: %s; ',
    failing, endpoints, iif(failing = 1, 'fails', 'fail'), outcomes), '') || CASE
      WHEN last IS NULL THEN 'answers, but has given no article yet'
      WHEN state = 'silent' THEN
        printf('nothing new for %.0f days; usually %.1f a week', days, pace)
      ELSE printf('newest article %.0f days old; usually %.1f a week', days, pace) END
  END
FROM judged
""",
    "SELECT name, state, why FROM source_health WHERE state IN ('failing', 'silent')",
)

VIEWS = (INCIDENT_SUMMARY, INCIDENT_CLAIMS, *OF_ONE, *QUESTIONS, STORY_ORIGINS, SOURCE_HEALTH)

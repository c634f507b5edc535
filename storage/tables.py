"""Every table of the database, column by column; docs/schema.md is made of this module.

Instants are UTC ISO text ending in Z, to the second. Lists and maps are JSON text.
"""

from storage.digest_tables import DIGEST_TABLES
from storage.inner_tables import INNER_TABLES
from storage.review_tables import REVIEW_TABLES
from storage.schema import Column, Index, Table
from storage.text_tables import ARTICLE_CREDITS, ARTICLE_VERSIONS, ARTICLES, STORIES

_SCENES = "``rescue``, ``arrest``, ``exploitation``, ``recruitment``, ``origin``, ``transit``"

INCIDENTS = Table(
    "incidents",
    "One real event. Read it through the view incident_summary.",
    (
        Column("id", "INTEGER PRIMARY KEY AUTOINCREMENT", "Number of the incident; permanent."),
        Column("title", "TEXT NOT NULL", "Neutral wording, made of its facts."),
        Column("kind", "TEXT NOT NULL", "``incident``; other values are reserved."),
        Column(
            "status",
            "TEXT NOT NULL",
            "How far the case has come: ``reported``, ``operation``, ``detained``, "
            "``pretrial_detention``, ``charged``, ``trial``, ``sentenced``, ``acquitted``.",
        ),
        Column(
            "date_event", "TEXT", "First Lima day of the interval in which it happened; or NULL."
        ),
        Column(
            "date_precision",
            "TEXT NOT NULL",
            "``day``, ``week``, ``month``, ``year``, ``unknown``.",
        ),
        Column("first_seen_at", "TEXT NOT NULL", "When the first article on it was read."),
        Column("last_update_at", "TEXT NOT NULL", "When the last one was."),
        Column(
            "merged_into",
            "INTEGER REFERENCES incidents(id)",
            "The live incident that took this one over; NULL for a live one.",
        ),
        Column(
            "live_id",
            "INTEGER GENERATED ALWAYS AS (coalesce(merged_into, id)) VIRTUAL",
            "The live incident: merged_into, else id.",
        ),
        Column("reviewed_by", "TEXT", "Who accepted or rejected it; NULL while nobody did."),
        Column("reviewed_at", "TEXT", "When."),
        Column(
            "review",
            "TEXT",
            "What a person decided: ``accepted``, ``rejected``, ``unsure``; NULL while nobody did.",
            since=2,
        ),
    ),
    indexes=(
        Index("incidents_live", "live_id", "all numbers of a live incident"),
        Index("incidents_by_update", "last_update_at", "what changed lately"),
    ),
)

INCIDENT_ARTICLES = Table(
    "incident_articles",
    "Which articles tell which incident, and why that is thought.",
    (
        Column("incident_id", "INTEGER NOT NULL REFERENCES incidents(id)", "The incident."),
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "The article."),
        Column("reason", "TEXT NOT NULL", "A sentence for the analyst."),
        Column("score", "REAL NOT NULL", "0 to 1; an article's highest is its main incident."),
        Column(
            "episode",
            "INTEGER NOT NULL DEFAULT 0",
            "Which of the events that the article tells: 0 for its main one.",
            since=4,
        ),
        Column(
            "passages",
            "TEXT NOT NULL DEFAULT '[]'",
            "JSON list of ``[start, end]``: where articles.body tells it; ``[]`` for all of it.",
            since=4,
        ),
        Column(
            "status",
            "TEXT NOT NULL DEFAULT 'reported'",
            "The stage of the case that the article tells, as in incidents.status.",
            since=4,
        ),
        Column(
            "date_event",
            "TEXT",
            "First Lima day of the interval in which that was; or NULL.",
            since=4,
        ),
        Column(
            "date_precision",
            "TEXT NOT NULL DEFAULT 'unknown'",
            "How long that interval is: ``day``, ``week``, ``month``...",
            since=4,
        ),
    ),
    key=("incident_id", "article_id"),
    indexes=(Index("incident_articles_by_article", "article_id", "the incidents of an article"),),
)

CLAIMS = Table(
    "claims",
    "One figure or fact that an article states, with its words.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the claim."),
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "Who says so."),
        Column(
            "incident_id",
            "INTEGER REFERENCES incidents(id)",
            "The incident that it speaks of, mostly the article's main one; NULL for an aggregate "
            "or where it tells none.",
        ),
        Column(
            "field",
            "TEXT NOT NULL",
            "``arrested``, ``rescued``, ``minors``, ``sentence_years``, ``form``, ``nationality``, "
            "``promised_pay_pen``, ...",
        ),
        Column("value", "NOT NULL", "A whole number or a text, never JSON."),
        Column("qualifier", "TEXT NOT NULL", "``exact``, ``at_least`` or ``about``."),
        Column("scope", "TEXT NOT NULL", "``incident``, or ``aggregate`` for totals over many."),
        Column("part", "TEXT NOT NULL", "Where the words stand: ``body`` or ``title``."),
        Column("quote", "TEXT NOT NULL", "The words."),
        Column("start", "INTEGER NOT NULL", "First character of the words, from 0."),
        Column("end", "INTEGER NOT NULL", "One past their last character."),
        Column("extractor", "TEXT NOT NULL", "Which rules found it."),
    ),
    indexes=(
        Index("claims_by_article", "article_id", "the claims of an article"),
        Index("claims_by_incident", "incident_id, field, value", "what is claimed of an incident"),
        Index("claims_by_field", "field, value", "who claims a value"),
    ),
)

INCIDENT_PLACES = Table(
    "incident_places",
    "A place that an article names, with the part that it plays.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the row."),
        Column(
            "incident_id",
            "INTEGER REFERENCES incidents(id)",
            "The incident whose place it is, mostly the article's main one; may be NULL.",
        ),
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "Who says so."),
        Column("role", "TEXT NOT NULL", f"{_SCENES} or ``court``."),
        Column("text", "TEXT NOT NULL", "As written in the article."),
        Column("ubigeo", "TEXT NOT NULL", "INEI code of 2, 4 or 6 digits; empty abroad."),
        Column("department", "TEXT NOT NULL", "INEI spelling, with accents; empty abroad."),
        Column("province", "TEXT NOT NULL", "INEI spelling; empty where it is not known."),
        Column("district", "TEXT NOT NULL", "INEI spelling; empty where it is not known."),
        Column("latitude", "REAL", "Degrees north; NULL where it is not known."),
        Column("longitude", "REAL", "Degrees east."),
        Column(
            "precision", "TEXT NOT NULL", "What the coordinate is of: ``district``, ``province``..."
        ),
        Column("country", "TEXT NOT NULL", "ISO 3166 alpha-2."),
        Column("part", "TEXT NOT NULL", "Where the words stand: ``body`` or ``title``."),
        Column("quote", "TEXT NOT NULL", "The words."),
        Column("start", "INTEGER NOT NULL", "First character of the words, from 0."),
        Column("end", "INTEGER NOT NULL", "One past their last character."),
    ),
    indexes=(
        Index("places_by_incident", "incident_id", "where an incident happened"),
        Index("places_by_article", "article_id", "the places of an article"),
        Index("places_by_department", "department, role", "the incidents of a department"),
    ),
)

SOURCES = Table(
    "sources",
    "The outlets of config.yaml, as of the last round. Their health: the view source_health.",
    (
        Column("id", "TEXT PRIMARY KEY NOT NULL", "Its id in config.yaml."),
        Column("name", "TEXT NOT NULL", "Its name."),
        Column("homepage", "TEXT NOT NULL", "Its address."),
        Column("kind", "TEXT NOT NULL", "``press``, ``official``..."),
        Column("country", "TEXT NOT NULL", "ISO 3166 alpha-2."),
        Column("departments", "TEXT NOT NULL", "JSON list: home of a regional outlet."),
        Column("language", "TEXT NOT NULL", "ISO 639-1."),
        Column("enabled", "INTEGER NOT NULL", "1 where it is polled."),
        Column("configured", "INTEGER NOT NULL", "0 once config.yaml no longer names it."),
    ),
)

ENDPOINTS = Table(
    "endpoints",
    "Where sources announce articles, and what must be remembered for the next poll.",
    (
        Column("url", "TEXT PRIMARY KEY NOT NULL", "The address that is polled."),
        Column("source_id", "TEXT NOT NULL DEFAULT ''", "Whose it is."),
        Column("kind", "TEXT NOT NULL DEFAULT ''", "``feed``, ``news_sitemap``, ``section``..."),
        Column(
            "configured", "INTEGER NOT NULL DEFAULT 1", "0 once config.yaml no longer names it."
        ),
        Column("etag", "TEXT NOT NULL DEFAULT ''", "Validator of the last full answer."),
        Column("last_modified", "TEXT NOT NULL DEFAULT ''", "Validator of the last full answer."),
        Column("last_poll_at", "TEXT", "When it was last asked."),
        Column("last_success_at", "TEXT", "When it last answered properly."),
        Column("last_full_read_at", "TEXT", "When it was last read without validators."),
        Column("next_poll_at", "TEXT", "Not asked again before."),
        Column("failures", "INTEGER NOT NULL DEFAULT 0", "Failures in a row."),
        Column("last_outcome", "TEXT NOT NULL DEFAULT ''", "Outcome of the last poll."),
    ),
    indexes=(Index("endpoints_by_source", "source_id", "the endpoints of a source"),),
)

ROUNDS = Table(
    "rounds",
    "One run of collection or import. One that nothing else refers to is deleted after 180 days.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the round."),
        Column("kind", "TEXT NOT NULL", "``crawl``, ``import``..."),
        Column("started_at", "TEXT NOT NULL", "When it began."),
        Column("ended_at", "TEXT", "When it ended; NULL while it runs or if it was cut off."),
        Column("status", "TEXT NOT NULL", "``running``, ``done``, ``failed``, ``interrupted``."),
        Column("counters", "TEXT NOT NULL", "JSON map: what it did, name to number."),
    ),
    indexes=(
        Index("rounds_by_time", "started_at", "the rounds of a period"),
        Index("rounds_by_kind", "kind", "the last round of a kind"),
    ),
)

POLLS = Table(
    "polls",
    "What one endpoint answered in one round. After 180 days only daily_counts tells of it.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the poll."),
        Column("round_id", "INTEGER REFERENCES rounds(id)", "The round."),
        Column("source_id", "TEXT NOT NULL", "The source."),
        Column("endpoint", "TEXT NOT NULL", "The address that was asked."),
        Column("at", "TEXT NOT NULL", "When."),
        Column(
            "outcome", "TEXT NOT NULL", "``ok``, ``not_modified``, ``http_error``, ``timeout``..."
        ),
        Column("status", "INTEGER", "HTTP status; NULL where none came."),
        Column("detail", "TEXT NOT NULL", "What else is known of a failure."),
        Column("full_read", "INTEGER NOT NULL", "1 where it was asked without validators."),
        Column("leads", "INTEGER NOT NULL", "Links found."),
        Column("new_leads", "INTEGER NOT NULL", "Links not known before."),
        Column("size", "INTEGER NOT NULL", "Bytes, decompressed."),
    ),
    indexes=(
        Index("polls_by_round", "round_id", "the polls of a round"),
        Index("polls_by_time", "at", "the polls of a period"),
    ),
)

DROPS = Table(
    "drops",
    "What was given up: where on its way, and why. After 180 days only daily_counts tells of it.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the row."),
        Column("round_id", "INTEGER REFERENCES rounds(id)", "The round; NULL outside one."),
        Column("source_id", "TEXT NOT NULL", "The source."),
        Column("url", "TEXT NOT NULL", "The address or, for an import, the line."),
        Column("at", "TEXT NOT NULL", "When."),
        Column(
            "stage", "TEXT NOT NULL", "``lead``, ``robots``, ``fetch``, ``read``, ``import``..."
        ),
        Column("reason", "TEXT NOT NULL", "A word: ``http_404``, ``no_text``, ``not_html``..."),
        Column("detail", "TEXT NOT NULL", "What else is known."),
    ),
    indexes=(
        Index("drops_by_url", "url", "what became of an address"),
        Index("drops_by_round", "round_id", "the drops of a round"),
        Index("drops_by_time", "at", "the drops of a period"),
    ),
)

DAILY_COUNTS = Table(
    "daily_counts",
    "How many polls and drops of a day were deleted for their age.",
    (
        Column("day", "TEXT NOT NULL", "The Lima day, as 2025-03-14."),
        Column("source_id", "TEXT NOT NULL", "The source."),
        Column("what", "TEXT NOT NULL", "``polls/ok``, ``drops/read/no_text``... as in a round."),
        Column("number", "INTEGER NOT NULL", "How many."),
    ),
    key=("day", "source_id", "what"),
)

TABLES = (
    ARTICLES,
    ARTICLE_VERSIONS,
    ARTICLE_CREDITS,
    STORIES,
    INCIDENTS,
    INCIDENT_ARTICLES,
    CLAIMS,
    INCIDENT_PLACES,
    SOURCES,
    ENDPOINTS,
    ROUNDS,
    POLLS,
    DROPS,
    DAILY_COUNTS,
    *REVIEW_TABLES,
    *DIGEST_TABLES,
    *INNER_TABLES,
)

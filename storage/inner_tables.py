"""Tables that only serve the program: indexes and memory; their shape may change."""

from storage.schema import Column, Index, Table

ALIASES = Table(
    "aliases",
    "Every normalised address under which a page is known.",
    (
        Column("key", "TEXT NOT NULL", "The address."),
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "The page."),
    ),
    key=("key",),
    indexes=(Index("aliases_by_article", "article_id", "the addresses of an article"),),
    inner=True,
)

HOSTS = Table(
    "hosts",
    "Hosts that asked to be left alone for a while (Retry-After).",
    (
        Column("host", "TEXT NOT NULL", "The name."),
        Column("paused_until", "TEXT NOT NULL", "No request before."),
    ),
    key=("host",),
    inner=True,
)

RETRIES = Table(
    "retries",
    "Leads that could not be fetched or read, and rest until they are tried again. One that failed "
    "six times is given up: its row keeps it out for as long as it stands, 30 days.",
    (
        Column("key", "TEXT NOT NULL", "The normalised address."),
        Column("attempts", "INTEGER NOT NULL", "How often in a row it failed."),
        Column("next_try_at", "TEXT NOT NULL", "Not tried again before."),
        Column("url", "TEXT NOT NULL DEFAULT ''", "The address as announced; or empty."),
        Column("source_id", "TEXT NOT NULL DEFAULT ''", "Who announced it."),
        Column("endpoint", "TEXT NOT NULL DEFAULT ''", "Where it was announced."),
        Column("title", "TEXT NOT NULL DEFAULT ''", "The title that it was announced under."),
        Column("published_at", "TEXT", "The date that it was announced under; or NULL."),
        Column("published_precision", "TEXT NOT NULL DEFAULT 'unknown'", "``time``, ``day``..."),
    ),
    key=("key",),
    indexes=(Index("retries_by_time", "next_try_at", "which leads are due"),),
    inner=True,
)

REJECTED_BODIES = Table(
    "rejected_bodies",
    "Texts of rejected articles in which a word of the lexicon stood, for a replay.",
    (
        Column("article_id", "INTEGER PRIMARY KEY REFERENCES articles(id)", "The article."),
        Column("body", "BLOB NOT NULL", "UTF-8, compressed by zlib."),
    ),
    inner=True,
)

ARTICLE_FACTS = Table(
    "article_facts",
    "What matching needs of an article, as it was when it was stored.",
    (
        Column("article_id", "INTEGER PRIMARY KEY REFERENCES articles(id)", "The article."),
        Column("facts", "TEXT NOT NULL", "JSON of models.Facts."),
        Column("size", "INTEGER NOT NULL", "Characters of its body."),
        Column("sketch", "BLOB NOT NULL", "Its word-shingle hashes, 4 bytes each, big-endian."),
        Column(
            "further",
            "TEXT NOT NULL DEFAULT '[]'",
            "JSON list of models.Facts: of the events that it tells beside its main one.",
            since=4,
        ),
    ),
    inner=True,
)

STORY_SHINGLES = Table(
    "story_shingles",
    "Index of copies: which stories hold a word shingle.",
    (
        Column("hash", "INTEGER NOT NULL", "Hash of the shingle, signed 32 bit.", since=3),
        Column(
            "story_id",
            "INTEGER NOT NULL",
            "The story; 0 where more than 60 hold it, so that it says nothing.",
            since=3,
        ),
    ),
    key=("hash", "story_id"),
    inner=True,
    since=3,
)

INCIDENT_KEYS = Table(
    "incident_keys",
    "Index of incidents: under which keys an article that tells one is looked for.",
    (
        Column("key", "TEXT NOT NULL", "The key, made by grouping."),
        Column("incident_id", "INTEGER NOT NULL REFERENCES incidents(id)", "The incident."),
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "The article."),
    ),
    key=("key", "incident_id", "article_id"),
    indexes=(
        Index("incident_keys_by_article", "article_id", "the keys of an article"),
        Index("incident_keys_by_incident", "incident_id", "the keys of an incident"),
    ),
    inner=True,
)

SILENT_KEYS = Table(
    "silent_keys",
    "Index of articles that are not relevant by themselves, but may tell an incident of others.",
    (
        Column("key", "TEXT NOT NULL", "The key, made by grouping."),
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "The article."),
    ),
    key=("key", "article_id"),
    indexes=(Index("silent_keys_by_article", "article_id", "the keys of an article", since=4),),
    inner=True,
    since=4,
)

HEARTBEATS = Table(
    "heartbeats",
    "Signs of life of what runs for long.",
    (
        Column("name", "TEXT NOT NULL", "``daemon``, or ``backup``: the last nightly one."),
        Column("beat_at", "TEXT NOT NULL", "The last sign."),
    ),
    key=("name",),
    inner=True,
)

INNER_TABLES = (
    ALIASES,
    HOSTS,
    RETRIES,
    REJECTED_BODIES,
    ARTICLE_FACTS,
    STORY_SHINGLES,
    INCIDENT_KEYS,
    SILENT_KEYS,
    HEARTBEATS,
)

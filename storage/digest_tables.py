"""Tables of what was told to people: digests, what they said, what is on its way."""

from storage.schema import Column, Index, Table

DIGESTS = Table(
    "digests",
    "What a person read in the morning: at most one a Lima day.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the digest."),
        Column("day", "TEXT NOT NULL UNIQUE", "The Lima day, as 2025-03-14."),
        Column("since", "TEXT NOT NULL", "It covers what was stored after this instant,"),
        Column("until", "TEXT NOT NULL", "up to this one, which is where the next one begins."),
        Column("text", "TEXT NOT NULL", "It, as plain text."),
        Column("paths", "TEXT NOT NULL", "JSON map: format to the path that was written."),
        Column("blind", "INTEGER NOT NULL", "1 where nothing could be looked at."),
        Column("delivered_at", "TEXT", "When it was handed over; NULL while it was not."),
    ),
)

DIGEST_MATERIAL = Table(
    "digest_material",
    "What a digest was made of, so that it can be made again as it was.",
    (
        Column("digest_id", "INTEGER PRIMARY KEY REFERENCES digests(id)", "The digest."),
        Column("material", "BLOB NOT NULL", "JSON of briefs.Material, compressed by zlib."),
    ),
    inner=True,
    since=5,
)

TOLD = Table(
    "told",
    "What readers of the digests were last told of an incident, to tell them what changed.",
    (
        Column("incident_id", "INTEGER NOT NULL", "The incident, as it was numbered then."),
        Column(
            "what",
            "TEXT NOT NULL",
            "``title``, ``status``, ``article``, a count such as ``rescued``, or "
            "``decided.rescued`` for one that a person chose.",
        ),
        Column("value", "NOT NULL", "Its value; of an article the number."),
        Column("digest_id", "INTEGER NOT NULL", "The digest that told it."),
    ),
    key=("incident_id", "what", "value"),
    inner=True,
    since=5,
)

NOTICES = Table(
    "notices",
    "Which state of a subject somebody was last told, so that a change is told once.",
    (
        Column("watcher", "TEXT NOT NULL", "``digest``, or the id of an alert."),
        Column("subject", "TEXT NOT NULL", "``source:...`` or ``incident:...``."),
        Column("state", "TEXT NOT NULL", "``ok``, ``silent``, ``failing``, ``new``..."),
        Column("at", "TEXT NOT NULL", "When it was told."),
    ),
    key=("watcher", "subject"),
    inner=True,
    since=5,
)

OUTBOX = Table(
    "outbox",
    "Mails and messages: on their way, sent, or given up.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the message."),
        Column("key", "TEXT NOT NULL UNIQUE", "What it is of: no second one has the same."),
        Column("channel", "TEXT NOT NULL", "``mail``, or the name of a channel."),
        Column("subject", "TEXT NOT NULL", "Its subject."),
        Column(
            "message", "BLOB NOT NULL", "It, ready to be sent; empty once it was, or long given up."
        ),
        Column("state", "TEXT NOT NULL", "``queued``, ``sending``, ``sent``, ``failed``..."),
        Column("queued_at", "TEXT NOT NULL", "When it was put here."),
        Column("next_try_at", "TEXT NOT NULL", "Not tried before."),
        Column("attempts", "INTEGER NOT NULL DEFAULT 0", "How often it was tried."),
        Column("sent_at", "TEXT", "When it was taken over; NULL while it was not."),
        Column("detail", "TEXT NOT NULL DEFAULT ''", "Why it could not be sent."),
    ),
    indexes=(Index("outbox_by_state", "state, next_try_at", "what is due", since=5),),
    since=5,
)

DIGEST_TABLES = (DIGESTS, DIGEST_MATERIAL, TOLD, NOTICES, OUTBOX)

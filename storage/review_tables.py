"""Tables of what people decided."""

from storage.schema import Column, Index, Table

REVIEWS = Table(
    "reviews",
    "Every human decision; none is ever deleted, each can be undone.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the decision."),
        Column("at", "TEXT NOT NULL", "When."),
        Column("reviewer", "TEXT NOT NULL", "Who."),
        Column(
            "action",
            "TEXT NOT NULL",
            "On an incident ``accept``, ``reject``, ``value``, ``merge``, ``split``, ``move``; on "
            "an article ``relevant``, ``related``, ``rejected``; on either ``unsure``, ``note``.",
        ),
        Column("incident_id", "INTEGER REFERENCES incidents(id)", "The incident; or NULL."),
        Column("article_id", "INTEGER REFERENCES articles(id)", "The article; or NULL."),
        Column("before", "TEXT NOT NULL", "JSON: what stood there and why, enough to undo it."),
        Column("after", "TEXT NOT NULL", "JSON: what stands there now."),
        Column("note", "TEXT NOT NULL DEFAULT ''", "The reviewer's words."),
        Column("undone_at", "TEXT", "When it was taken back; NULL while it holds."),
        Column("undone_by", "TEXT", "Who took it back.", since=2),
    ),
    indexes=(
        Index("reviews_by_incident", "incident_id", "the history of an incident"),
        Index("reviews_by_article", "article_id", "the history of an article", since=2),
        Index("reviews_by_time", "at", "the decisions of a day", since=2),
        Index("reviews_holding", "action", "what people decided", "undone_at IS NULL", since=6),
    ),
)

DECIDED_VALUES = Table(
    "decided_values",
    "The value that a person chose for a field of an incident; what outlets say stays in claims.",
    (
        Column("incident_id", "INTEGER NOT NULL REFERENCES incidents(id)", "The incident."),
        Column("field", "TEXT NOT NULL", "As in claims: ``arrested``, ``rescued``, ``form``..."),
        Column("value", "", "A whole number or a text; NULL where the person says: not known."),
        Column("review_id", "INTEGER NOT NULL REFERENCES reviews(id)", "The decision."),
    ),
    key=("incident_id", "field"),
    since=2,
)

REVIEW_TABLES = (REVIEWS, DECIDED_VALUES)

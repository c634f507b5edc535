"""Steps of the schema, only forward; each is one transaction together with the note of it.

What a step adds stands in :mod:`storage.tables` with ``since``; what it does to stored rows stands
here. Views and triggers are made anew after the last one.
"""

import struct

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from storage import schema, shingles, tables, told_queries, views
from storage.rows import sketch_blob

MIGRATIONS = Migrations("trata")

TOKENIZER = "unicode61 remove_diacritics 2"

_FORGET = (
    "INSERT INTO articles_fts(articles_fts, rowid, title, body) "
    "VALUES ('delete', old.id, old.title, old.body);"
)
_INDEX = "INSERT INTO articles_fts(rowid, title, body) VALUES (new.id, new.title, new.body);"
_FTS_TRIGGERS = (
    f"CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN {_INDEX} END",
    f"CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN {_FORGET} END",
    "CREATE TRIGGER articles_au AFTER UPDATE OF title, body ON articles "
    f"BEGIN {_FORGET} {_INDEX} END",
)
"""sqlite-utils' own, but for columns that are not indexed an update leaves the index alone."""


def _add(database: Database, version: int) -> None:
    for statement in schema.steps(tables.TABLES, version):
        database.conn.execute(statement)


@MIGRATIONS(name="1_first")
def first(database: Database) -> None:
    """Make the first tables and the full-text index over titles and bodies."""
    _add(database, 1)
    articles = database.table("articles")
    assert isinstance(articles, Table)
    articles.enable_fts(["title", "body"], tokenize=TOKENIZER)
    for trigger in _FTS_TRIGGERS:
        database.conn.execute(trigger)
    database.conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")


@MIGRATIONS(name="2_reviews")
def reviews(database: Database) -> None:
    """Add what decisions of people need."""
    _add(database, 2)


@MIGRATIONS(name="3_stories_hold_shingles")
def shingles_of_stories(database: Database) -> None:
    """Let stories hold shingles, not articles; hashes take half the room."""
    _add(database, 3)
    database.conn.execute("DROP TABLE IF EXISTS shingles")
    held = database.conn.execute(
        "SELECT f.article_id, a.story_id, f.sketch FROM article_facts AS f "
        "JOIN articles AS a ON a.id = f.article_id ORDER BY f.article_id"
    ).fetchall()
    for article, story, blob in held:
        old = struct.unpack(f">{len(blob) // 8}q", blob)
        sketch = [value - 2**31 for value in old]
        new = (sketch_blob(sketch), article)
        database.conn.execute("UPDATE article_facts SET sketch = ? WHERE article_id = ?", new)
        if story is not None:
            shingles.add(database.conn, story, sketch)


@MIGRATIONS(name="4_episodes")
def episodes(database: Database) -> None:
    """Let an article tell several incidents, each with its passage, its stage and its date."""
    _add(database, 4)
    database.conn.execute(
        "UPDATE incident_articles SET (status, date_event, date_precision) = (SELECT "
        "json_extract(facts, '$.status'), date(json_extract(facts, '$.event[0]'), '-5 hours'), "
        "replace(json_extract(facts, '$.event[1]'), 'time', 'day') "
        "FROM article_facts AS f WHERE f.article_id = incident_articles.article_id) "
        "WHERE article_id IN (SELECT article_id FROM article_facts)"
    )


@MIGRATIONS(name="5_told")
def told_to_readers(database: Database) -> None:
    """Add what was told and what is on its way; what was told so far is taken as it stands now."""
    _add(database, 5)
    for statement in told_queries.TELL_ALL:
        database.conn.execute(statement)


@MIGRATIONS(name="6_versions")
def versions(database: Database) -> None:
    """Keep earlier texts of edited articles, and what speaks for each link with a story."""
    _add(database, 6)


@MIGRATIONS(name="7_credits")
def credited(database: Database) -> None:
    """Add whose text an article says that it carries."""
    _add(database, 7)


def migrate(database: Database) -> None:
    """Bring ``database`` to the newest schema; all or nothing within a transaction.

    Another process may have done it meanwhile: what is pending is asked anew.
    """
    with database.atomic():
        MIGRATIONS.apply(database)
        for view in views.VIEWS:
            database.conn.execute(f'DROP VIEW IF EXISTS "{view.name}"')
            database.conn.execute(view.create_sql())
        database.conn.execute(f"PRAGMA user_version = {schema.VERSION}")

"""Metadata for Datasette, made of the tables and views: ``python -m storage.datasette``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from storage.schema import Table, View
from storage.tables import TABLES
from storage.views import VIEWS

FACETS: Mapping[str, tuple[str, ...]] = {
    "articles": ("verdict", "kind", "outlet", "language"),
    "incidents": ("status", "date_precision", "review"),
    "claims": ("field", "qualifier", "scope"),
    "incident_places": ("role", "department", "country"),
    "sources": ("kind", "enabled"),
    "rounds": ("kind", "status"),
    "polls": ("outcome", "source_id"),
    "drops": ("stage", "reason"),
    "reviews": ("action", "reviewer"),
    "incident_summary": ("status", "departments", "forms"),
    "incident_claims": ("field", "outlet"),
    "incident_counts": ("field", "is_best"),
    "incident_conflicts": ("field",),
    "incident_stages": ("status",),
    "incident_scene": ("department", "precision"),
    "incident_cells": ("department", "form", "status"),
    "incidents_by_month": ("department",),
    "lures": ("job", "department", "channels"),
    "routes": ("from_department", "to_department", "from_role"),
    "raid_to_sentence": ("department", "status"),
    "stated_totals": ("field", "outlet"),
    "official_figures": ("measure",),
    "press_coverage": ("measure",),
    "source_health": ("state",),
}
_NEWEST: Mapping[str, str] = {
    "articles": "fetched_at",
    "incidents": "last_update_at",
    "incident_summary": "last_update_at",
    "incident_scene": "date_event",
    "incidents_by_month": "month",
    "raid_to_sentence": "sentence_told_on",
    "stated_totals": "published_at",
    "polls": "at",
    "drops": "at",
    "rounds": "started_at",
    "reviews": "at",
    "digests": "day",
}
"""Table or view -> the column by which the newest stand first."""
_SQLITES = ("_sqlite_migrations", "sqlite_sequence")
"""Tables that libraries made for themselves."""
_LABELS: Mapping[str, str] = {"articles": "title", "incidents": "title", "sources": "name"}
_UNITS: Mapping[str, Mapping[str, str]] = {
    "polls": {"size": "byte"},
    "raid_to_sentence": {
        "days": "day",
        "sentence_years_min": "year",
        "sentence_years_max": "year",
    },
    "source_health": {"days_silent": "day"},
}
_TEXTS = "The texts belong to their outlets: for use on your own machine, not to be published"
_FACTS = "Facts with their source; name the outlet"


@dataclass(frozen=True, slots=True)
class Question:
    """A canned query."""

    title: str
    sql: str
    asks: Mapping[str, str] | None = None
    """Parameter -> a value to begin with."""


QUESTIONS: Mapping[str, Question] = {
    "people_by_month": Question(
        "How many incidents, and how many people were rescued, month by month?",
        "SELECT month, sum(incidents) AS incidents, sum(rescued_min) AS rescued_min, "
        "sum(rescued_max) AS rescued_max, sum(rescued_best) AS rescued_best "
        "FROM incidents_by_month GROUP BY month ORDER BY month",
    ),
    "people_by_department": Question(
        "Where do incidents happen, and how many people were rescued there in a year?",
        "SELECT department, substr(month, 1, 4) AS year, sum(incidents) AS incidents, "
        "sum(rescued_min) AS rescued_min, sum(rescued_max) AS rescued_max FROM incidents_by_month "
        "GROUP BY department, year ORDER BY year DESC, incidents DESC, department",
    ),
    "incidents_of_department": Question(
        "What happened in a department?",
        "SELECT c.incident_id, s.date_event, s.title, c.form, c.status, c.rescued_min, "
        "c.rescued_max, s.article_count FROM incident_cells AS c "
        "JOIN incident_summary AS s ON s.incident_id = c.incident_id "
        "WHERE c.department = :department ORDER BY s.date_event DESC",
        {"department": "Madre de Dios"},
    ),
    "who_says_what": Question(
        "Which outlet gives which figure of an incident, in which words?",
        "SELECT field, value, qualifier, outlet, published_at, quote, url FROM incident_claims "
        "WHERE incident_id = :incident ORDER BY field, published_at",
        {"incident": "1"},
    ),
    "outlets_that_differ": Question(
        "On which figures do outlets differ?",
        "SELECT incident_id, title, field, least, most, best, said FROM incident_conflicts "
        "ORDER BY most - least DESC, incident_id, field",
    ),
    "one_text": Question(
        "How many outlets tell an incident, and how many texts do they have?",
        "SELECT s.incident_id, s.title, s.article_count, s.outlet_count, (SELECT "
        "count(DISTINCT a.story_id) FROM incidents AS i "
        "JOIN incident_articles AS l ON l.incident_id = i.id "
        "JOIN articles AS a ON a.id = l.article_id WHERE i.live_id = s.incident_id) AS texts "
        "FROM incident_summary AS s WHERE s.article_count > 1 ORDER BY s.article_count DESC",
    ),
    "jobs_offered": Question(
        "Which jobs are offered as a lure, and for what pay?",
        "SELECT job, count(*) AS incidents, min(pay_pen_min) AS least, max(pay_pen_max) AS most, "
        "round(avg(pay_pen_max)) AS mean FROM lures WHERE job IS NOT NULL GROUP BY job "
        "ORDER BY incidents DESC, job",
    ),
    "from_where_to_where": Question(
        "From where are victims brought to where?",
        "SELECT coalesce(nullif(from_department, ''), from_country) AS origin, "
        "coalesce(nullif(to_department, ''), to_country) AS destination, "
        "count(DISTINCT incident_id) AS incidents FROM routes GROUP BY origin, destination "
        "ORDER BY incidents DESC, origin, destination",
    ),
    "until_the_sentence": Question(
        "How long does it take from the event to the sentence?",
        "SELECT incident_id, title, date_event, sentence_told_on, days, sentence_years_min, "
        "sentence_years_max FROM raid_to_sentence ORDER BY sentence_told_on DESC",
    ),
    "press_and_registers": Question(
        "How much of what authorities count can be seen through the press?",
        "SELECT date_from, date_until, department, measure, official, press_min, press_max, "
        "share_percent, source FROM press_coverage ORDER BY date_from, measure",
    ),
    "totals_of_the_year": Question(
        "Which totals do articles state?",
        "SELECT published_at, field, value, quote, outlet, url FROM stated_totals "
        "ORDER BY published_at DESC, claim_id",
    ),
    "map": Question(
        "Where on the map? With datasette-cluster-map the rows are drawn.",
        "SELECT incident_id, title, date_event, department, latitude, longitude, precision "
        "FROM incident_scene WHERE latitude IS NOT NULL ORDER BY date_event DESC, incident_id",
    ),
    "search": Question(
        "In which articles do all these words stand? Accents do not matter.",
        "SELECT a.id, a.published_at, a.outlet, a.title, a.verdict FROM articles_fts "
        "JOIN articles AS a ON a.id = articles_fts.rowid "
        "WHERE articles_fts MATCH escape_fts(coalesce(nullif(trim(:words), ''), 'trata')) "
        "AND a.verdict <> 'rejected' ORDER BY rank",
        {"words": "madre de dios meseras"},
    ),
    "sources_to_look_at": Question(
        "Which sources fail or have gone silent?",
        "SELECT name, state, why FROM source_health WHERE state IN ('failing', 'silent') "
        "ORDER BY state, name",
    ),
}


def metadata() -> dict[str, object]:
    """Return the metadata of a database whose file is called trata.db."""
    tables = {table.name: _table(table) for table in TABLES}
    views = {view.name: _view(view) for view in VIEWS}
    return {
        "title": "Trata: news of human trafficking in Peru",
        "description": "Incidents, claims with their words, and the articles that they come from. "
        "Press reports: nothing that is claimed is proven.",
        "about": "docs/schema.md describes every table, view and column.",
        "license": _TEXTS,
        "databases": {
            "trata": {
                "description": "Views first: they are the stable face of the tables.",
                "tables": {**views, **tables, **{name: {"hidden": True} for name in _SQLITES}},
                "queries": {name: _question(one) for name, one in QUESTIONS.items()},
            }
        },
    }


def _view(view: View) -> dict[str, object]:
    columns = {name: _plain(meaning) for name, meaning in view.columns}
    return {
        "description": _plain(view.meaning),
        "license": _FACTS,
        "columns": columns,
        **_habits(view.name),
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "description": _plain(table.meaning),
        "license": _TEXTS if any(column.name == "body" for column in table.columns) else _FACTS,
        "columns": {column.name: _plain(column.meaning) for column in table.columns},
        **_habits(table.name),
        **({"hidden": True} if table.inner else {}),
    }


def _habits(name: str) -> dict[str, object]:
    """Return how the rows of a table or view are shown."""
    found: dict[str, object] = {"facets": list(FACETS[name])} if name in FACETS else {}
    for key, values in (("sort_desc", _NEWEST), ("label_column", _LABELS), ("units", _UNITS)):
        if name in values:
            found[key] = values[name]
    return found


def _question(question: Question) -> dict[str, object]:
    asked = {"params": list(question.asks)} if question.asks else {}
    return {"title": question.title, "sql": question.sql, **asked}


def _plain(text: str) -> str:
    return text.replace("``", "")


if __name__ == "__main__":
    print(json.dumps(metadata(), ensure_ascii=False, indent=1))

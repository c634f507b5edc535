"""``trata review``: verdicts on incidents and articles, values, notes, and what is left to do."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import get_args

import click

from monitor.cli.common import Setting, masked, print_json, with_setting
from monitor.cli.persons import deciding, person, person_options
from monitor.errors import UsageError
from monitor.grounds import WIDTH
from monitor.judging.claims import FIELDS
from monitor.models import Label
from monitor.privacy import shown
from monitor.reviewing import judge_article, typed_value
from monitor.text import wrap
from storage.desk_rows import ArticleRow, IncidentRow, Today
from storage.reviewing import State

_DONE, _OPEN = "[x]", "[ ]"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def today(setting: Setting, as_json: bool) -> int:
    """List what wants a decision: what the last digest told and what came since.

    Example: trata review today
    """
    with setting.reading() as store:
        day = store.today(setting.now())
        rows = store.incident_rows(day.incidents)
    if as_json:
        done = [number for number in day.incidents if number in day.done]
        told = {
            "since": day.since,
            "reviewed": day.reviewed,
            "total": day.total,
            "done": done,
            "incidents": [asdict(row) for row in rows],
            "articles": [asdict(row) for row in day.articles],
        }
        print_json(masked(told))
    else:
        click.echo("\n".join(_lines(day, rows)))
    return 0


def _lines(day: Today, rows: tuple[IncidentRow, ...]) -> Iterator[str]:
    yield f"{day.reviewed} of {day.total} reviewed, since {day.since:%Y-%m-%d %H:%M}Z"
    if rows:
        yield "Incidents:"
    for row in rows:
        mark = _DONE if row.incident_id in day.done else _OPEN
        state = f" ({row.review})" if row.review else ""
        disputed = f"; outlets disagree: {', '.join(row.disputed)}" if row.disputed else ""
        line = f"{mark} {row.incident_id}. {shown(row.title)}{state}{disputed}"
        yield from wrap(line, WIDTH, first="  ", rest="      ")
    if day.articles:
        yield "Articles:"
    for article in day.articles:
        yield from wrap(_article(article), WIDTH, first="  ", rest="      ")


def _article(row: ArticleRow) -> str:
    mark = _DONE if row.decision else _OPEN
    return (
        f"{mark} {row.article_id}. {row.verdict}, {row.outlet}: {shown(row.title, known=row.known)}"
    )


def _state(state: State, example: str) -> click.Command:
    """Return the command that puts an incident into a state."""

    @click.command(name={"accepted": "accept", "rejected": "reject", "unsure": "unsure"}[state])
    @click.argument("incident", type=click.IntRange(1))
    @person_options
    @with_setting
    def decide(setting: Setting, incident: int, by: str | None, note: str) -> int:
        with deciding(setting) as store:
            number = store.review_incident(incident, state, person(setting, by, note))
        click.echo(f"decision {number}: incident {incident} is {state}")
        return 0

    decide.help = f"Say that INCIDENT is {state}.\n\nExample: {example}"
    return decide


@click.command()
@click.argument("incident", type=click.IntRange(1))
@click.argument("field", type=click.Choice(list(FIELDS)))
@click.argument("value", required=False)
@person_options
@with_setting
def value(
    setting: Setting, incident: int, field: str, value: str | None, by: str | None, note: str
) -> int:
    """Choose the VALUE of a FIELD of INCIDENT; without VALUE it is not known.

    What the outlets say stays beside it.

    Example: trata review value 7 rescued 20
    """
    chosen = None if value is None else typed_value(field, value)
    if value is not None and chosen is None:
        raise UsageError(value, f"is no value of {field}", "counts are whole numbers")
    with deciding(setting) as store:
        number = store.review_value(incident, field, chosen, person(setting, by, note))
    told = "not known" if chosen is None else chosen
    click.echo(f"decision {number}: {field} of incident {incident} is {told}")
    return 0


@click.command()
@click.argument("article", type=click.IntRange(1))
@click.argument("label", type=click.Choice([*get_args(Label), "unsure"]))
@person_options
@with_setting
def article(setting: Setting, article: int, label: str, by: str | None, note: str) -> int:
    """Say what ARTICLE is; the copies of its text follow.

    One that becomes relevant is read for its claims and places, where its text was kept.

    Example: trata review article 31 relevant
    """
    config = setting.config_if_any()
    who = person(setting, by, note)
    with deciding(setting) as store:
        if label == "unsure":
            number = store.write_note(who, article_id=article, action="unsure")
            click.echo(f"decision {number}: article {article} is unsure")
            return 0
        language = config.delivery.language if config else "es"
        judged = judge_article(store, article, _label(label), who, setting.rules(), language)
    copies = f", with {judged.copies} copies" if judged.copies else ""
    click.echo(f"decision {judged.review_id}: article {article} is {label}{copies}")
    if judged.without_text:
        click.echo("Its text was not kept, so nothing could be read from it.")
    return 0


def _label(text: str) -> Label:
    return next(label for label in get_args(Label) if label == text)


@click.command()
@click.argument("incident", type=click.IntRange(1))
@click.argument("words")
@click.option("--by", envvar="TRATA_REVIEWER", metavar="NAME", help="Who; else the user's name.")
@with_setting
def note(setting: Setting, incident: int, words: str, by: str | None) -> int:
    """Keep WORDS on an INCIDENT.

    Example: trata review note 7 "ask the prosecutor"
    """
    with deciding(setting) as store:
        number = store.write_note(person(setting, by, words), incident_id=incident)
    click.echo(f"decision {number}: note on incident {incident}")
    return 0


COMMANDS = (
    today,
    _state("accepted", "trata review accept 7"),
    _state("rejected", "trata review reject 7"),
    _state("unsure", "trata review unsure 7"),
    value,
    article,
    note,
)
"""Added to ``trata review``."""

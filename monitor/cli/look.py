"""``trata search``, ``why``, ``status``, ``sources``: reading what is stored."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from monitor import intake
from monitor.bringing import judged_file
from monitor.cli import tell
from monitor.cli.common import Setting, print_json, with_setting
from monitor.cli.grounds import grounds
from monitor.errors import TrataError
from monitor.options import Rules
from monitor.reading import urls
from storage.explain import Explanation


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON.")
@with_setting
def search(setting: Setting, words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Search titles and texts; accents do not matter, every word must stand in the article.

    Example: trata search madre de dios meseras
    """
    with setting.reading() as store:
        hits = store.search(" ".join(words), limit)
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return 0
    for hit in hits:
        click.echo(tell.hit(hit))
    if not hits:
        click.echo("Nothing found.")
    return 0


@click.command()
@click.argument("subject", metavar="URL|FILE")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def why(setting: Setting, subject: str, as_json: bool) -> int:
    """Tell why an article was judged and grouped as it was: the words that decided, the
    claims with their quotes, the places with their roles.

    What is in a FILE is judged on the spot, without a database: a page (HTML), plain text whose
    first line is the title, or lines of JSON as for trata import.

    Example: trata why https://diario.example/nota-1
    """
    rules = setting.rules()
    if not urls.is_web(subject) and Path(subject).is_file():
        return _why_file(setting, Path(subject), rules, as_json)
    with setting.reading() as store:
        found = store.explain(subject, urls.canonical(subject))
    if found is None:
        remedy = "see what was read: trata search WORDS"
        raise TrataError(subject, "no article or drop of this address is stored", remedy)
    if as_json:
        print_json(_explained(found, rules))
    else:
        click.echo(tell.explanation(found, rules))
    return 0


def _explained(found: Explanation, rules: Rules) -> Mapping[str, object]:
    """Return an explanation as plain values, with the grounds, without the text."""
    fields = asdict(found)
    seen = found.article
    if seen:
        del fields["article"]["body"]
        fields["article"]["grounds"] = asdict(grounds(seen.verdict, seen.title, seen.body, rules))
    return fields


def _why_file(setting: Setting, path: Path, rules: Rules, as_json: bool) -> int:
    articles = judged_file(path, setting.now())
    judged = [(article, intake.examine(article, rules).judgement) for article in articles]
    if as_json:
        told = [
            {
                "title": article.title,
                **asdict(one),
                "grounds": asdict(grounds(one.verdict, article.title, article.body, rules)),
            }
            for article, one in judged
        ]
        print_json(told[0] if len(told) == 1 else told)
    else:
        click.echo("\n\n".join(tell.judgement(*one, rules) for one in judged))
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def status(setting: Setting, as_json: bool) -> int:
    """Show counts, the last round and digest, and the health of the sources.

    Exit status 1 when a source is failing or silent, or a daemon that once ran gives no sign.

    Example: trata status --json
    """
    with setting.reading() as store:
        state = store.status()
        health = store.source_health()
    if as_json:
        print_json({**asdict(state), "sources": [asdict(source) for source in health]})
    else:
        click.echo(tell.status(state, health, setting.now()))
    ill = any(source.state in {"failing", "silent"} for source in health)
    return 1 if ill or tell.is_dead(state, setting.now()) else 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def sources(setting: Setting, as_json: bool) -> int:
    """List the sources with their health.

    Example: trata sources
    """
    with setting.reading() as store:
        health = store.source_health()
    if as_json:
        print_json([asdict(source) for source in health])
    else:
        click.echo(tell.sources(health))
    return 0

"""``trata search``, ``why``, ``status``, ``sources``: reading what is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click

from monitor import handed, intake
from monitor.briefs import SourceBrief
from monitor.cli import pages, tell
from monitor.cli.common import Setting, complain, masked, print_json, with_setting
from monitor.errors import TrataError, UsageError
from monitor.grounds import grounds
from monitor.models import Article, Judgement
from monitor.options import Rules, Source
from monitor.privacy import victims
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
        click.echo("Nothing found. Fewer words find more, and so does their beginning: rescat*")
    return 0


@click.command()
@click.argument("subject", metavar="URL|FILE|-", required=False)
@click.option("--incident", type=click.IntRange(1), metavar="N", help="Show incident N instead.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def why(setting: Setting, subject: str | None, incident: int | None, as_json: bool) -> int:
    """Tell why an article was judged and grouped as it was: the words that decided, the
    claims with their quotes, the places with their roles.

    What is in a FILE, or with - on standard input, is judged on the spot, without a database: a
    page (HTML), plain text whose first line is the title, or JSON as for trata import: an object
    a line, or a list of them. Exit status 1 when a line was bad; the rest is judged.

    With --incident it shows an incident: its life line, the figures with who says them, and why
    each article is in it.

    Example: trata why https://diario.example/nota-1
    """
    if incident is not None and subject is None:
        return _why_incident(setting, incident, as_json)
    if subject is None or incident is not None:
        raise UsageError("why", "needs either an address or --incident N", "see: trata why --help")
    rules = setting.rules()
    if not urls.is_web(subject):
        if subject == "-" or Path(subject).exists():
            return _why_file(setting, subject, rules, as_json)
        if not setting.database().exists():
            remedy = "give a file, - or an address that begins with http"
            raise UsageError(subject, "there is no such file", remedy)
    with setting.reading() as store:
        found = store.explain(subject, urls.canonical(subject))
    if found is None:
        if not urls.is_web(subject):
            raise UsageError(subject, "there is no such file", "or begin the address with http")
        remedy = "see what was read: trata search WORDS"
        raise TrataError(subject, "no article or drop of this address is stored", remedy)
    if as_json:
        print_json(_explained(found, rules))
    else:
        click.echo(tell.explanation(found, rules))
    return 0


def _why_incident(setting: Setting, number: int, as_json: bool) -> int:
    with setting.reading() as store:
        found = store.incident(number)
    if found is None:
        raise TrataError(f"incident {number}", "there is none of this number")
    if as_json:
        print_json(masked(asdict(found)))
    else:
        click.echo(pages.incident(found))
    return 0


def _explained(found: Explanation, rules: Rules) -> Mapping[str, object]:
    """Return an explanation as plain values to be shown, with the grounds, without the text."""
    fields = asdict(found)
    seen = found.article
    if seen:
        del fields["article"]["body"]
        fields["article"]["grounds"] = asdict(grounds(seen.verdict, seen.title, seen.body, rules))
        fields["article"] = masked(fields["article"], known=victims(seen.title, seen.body))
    return fields


def _why_file(setting: Setting, subject: str, rules: Rules, as_json: bool) -> int:
    found = handed.read(subject, setting.now())
    judged = [(article, intake.examine(article, rules).judgement) for article in found.articles]
    complain(found.complaints)
    if as_json:
        told = [_judged(*one, rules) for one in judged]
        print_json(told[0] if len(told) == 1 else told)
    else:
        click.echo("\n\n".join(tell.judgement(*one, rules) for one in judged))
    return 1 if found.bad else 0


def _judged(article: Article, judged: Judgement, rules: Rules) -> object:
    """Return how an article was judged as plain values to be shown."""
    rest = grounds(judged.verdict, article.title, article.body, rules)
    fields = {"title": article.title, **asdict(judged), "grounds": asdict(rest)}
    return masked(fields, known=victims(article.title, article.body))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def status(setting: Setting, as_json: bool) -> int:
    """Show counts, the last round and digest, mails that did not go out, and the sources' health.

    Exit status 1 when a source is failing or silent, a mail of the last week did not go out, or a
    daemon that once ran gives no sign.

    Example: trata status --json
    """
    with setting.reading() as store:
        state = store.status()
        health = store.source_health()
        stuck = store.stuck_messages(setting.now() - tell.RECENT)
    if as_json:
        sources = [asdict(source) for source in health]
        messages = [tell.message_fields(message) for message in stuck]
        print_json({**asdict(state), "sources": sources, "messages": messages})
    else:
        click.echo(tell.status(state, health, stuck, setting.now()))
    ill = any(source.state in {"failing", "silent"} for source in health)
    return 1 if ill or stuck or tell.is_dead(state, setting.now()) else 0


def _health(setting: Setting) -> Sequence[SourceBrief]:
    """Return the health of the sources; of those configured where none was read yet."""
    config = setting.config_if_any()
    if setting.database().exists() or config is None:
        with setting.reading() as store:
            stored = store.source_health()
        if stored or config is None:
            return stored
    return [_unread(source) for source in config.sources]


def _unread(source: Source) -> SourceBrief:
    why = "configured, not read yet" if source.enabled else "switched off in config.yaml"
    state: Literal["never", "off"] = "never" if source.enabled else "off"
    return SourceBrief(source.id, source.name, None, None, None, 0.0, state, why)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@with_setting
def sources(setting: Setting, as_json: bool) -> int:
    """List the sources with their health; before the first round, those of config.yaml.

    Example: trata sources
    """
    health = _health(setting)
    if as_json:
        print_json([asdict(source) for source in health])
    else:
        click.echo(tell.sources(health))
    return 0

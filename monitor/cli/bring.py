"""``trata extract`` and ``trata import``: pages and articles from files and addresses."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import click

from monitor import logs
from monitor.alerting import begin_alerts, raise_alerts
from monitor.bringing import FIELDS_HELP, MAX_LINE, import_lines, read_file, read_page, shown
from monitor.cli.common import Setting, print_json, with_setting
from monitor.cli.sending import send
from monitor.errors import TrataError, UsageError
from monitor.models import Unreadable
from monitor.options import AS_SHIPPED, Fetch
from monitor.polls import Drop
from monitor.reading import urls
from spiders.crawl import probe


@click.command()
@click.argument("subject", metavar="FILE|URL|-")
@click.option("--url", "address", help="The address that the file came from.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@with_setting
def extract(setting: Setting, subject: str, address: str | None, as_json: bool) -> int:
    """Read a page from a file or an address and print what it says.

    With - it reads lines of JSON, {"path": ..., "url": ...}, and answers each with a line, in
    order; a page that cannot be read is answered with a line that has "error".

    Example: trata extract page.html --url https://diario.example/nota --json
    """
    if subject == "-":
        return _extract_many(setting, sys.stdin.buffer)
    if subject.startswith(("http://", "https://")):
        result = _extract_address(setting, subject)
    elif Path(subject).exists():
        result = read_file(Path(subject), address or "", setting.now())
    else:
        raise UsageError(subject, "there is no such file", "give a file, an address or -")
    if "error" in result:
        raise TrataError(subject, f"no article could be read: {result['error']}")
    if as_json:
        click.echo(_line(result))
    else:
        click.echo(shown(result))
    return 0


def _line(result: Mapping[str, object]) -> bytes:
    return json.dumps(result, ensure_ascii=False).encode("utf-8", "replace")


def _extract_many(setting: Setting, stream: IO[bytes]) -> int:
    failed = False
    for line in stream:
        if not line.strip():
            continue
        result = _answer(setting, line)
        failed = failed or "error" in result
        click.echo(_line(result))
        sys.stdout.flush()
    return 1 if failed else 0


def _answer(setting: Setting, line: bytes) -> Mapping[str, object]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"error": f"not JSON: {error}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("path"), str):
        return {"error": 'the line must be an object with "path" and "url"'}
    address = asked.get("url")
    if address is not None and not isinstance(address, str):
        return {"error": '"url" must be text'}
    return read_file(Path(asked["path"]), address or "", setting.now())


def _extract_address(setting: Setting, address: str) -> Mapping[str, object]:
    config = setting.config_if_any()
    fetch = config.fetch if config else Fetch()
    if not fetch.contact:
        what = "fetch.contact is empty, so nothing is fetched"
        raise UsageError("config.yaml", what, "write an e-mail address or web page of yours there")
    with setting.manners() as (paused, _pause):
        until = paused.get(urls.host(address))
        if until is not None:
            raise TrataError(
                address, f"its host asked not to be asked before {until:%Y-%m-%d %H:%M}Z"
            )
        page = probe(address, fetch)
    if isinstance(page, Drop):
        raise TrataError(address, f"cannot be fetched: {page.reason} {page.detail}".rstrip())
    article = read_page(page)
    if isinstance(article, Unreadable):
        raise TrataError(address, f"no article could be read: {article.reason} {article.detail}")
    return article


@click.command(name="import")
@click.argument("file", metavar="FILE.jsonl|-")
@click.option("--json", "as_json", is_flag=True, help="Print the counters as JSON.")
@with_setting
def import_(setting: Setting, file: str, as_json: bool) -> int:
    """Take articles from a JSON Lines file through the same path as a crawl.

    Exit status 1 when a line was bad; the rest goes in.

    Example: trata import articles.jsonl --db trata.db
    """
    config = setting.config_if_any()
    logs.set_up(config.log_format if config else "text")
    rules = config.rules if config else AS_SHIPPED
    language = config.delivery.language if config else "es"

    def complain(line: int, what: str) -> None:
        click.echo(f"trata: line {line}: {what}", err=True)

    with _lines(file) as lines, setting.writing() as store:
        begin_alerts(store, config, setting.now())
        report = import_lines(store, lines, setting.now, rules, language, complain)
        raise_alerts(store, config, setting.now())
    if as_json:
        print_json(report)
    else:
        told = ", ".join(f"{number} {name}" for name, number in sorted(report.items()))
        click.echo(f"Imported: {told or 'nothing'}.")
    unsent = send(setting, config, logs.complain)
    return 1 if report.get("bad lines") or unsent else 0


import_.help = f"{import_.help}\n\n{FIELDS_HELP}"


@contextmanager
def _lines(file: str) -> Iterator[Iterator[bytes]]:
    """Give the lines of a file or of standard input, none much longer than is allowed."""
    with ExitStack() as stack:
        try:
            stream = sys.stdin.buffer if file == "-" else stack.enter_context(Path(file).open("rb"))
        except OSError as error:
            raise UsageError(file, f"cannot be read: {error.strerror}") from None
        yield iter(lambda: stream.readline(MAX_LINE + 1), b"")

"""config.yaml -> :class:`monitor.options.Config`; every fault named by file, line and key."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from monitor import plain_yaml
from monitor.errors import ConfigError
from monitor.options import Config, Source
from monitor.plain_yaml import KeyPath, Lines
from monitor.reading import urls

DEPARTMENTS = (
    "Amazonas", "Áncash", "Apurímac", "Arequipa", "Ayacucho", "Cajamarca", "Callao", "Cusco",
    "Huancavelica", "Huánuco", "Ica", "Junín", "La Libertad", "Lambayeque", "Lima", "Loreto",
    "Madre de Dios", "Moquegua", "Pasco", "Piura", "Puno", "San Martín", "Tacna", "Tumbes",
    "Ucayali",
)  # fmt: skip


def load(path: Path) -> Config:
    """Read and check the file at ``path``.

    Relative paths in it are relative to the file's folder.

    Raises:
        ConfigError: Anything wrong with it, with file, line and key.
    """
    tree, lines = plain_yaml.read(path)
    if not isinstance(tree, dict):
        raise ConfigError(f"{path}:1", "is not a mapping of keys to values", "see docs/operate.md")
    try:
        config = TypeAdapter(Config).validate_python({**_with_defaults(tree), "path": path})
    except ValidationError as error:
        first = error.errors()[0]
        raise _fault(path, lines, tuple(first["loc"]), _sentence(first)) from None
    for key, what in _complaints(config):
        raise _fault(path, lines, key, what)
    return _placed(config, path.absolute().parent)


_SECTIONS = ("fetch", "schedule", "delivery", "rules")


def _with_defaults(tree: dict[str, object]) -> dict[str, object]:
    empty_sections: dict[str, object] = {name: {} for name in _SECTIONS if tree.get(name) is None}
    return {"database": "trata.db", "sources": (), **tree, **empty_sections}


def _placed(config: Config, folder: Path) -> Config:
    ca_file = config.fetch.ca_file
    return replace(
        config,
        database=folder / config.database,
        backups=folder / config.backups,
        delivery=replace(config.delivery, directory=folder / config.delivery.directory),
        fetch=replace(config.fetch, ca_file=folder / ca_file if ca_file else None),
    )


def _fault(path: Path, lines: Lines, key: KeyPath, what: str) -> ConfigError:
    known = key
    while known and known not in lines:
        known = known[:-1]
    dotted = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return ConfigError(f"{path}:{lines.get(known, 1)}", f"{dotted.lstrip('.')}: {what}")


def _sentence(error: ErrorDetails) -> str:
    message = error["msg"]
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "unknown key; check its spelling against the comments in config.yaml"
    if error["type"] == "missing":
        return "this key is missing; add it"
    if error["type"] == "string_type":
        return f"{error['input']!r} is not text; put it in quotes"
    return f"{message[0].lower()}{message[1:]}; it reads {str(error['input'])[:80]!r}"


# -- what types alone do not say ------------------------------------------------------------------


def _complaints(config: Config) -> Iterator[tuple[KeyPath, str]]:
    yield from _schedule_complaints(config)
    yield from _fetch_complaints(config)
    counts = Counter(source.id for source in config.sources)
    for number, source in enumerate(config.sources):
        key: KeyPath = ("sources", number)
        if counts[source.id] > 1:
            yield (
                (*key, "id"),
                f"{source.id!r} stands at {counts[source.id]} sources; make it unique",
            )
        yield from _source_complaints(key, source)


def _schedule_complaints(config: Config) -> Iterator[tuple[KeyPath, str]]:
    for name in ("digest_at", "backup_at"):
        if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", getattr(config.schedule, name)):
            yield ("schedule", name), 'is not a time of day; write it as "06:30"'
    try:
        ZoneInfo(config.schedule.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ("schedule", "timezone"), "is not a time zone; write it as America/Lima"
    for name in ("round_minutes", "round_deadline_minutes", "digest_deadline_minutes"):
        if not 1 <= getattr(config.schedule, name) <= 1440:
            yield ("schedule", name), "must lie between 1 and 1440 minutes"


def _fetch_complaints(config: Config) -> Iterator[tuple[KeyPath, str]]:
    bounds = {
        "delay_seconds": (0, 3600),
        "timeout_seconds": (0.1, 600),
        "max_bytes": (1024, 256 * 1024 * 1024),
        "max_redirects": (0, 20),
        "max_crawl_delay_seconds": (0, 3600),
        "max_leads_per_endpoint": (1, 100_000),
        "full_read_hours": (0, 24 * 365),
    }
    for name, (low, high) in bounds.items():
        if not low <= getattr(config.fetch, name) <= high:
            yield ("fetch", name), f"must lie between {low} and {high}"
    contact = config.fetch.contact
    if contact and not re.fullmatch(r"(https?://|mailto:)?[\x21-\x7e]+", contact):
        yield ("fetch", "contact"), "must be an e-mail address or a web address on one line"


def _source_complaints(key: KeyPath, source: Source) -> Iterator[tuple[KeyPath, str]]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", source.id):
        yield (*key, "id"), f"{source.id!r} must be of small letters, digits, - and _"
    if not re.fullmatch(r"[A-Z]{2}|", source.country):
        yield (*key, "country"), "must be two capital letters, such as PE, or empty"
    for department in source.departments:
        if department not in DEPARTMENTS:
            known = ", ".join(DEPARTMENTS)
            yield (*key, "departments"), f"{department!r} is no department; one of {known}"
    if not source.endpoints:
        yield (*key, "endpoints"), "has no endpoint; give at least one address to read"
    for number, endpoint in enumerate(source.endpoints):
        where: KeyPath = (*key, "endpoints", number)
        if not urls.is_web(endpoint.url):
            what = f"{endpoint.url!r} is not an http or https address without a password"
            yield (*where, "url"), what
        if not 1 <= endpoint.every_minutes <= 60 * 24 * 7:
            yield (*where, "every_minutes"), "must lie between 1 and 10080 minutes"
        try:
            re.compile(endpoint.link_pattern)
        except re.error as error:
            yield (*where, "link_pattern"), f"is not a regular expression: {error}"

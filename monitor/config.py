"""config.yaml -> :class:`monitor.options.Config`; every fault named by file, line and key."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from monitor import message_faults, plain_yaml, rule_faults
from monitor.errors import ConfigError
from monitor.message_faults import DEPARTMENTS
from monitor.options import Config, Delivery, Fetch, Source
from monitor.plain_yaml import KeyPath, Lines
from monitor.reading import urls

_CONTACT = re.compile(r"https?://[\x21-\x7e]+|(?:mailto:)?[\x21-\x3f\x41-\x7e]+@[\x21-\x7e]+")


def load(path: Path) -> Config:
    """Read and check the file at ``path``.

    Relative paths in it are relative to the file's folder.

    Raises:
        ConfigError: The first fault, with file, line and key.
    """
    config, faults = examine(path)
    if config is None:
        raise faults[0]
    return config


def examine(path: Path) -> tuple[Config | None, tuple[ConfigError, ...]]:
    """Read the file at ``path`` and return what it says, or every fault in it."""
    try:
        tree, lines = plain_yaml.read(path)
    except ConfigError as error:
        return None, (error,)
    if not isinstance(tree, dict):
        what = "is empty" if tree is None else "is not a mapping of keys to values"
        return None, (ConfigError(f"{path}:1", what, "begin from the config.yaml that is shipped"),)
    try:
        config = TypeAdapter(Config).validate_python({**_with_defaults(tree), "path": path})
    except ValidationError as error:
        found = ((_key_path(one["loc"]), _sentence(one)) for one in error.errors())
        return None, tuple(_fault(path, lines, key, what) for key, what in found)
    config = _placed(config, path.absolute().parent)
    faults = tuple(_fault(path, lines, key, what) for key, what in _complaints(config))
    return (None, faults) if faults else (config, ())


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
        delivery=_delivery(config.delivery, folder),
        fetch=replace(config.fetch, ca_file=folder / ca_file if ca_file else None),
    )


def _delivery(delivery: Delivery, folder: Path) -> Delivery:
    mail = delivery.mail
    if mail and mail.ca_file:
        mail = replace(mail, ca_file=folder / mail.ca_file)
    return replace(delivery, directory=folder / delivery.directory, mail=mail)


def _key_path(loc: tuple[str | int, ...]) -> KeyPath:
    """Return where pydantic found a fault, as the file has it: without the name of a shape."""
    return (*loc[:3], *loc[4:]) if loc[:2] == ("rules", "add") else loc


def _fault(path: Path, lines: Lines, key: KeyPath, what: str) -> ConfigError:
    known = key
    while known and known not in lines:
        known = known[:-1]
    dotted = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return ConfigError(f"{path}:{lines.get(known, 1)}", f"{dotted.lstrip('.')}: {what}")


_SHAPES = {
    "dataclass_type": "must be a mapping of keys to values",
    "tuple_type": "must be a list",
    "path_type": "must be a path",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
}


def _sentence(error: ErrorDetails) -> str:
    message, kind = error["msg"], error["type"]
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "unknown key; check its spelling against the comments in config.yaml"
    if kind == "missing":
        return "this key is missing; add it"
    if kind in _SHAPES:
        return f"{_SHAPES[kind]}; it reads {str(error['input'])[:80]!r}"
    if kind == "string_type":
        return f"{error['input']!r} is not text; put it in quotes"
    return f"{message[0].lower()}{message[1:]}; it reads {str(error['input'])[:80]!r}"


# -- what types alone do not say ------------------------------------------------------------------


def _complaints(config: Config) -> Iterator[tuple[KeyPath, str]]:
    yield from _schedule_complaints(config)
    yield from _fetch_complaints(config.fetch)
    if not str(config.delivery.directory).strip(".") or config.delivery.directory.is_file():
        yield ("delivery", "directory"), "must be a folder of its own, such as digests"
    for inner, what in rule_faults.complaints(config.rules):
        yield ("rules", *inner), what
    yield from message_faults.complaints(config)
    yield from _twice(config)
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


def _fetch_complaints(fetch: Fetch) -> Iterator[tuple[KeyPath, str]]:
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
        if not low <= getattr(fetch, name) <= high:
            yield ("fetch", name), f"must lie between {low} and {high}"
    if fetch.contact and not _CONTACT.fullmatch(fetch.contact):
        yield ("fetch", "contact"), "must be an e-mail address or a web address (https://...)"
    for network in fetch.allow_addresses:
        try:
            ip_network(network)
        except ValueError:
            yield ("fetch", "allow_addresses"), f"{network!r} is no network such as 127.0.0.1/32"
    for _, address in fetch.hosts:
        ports = re.fullmatch(r"[0-9a-fA-F.:\[\]]+:(\d{1,5})(?:/(\d{1,5}))?", address)
        if not ports or any(int(port or 1) > 65535 for port in ports.groups()):
            yield ("fetch", "hosts"), f"{address!r} is no address such as 127.0.0.1:8080/8443"
    if fetch.ca_file and not fetch.ca_file.is_file():
        yield ("fetch", "ca_file"), f"{fetch.ca_file} is no file"


def _twice(config: Config) -> Iterator[tuple[KeyPath, str]]:
    owners: dict[str, str] = {}
    for number, source in enumerate(config.sources):
        for inner, endpoint in enumerate(source.endpoints):
            if endpoint.url in owners:
                what = f"{endpoint.url} is read for {owners[endpoint.url]} already; remove one"
                yield ("sources", number, "endpoints", inner, "url"), what
            owners.setdefault(endpoint.url, source.id)


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

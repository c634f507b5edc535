"""What types alone do not say of mails, channels and alerts in config.yaml."""

import re
from collections.abc import Iterator, Sequence

from monitor.options import Alert, Channel, Config, Mail
from monitor.plain_yaml import KeyPath

DEPARTMENTS = (
    "Amazonas", "Áncash", "Apurímac", "Arequipa", "Ayacucho", "Cajamarca", "Callao", "Cusco",
    "Huancavelica", "Huánuco", "Ica", "Junín", "La Libertad", "Lambayeque", "Lima", "Loreto",
    "Madre de Dios", "Moquegua", "Pasco", "Piura", "Puno", "San Martín", "Tacna", "Tumbes",
    "Ucayali",
)  # fmt: skip

FORMS = (
    "sexual", "labour", "domestic", "begging", "child_sale", "criminality", "organ", "marriage",
    "other",
)  # fmt: skip

_ADDRESS = re.compile(r"(?:[^<>\r\n]{0,100}<)?[\x21-\x3b\x3d\x3f\x41-\x7e]+@[A-Za-z0-9.-]+>?")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MAIL = "mail"
"""The name of the way that is no channel."""

Complaints = Iterator[tuple[KeyPath, str]]


def complaints(config: Config) -> Complaints:
    """Yield every fault with where it stands."""
    if config.delivery.mail:
        yield from _mail(config.delivery.mail)
    names = [channel.name for channel in config.delivery.channels]
    for number, channel in enumerate(config.delivery.channels):
        yield from _channel(("delivery", "channels", number), channel, names)
    ids = [alert.id for alert in config.alerts]
    ways = {*names, *([_MAIL] if config.delivery.mail else [])}
    for number, alert in enumerate(config.alerts):
        yield from _alert(("alerts", number), alert, ids, ways)
        for source in set(alert.sources) - {source.id for source in config.sources}:
            yield ("alerts", number, "sources"), f"{source!r} is the id of no source"


def _mail(mail: Mail) -> Complaints:
    if not mail.to:
        yield ("delivery", "mail", "to"), "names nobody; write at least one address"
    for key, addresses in (("sender", (mail.sender,)), ("to", mail.to)):
        for address in addresses:
            if not _ADDRESS.fullmatch(address):
                what = f"{address!r} is no address such as desk@example.org"
                yield ("delivery", "mail", key), what
    if not 1 <= mail.port <= 65535:
        yield ("delivery", "mail", "port"), "must lie between 1 and 65535"
    if not 0 < mail.timeout_seconds <= 600:
        yield ("delivery", "mail", "timeout_seconds"), "must lie between 0 and 600"
    if mail.ca_file and not mail.ca_file.is_file():
        yield ("delivery", "mail", "ca_file"), f"{mail.ca_file} is no file"


def _channel(key: KeyPath, channel: Channel, names: Sequence[str]) -> Complaints:
    if not _ID.fullmatch(channel.name) or channel.name == _MAIL:
        yield (*key, "name"), f"{channel.name!r} must be of small letters, digits, - and _"
    if names.count(channel.name) > 1:
        yield (*key, "name"), f"{channel.name!r} stands at several channels; make it unique"
    if "://" not in channel.url:
        yield (*key, "url"), "is no address of Apprise, such as tgram://token/chat"


def _alert(key: KeyPath, alert: Alert, ids: Sequence[str], ways: set[str]) -> Complaints:
    if not _ID.fullmatch(alert.id):
        yield (*key, "id"), f"{alert.id!r} must be of small letters, digits, - and _"
    if ids.count(alert.id) > 1:
        yield (*key, "id"), f"{alert.id!r} stands at several alerts; make it unique"
    for name, values, known in (
        ("departments", alert.departments, DEPARTMENTS),
        ("forms", alert.forms, FORMS),
        ("to", alert.to, tuple(sorted(ways))),
    ):
        for value in values:
            if value not in known:
                yield (*key, name), _no_choice(value, known)
    if not ways:
        yield key, "tells nobody: configure delivery.mail or delivery.channels"


def _no_choice(value: str, known: Sequence[str]) -> str:
    if not known:
        return f"{value!r} cannot be told: there is no delivery.mail and no channel"
    return f"{value!r} is not one of {', '.join(known)}"

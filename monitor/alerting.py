"""Alerts: what config asks to be told at once, each change of state once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor import posting
from monitor.briefs import SourceBrief
from monitor.options import Alert, Config
from monitor.reporting.alerts import Notice, incidents_alert, source_alert
from monitor.reporting.tongue import Tongue
from storage.rows import stamp
from storage.store import Store

_LATELY = timedelta(days=30)
"""Incidents that were first seen earlier are news to nobody."""
_BEGAN = "began"
"""Subject under which it is remembered since when an alert is watched for."""


def begin_alerts(store: Store, config: Config | None, now: datetime) -> None:
    """Remember from when on new alerts of the configuration are watched for: not the past."""
    for alert in config.alerts if config else ():
        if _BEGAN not in store.told_states(_watcher(alert)):
            store.tell_states(_watcher(alert), {_BEGAN: stamp(now)}, now)


def raise_alerts(store: Store, config: Config | None, now: datetime) -> None:
    """Queue what is to be told now; a restart tells nothing again."""
    if config is None:
        return
    begin_alerts(store, config, now)
    tongue = Tongue(config.delivery.language, ZoneInfo(config.schedule.timezone))
    for alert in config.alerts:
        with store.transaction():
            for states, notice in _found(store, alert, now, tongue):
                store.tell_states(_watcher(alert), states, now)
                key = f"alert:{alert.id}:{stamp(now)}:{next(iter(states))}".replace(" ", "_")
                posting.queue(
                    store, config.delivery, key, notice.subject, notice.text, now, only=alert.to
                )


def _watcher(alert: Alert) -> str:
    return f"alert:{alert.id}"


Found = Iterator[tuple[dict[str, str], Notice]]
"""States that are told, with the words that tell them."""


def _found(store: Store, alert: Alert, now: datetime, tongue: Tongue) -> Found:
    told = store.told_states(_watcher(alert))
    if alert.when == "source":
        return _of_sources(store, alert, told, tongue)
    return _of_incidents(store, alert, told, max(told[_BEGAN], stamp(now - _LATELY)), tongue)


def _of_sources(store: Store, alert: Alert, told: dict[str, str], tongue: Tongue) -> Found:
    for source in store.source_health():
        subject = f"source:{source.source_id}"
        before = told.get(subject, "ok")
        if _is_watched(alert, source) and source.state != before:
            yield {subject: source.state}, source_alert(source, tongue)


def _is_watched(alert: Alert, source: SourceBrief) -> bool:
    return source.state in {"ok", *alert.states} and (
        not alert.sources or source.source_id in alert.sources
    )


def _of_incidents(
    store: Store, alert: Alert, told: dict[str, str], since: str, tongue: Tongue
) -> Found:
    found = [
        incident
        for incident in store.incidents_since(since)
        if f"incident:{incident.incident_id}" not in told
        and _meets(alert.departments, incident.departments)
        and _meets(alert.forms, incident.forms)
    ]
    if found:
        states = {f"incident:{incident.incident_id}": "new" for incident in found}
        yield states, incidents_alert(found, tongue)


def _meets(wanted: tuple[str, ...], has: tuple[str, ...]) -> bool:
    return not wanted or bool(set(wanted) & set(has))

"""Alerts -> a subject and a few lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.briefs import IncidentHead, SourceBrief
from monitor.reporting.collection import Collection
from monitor.reporting.links import address
from monitor.reporting.tongue import Tongue
from monitor.text import one_line

_MOST = 20
"""Incidents that one alert names."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told at once."""

    subject: str
    text: str


def source_alert(source: SourceBrief, tongue: Tongue) -> Notice:
    """Return what is told of a source whose state changed."""
    name = one_line(source.name, 80)
    if source.state == "ok":
        words = tongue.say("{source}: back, answers again", source=name)
        return Notice(words, words)
    subject = f"{name}: {tongue.term(source.state)}"
    return Notice(subject, f"{subject} ({Collection(tongue).why(source)})")


def incidents_alert(incidents: Sequence[IncidentHead], tongue: Tongue) -> Notice:
    """Return what is told of incidents that are new."""
    first = one_line(incidents[0].title)
    subject = tongue.say("New incident: {title}", title=first)
    if len(incidents) > 1:
        subject = tongue.count("{n} new incident", "{n} new incidents", len(incidents))
    lines = []
    for incident in incidents[:_MOST]:
        name = tongue.say("Incident {id}", id=incident.incident_id)
        lines.append(f"{one_line(incident.title)} ({tongue.when(incident.event)}) [{name}]")
        lines.append(address(incident.url))
    return Notice(subject, "\n".join(lines))

"""The desk's own words in the language of the digest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.briefs import SourceBrief
from monitor.models import When
from monitor.privacy import shown
from monitor.reporting.collection import Collection
from monitor.reporting.tongue import Tongue, catalogue
from monitor.web import reasons

FOLDER = Path(__file__).with_name("locale")
DOMAIN = "desk"
_shown = lru_cache(maxsize=4096)(shown)
"""A page shows some headlines and quotes several times."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What pages say, in one language; dates in one zone."""

    language: str
    zone: str = "America/Lima"

    @property
    def tongue(self) -> Tongue:
        """The words for values of the database, as digests have them."""
        return Tongue(self.language, ZoneInfo(self.zone))

    def say(self, message: str, /, **values: object) -> str:
        """Return a message with its ``{values}``."""
        return catalogue(self.language, DOMAIN, FOLDER).gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the message for one or for many, whose ``{n}`` is ``number``."""
        message = catalogue(self.language, DOMAIN, FOLDER).ngettext(one, many, number)
        return message.format(n=self.tongue.number(number), **values)

    def term(self, name: str) -> str:
        """Return the word for a value of the database."""
        return self.say(WORDS[name]) if name in WORDS else self.tongue.term(name)

    def field(self, name: str) -> str:
        """Return the name of a field of claims."""
        return self.say(FIELD_NAMES[name]) if name in FIELD_NAMES else self.tongue.term(name)

    def value(self, field: str, value: str | int) -> str:
        """Return a value of a field of claims."""
        if isinstance(value, int):
            return self.tongue.number(value)
        return self.country(value) if field.endswith("nationality") else self.term(value)

    def country(self, code: str) -> str:
        """Return the name of a country, its code where there is none."""
        return self.tongue.country(code)

    def terms(self, names: Iterable[str]) -> str:
        """Return several of them, comma-separated."""
        return ", ".join(map(self.term, names))

    def reason(self, text: str) -> str:
        """Return why an article stands where it stands."""
        return reasons.told(text, self.say)

    def day(self, iso: str) -> str:
        """Return a day that is written as ``2025-03-14``."""
        return self.tongue.day(date.fromisoformat(iso))

    def when(self, value: When) -> str:
        """Return a moment as precisely as it is known."""
        return self.tongue.when(value)

    def moment(self, at: datetime) -> str:
        """Return the local day and time of day."""
        return self.tongue.moment(at)

    def why(self, source: SourceBrief) -> str:
        """Return why a source needs a look; for one that is well, how it usually is."""
        if source.state in {"failing", "silent", "never"}:
            return Collection(self.tongue).why(source)
        if source.state == "off" or source.days_silent is None:
            return ""
        days = round(source.days_silent)
        return self.count("newest article {n} day old", "newest article {n} days old", days)

    def masked(self, text: str, limit: int = 200, known: frozenset[str] = frozenset()) -> str:
        """Return what an outlet wrote without names of victims and ages of minors.

        Args:
            text: A headline or a quote.
            limit: Most characters.
            known: Names of victims that the rest of the article tells.
        """
        return _shown(text, limit, known)


def mark(message: str) -> str:
    """Return ``message``; marks it for the catalogue."""
    return message


WORDS = {
    "relevant": mark("relevant"),
    "related": mark("related"),
    "rejected": mark("rejected"),
    "accepted": mark("accepted"),
    "unsure": mark("unsure"),
    "open": mark("not reviewed"),
    "incident": mark("incident"),
    "off": mark("off"),
    "accept": mark("accepted"),
    "reject": mark("rejected"),
    "value": mark("value chosen"),
    "note": mark("note"),
    "merge": mark("merged"),
    "split": mark("split"),
    "move": mark("moved"),
    "undo": mark("taken back"),
    # what links an article to Peru
    "scene": mark("the scene lies there"),
    "person": mark("a person from Peru"),
    "route": mark("Peru is on the way"),
    "aside": mark("named in passing"),
    "none": mark("none"),
    # how victims were made to obey
    "deception": mark("deception"),
    "false_job": mark("false job offer"),
    "debt": mark("debt"),
    "documents": mark("documents withheld"),
    "violence": mark("violence"),
    "threats": mark("threats"),
    "confinement": mark("confinement"),
    "drugs": mark("drugs"),
    "romance": mark("feigned romance"),
    "abuse_of_vulnerability": mark("abuse of vulnerability"),
    # where they were found and held
    "night_club": mark("night club"),
    "hostel": mark("hostel"),
    "mine_camp": mark("mining camp"),
    "workshop": mark("workshop"),
    "home": mark("home"),
    "street": mark("street"),
    "farm": mark("farm"),
    "agency": mark("agency"),
    "acquaintance": mark("acquaintance"),
    "social_network": mark("social network"),
}
"""Values of the database that only the desk shows -> messages."""

FIELD_NAMES = {
    "form": mark("Form"),
    "means": mark("Means"),
    "lure": mark("Job offered"),
    "lure_channel": mark("Way of recruitment"),
    "promised_pay_pen": mark("Pay promised (soles a month)"),
    "promised_pay_usd": mark("Pay promised (dollars a month)"),
    "nationality": mark("Nationality of victims"),
    "accused_nationality": mark("Nationality of the accused"),
    "venue": mark("Kind of place"),
    "operation": mark("Operation"),
    "gang": mark("Organisation"),
    "police_unit": mark("Police unit"),
    "prosecutor_office": mark("Prosecutor's office"),
    "law_article": mark("Article of the penal code"),
    "event_date": mark("Date of the event"),
    "cited": mark("Source cited"),
    "status": mark("Stage of the case"),
}
"""Fields of claims -> messages."""

"""Decisions for tests of storage, as intake would make them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zlib import crc32

from monitor.models import (
    Claim,
    Decision,
    Examined,
    Facts,
    IncidentLink,
    Judgement,
    Kind,
    Label,
    Mention,
    Outlet,
    Place,
    Reason,
    Reverdict,
    Role,
    Status,
    StoryMatch,
    Verdict,
    When,
)
from tests.builders import DIARIO, NOW, make_article

BODY = (
    "La Policía rescató a 20 personas en bares de Puerto Maldonado y detuvo a siete presuntos "
    "tratantes. Las víctimas fueron captadas en Cusco con falsas ofertas de trabajo como meseras, "
    "por las que les prometían S/ 3,000 al mes, informó la fiscalía especializada este viernes."
)
CUSCO = "La ministra presentó en Cusco un plan nacional contra la trata de personas para 2030."
FOOTBALL = "El equipo local ganó por dos goles en el último minuto y sigue primero en la tabla."

MALDONADO = Place(
    "Puerto Maldonado",
    "170101",
    "Madre de Dios",
    "Tambopata",
    "Tambopata",
    -12.59,
    -69.19,
)
RAID = When(NOW - timedelta(days=1), "day")


def sketch(body: str) -> tuple[int, ...]:
    """Return hashes of the body's word-4 shingles."""
    words = body.lower().split()
    return tuple(
        {crc32(" ".join(words[i : i + 4]).encode()) - 2**31 for i in range(len(words) - 3)}
    )


def claim(
    name: str, value: str | int, quote: str = "", body: str = BODY, scope: str = "incident"
) -> Claim:
    """Return a claim whose quote stands in ``body``."""
    start = body.find(quote or str(value)) if (quote or str(value)) in body else 0
    words = quote or str(value)
    return Claim(
        name,
        value,
        words,
        start,
        start + len(words),
        scope="aggregate" if scope == "aggregate" else "incident",
    )


def mention(role: Role | None, place: Place = MALDONADO) -> Mention:
    """Return a place with a role."""
    return Mention(place, role, place.text, 0, len(place.text))


COUNTS = (claim("arrested", 7, "siete"), claim("rescued", 20, "20"), claim("form", "sexual"))
SCENE = (mention("exploitation"), mention(None))


@dataclass(frozen=True)
class Told:
    """What an article says, for :func:`decide`."""

    url: str = "https://diario.example/nota"
    body: str = BODY
    title: str = "Rescatan a veinte personas"
    label: Label = "relevant"
    outlet: Outlet = DIARIO
    fetched_at: datetime = NOW
    published: When = field(default=When(NOW, "time"))
    kind: Kind = "incident"
    status: Status = "operation"
    event: When = RAID
    claims: tuple[Claim, ...] = COUNTS
    mentions: tuple[Mention, ...] = SCENE
    keys: tuple[str, ...] = ("place:170101", "name:bar el dorado")
    fired: bool = True
    aliases: tuple[str, ...] = ()

    def examined(self) -> Examined:
        """Return it read and judged."""
        article = replace(
            make_article(
                self.body,
                self.title,
                url=self.url,
                outlet=self.outlet,
                published=self.published,
            ),
            fetched_at=self.fetched_at,
            aliases=self.aliases,
        )
        verdict = Verdict(
            self.label,
            0.9 if self.label == "relevant" else 0.1,
            (Reason("strong.trata", "trafficking", 2.0, "tratantes", "body", 3, 12),),
            fired=self.fired,
        )
        counts = {c.field: c.value for c in self.claims if isinstance(c.value, int)}
        return Examined(
            article=article,
            judgement=Judgement(
                verdict, self.kind, self.status, self.event, self.claims, self.mentions
            ),
            sketch=sketch(self.body),
            facts=Facts(
                kind=self.kind,
                status=self.status,
                event=self.event,
                published=self.published,
                departments=frozenset({"Madre de Dios"}),
                places=frozenset({"170101"}),
                counts=counts,
                forms=frozenset({"sexual"}),
                names=frozenset({"bar el dorado"}),
            ),
            incident_keys=self.keys if self.label == "relevant" else (),
        )


def decide(
    told: Told,
    *,
    story: int | None = None,
    incidents: Mapping[int | None, float] | None = None,
    reverdicts: tuple[Reverdict, ...] = (),
    title: str = "Operativo en Tambopata",
) -> Decision:
    """Return a decision on ``told``: by default a new story, and for a relevant one an incident.

    Args:
        told: The article.
        story: The story that it joins.
        incidents: Incident -> score; None stands for a new one.
        reverdicts: Copies to be judged anew.
        title: Of a new incident.
    """
    examined = told.examined()
    if incidents is None:
        incidents = {None: 1.0} if told.label == "relevant" and told.keys else {}
    return Decision(
        examined=examined,
        verdict=examined.judgement.verdict,
        story=StoryMatch(story, None, 1.0 if story else 0.0, "same text" if story else "new"),
        incidents=tuple(IncidentLink(n, score, f"score {score}") for n, score in incidents.items()),
        incident_title=title,
        reverdicts=reverdicts,
    )

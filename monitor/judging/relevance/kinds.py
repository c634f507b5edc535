"""What sort of text an article is: each cue of the lexicon speaks for a kind."""

from collections import defaultdict

from monitor.judging import lexicon
from monitor.judging.lexicon.rules import Lexicon
from monitor.judging.relevance.text import Reading, read
from monitor.models import Article, Claim, Kind, Verdict

_TITLE = 2.0
_SENTENCES = (1.5, 0.75, 0.5, 0.3, 0.3, 0.3)
"""What a cue is worth in the title and in the first sentences; later ones tell the background."""
_MOST_READ = 600
"""Characters of a sentence that are read."""
_CLAIM = 0.5
"""What claims of an event, or totals without one, add to what the words say."""
_EVENT_FIELDS = frozenset(
    {"arrested", "rescued", "sentence_years", "preventive_months", "operation", "minors"}
)
_COUNTS = frozenset({"arrested", "rescued", "minors"})
_ACTS = ("arrest", "rescue", "closure", "missing", "smuggle", "organ")
"""Classes of words that make an incident of a text of which no cue tells what it is."""
_LEAST = 1.5
"""Points below which no cue decides."""


def tell(article: Article, verdict: Verdict, claims: tuple[Claim, ...], rules: Lexicon) -> Kind:
    """Return the kind of ``article``: the one for which its title and opening say most.

    Where figures, a policy or a campaign say as much as an event, it is no incident.
    """
    if verdict.label == "rejected":
        return "other"
    reading = read(article, rules)
    points = _points(reading, rules)
    points["incident"] += _CLAIM * _tells_event(claims)
    points["statistics"] += _CLAIM * (
        _counts(claims, "aggregate") and not _counts(claims, "incident")
    )
    best = max(points, key=lambda kind: (points[kind], kind != "incident"))
    if points[best] >= _LEAST:
        return best
    return "incident" if points["incident"] or reading.has(*_ACTS) else "report"


def _points(reading: Reading, rules: Lexicon) -> dict[Kind, float]:
    """Return what the cues say for each kind, each cue once, where it counts most."""
    worth: dict[str, float] = {}
    points: dict[Kind, float] = defaultdict(float)
    for each, text in _texts(reading):
        for cue in lexicon.cues_in(rules, text):
            if cue.id not in worth:
                worth[cue.id] = each
                points[cue.kind] += cue.weight * each
    return points


def _texts(reading: Reading) -> list[tuple[float, str]]:
    """Return title and first sentences with what a cue is worth there, most first."""
    spans = [span for span in reading.spans if reading.body[slice(*span)].strip()]
    opening = [reading.body[start:end][:_MOST_READ] for start, end in spans[: len(_SENTENCES)]]
    if reading.title.strip():
        return [(_TITLE, reading.title), *zip(_SENTENCES, opening, strict=False)]
    return list(zip((_TITLE, *_SENTENCES), opening, strict=False))


def _tells_event(claims: tuple[Claim, ...]) -> bool:
    return any(claim.scope == "incident" and claim.field in _EVENT_FIELDS for claim in claims)


def _counts(claims: tuple[Claim, ...], scope: str) -> bool:
    return any(claim.scope == scope and claim.field in _COUNTS for claim in claims)

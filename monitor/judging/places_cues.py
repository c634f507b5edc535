"""Words that give a place its part in the event: Spanish, English, Portuguese, folded.

The words are lines of ``data/gazetteer_roles.tsv``. One pass over a sentence finds every cue; a
cue governs the places after it up to the next one, those in :data:`TOUCHING` only the place right
behind them, those in :data:`LISTING` also the list that it opens.
"""

import re
from collections import defaultdict

from monitor.judging.gazetteer import rows

CUES = (
    "aim", "none", "court", "agency", "origin", "transit", "recruitment", "exploitation", "rescue",
    "arrest", "scene", "venue",
)  # fmt: skip
"""Kinds of cue, the first to be tried first."""
TOUCHING = frozenset({"court", "agency"})
"""Kinds that govern only the place right behind them."""
LISTING = frozenset({"origin", "transit"})
"""Kinds that govern the place right behind them and the rest of its list."""


def _read() -> dict[str, str]:
    """Return kind -> its patterns, joined by ``|``."""
    pieces: dict[str, str] = {}
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for kind, *rest in rows("gazetteer_roles.tsv"):
        if kind == "let":
            pieces[rest[0]] = rest[1]
        else:
            kinds[kind].append(re.sub(r"\{(\w+)\}", lambda match: pieces[match[1]], rest[0]))
    return {kind: "|".join(patterns) for kind, patterns in kinds.items()}


_WORDS = _read()


def _compile(*kinds: str) -> re.Pattern[str]:
    named = "|".join(f"(?P<{kind}>{_WORDS[kind]})" for kind in kinds)
    return re.compile(rf"\b(?:{named if len(kinds) > 1 else _WORDS[kinds[0]]})(?!\w)")


CUE = _compile(*CUES)
"""Every cue; the group that matched is its kind."""
EVENT = _compile("rescue", "arrest")
"""What makes an event of a scene."""
CROSS_LINK = _compile("link")
"""Points to another article."""
LINK_HEAD = re.compile(rf"(?:{_WORDS['link_head']}) ?[:|►]|►")
"""The same, at the beginning of a line."""
BACKGROUND = _compile("background")
"""What happened before and is not the event told; group 1 is a year, which must be past."""
TRIAL = _compile("trial")
COUNT = _compile("count")
"""Figures of many cases: two of these words in a sentence and it tells no event."""
RANKING = _compile("ranking")
"""The same; one is enough."""
POLICY = _compile("policy")
REPORTED = _compile("reported")
POLICE = _compile("police")
COMPARED = re.compile(rf"\b(?:{_WORDS['compared']}) (?:la )?$")
"""Right before a place that is only an example: "otra Madre de Dios"."""
WHERE = re.compile(
    r",? ?(?:\w+ )?(?:donde|adonde|(?:lugar|ciudad) en (?:el |la )?que|where|onde)\b"
)
"""Right behind a place: what follows happened there."""
AFTERCARE = re.compile(
    r",? (?:donde|adonde|where|onde) (?:\w+ ){0,2}?"
    r"(?:(?:recib|permanec|qued|atend|esper|brind|cumpl|receiv|receb)\w+|sera\w*)"
)
"""Right behind a place where the rescued or the held were taken afterwards."""
THAT_IN = re.compile(r"\b(?:que|quien|quienes|who|which) (?:en|in) (?:la |el )?(?:\w+ de )?$")
"""Right before a place whose verb follows: "que en Tacna captaba menores"."""
TOUCH = re.compile(rf" ?(?:(?:{_WORDS['touch']}) )*")
"""What may stand between a touching cue and its place."""
LIST = re.compile(
    r" ?(?:,? ?(?:y|e|o|u|and|or)|,|-|/|\(|, ademas|asi como)? ?"
    r"(?:(?:\d+|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|otr[oa]s?|two|three) )?"
    rf"(?:(?:{_WORDS['list']}) )*"
)
"""What may stand between two places of one list."""
PATTERNS = (
    CUE, EVENT, CROSS_LINK, LINK_HEAD, BACKGROUND, TRIAL, COUNT, RANKING, POLICY, REPORTED, POLICE,
    COMPARED, WHERE, AFTERCARE, THAT_IN, TOUCH, LIST,
)  # fmt: skip
"""All of them, for the test of hostile texts."""

"""Words that give a place its part in the event: Spanish, English, Portuguese, folded.

The words are lines of ``data/gazetteer_roles.tsv``. One pass over a sentence finds every cue; a
cue governs the places after it up to the next one, those in :data:`TOUCHING` only the place right
behind them, those in :data:`LISTING` also the list that it opens.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from monitor.judging.places.gazetteer import rows

CUES = (
    "aim", "none", "court", "agency", "origin", "people", "transit", "recruitment", "offer",
    "goal", "carried", "exploitation", "rescue", "arrest", "scene", "venue",
)  # fmt: skip
"""Kinds of cue, the first to be tried first."""
TOUCHING = frozenset({"court", "agency"})
"""Kinds that govern only the place right behind them."""
LISTING = frozenset({"origin", "people", "transit"})
"""Kinds that govern the place right behind them and the rest of its list."""


def _read() -> dict[str, list[str]]:
    """Return kind -> its patterns."""
    pieces: dict[str, str] = {}
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for kind, *rest in rows("gazetteer_roles.tsv"):
        if kind == "let":
            pieces[rest[0]] = rest[1]
        else:
            kinds[kind].append(re.sub(r"\{(\w+)\}", lambda match: pieces[match[1]], rest[0]))
    return kinds


_WORDS = _read()


def _any(kind: str) -> str:
    return "|".join(_WORDS[kind])


def _compile(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(kind)})(?!\w)")


def _alternatives(pattern: str) -> tuple[list[str], str]:
    """Split a pattern that begins with a group: its alternatives, and what follows the group."""
    depth, start, parts = 0, 3, []
    for match in re.finditer(r"\\.|[()|]", pattern):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0 or (depth == 1 and match[0] == "|"):
            parts.append(pattern[start : match.start()])
            start = match.end()
        if depth == 0:
            break
    return parts, pattern[start:]


def _unfold(pattern: str) -> list[str]:
    """Return patterns that together match the same and each begin with a letter."""
    if not pattern.startswith("(?:"):
        return [pattern]
    parts, rest = _alternatives(pattern)
    optional = rest.startswith("?")
    rest = rest[1:] if optional else rest
    unfolded = [each for part in parts for each in _unfold(part + rest)]
    return unfolded + (_unfold(rest) if optional else [])


_PLAIN = re.compile(r"[^\W\d_](?![?*{])")
"""A letter that must stand there."""


class Cue(NamedTuple):
    """A word that was found."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the words of some kinds in one pass, the first kind first.

    Alternatives stand under their first letter, so that few are tried at each word.
    """

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    """The kind of each group of ``pattern``."""

    def find(self, folded: str, start: int, end: int) -> list[Cue]:
        """Return what stands between ``start`` and ``end``, in order."""
        return [
            Cue(self.kinds[(match.lastindex or 1) - 1], *match.span())
            for match in self.pattern.finditer(folded, start, end)
        ]


def _guarded(rests: list[str]) -> str:
    """Return a group of ``rests`` that is tried only before a letter that one begins with."""
    letters = {rest[:1] for rest in rests if _PLAIN.match(rest)}
    known = all(_PLAIN.match(rest) for rest in rests)
    ahead = f"(?=[{''.join(sorted(letters))}])" if known else ""
    return f"{ahead}({'|'.join(rests)})"


def _finder(*kinds: str) -> Finder:
    letters: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind in kinds:
        for pattern in _WORDS[kind]:
            for each in _unfold(pattern):
                first = 2 if each.startswith("\\") else 1
                letters[each[:first]][kind].append(each[first:])
    branches = [
        f"{letter}(?:{'|'.join(map(_guarded, groups.values()))})"
        for letter, groups in letters.items()
    ]
    order = tuple(kind for groups in letters.values() for kind in groups)
    return Finder(re.compile(rf"\b(?:{'|'.join(branches)})(?!\w)"), order)


CUE = _finder(*CUES)
"""Every cue."""
EVENT = _finder("rescue", "arrest")
"""What makes an event of a scene."""
TONE = _finder("ranking", "policy", "count")
"""What makes a sentence one of plans, or of the figures of many cases: two words of "count" do."""
LINKS = _finder("link")
"""Points to another article."""
CROSS_LINK = LINKS.pattern
LINK_HEAD = re.compile(rf"(?:{_any('link_head')}) ?[:|►]|►")
"""The same, at the beginning of a line."""
BACKGROUND = _compile("background")
"""What happened before and is not the event told; group 1 is a year, which must be past,
group 2 a month, which must be another."""
TRIAL = _compile("trial")
REPORTED = _compile("reported")
POLICE = _compile("police")
SUSPECTS = _compile("suspects")
HELD = _compile("held")
ADULTS = _compile("adults")
PERSONS = _compile("persons")
"""Those who may be victims."""
STOPPED = _compile("stopped")
"""What was prevented."""
COMPARED = re.compile(rf"\b(?:{_any('compared')}) (?:la )?$")
"""Right before a place that is only an example: "otra Madre de Dios"."""
ASIDE = re.compile(rf"\b(?:{_any('aside')}) (?:la |el )?$")
"""Right before a place that only names a road: "la salida a Cusco"."""
DENIED = re.compile(
    r"\b(?:no|ni|nunca|tampoco|not|nao|never) (?:(?:se|los|las|fue|fueron|ha|han|habian?|was|were|"
    r"had|been|foi|foram|ha) ){0,2}$"
)
"""Right before a cue that is denied."""
RATHER = re.compile(r"\b(?:sino|but|mas sim)\b")
"""After a denied cue: what was the case instead."""
WHERE = re.compile(
    r",? ?(?:\w{1,20} )?(?:donde|adonde|(?:lugar|ciudad) en (?:el |la )?que|where|onde)\b"
)
"""Right behind a place: what follows happened there."""
TO_RECRUIT = re.compile(
    r",? (?:(?:para|a|to) (?:convenc|capt|reclut|contact|enganch|persuad|recruit|lure|convince)\w*|"
    r"donde (?:(?:las|los|la|lo|se) )?(?:contact|capt|reclut|convenc|enganch|engañ)"
    r"(?:aban?|o|aron|ian?|io|ieron|ando)\b|where (?:she|he|they) (?:recruit|lur|convinc)ed)"
)
"""Right behind a place to which somebody went to find victims."""
AFTERCARE = re.compile(
    r",? (?:donde|adonde|where|onde) (?:\w+ ){0,2}?"
    r"(?:(?:recib|permanec|qued|atend|esper|brind|cumpl|receiv|receb)\w+|sera\w*)"
)
"""Right behind a place where the rescued or the held were taken afterwards."""
THAT_IN = re.compile(r"\b(?:que|quien|quienes|who|which) (?:en|in) (?:la |el )?(?:\w+ de )?$")
"""Right before a place whose verb follows: "que en Tacna captaba menores"."""
TOUCH = re.compile(rf" ?(?:(?:{_any('touch')}) )*\(?")
"""What may stand between a touching cue and its place."""
LIST = re.compile(
    r" ?(?:\(\d{1,3}\))?(?:,? ?(?:y|e|o|u|and|or)|,|-|/|\(|, ademas|asi como)? ?"
    r"(?:(?:\d+|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|otr[oa]s?|two|three) )?"
    rf"(?:(?:{_any('list')}) )*"
)
"""What may stand between two places of one list."""
PATTERNS = (
    CUE.pattern, EVENT.pattern, TONE.pattern, CROSS_LINK, LINK_HEAD, BACKGROUND, TRIAL,
    REPORTED, POLICE, SUSPECTS, HELD, ADULTS, PERSONS, STOPPED, COMPARED, ASIDE, DENIED,
    RATHER, WHERE, TO_RECRUIT,
    AFTERCARE, THAT_IN, TOUCH, LIST,
)  # fmt: skip
"""All of them, for the test of hostile texts."""

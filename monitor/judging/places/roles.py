"""What each place of an article is to the event: its scene, where victims came from, whose court.

First the words of the sentence decide (:mod:`monitor.judging.places.cues`). Where an article tells
an event and no Peruvian place is its scene, the dateline, the title or the opening gives it.
"""

import re
from dataclasses import dataclass
from typing import cast

from monitor.judging.months import MONTHS
from monitor.judging.places import cues, links
from monitor.judging.places.fallback import SCENES, Plays, fall_back, gap, weigh
from monitor.judging.places.scan import Hit, Text
from monitor.models import Role

_HEAD = re.compile(
    r"[\W_]*(?:(?:en|in|at|desde|em|no|na) (?:[\w.'\"-]+ ){0,9})?"
    r"(?:(?:la|el|ciudad|localidad|distrito|provincia|region|puerto|de|del|centro|sector|zona) )*"
)
"""What may stand between the beginning of a sentence and a place that opens it."""
_FROM = re.compile(
    r"\b(?:desde|from)(?: la| el| the)?(?: (?:ciudad|region|provincia|distrito) de)? $"
)
_SINCE = re.compile(r"\bdesde(?: la| el)?(?: (?:ciudad|region|provincia|distrito) de)? $")
"""Right before the place from which somebody spoke, led or came."""
_TOWARDS = re.compile(
    r"\bto (?:\w+ ){0,3}(?:in |of |at )?(?:the )?$"
    r"|\bpara (?:los |las |un |una )?(?:bar(?:es)?|prostibares|prostibulos?|cantinas?|night clubs?"
    r"|locales|minas?|campamentos?|fundos?|talleres|casas|boates?) (?:\w+ )?(?:de|en|del|da|do) $"
)
"""Right before the place that people were recruited for."""
_LEADING = re.compile(r"\b(?:al?|hacia|hasta|para|ate|ao)(?: la| el)? $")
_ONWARD = re.compile(
    r" (?:al?|hasta|hacia|ate|para|to|con destino al?|rumbo al?)(?: la| el| the)?"
    r"(?: (?:ciudad|region|provincia|distrito|localidad|city|province) (?:de|of))? "
)
"""Between where a journey began and where it led."""
_CARRIES = re.compile(r"(?:tra[ijesy]|llev|traslad|sac|sal|envi|condu|viaj|lev|brought|took|mov)")
"""How a cue begins that tells a journey, not where somebody is from."""
_DATELINE = re.compile(r"(?:,? \w+)?(?:\.-|\.–|\.—|\. | -| –| —|, \d| \(|, (?:\w+ )?\d)|, \w+ \d+")
_WEAK = ("venue", "goal")
_NO_ROLE = (*_WEAK, "none", "aside", "agency")
_LINE = re.compile(r"\b(?:rutas?|bus|omnibus|tramo|carretera|via|vuelo|linea|empresa)\b[^.,;]*$")
"""Before the two ends of a line of buses or of a road."""
_DASHES = ("-", "–", " - ", " – ")
_LATER = re.compile(r";|\b(?:(?:luego|despues) de que|a raiz de que|dado que|puesto que)\b")
"""Between a cue and a place: another sentence, in which the cue says nothing."""
PATTERNS = (
    *(_LINE, _LATER, _HEAD, _FROM, _SINCE, _TOWARDS),
    *(_LEADING, _ONWARD, _CARRIES, _DATELINE),
)
"""All of them, for the test of hostile texts."""


@dataclass(slots=True)
class _Sentence:
    text: Text
    span: tuple[int, int]
    cues: list[cues.Cue]
    hits: list[Hit]
    cross_from: int
    """Where a cross-link begins; the sentence's end where there is none."""
    past_from: int
    """Where what was before begins."""
    counting: bool
    """It tells figures of many cases."""
    planning: bool
    """It tells plans, talks or warnings."""


def assign(hits: list[Hit], today: tuple[int, int], home: frozenset[str]) -> list[Role | None]:
    """Return the role of each of ``hits``, in their order.

    Args:
        hits: Resolved hits of title and body.
        today: Year and month of publication in Lima; zeros where they are not known.
        home: Codes of the departments where the outlet is at home.
    """
    texts = list({id(hit.text): hit.text for hit in hits}.values())
    trial = any(cues.TRIAL.search(text.folded, 0, 600) for text in texts)
    parts: list[Plays] = []
    for text in texts:
        mine = [hit for hit in hits if hit.text is text]
        parts += _parts_of(text, mine, (0, 0) if trial else today)
    weigh(hits, parts)
    fall_back(hits, parts, texts, home)
    return [
        _role(hit, part) if hit.certain else None for hit, part in zip(hits, parts, strict=True)
    ]


def _parts_of(text: Text, hits: list[Hit], today: tuple[int, int]) -> list[Plays]:
    parts: list[Plays] = []
    pointers = [cue.start for cue in cues.LINKS.find(text.folded, 0, len(text.folded))]
    at = 0
    while at < len(hits):
        end = at
        while end < len(hits) and hits[end].sentence == hits[at].sentence:
            end += 1
        parts += _in_sentence(_sentence(text, hits[at:end], today, pointers))
        at = end
    return parts


def _sentence(
    text: Text, hits: list[Hit], today: tuple[int, int], pointers: list[int]
) -> _Sentence:
    start, end = hits[0].span
    named = {at for hit in hits for at in range(hit.start, hit.end)}
    found = [cue for cue in cues.CUE.find(text.folded, start, end) if cue.start not in named]
    tone = [cue.kind for cue in cues.TONE.find(text.folded, start, end)]
    return _Sentence(
        text, (start, end), found, hits,
        links.cross_from(text, hits[0].sentence, pointers),
        _past(text, start, end, today),
        tone.count("count") > 1 or "ranking" in tone,
        "policy" in tone,
    )  # fmt: skip


def _past(text: Text, start: int, end: int, today: tuple[int, int]) -> int:
    year, month = today
    for match in cues.BACKGROUND.finditer(text.folded, start, end):
        told, named = match[1], match[2]
        if named and not _other_month(text, start, named, month):
            continue
        if told is None or int(told) < year:
            return match.start() if match.start() - start > 30 else start
    return end


def _other_month(text: Text, start: int, named: str, month: int) -> bool:
    """Whether a month is neither this, nor the last, nor one that the opening names."""
    opening = text.spans[0][1]
    if not month or start < opening or named in text.folded[:opening]:
        return False
    return (month - MONTHS[named]) % 12 > 1


def _in_sentence(sentence: _Sentence) -> list[Plays]:
    parts: list[Plays] = []
    before: Hit | None = None
    for hit in sentence.hits:
        part = _part(sentence, hit, before, parts[-1] if parts else None)
        parts.append(part)
        before = hit
    _drop_heading(sentence, parts)
    return [_checked(sentence, hit, part) for hit, part in zip(sentence.hits, parts, strict=True)]


def _drop_heading(sentence: _Sentence, parts: list[Plays]) -> None:
    """Let the scene inside a headline win over the region in front of its colon."""
    first = sentence.hits[0]
    if sentence.text.source[first.end : first.end + 1] != ":" or parts[0] not in SCENES:
        return
    others = {
        hit.sense.department
        for hit, part in zip(sentence.hits[1:], parts[1:], strict=True)
        if part in SCENES and hit.sense and hit.sense.department
    }
    if others and first.sense and first.sense.department not in others:
        parts[0] = None


def _checked(sentence: _Sentence, hit: Hit, part: Plays) -> Plays:
    """Take scenes away where the sentence tells no event of its own."""
    if hit.start >= sentence.cross_from:
        return "none"
    if (hit.start >= sentence.past_from or sentence.counting) and (
        part in SCENES or part in (*_WEAK, None)
    ):
        return "none"
    if sentence.planning and part in ("scene", *_WEAK, "exploitation", None):
        return "none" if not _happened(sentence) else part
    return part


def _happened(sentence: _Sentence) -> bool:
    return any(cue.kind in ("rescue", "arrest") for cue in sentence.cues)


def _part(sentence: _Sentence, hit: Hit, before: Hit | None, last: Plays) -> Plays:
    folded = sentence.text.folded
    if cues.COMPARED.search(folded, max(0, hit.start - 12), hit.start) or _of_a_route(hit):
        return "none"
    if cues.ASIDE.search(folded, max(0, hit.start - 40), hit.start):
        return "aside"
    inside = next((cue for cue in sentence.cues if cue.start < hit.start < cue.end), None)
    if inside is not None:
        return _seat(inside) if inside.kind in cues.TOUCHING else "origin"
    left = [cue for cue in sentence.cues if cue.end <= hit.start]
    if before is not None and _listed(folded, before, hit, left):
        return None if last == "aside" else last
    if before is not None and last == "origin" and gap(_ONWARD, folded, before.end, hit.start):
        return _there(sentence, hit) or "goal"
    if _stopped(sentence, hit):
        return "none"
    if cues.TO_RECRUIT.match(folded, hit.end):
        return "recruitment"
    governed = _on_the_way(sentence, hit, _governed(folded, left, hit))
    there = None if governed in ("none", "rescue", "arrest") else _there(sentence, hit)
    return there or governed or _from_the_right(sentence, hit)


def _of_a_route(hit: Hit) -> bool:
    """Whether it is an end of a line: "un bus de la ruta Juliaca-Puerto Maldonado"."""
    folded = hit.text.folded
    if folded.startswith(_DASHES, hit.end):
        return _LINE.search(folded, max(0, hit.start - 40), hit.start) is not None
    if not folded.endswith(_DASHES, 0, hit.start):
        return False
    return _LINE.search(folded, max(0, hit.start - 60), hit.start) is not None


def _listed(folded: str, before: Hit, hit: Hit, left: list[cues.Cue]) -> bool:
    """Whether ``hit`` goes on with the list, or the chain of parents, that ``before`` is in."""
    if any(cue.start >= before.end for cue in left):
        return False
    onward = gap(_ONWARD, folded, before.end, hit.start)
    return not onward and gap(cues.LIST, folded, before.end, hit.start)


def _on_the_way(sentence: _Sentence, hit: Hit, governed: Plays) -> Plays:
    """Correct ``governed`` where a preposition says from where or to where."""
    folded, start = sentence.text.folded, sentence.span[0]
    if governed in ("rescue", "arrest"):
        return "none" if _SINCE.search(folded, max(start, hit.start - 20), hit.start) else governed
    if governed in ("exploitation", "scene"):
        from_there = _FROM.search(folded, max(start, hit.start - 30), hit.start)
        return "origin" if from_there else governed
    if governed == "recruitment":
        towards = _TOWARDS.search(folded, max(start, hit.start - 40), hit.start)
        return "exploitation" if towards else governed
    return governed


def _stopped(sentence: _Sentence, hit: Hit) -> bool:
    """Whether it is where a journey was to lead that did not come to an end."""
    folded, start = sentence.text.folded, sentence.span[0]
    leading = _LEADING.search(folded, max(start, hit.start - 12), hit.start)
    return leading is not None and cues.STOPPED.search(folded, start, hit.start) is not None


def _governed(folded: str, left: list[cues.Cue], hit: Hit) -> Plays:
    """Return what the cues on the left make of ``hit``; the nearest that reaches it."""
    if left and cues.THAT_IN.search(folded, max(0, hit.start - 40), hit.start):
        return None
    venue = False
    for cue in reversed(left):
        if cue.kind == "venue":
            near = hit.start - cue.end < 40 or gap(cues.TOUCH, folded, cue.end, hit.start)
            venue = venue or near
        elif _reaches(folded, cue, hit, venue):
            return _told_by(folded, cue, hit, left)
    return "venue" if venue else None


def _reaches(folded: str, cue: cues.Cue, hit: Hit, venue: bool) -> bool:
    if cue.kind in cues.TOUCHING or cue.kind in cues.LISTING:
        return gap(cues.TOUCH, folded, cue.end, hit.start)
    if cue.kind in ("aim", "none"):
        return hit.start - cue.end < 90 and not (venue and cue.kind == "none")
    return cue.kind == "offer" or _LATER.search(folded, cue.end, hit.start) is None


def _told_by(folded: str, cue: cues.Cue, hit: Hit, left: list[cues.Cue]) -> Plays:
    """Return what a cue that reaches ``hit`` says of it."""
    if cue.kind in cues.TOUCHING:
        return _seat(cue)
    if cue.kind in cues.LISTING:
        return _listing(folded, cue)
    if cue.kind in ("aim", "none"):
        return "none"
    before = {each.kind for each in left if each.end <= cue.start}
    if cue.kind == "offer":
        return "recruitment" if "recruitment" in before else "goal"
    if cue.kind == "carried":
        return "exploitation" if before & {"recruitment", "origin", "offer"} else "none"
    return _unless_denied(folded, cue, hit)


def _unless_denied(folded: str, cue: cues.Cue, hit: Hit) -> Plays:
    """Return what a cue says of a place: "no cayeron en Ica, sino en Ilo" is true of Ilo only."""
    denied = cue.kind in SCENES and cues.DENIED.search(folded, max(0, cue.start - 30), cue.start)
    if denied and cues.RATHER.search(folded, cue.end, hit.start) is None:
        return "none"
    return cast("Plays", cue.kind)


def _seat(cue: cues.Cue) -> Plays:
    return "court" if cue.kind == "court" else "agency"


def _listing(folded: str, cue: cues.Cue) -> Plays:
    """Return origin or transit; a team or a suspect that came from somewhere is no victim."""
    if cue.kind == "origin" and _of_no_victim(folded, cue):
        return "none"
    return cast("Plays", cue.kind)


def _of_no_victim(folded: str, cue: cues.Cue) -> bool:
    """Whether a team or suspects came: their word is the last before the cue, no victims after."""
    start = max(0, cue.start - 90)
    carried = _CARRIES.match(folded, cue.start)
    for pattern in (cues.POLICE,) if carried else (cues.POLICE, cues.SUSPECTS):
        others = [match.end() for match in pattern.finditer(folded, start, cue.start)]
        if others and cues.PERSONS.search(folded, others[-1], cue.start) is None:
            return True
    persons = [match.start() for match in cues.PERSONS.finditer(folded, start, cue.start)]
    grown = bool(persons) and cues.ADULTS.match(folded, persons[-1]) is not None
    return grown and cues.HELD.search(folded, cue.end, cue.end + 60) is not None


def _there(sentence: _Sentence, hit: Hit) -> Plays:
    """Return what happened "donde": the cue behind the place's relative clause."""
    end = hit.end
    for other in sentence.hits:
        if other.parent and other.start >= end and other.start - end < 32:
            end = other.end
    if cues.AFTERCARE.match(sentence.text.folded, end):
        return "none"
    where = cues.WHERE.match(sentence.text.folded, end)
    if where is None:
        return None
    for cue in sentence.cues:
        if cue.start >= where.end() and cue.kind not in ("venue", "agency", "none", "origin"):
            return cast("Plays", cue.kind) if cue.kind in SCENES else None
    return None


def _from_the_right(sentence: _Sentence, hit: Hit) -> Plays:
    """Return the part of a place that stands before the verb: "En Puno, ... rescataron"."""
    folded = sentence.text.folded
    start = sentence.span[0]
    that = cues.THAT_IN.search(folded, max(start, hit.start - 40), hit.start)
    first = sentence.hits[0]
    if _dateline(sentence, first):
        return None
    head = first is hit or gap(cues.LIST, folded, first.end, hit.start)
    if not that and not (head and _HEAD.fullmatch(folded, start, first.start)):
        return None
    for cue in sentence.cues:
        if cue.start < hit.end or cue.kind not in (*SCENES, "recruitment"):
            continue
        said = cues.REPORTED.search(folded, hit.end, cue.start)
        if said and any(other.start > cue.end for other in sentence.hits):
            return "none"
        if cue.kind == "recruitment" and not that:
            continue
        return cast("Plays", cue.kind)
    return None


def _dateline(sentence: _Sentence, hit: Hit) -> bool:
    """Whether ``hit`` opens the body as the place where the text was written."""
    return (
        sentence.text.part == "body"
        and hit.start < 3
        and _DATELINE.match(sentence.text.folded, hit.end) is not None
    )


def _role(hit: Hit, part: Plays) -> Role | None:
    if hit.sense is None or (hit.sense.precision == "country" and hit.sense.country == "PE"):
        return None
    if part == "scene":
        return _kind_of_scene(hit.text, hit)
    if part == "people":
        return "origin"
    return None if part in _NO_ROLE else cast("Role | None", part)


def _kind_of_scene(text: Text, hit: Hit) -> Role:
    """Return which event a scene is of: the nearest before it, else the first after it."""
    start, end = hit.span
    chosen = (
        cues.EVENT.find(text.folded, start, end)[:1]
        or cues.EVENT.find(text.folded, max(0, start - 400), start)[-1:]
        or cues.EVENT.find(text.folded, end, end + 600)[:1]
    )
    return cast("Role", chosen[0].kind) if chosen else "exploitation"

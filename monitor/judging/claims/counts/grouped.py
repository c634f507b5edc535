"""The victims as one group: the number that a text comes back to.

Features and chronicles seldom say ``rescataron a once``. They say that police went in, that
eleven women were in the back rooms, what ``las once`` asked for and where the girls sleep now.
Several mentions of one number for people who are no suspects confirm each other; a number that
is mentioned once in passing does not count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.judging import numbers
from monitor.judging.claims.counts.totals import LINKS, Figure, Telling, figure, is_victim
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.grammar.tokens import is_finite
from monitor.judging.claims.reading import Reading
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import AUXILIARIES, COPULAS, PREPOSITIONS, bag
from monitor.models import Article
from monitor.text import fold

PARENTS = bag("madre padre mama papa madres padres abuela abuelo mother father mae pai")
_THE = bag("las los estas estos as os the those")
_WERE = bag("eran son fueron were are eram foram sao")
_AGED = ("cumpl", "llega", "lleg", "alcanz")

_CLOCK = bag("a hasta desde pasadas hacia sobre entre at")
_STOPS = bag(". , ; : ) ? - — que no ya")
_LEFT = bag("restantes primeras primeros")
_MOST = 400
_ENOUGH = 3
_STRONG = 2
_SAID, _NAMED, _FOUND, _FREED, _SPLIT = 2, 1, 2, 3, 2
_ROLES = (None, "victim", "found", "rescued", "taken", "other")
_WEIGHTS = {"found": _FOUND, "rescued": _FREED, "taken": _FOUND}
_RAID = re.compile(
    r"\b(?:operativos?|megaoperativo|intervencion(?:es)?|diligencias?|allan\w+|irrump\w+|"
    r"ingres(?:o|aron)|constat(?:o|aron)|"
    r"(?:policias?|fiscal\w*|agentes|efectivos|patrulla)(?: \w+){0,6} lleg(?:o|aron) (?:al?|hasta)|"
    r"entr(?:o|aron)|redada|batida|inspeccion|inspector\w+|patrulla|fiscalizador\w+|raid\w*|"
    r"operacao|fiscalizacao|auditores|descerraj\w+|went in|(?:tumb|derrib|romp)\w+ "
    r"(?:la puerta|el candado)|"
    r"la sacaron|las sacaron|los sacaron)\b"
)
_FREE_WILL = re.compile(
    r"\b(?:por (?:su )?(?:propia )?(?:voluntad|decision|cuenta)(?: propia)?|voluntariamente|"
    r"de (?:manera|forma|modo) (?:\w+ y )?voluntari[ao]|(?:ningun[oa]|nadie)(?: de ell[oa]s)? "
    r"(?:refirio|manifesto|dijo|indico|señalo|declaro|denuncio) (?:haber sido|ser|estar|que) "
    r"(?:obligad|forzad|retenid|explotad|l[ao]s? oblig)\w+|"
    r"(?:entraban?|entran) y sal\w+ cuando|of their own (?:free )?will|por vontade propria|"
    r"nadie (?:las|los) oblig\w+)\b"
)
_CORRECTION = re.compile(
    r"\b(?:en realidad|precis(?:o|aron)|corrig\w+|rectific\w+|aclar(?:o|aron)|y no \w+ como|"
    r"resulto ser|in fact|na verdade)\b"
)
_NO_FORCE = re.compile(
    r"\b(?:(?:no (?:se )?(?:(?:ha|han|he|hemos|habia|habian) )?|sin )"
    r"(?:configur|advert|advirt|evidenci|hall|encontr|acredit|detect|verific|constat|observ|exist|"
    r"habia|haber|hubo)\w* (?:\w+ ){0,3}?(?:indicios?|signos?|señales|elementos?|retencion|"
    r"retenid[oa]s|coaccion|trata|explotacion|restricciones|violencia)|"
    r"no (?:\w+ ){0,4}(?:un|es un|de un|como un) (?:caso|delito|supuesto) de (?:trabajo forzoso|"
    r"trata|explotacion)|no (?:signs|evidence) of (?:force|coercion|"
    r"trafficking|forced)|ni (?:\w+ ){0,2}obligad[oa]s? a nada|descart\w+ (?:que se trate de |"
    r"que haya |el delito de |la |un caso de )?(?:trata|explotacion|trabajo forzoso))\b"
)
_SMUGGLED = re.compile(
    r"\b(?:trafico ilicito de migrantes|coyotes?|paso no habilitado|cruc\w+ la frontera|"
    r"pasar(?:on|los|las)? (?:a|hacia) (?:chile|bolivia|brasil|ecuador|colombia)|migrant smuggling|"
    r"jaladores? de migrantes|contrabando de (?:migrantes|pessoas)|smuggl\w+)\b"
)
_USED = re.compile(
    r"\b(?:explot\w+|trata (?:de personas|agravada)|prostitu\w+|esclav\w+|trafficking|trafico de "
    r"pessoas|obligad[oa]s? a|forzad[oa]s? a|proxenet\w+|captad[oa]s|fich\w+|trabajo forzoso|bares|"
    r"mendi\w+|deuda|pase)\b"
)
PATTERNS = (_SMUGGLED, _USED, _CORRECTION, _RAID, _FREE_WILL, _NO_FORCE)
"""All of them, for the test of hostile texts."""


@dataclass(slots=True)
class _Votes:
    """How often one number is said of the people of the story."""

    weight: int
    figure: Figure
    named: bool = False
    """Whether a noun says once that they are people, and no suspects."""


def by_free_will(own: list[Telling], reading: Reading) -> bool:
    """Return whether a text says that those who were found were there of their own will."""
    folded = reading.text.folded
    if _NO_FORCE.search(folded):
        return True
    young = any(is_victim(p) and p.age == "minor" for t in own for p in t.count.people)
    return not young and _FREE_WILL.search(folded) is not None


def only_smuggled(reading: Reading) -> bool:
    """Return whether a text tells of migrants who are led over a border, and of no exploitation."""
    folded = reading.text.folded
    return _SMUGGLED.search(folded) is not None and _USED.search(folded) is None


def tells_of_smuggling(article: Article) -> bool:
    """Return whether ``article`` names the smuggling of migrants."""
    return _SMUGGLED.search(fold(article.body)) is not None


def freed_group(
    own: list[Telling], reading: Reading, found: Figure | None, held: Figure | None
) -> Figure | None:
    """Return the number of victims that a text comes back to, where it tells of their finding.

    Args:
        own: What is told of the event at hand.
        reading: The body.
        found: The number of people who are only said to be found, if any.
        held: The number of the arrested, which is none of theirs.
    """
    strong = found is not None and found.strength == _STRONG and found.value > 1
    if strong and not _CORRECTION.search(reading.text.folded):
        return found
    if not _tells_of_finding(own, reading, held):
        return found
    votes: dict[int, _Votes] = {}
    for weight, one in _mentions(own, reading):
        known = votes.setdefault(one.value, _Votes(0, one))
        known.weight += weight
        known.named = known.named or one.people[0].known
    firm = [v for v in votes.values() if v.named or held is None or v.figure.value != held.value]
    best = max(firm, key=lambda v: v.weight, default=None)
    if best is None or best.weight < _ENOUGH:
        single = found is not None and found.value == 1 and found.people[0].definite
        several = any(v.named and v.figure.people[0].age == "minor" for v in firm)
        return None if single and several and found is not None and not found.total else found
    if found is not None and not _corrects(best, found, votes.get(found.value)):
        return found
    return best.figure


def _corrects(best: _Votes, found: Figure, votes: _Votes | None) -> bool:
    """Return whether the number that a text comes back to goes before one that is told once."""
    weight = votes.weight if votes is not None else 0
    if found.strength == _STRONG:
        near = abs(best.figure.value - found.value) < _ENOUGH
        return best.weight > weight and (near or found.value == 1)
    return best.weight > weight


def _tells_of_finding(own: list[Telling], reading: Reading, held: Figure | None) -> bool:
    """Return whether victims are found or freed, or suspects held when officials went in."""
    for telling in own:
        freed = telling.count.role in ("rescued", "found", "taken")
        if freed and all(is_victim(p) for p in telling.count.people):
            return True
    return held is not None and _RAID.search(reading.text.folded) is not None


def _mentions(own: list[Telling], reading: Reading) -> Iterator[tuple[int, Figure]]:
    """Yield each number of people who may be victims, with how much it weighs."""
    for telling in own:
        count = telling.count
        if not count.partial and count.role in _ROLES:
            told = figure(telling, count.people, 1)
            part = reading.text if telling.part == "body" else None
            if told is not None and 1 < told.value < _MOST and _are_victims(count.people, part):
                yield _weight(count), told
    told_in = {telling.count.sentence for telling in own if telling.part == "body"}
    for people in _numerals(reading.text):
        sentence = _sentence_of(reading.text, people.first)
        if people.known and sentence in told_in:
            continue
        if reading.spheres.at(sentence, people.start, deed=False, unsaid=True) == "incident":
            count = Count(None, (people,), sentence, people.start, people.end)
            told = figure(Telling(count, "body", "incident"), count.people, 1)
            if told is not None:
                alone = people.first - reading.text.sentences[sentence][0] < 2
                firm = _ENOUGH if alone and not people.definite else _SAID
                yield _NAMED if people.known else firm, told


def _are_victims(people: tuple[People, ...], text: Text | None) -> bool:
    plain = all(is_victim(p) and (p.known or p.bare) and not p.name for p in people)
    first = people[0]
    if text is not None and any(_is_kin(w) for w in text.words[first.first : first.last]):
        return False
    if any(p.pair and p.value == 2 and not p.age for p in people) and first.link in ("a", "de"):
        return False
    if text is not None and first.link == "de" and text.words[first.first - 2] in PARENTS:
        return False
    return plain and not first.other and not first.partial and first.link not in ("en", "in")


def _is_kin(word: str) -> bool:
    noun = NOUNS.get(word)
    return noun is not None and noun.kin


def _weight(count: Count) -> int:
    """Return how much a clause says for its number: found, split into parts, only named."""
    first, rest = count.people[0], count.people[1:]
    weight = _WEIGHTS.get(count.role or "", _NAMED) + (_SAID if first.total else 0)
    if first.bare and weight == _NAMED:
        weight = _SPLIT if first.sex and rest and rest[-1].sex else 0
    split = len(rest) > 1 and sum(p.value or 0 for p in rest) == first.value
    return weight + (_SPLIT if split and rest[0].link not in LINKS else 0)


def _sentence_of(text: Text, i: int) -> int:
    low, high = 0, len(text.sentences) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if i < text.sentences[middle][1] else (middle + 1, high)
    return low


def _numerals(text: Text) -> Iterator[People]:
    """Yield ``las once``, ``los veintitrés``, ``Eran diecisiete.``, ``doce jóvenes``."""
    words = text.words
    for i in range(len(words) - 2):
        if _is_number(words[i]) and _names_people(text, i):
            yield from _people(text, i, i, definite=False, known=True)
        elif words[i] in _THE and _counts_people(text, i + 1, words[i - 1] if i else "."):
            yield from _people(text, i, i + 1, definite=True)
        elif words[i] in _WERE and _ends(text, i + 1):
            yield from _people(text, i + 1, i + 1, definite=False)
        elif words[i] in _WERE and words[i + 1] in _STOPS and i and _is_number(words[i - 1]):
            yield from _people(text, i - 1, i - 1, definite=False)


def _people(
    text: Text, first: int, at: int, *, definite: bool, known: bool = False
) -> Iterator[People]:
    number = numbers.read(text.folded, text.starts[at], text.language)
    if number is not None and 1 < number.value < _MOST and number.qualifier == "exact":
        yield People(
            first, at + 1, text.starts[first], number.end, number.value,
            many=True, bare=not known, definite=definite, known=known,
        )  # fmt: skip


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in numbers.STARTS


def _names_people(text: Text, i: int) -> bool:
    """Return whether a number counts people of no part in a sentence that no clause tells of."""
    noun = NOUNS.get(text.words[i + 1])
    return noun is not None and noun.many and not (noun.side or noun.age or noun.sex)


def _counts_people(text: Text, i: int, before: str) -> bool:
    """Return whether a number behind an article stands for people, and for no hour or page."""
    if not _is_number(text.words[i]) or before in _CLOCK or before.startswith(_AGED):
        return False
    after = text.words[i + 1]
    noun = NOUNS.get(after)
    if noun is not None:
        return noun.side != "accused" and noun.many
    if after in _LEFT or after in ("de", "del", "of"):
        return False
    verb = after in AUXILIARIES or after in COPULAS or is_finite(text, i + 1)
    return verb or after in _STOPS or after in PREPOSITIONS


def _ends(text: Text, i: int) -> bool:
    """Return whether a number behind a copula ends its clause: ``Eran diecisiete.``"""
    return _is_number(text.words[i]) and text.words[i + 1] in _STOPS | {"en", "in"}

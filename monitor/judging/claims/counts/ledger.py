"""Those held who are told of one by one: each clause adds those who are none of the ones before.

``El comerciante fue detenido ...; el padrastro también`` are two; ``la Policía detuvo a un hombre
... el sujeto fue capturado`` is one. People are taken for the same unless the words part them: a
man is no woman, a cook no owner, ``su cómplice`` another than the one told of before, and so is
who comes with ``también``. A number of mere people (``tres personas``) holds all that follow.
"""

import re
from dataclasses import dataclass

from monitor.judging.claims.counts.totals import Telling, figure
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import bag

_NO_TRADE = bag(
    "sujeto sujetos sujeta sujetas sospechoso sospechosos sospechosa sospechosas acusado acusados "
    "acusada acusadas investigado investigados implicado implicados implicada implicadas "
    "integrante integrantes miembro miembros procesado procesados imputado imputados suspect "
    "suspects tratante tratantes proxeneta proxenetas delincuente delincuentes presunto presuntos "
    "presunta presuntas responsable responsables member members trafficker traffickers suspeito "
    "suspeitos suspeita captor captores captora captoras sentenciado sentenciados condenado "
    "condenados agresor explotador malhechor facineroso hampon mafioso criminal criminals mujer "
    "complice complices accomplice accomplices"
)
"""Words for the accused that say nothing of their trade."""
_MERE_PEOPLE = bag(
    "persona personas ciudadano ciudadanos ciudadana ciudadanas joven jovenes muchacha muchachas "
    "muchacho muchachos chica chicas chico chicos señorita señoritas extranjero extranjeros "
    "extranjera extranjeras person people foreigner foreigners national nationals citizen citizens "
    "pessoa pessoas jovem jovens estrangeiro estrangeiros estrangeira estrangeiras individuo "
    "individuos varon varones femina feminas anciano ancianos anciana ancianas sexagenario "
    "septuagenario masculino femenina dama damas gringa paisano compatriota vecino vecina"
)
"""Words that say no more of people than that they are some."""
_ALIKE = {
    word: words.split()[0]
    for words in (
        "dueñ propietari patron don owner empresari titular armador",
        "administrador administradora encargad gerent regent manager",
        "vigilant guardian porter campana bouncer",
        "captador captadora reclutador reclutadora jalador jaladora recruiter aliciador",
        "cabecilla lugartenient ringleader boss",
        "espos marid mujer conyug convivient pareja novi enamorad wife husband",
        "madr mama mother mae madrastr",
        "padr papa father pai padrastr",
    )
    for word in words.split()
}
"""Words for one and the same trade or kin, under the opening one."""
_OF_ANOTHER = bag(
    "complices compinches secuaces ayudantes lugartenientes socios hijos hijas hermanos hermanas "
    "sobrinos primos cuñados yernos colaboradores empleados accomplices helpers associates sons "
    "comparsas cumplices"
)
"""Behind ``sus dos``: more than the one whose they are."""
_FURTHER = re.compile(
    r"\b(?:tambien|ademas|asimismo|igualmente|luego|despues|mas tarde|posteriormente|a su vez|"
    r"por su parte|en paralelo|(?:mismo|siguiente) dia|misma (?:noche|tarde|madrugada|mañana|hora)|"
    r"otr[oa]|segund[oa]|tercer[oa]?|later|also|tambem|depois|another)\b"
)
_MOREOVER = re.compile(r"\b(?:tambien|ademas|asimismo|igualmente|also|tambem|moreover)\b")
PATTERNS = (_FURTHER, _MOREOVER)
"""All of them, for the test of hostile texts."""
_NEXT = 1
_BEFORE, _RIGHT_BEFORE = 120, 60
_ENDS = re.compile(r"(?:es|os|as|s|o|a|e)$")


@dataclass(frozen=True, slots=True)
class _Held:
    """One entry: so many people, and what tells them from others."""

    value: int
    gender: str = ""
    trade: str = ""
    own: bool = False
    word: str = ""
    """What they are called, and in which sentence: one who is called otherwise in it is another."""
    sentence: int = -1


def told_one_by_one(held: list[Telling], text: Text) -> int:
    """Return how many people the clauses of a body hold, taken together.

    Args:
        held: Tellings of the body in which people are held, in the order of the text.
        text: The body.
    """
    entries: list[_Held] = []
    whole, later, within = 0, 0, False
    for telling in held:
        told = figure(telling, telling.count.people)
        if told is None or (entries and _again(telling, told.value, text)):
            continue
        further = _is_further(telling, text)
        several = _entries(telling, told.value, text)
        if len(several) == 1 and several[0].value > 1 and not several[0].trade and not further:
            entries = [_Held(max(told.value, sum(e.value for e in entries)))]
            whole, later, within = entries[0].value, 0, False
        else:
            later, within = later + told.value, within or not further
            entries += [e for e in several if further or all(_differ(e, f) for f in entries)]
    parts = within and later == whole  # the whole's own, one of them told as known
    return whole if parts else sum(entry.value for entry in entries)


def _again(telling: Telling, value: int, text: Text) -> bool:
    """Return whether a clause only comes back to those told of before: ``los dos detenidos``."""
    first = telling.count.people[0]
    if telling.count.also:
        return False
    if telling.count.role == "jailed" or first.total:
        return True
    if first.own and text.words[first.last - 1] in _OF_ANOTHER:
        return False
    told = first.held is not None or first.bare or telling.count.adjoined
    return first.definite and not first.other and (told or (value > 1 and first.many))


def _is_further(telling: Telling, text: Text) -> bool:
    """Return whether words say that those who are told of come on top."""
    count, first = telling.count, telling.count.people[0]
    if count.also or first.other:
        return True
    known = first.definite and not first.own
    opens = text.starts[text.sentences[count.sentence][0]]
    start = max(opens, count.start - (_RIGHT_BEFORE if known else _BEFORE))
    pattern = _MOREOVER if known else _FURTHER
    return pattern.search(text.folded, start, count.start) is not None


def _entries(telling: Telling, value: int, text: Text) -> list[_Held]:
    """Return those of a clause apart where they add up to its number, else together."""
    people = [p for p in telling.count.people if p.value is not None]
    if people[0].value == value:
        people = people[:1]
    if sum(p.value or 0 for p in people) != value:
        return [_Held(value)]
    at = telling.count.sentence
    return [
        _Held(p.value or 0, p.gender, _trade(p, text), p.own, _called(p, text), at) for p in people
    ]


def _called(people: People, text: Text) -> str:
    """Return the last word for people who are more than ``un sujeto``, ``la mujer``."""
    word = text.words[people.last - 1] if people.last > 0 else ""
    noun = NOUNS.get(word)
    plain = people.held is not None or people.bare or people.name or word in _NO_TRADE
    mere = noun is not None and (noun.sex or noun.age or noun.nation or word in _MERE_PEOPLE)
    return "" if plain or mere else word


def _trade(people: People, text: Text) -> str:
    """Return what trade or kin people are told by, empty where a word only says what sex."""
    for word in text.words[max(people.first, 0) : max(people.last, 0) + people.partial]:
        noun = NOUNS.get(word)
        if (
            noun is not None
            and word not in _NO_TRADE
            and (noun.side == "accused" or noun.kin or noun.pair)
        ):
            stem = _ENDS.sub("", word)
            return _ALIKE.get(stem, stem)
    return ""


def _differ(one: _Held, other: _Held) -> bool:
    """Return whether words tell that two are not the same."""
    mixed = any(e.gender == "m" and e.value > 1 for e in (one, other))
    if one.gender and other.gender and one.gender != other.gender and not mixed:
        return True
    if one.own and not other.own:
        return other.value == 1
    if one.trade and other.trade:
        return one.trade != other.trade
    near = _NEXT if one.trade or other.trade else 0
    together = abs(one.sentence - other.sentence) <= near and bool(one.word and other.word)
    return together and one.word != other.word

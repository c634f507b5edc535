"""Verbs in their context: who is freed, held, exploited; what is only planned or denied."""

from bisect import bisect_left
from dataclasses import replace

from monitor.judging import numbers
from monitor.judging.claims.grammar.determiners import DEFINITE, FUSED, HE_AND
from monitor.judging.claims.grammar.fates import FATES, fate, sheltering
from monitor.judging.claims.grammar.nouns import NOUNS
from monitor.judging.claims.grammar.people import ALL
from monitor.judging.claims.grammar.phrases import PHRASE_FORMS, PHRASES
from monitor.judging.claims.grammar.tokens import is_finite
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import (
    AUXILIARIES,
    COORDINATORS,
    FALL,
    OTHERS,
    THINGS,
    VERBS,
    Role,
    Verb,
    bag,
)

_PERFECT = bag("habria habrian ha han habia habian haber hubo havia haviam has have had")
_NEGATIVE = bag(
    "no ni sin nadie ningun ninguno ninguna nunca without not nobody none never nao ninguem "
    "nenhum nenhuma"
)
_PLANS = bag(
    "para busca buscan buscaba buscaban previsto preve espera intenta intentan planea "
    "ordeno ordenaron dispuso dispusieron pretende pretendia pretenden pretendian "
    "objetivo finalidad fin plan tried trying hopes "
    "hope hoping attempt aims"
)
_MODAL = bag(
    "debera deberan debe deben deberia deberian podria podrian puede pueden sera seran falta "
    "faltan por viene vienen must should could would may might will devera deverao pode podem"
)
"""Before ``ser ubicada``: a deed that is still to be done."""
_ASKED = bag(
    "pide piden pidio pidieron solicita solicitan solicito solicitaron solicitud requiere requirio "
    "pedido pedira solicitara requerira ordena ordenes orden mandato requisitoria evalua busca "
    "buscan seek seeks sought requested warrant pede pediu mandado mandados recompensa para"
)
"""Before ``la captura de``: an arrest that is only asked for or ordered."""
_AFTER = bag("tras luego despues que con permitio logro after apos")
_DECREED = bag("dispuso dispone dispusieron dispuesta ordeno ordenaron ordenada emitio")
"""Before ``la captura``: those who are at large; a decreed ``detención`` holds them."""
_MANAGED = bag(
    "logro lograron logra logran permitio able managed helped pudo pudieron logrado consiguio "
    "consiguieron tras despues"
)  # fmt: skip
_AT_DISPOSAL = ("a", "disposicion")
_ANOTHER_CLAUSE = bag("que quien quienes pero cuando mientras who that but when")
_TAKEN_OFF = bag("llevo llevaron llevan lleva saco sacaron bajan trasladaron")
LED_OFF = _TAKEN_OFF | bag(
    "bajo bajaron baja salio salieron sale salen llego llegaron paso pasaron abandono abandonaron "
    "viajo viajaron aparecio aparecieron volvio volvieron desfilo desfilaron cayo cayeron cae caen"
)
"""Verbs of going that say nothing themselves: ``salió enmarrocado``."""
_DOWN = bag("de desde al sobre rendido rendida enfermo enferma")
"""After ``cayó``: nobody is held."""
_STOPPING = bag("por frente ante cuando un unos unas junto . , y cerca")
"""After ``se detuvieron``: they only stopped."""
_LYING = bag("encuentra encuentran encontraba encontraban halla hallan hallaba hallaban")
"""After ``se``: ``se encuentran detenidos``."""
_CALLING = bag("identifico identificaron identifica identifican")
"""After ``se``: what people call themselves."""
_ACTIVE_STEMS = bag("envi mand pus intervin pon coloc ley ech llev carg dict impus")
FORCE = bag(
    "policia pnp agentes agente rondas ronderos ronda serenazgo serenos marina sutran patrulla "
    "comuneros vecinos efectivos militares tropas uniformados fiscalia policiales detectives "
    "police officers policiais"
)
"""Those who seize suspects: what they hold is no victim's captivity."""
_QUALITIES = bag(
    "sexual laboral comercial forzada preliminar preventiva judicial inmediata policial sana final "
    "simultanea flagrante oportuna"
)
"""Adjectives between a noun of action and ``de``."""
_BONDAGE = bag("servidumbre esclavitud condicion condiciones cenizas escombros objeto mercancia")
_GUILTY = bag("responsable responsables culpable culpables guilty")
_VICTIMS = bag("women girls children victims workers people migrants boys")
_JAILED = bag("preso presa")
_YEARS = bag("años anos years meses months")
_MEETING = bag("encontro encontraron topo toparon dio dieron")
_WHEREABOUTS = ["con", "el", "paradero", "de"]
PAIRED = LED_OFF | _MEETING
"""Verbs whose sense the next words tell."""
_MARKS_OFF = bag("junto . , ; y e")
_STATE = bag("seguira seguiran esta estava segue sigue continua ja ya")
REMANDED = bag("preventiva preliminar detention provisional")
"""Words that end ``prisión preventiva``."""
_AWAITING = bag("meses preventiva")
"""Near ``irán a prisión``: before a trial, and by no sentence."""
_NEAR = 6
_AGAINST = bag("para contra a for against")
_GIVEN_TO = bag("dictada dictados impuesta impuestos ordenada ordenados")
_ORDERED = (
    "dict",
    "ratific",
    "orden",
    "impus",
    "impon",
    "dispus",
    "dispon",
    "confirm",
    "order",
    "logr",
    "obtuv",
    "consig",
)
_STAYING = bag("permanec est qued termin acab opus")
_MORE = bag("more over at about nearly around some almost")
_BOTH_WAYS = bag("arrests rescues rescue captura arrest capture rescate resgate")
DETERMINERS = bag("el la los las un una su sus al del the an its de o a of")
ADVERBS = bag("ya tambien asimismo finalmente luego alli anoche ayer hoy solo also later safely")
STARTERS = (
    numbers.STARTS
    | OTHERS
    | DEFINITE
    | ALL
    | FUSED
    | frozenset({"ambos", "ambas", "both", "an", "ella", *HE_AND})
)


def verb_at(text: Text, i: int, first: int) -> tuple[Verb | None, int]:
    """Return the verb or noun of action at word ``i`` and the word past it."""
    word = text.words[i]
    if word in REMANDED and (last := _remanded(text.words, i, first)):
        return Verb("jailed", "active"), last
    form = PHRASE_FORMS.get(word)
    if form and (found := _phrase_verb(text, i, *form)):
        return found
    if word in FATES and (ended := _fate_at(text, i)):
        return ended
    if word in PAIRED and (paired := _meets(text.words, i) or _shackled(text.words, i)):
        return paired
    verb = VERBS.get(word)
    if verb is None:
        return (Verb("other", "active"), i + 1) if is_finite(text, i) else (None, i + 1)
    if (word in _LYING or word in _CALLING) and text.words[i - 1] == "se":
        return None, i + 1
    if _is_mishap(text.words, i):
        return Verb("other", "active"), i + 1
    verb = _in_context(text, i, first, verb)
    if verb is None:
        return None, i + 1
    before = text.words[max(first, i - 7) : i]
    if verb.role != "other" and _unreal(before, verb, word):
        verb = replace(verb, role="other")
    return verb, i + 1


def _shackled(words: list[str], i: int) -> tuple[Verb, int] | None:
    """Read ``bajaron esposados``, said of the subject, ``se los llevaron esposados``, of others."""
    if words[i] in _MEETING:
        return None
    after = VERBS.get(words[i + 1]) if i + 1 < len(words) else None
    if after is None or after.role != "arrested" or after.mode != "participle":
        return None
    return (Verb("arrested", "active"), i + 2) if words[i] in _TAKEN_OFF else (after, i + 2)


def _meets(words: list[str], i: int) -> tuple[Verb, int] | None:
    """Read ``se encontró con diecisiete``, ``dieron con el paradero de``."""
    after = words[i + 2] if i + 2 < len(words) else "."
    counted = after[0].isdigit() or after in numbers.STARTS
    if words[i][0] == "d" and words[i + 1 : i + 5] == _WHEREABOUTS:
        return Verb("found", "active"), i + 5
    met = counted and words[i + 1] == "con" and (words[i - 1] == "se" or words[i][0] == "d")
    return (Verb("found", "active"), i + 2) if met else None


def _is_mishap(words: list[str], i: int) -> bool:
    """Return whether someone falls or stops: ``cayó de un techo``, ``se detuvieron por``."""
    itself, after = words[i - 1] == "se", words[i + 1] if i + 1 < len(words) else "."
    if words[i] in FALL:
        return itself or after in _DOWN
    return itself and words[i].startswith(("deten", "detien", "detuv")) and after in _STOPPING


def _fate_at(text: Text, i: int) -> tuple[Verb, int] | None:
    """Read a verb of moving or staying with the place that tells what became of people."""
    told = fate(text.folded, text.ends[i])
    alone = text.words[i + 1 : i + 2] in ([";"], ["."], [","])
    if told is None and alone and text.words[i].startswith("conducid"):
        return replace(FATES[text.words[i]], role="booked"), i + 1
    if told is None or not _NEGATIVE.isdisjoint(text.words[max(0, i - 3) : i]):
        return None
    role, end = told
    last = bisect_left(text.starts, end, i)
    inner = text.words[i + 1 : last - text.words[last - 1].startswith("detenid")]
    to_come = role == "jailed" and text.words[i].endswith(("ra", "ran"))
    if to_come and _AWAITING.isdisjoint(text.words[max(0, i - _NEAR) : last + 1]):
        return None
    counted = "con" in inner[:-1] and inner[inner.index("con") + 1] in numbers.STARTS
    if counted or any(_is_deed(word) or word in _ANOTHER_CLAUSE for word in inner):
        return None
    return replace(FATES[text.words[i]], role=role), last


def _is_deed(word: str) -> bool:
    verb = VERBS.get(word)
    return (
        verb is not None
        and verb.mode == "participle"
        and verb.role not in ("other", "victim", "taken")
    )


def _remanded(words: list[str], i: int, first: int) -> int:
    """Return the word at which those begin who are remanded, 0 where it was only asked for."""
    before = words[max(first, i - 14) : i]
    at = i + 2 if words[i + 1 : i + 2] and words[i + 1] in _GIVEN_TO else i + 1
    at += 3 if words[at : at + 1] == ["por"] and words[at + 2 : at + 3] == ["meses"] else 0
    if at >= len(words) or words[at] not in _AGAINST:
        return 0
    return at + 1 if any(word.startswith(_ORDERED) for word in before) else 0


def _unreal(before: list[str], verb: Verb, word: str) -> bool:
    """Return whether a deed is denied or only planned."""
    if any(w in _NEGATIVE for w in before[-3:]):
        return True
    if verb.mode == "participle":
        at = len(before) - 3 if before[-1:] in (["y"], ["e"], ["and"]) else len(before) - 1
        if at > 0 and before[at] in ("ser", "siendo", "be"):
            left = before[max(0, at - 3) : at]
            return any(w in _MODAL or w in _NEGATIVE for w in left)
    if verb.mode == "noun":
        decreed = word == "captura" and not _DECREED.isdisjoint(before)
        return verb.role == "arrested" and (decreed or _is_asked(before))
    before = before[-4:]
    infinitive = word.endswith(("ar", "er", "ir")) or before[-1:] == ["to"]
    if not infinitive or any(w in _MANAGED for w in before):
        return False
    return verb.mode == "active" and (any(w in _PLANS for w in before) or before[-1:] == ["to"])


def _is_asked(before: list[str]) -> bool:
    """Return whether an arrest is only asked for: ``solicitó al juez la detención de``."""
    for word in reversed(before):
        if word in _ASKED:
            return True
        if word in _AFTER or word in (",", ";"):
            return False
    return False


def _phrase_verb(text: Text, i: int, stem: str, ending: str) -> tuple[Verb, int] | None:
    """Read ``puestas a buen recaudo``, ``taken into custody``."""
    for tail, usual in PHRASES[stem]:
        words = text.words[i + 1 : i + 1 + len(tail)]
        if len(words) == len(tail) and all(
            w.startswith(t) for w, t in zip(words, tail, strict=True)
        ):
            last = i + 1 + len(tail)
            sheltered = tail == _AT_DISPOSAL and sheltering(text.folded, text.ends[last - 1])
            role: Role = "found" if sheltered else usual
            if stem in ("dict", "impus") and text.words[i - 1] not in ("les", "le"):
                return None
            if stem == "llev" and (text.words[i - 1] != "se" and text.words[i - 2] != "se"):
                return None
            if stem in ("llev", "carg", "ech"):
                last -= tail[0] in ("a", "al", "la", "el") and stem == "llev"
            if stem in _ACTIVE_STEMS:
                return Verb(role, "active"), last
            if stem in _STAYING:
                return Verb(role, "participle", ending.endswith("n")), last
            plural = None if ending == "" else ending in ("os", "as")
            return Verb(role, "participle", plural, "f" if ending in ("a", "as") else "m"), last
    return None


def _in_context(text: Text, i: int, first: int, verb: Verb) -> Verb | None:
    """Settle what only the neighbours tell: perfect tenses, nouns, English past or participle."""
    words = text.words
    before = words[i - 1] if i > first else ""
    after = words[i + 1] if i + 1 < len(words) else "."
    if verb.mode == "noun" and text.original[text.ends[i] - 1] == "ó":
        return Verb(verb.role, "active")
    if verb.mode == "noun":
        return _noun_in_context(words, i, before, after, verb)
    if verb.mode != "participle":
        return verb
    kept = words[i] == "held" and ((before in _VICTIMS and after not in NOUNS) or before == "-")
    if words[i].startswith("reducid") and _is_lessened(words, i, before):
        return Verb("other", "participle", verb.plural, verb.gender)
    alone = after in _MARKS_OFF
    served = words[i].startswith("pres") and before in _YEARS
    served = served or (words[i] in _JAILED and before in _STATE and not alone)
    if served or after in _GUILTY or kept:
        return Verb("other", verb.mode, verb.plural, verb.gender)
    if before in _PERFECT and (verb.plural is None or (verb.gender == "m" and not verb.plural)):
        return Verb(verb.role, "active")
    if verb.plural is not None or text.language != "en":
        return verb
    inner = words[i - 2] if i - 2 >= first else ""
    if before in AUXILIARIES or (inner in AUXILIARIES and before in ADVERBS):
        return verb
    if (
        (after in STARTERS and after != "as")
        or after[0].isdigit()
        or after in NOUNS
        or after in _MORE
        or (before in COORDINATORS and text.capital(i + 1))
    ):
        return Verb(verb.role, "active")
    return verb


def _is_lessened(words: list[str], i: int, before: str) -> bool:
    """Return whether a term or a sum is reduced: ``vio reducida la pena``, ``reducido a ocho``."""
    after = words[i + 1 : i + 3]
    to = after[:1] in (["a"], ["en"]) and (
        after[1] in numbers.STARTS or after[1][0].isdigit()
        or not _BONDAGE.isdisjoint(words[i + 2 : i + 5])
    )  # fmt: skip
    return to or before.startswith(("vi", "ve")) or (len(after) > 1 and after[1] in THINGS)


def _noun_in_context(words: list[str], i: int, before: str, after: str, verb: Verb) -> Verb | None:
    """Return ``captura`` as a noun before ``de``, as a verb before people."""
    step = i + 2
    while after in _QUALITIES and step < len(words):
        after, step = words[step], step + 1
    if after in ("de", "del", "of", "dos", "das", "do", "da"):
        return verb
    if before in DETERMINERS or words[i] not in _BOTH_WAYS or after in ("on", "for", "in", "."):
        return None
    if after == "a" and words[step : step + 1] == ["nivel"]:
        return None
    return Verb(verb.role, "active")

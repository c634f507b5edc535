"""Terms whose word for years is left out: ``14 años a un hombre, y 12 a su cónyuge``."""

import re
from collections.abc import Iterator

from monitor.judging import numbers
from monitor.judging.claims import court, given_words
from monitor.judging.claims.text import Text

_WORDS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{4,5}teen|twenty|thirty|dos|"
    r"dois|tres|quatro|cuatro|cinco|seis|siete|sete|ocho|oito|nueve|nove|diez|dez|once|onze|doce|"
    r"doze|trece|treze|catorce|quatorze|quince|quinze|dieci\w+|veint\w+|vinte|treinta|trinta|"
    r"cuarenta)"
)
_NUMBER = re.compile(rf"(?<![\w.,/])(?:[1-5]?\d(?![\w/-]|[.,]\d)|{_WORDS}\b)")
_SOMEBODY = r"(?:l|el|la|los|las|al|sus?|otr[oa]s?|un|una|uno|o|os|as|ella|his|her|the|another|him)"
_GOT = (
    r"(?:got|gets|received|(?:was|were) (?:given|handed)|recibio|recibieron|recibira\w*|a|"
    r"le (?:dieron|cayeron|tocaron|impus\w+|pusieron|fijaron)|con|pegou|pegaram)"
)
_IN_A_LIST = re.compile(
    rf"(?:[,;:]| y| e| and| mientras que| en tanto que?)(?: (?:a|en|con|por))?"
    rf"(?:(?: a| para)? {_SOMEBODY}\b[^.;:\d]{{0,45}}?(?:, de \d\d?(?: y \d\d?)?(?: años)?)?"
    rf"(?:,(?: (?:el|la) de [^,;:.\d]{{2,30}},)?(?: {_GOT})?| {_GOT}))? $"
)
_AND_HERS = re.compile(
    r"(?:[,;]| and) (?:the|his|her|another)(?: [a-z-]+){1,3} $|"
    r"(?:,| y| e) (?:(?:su|la|el)(?: [a-zñ]+){1,2}|otr[oa]|un[oa]|otr[oa]s? [a-zñ]+) $"
)
"""``the wife 14``, ``y su pareja 9``, ``otra 12``."""
_PLAIN = re.compile(r"(?:[,;:]| y| e| and)(?: los)? $")
_A = re.compile(r"\b(?:a|en) $")
_BY_COURT = re.compile(
    r"(?:\b(?:recibi(?:o|eron)|recebeu|receberam|got|(?:was|were) (?:given|handed|jailed for|"
    r"sentenced to)|(?:fue|fueron|foi|foram) (?:condenad|sentenciad)\w+ a|(?:se )?les? (?:dieron|"
    r"dio|cayeron|tocaron|impus\w+|pus\w+|fij\w+|aplic\w+)|(?:condeno|sentencio)(?: al?| a la|"
    r" a su) [a-zñ]+ a|dicto|impuso|fijo|(?:queda|quedo|quedaron) con|pasar(?:a|"
    r"an) (?:los proximos|"
    r"otros)|purgar(?:a|an)|cumplir(?:a|an)|(?:rebaj|reduj|baj|elev|aument|sub)(?:o|io|eron|"
    r"aron) a|"
    r"(?:se )?l[ao] (?:llev|sac)o mas \w+:|pegou|pegaram|por su parte, a|"
    r"(?:confirm|ratific|mantuv)\w+ los)|(?:\bel|\bla) [a-zñ]+, con) $"
)
_ALONE = re.compile(
    r"^(?:al?|el|la|los|las|su|sus|otr[oa]s?|a (?:la|los|las|su|sus)) [^;:.,\d]{2,40}[,:] (?:a )?$"
)
"""``La cajera, 12.``: a sentence of its own."""
_TO_THEM = re.compile(rf",? (?:a |con )?(?:\d+|{_WORDS})(?=[.,;]| y | e | and | años|$)")
_MANY_MORE = re.compile(
    r"(?:[,;]| y) (?:los |otros )?(?:dos|tres|cuatro|cinco|seis|[2-9]),?(?: a)? $"
)
_CONFIRMED = re.compile(r"\b(?:confirm|ratific|mantuv)\w+ los $|\bl(?:e|es) (?:dieron|impus\w+) $")
_STOPS = re.compile(r" ?(?:[.;,:)?!]|$)|(?: y medio| and a half)?(?:[.;,]| y | e | and |$)")
_FOR = re.compile(
    r"(?: y medio)? (?:(?:a|al|para|to|for|contra)(?: (?:el|la|los|las|su|sus|l|un|una|cada|"
    r"otr\w+|the|his|her|each|quien\w*))?\b(?! (?:años|edad))|cada un|each|cada\b)|"
    r" (?:la|el) del? "
)
_HIS = re.compile(r" (?:el|la|su) [a-zñ]+(?:[.,;]| y )")
_FOR_WHAT = re.compile(r" (?:por|en|como|bajo|for) ")
_OF = re.compile(r" (?:del? |de la )(?:su |sus |los |las )?[a-zñ]")
_WHO = re.compile(r" (?:el|la|los|las|su|sus|un|una|otr[oa]s?|o|os|as) [a-zñ]")


def left_out(
    text: Text, index: int, told: tuple[int, int] | None
) -> Iterator[tuple[int, int, int, int]]:
    """Yield value, start of the clause, start and end of the terms that no ``años`` follows.

    Args:
        text: The part that is read.
        index: The sentence.
        told: Start and end of the sentence's first term; None where it gives none with its word.
    """
    first, last = text.sentences[index]
    stop, folded = text.ends[last - 1], text.folded
    clause = previous = text.starts[first]
    start, ends = told or (stop, -1)
    found = 0
    for match in _NUMBER.finditer(folded, clause, stop):
        at = match.start()
        if told and at >= start and clause < told[1]:
            clause = previous = max(previous, told[1])
        if at < previous or found > court.MOST:
            continue
        number = numbers.read(folded, at, text.language)
        if number is None or not 1 < number.value <= court.LIMIT:
            continue
        before = folded[max(clause, at - 90) : at]
        after = folded[number.end : min(stop, number.end + 60)]
        listed = ends >= 0 and at > start
        if _is_term(before, after, ends == clause, listed):
            yield number.value, clause, at, number.end
            clause = ends = number.end
            found += 1
        previous = number.end


def _is_term(before: str, after: str, follows: bool, listed: bool) -> bool:
    """Return whether a bare number is a term, by what stands before and behind it."""
    stops = _STOPS.match(after) is not None
    given_to = _FOR.match(after) is not None
    if given_words.NOT_GIVEN.search(before) or given_words.UNDONE.search(before):
        return False
    if _BY_COURT.search(before):
        behind = stops or given_to or _FOR_WHAT.match(after) is not None
        return behind or bool(_CONFIRMED.search(before) and _OF.match(after))
    if not listed:
        return _ALONE.search(before) is not None and after.strip() in (".", "")
    if before.endswith(" los "):
        return bool(_PLAIN.search(before) and _OF.match(after))
    in_row = stops and follows and len(before) < 8 and _TO_THEM.match(after) is None
    if _PLAIN.search(before) and (in_row or (given_to and _TO_THEM.match(after) is None)):
        return True
    if _PLAIN.search(before) and _HIS.match(after):
        return True
    if _TO_THEM.match(after) and not _A.search(before):
        return False
    if any(p.search(before) for p in (_IN_A_LIST, _AND_HERS, _MANY_MORE)):
        return stops or given_to or bool(_A.search(before) and _WHO.match(after))
    return False

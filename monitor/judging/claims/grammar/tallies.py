"""Tallies: ``los detenidos son nueve``, ``el número de rescatadas subió a seis``.

Such a sentence has no verb of arresting or freeing; it names the people and gives their number,
often after another that it corrects (``pasaron de tres a cuatro``). The last number is the one
that holds.
"""

import re
from collections.abc import Iterator

from monitor.judging import numbers
from monitor.judging.claims.grammar.figures import People
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import Role, bag

_HELD = (
    r"(?:detenid|capturad|arrestad|aprehendid|apresad|intervenid|enmarrocad|pres|detid)[oa]s?"
    r"|(?:presunt[oa]s |supuest[oa]s )?(?:captores|tratantes|proxenetas|sospechosos|implicados|"
    r"investigados|imputados) (?:bajo custodia|con detencion|tras las rejas|en carceleta|"
    r"capturados|detenidos|presos)|(?:people |suspects? |men |persons )?(?:arrested|detained|"
    r"in custody|held|behind bars)|detainees|arrests|detenciones|capturas|arrestos"
)
_SMALL = r"(?:(?:ya|ahora|solo|hoy|al menos|en total|por ahora|finalmente|now|only|apenas) )?"
_NUMBER = (
    r"(?P<n>\d{1,4}|[a-zñ]+(?: y [a-z]+)?)(?= ?[.,;:()](?!\d)| (?:por|en|hasta|segun|tras|desde|ya|"
    r"los|las|el|la|numero|entre|como|para|pero|aunque|mientras|y no|and not)\b"
    r"| (?:personas|sujetos|people|men|suspects)\b(?! y | and )|$)"
)
_ASIDE = r"(?:, [^.;:,]{3,60},|(?: [a-zñ]+){0,7}?)"
_FROM = r"(?:de [a-z0-9]+ )?"
_REACH = (
    rf"(?:pas(?:an|aron|o|a) de [a-z0-9]+ a|(?:sub|aument|elev|crec|increment)[a-z]+ {_FROM}(?:a|"
    rf"para)|"
    r"lleg[a-z]+ a|ascien[a-z]+ a|se eleva[a-z]* a|(?:se )?(?:manti[a-z]+|mantuv[a-z]+|"
    r"qued[a-z]+|cerr[a-z]+) en|es de|fue de|era de|rose (?:from \w+ )?to|stands at|reached|"
    r"ha(?:s|d|ve) (?:now )?(?:risen|grown|climbed) to)"
)
_FREED = (
    r"(?:(?:victimas?|vitimas|agraviad[oa]s|trabajador(?:es|as)|mujeres|niñas|niños|menores|jovenes|"
    r"adolescentes|personas|extranjer[oa]s|victims|women|girls|people|children) )?"
    r"(?:rescatad|liberad|resgatad)[oa]s?(?: con vida)?|rescued|freed"
)
_ARE = (
    rf"(?:(?:siguen|continuan|seguian) siendo|son|eran|fueron|serian|suman|sumaron|sumaban|"
    rf"totalizan|are|were|sao|{_REACH})"
)


def _patterns(people: str) -> tuple[re.Pattern[str], ...]:
    """Return the ways in which the number of ``people`` is told."""
    return (
        re.compile(rf"\b(?:los|las|the|os|as) (?:{people}){_ASIDE} {_ARE} {_SMALL}{_NUMBER}"),
        re.compile(
            rf"\b(?:numero|cifra|cantidad|total|number|tally)(?: total)? (?:de|of) (?:los |las )?"
            rf"(?:personas |suspects |people )?(?:{people}){_ASIDE}(?:(?: se)? {_REACH}|:) "
            rf"{_SMALL}{_NUMBER}"
        ),
        re.compile(
            rf"\b(?:manti[a-z]+|qued[a-z]+|sub[a-z]+|elev[a-z]+|aument[a-z]+|ascien[a-z]+) "
            rf"(?:de [a-z0-9]+ )?(?:en|a) {_NUMBER} (?:el |la )?(?:numero|cifra|cantidad|total) de "
            rf"(?:los |las )?(?:personas )?(?:{people})\b"
        ),
        re.compile(
            rf"\b(?:son|eran|fueron|serian|suman|sumaron|sino) {_SMALL}{_NUMBER} {_SMALL}"
            rf"(?:los|las) (?:{people})\b"
        ),
        re.compile(
            rf"\b(?:los|las) (?:{people})(?: ya)? (?:no (?:son|eran|fueron) [a-z0-9]+,? sino|"
            rf"son|eran|fueron|serian) {_SMALL}{_NUMBER}"
        ),
        re.compile(rf"\b(?:{people}): {_SMALL}{_NUMBER}"),
        re.compile(
            rf"\b(?:bringing|brings|brought|taking|elevando|eleva|sobe|subiu) "
            rf"(?:the |o )?(?:total|number|tally|numero|total number)(?: number)?(?: of| de) "
            rf"(?:people |suspects |pessoas )?(?:{people}) (?:to|para|a) {_NUMBER}"
        ),
        re.compile(rf"\b[a-z0-9]+ de (?:los|las) (?P<n>\d{{1,3}}|[a-z]+) (?:{people})\b"),
    )


_ARRESTS = re.compile(
    r"\b(?:con|hubo|dejo|dejan|deja|hay|de|reporta|reporto|with|made|to|saw|in|were|em|com) "
    r"(?P<n>\d{1,3}|[a-z]+) (?:arrestos|capturas|detenciones|arrests|prisoes|detencoes)\b"
)
_CALLED = re.compile(
    r"\b(?P<n>\d{1,3}|[a-z]+) (?:de (?:ellas|ellos|las \w+|los \w+) )?(?:fueron|son|han sido|eran|"
    r"resultaron) (?:considerad|identificad|reconocid|calificad|catalogad)[oa]s (?:como )?"
    r"(?:posibles |presuntas |presuntos )?(?:victimas|agraviad[oa]s)\b"
)
"""``De las veinte, solo ocho fueron consideradas víctimas``."""
_TALLIES: tuple[tuple[Role, tuple[re.Pattern[str], ...]], ...] = (
    ("arrested", (*_patterns(_HELD), _ARRESTS)),
    ("rescued", _patterns(_FREED)),
    ("identified", (_CALLED,)),
)
_CUES = {
    "arrested": bag(
        "arrestos capturas detenciones prisoes detencoes arrests arrested detained custody held "
        "detainees behind "
        "custodia detencion rejas carceleta"
    )
    | {
        stem + end
        for stem in bag(
            "detenid capturad arrestad aprehendid apresad intervenid enmarrocad pres detid"
        )
        for end in bag("o a os as")
    },
    "rescued": bag("rescued freed")
    | {stem + end for stem in bag("rescatad liberad resgatad") for end in bag("o a os as")},
    "identified": {
        stem + end
        for stem in bag("considerad identificad reconocid calificad catalogad")
        for end in ("os", "as")
    },
}
"""A sentence with none of these is no tally."""
_DENIED = re.compile(r"\b(?:no|requisitoriad\w+|profug\w+|no habid\w+|habian sido|error)\b")
_SAID_OF = re.compile(r"\b(?:fueron|quedaron|sido|estan|resultaron|terminaron|were|foram) $")
"""``Los seis fueron capturados: cuatro en``: a number of their own stands before."""
_NEAR = 12
_SPLIT = re.compile(r", (?:\d{1,2}|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b")
"""``catorce detenidas: seis, tres y cinco``: the first of several."""
PATTERNS = tuple(pattern for _, patterns in _TALLIES for pattern in patterns)
"""All of them, for the test of hostile texts."""


def tallies(text: Text) -> Iterator[Count]:
    """Yield the number of the arrested or the freed wherever a sentence gives it as a tally."""
    told = [(role, ps) for role, ps in _TALLIES if not _CUES[role].isdisjoint(text.words)]
    for sentence, (first, last) in enumerate(text.sentences if told else ()):
        words = text.words[first:last]
        start, end = text.starts[first], text.ends[last - 1]
        for role, patterns in told:
            if not _CUES[role].isdisjoint(words):
                for match in (m for p in patterns for m in p.finditer(text.folded, start, end)):
                    people = _counted(text, match, end)
                    if people is not None:
                        freed: Role = "rescued" if role == "identified" else role
                        yield Count(freed, (people,), sentence, *match.span(), None)


def _counted(text: Text, match: re.Match[str], end: int) -> People | None:
    """Return the people of a tally, None where its number is none or is denied."""
    at = match.start("n")
    number = numbers.read(text.folded, at, text.language)
    if number is None or number.end > min(match.end("n") + 12, end):
        return None
    said = _SAID_OF.search(text.folded, max(0, match.start() - _NEAR), match.start())
    split = said or _SPLIT.match(text.folded, number.end)
    if split or _DENIED.search(text.folded, match.start(), at):
        return None
    return People(
        -1, -1, at, number.end, number.value, number.qualifier, number.value > 1,
        known=True, total=True,
    )  # fmt: skip

"""Headlines as they may be shown: without the exact ages of minors that outlets print."""

import re

from monitor.text import fold, one_line

_CHILD = (
    r"(?:nin[oa]s?|niñ[oa]s?|menor(?:es)?|adolescentes?|jovencitas?|escolar(?:es)?|estudiantes?|"
    r"chic[oa]s?|hij[oa]s?|herman[oa]s?|alumn[oa]s?|joven(?:es)?|victimas?|menin[oa]s?)"
)
_AGE = r"(?:1[0-7]|[1-9])"
_AGES = re.compile(
    rf"\b{_CHILD}(?: \w+){{0,2}}?"
    rf"(?P<age>,? de (?:solo |apenas )?{_AGE}(?:(?:, | y | a | e ){_AGE})* a[ñn]os?)\b"
    rf"|(?P<english>\b{_AGE}-year-old )|(?P<bracket> \({_AGE}\))"
)


def shown(headline: str, limit: int = 200) -> str:
    """Return ``headline`` on one line, with the exact ages of minors left out.

    A penalty (``pena de 14 años``) stays: only an age that follows a word for a young person, an
    English ``14-year-old`` and a number below 18 in brackets are taken for ages.
    """
    line = one_line(headline, limit)
    kept, at = [], 0
    for match in _AGES.finditer(fold(line)):
        name = match.lastgroup or "age"
        kept.append(line[at : match.start(name)])
        at = match.end(name)
    return "".join([*kept, line[at:]])

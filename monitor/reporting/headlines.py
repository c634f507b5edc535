"""Headlines as they may be shown: without the exact ages of minors that outlets print."""

import re
from collections.abc import Iterator

from monitor.text import fold, one_line

_YOUNG = (
    "un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|"
    "dieciseis|diecisiete|um|uma|dois|duas|quatro|sete|oito|nove|dez|onze|doze|treze|quatorze|quinze|"
    "dezesseis|dezessete|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    "fourteen|fifteen|sixteen|seventeen"
)
_GROWN = "dieciocho|diecinueve|veinte|veinti[a-z]+|dezoito|dezenove|vinte|eighteen|nineteen|twenty"
_N = rf"(?:\d{{1,2}}(?!\d)|(?:{_YOUNG}|{_GROWN})\b)"
_AGES = rf"(?<![\d.,])(?:{_N}(?:-?(?:, ?| y | a | e | o | ou | and | or | to |-){_N}){{0,4}}+)"
_YEARS = r"(?:a[ñn]os?|a[ñn]itos?)\b"
_MONTHS = r"(?:meses|semanas|dias)\b"
_SPAN = rf"{_AGES} (?:{_YEARS}|{_MONTHS})"
_ONLY = (
    r"(?:(?:solo|solamente|tan solo|tan|apenas|unos|casi|recien|entre|entre los|so|somente|quase|"
    r"aproximadamente|just|only|barely|between) ){0,2}"
)
_NO_TERM = (
    r"(?! (?:de|en|tras|a|sin|por|em) (?:prision|carcel|pena|condena|reclusion|prisao|cadeia|reja|"
    r"las rejas|la sombra|edad penal|experiencia|servicio|trabajo|gestion|esclavitud|cautiverio|"
    r"encierro|libertad|privacion|suspension|inhabilitacion|requisitoria|busqueda|lucha|"
    r"investigacion|proceso|juicio|trayectoria|vigencia|existencia|fundacion|creacion)\b"
    r"| (?:efectivos|atras|despues|prision|carcel|preso|presa|profugo|profuga)\b)"
)
_CHILD = (
    r"\b(?:girl|boy|teen|teenager|child|children|minor|daughter|son|niece|nephew|sister|brother|"
    r"student|baby|infant|niñ[oa]|niñit[oa]|menor|menores|menor de edad|menores de edad|bebe|"
    r"adolescente|hij[oa]|sobrin[oa]|ahijad[oa]|herman[oa]|niet[oa]|prim[oa]|escolar|"
    r"escolares|alumn[oa]|menin[oa]|criança|crianca|filh[oa]|net[oa]|irma|irmao|joven|jovem|jovencita|"
    r"victima|vitima|victim|lactante)s?"
)
_WHO = r"(?:she|he|they|girls?|boys?|child|children|victims?|teens?|daughters?|sons?|who)"
_ENDS = r"(?=[,.:;!?)\"]|$| (?:cuando|quando|when|y|e|and|que|al|fue|fueron|foi|era|es|la|lo|su)\b)"
_NO_COUNT = r"(?= ?(?:[^ a-zñ]|$| (?:\w*[^s\W]|es|las|los|sus|\w+[aei]d[oa]s|tras|antes)\b))"
_TOLD = re.compile(
    rf"(?P<of>(?:^|,? )(?:de|con|com) (?:edad de )?{_ONLY}{_AGES} {_YEARS}(?: de edad)?){_NO_TERM}"
    rf"|{_CHILD}(?P<babe>,? (?:de|com|con) {_ONLY}{_AGES} {_MONTHS})"
    rf"|{_CHILD}(?P<beside>,? {_AGES} {_YEARS}){_NO_TERM}"
    rf"|(?P<had>(?:^|,? )(?:a sus|a los|aos|aos seus|con sus|(?:desde|hasta) (?:los|sus|os)|"
    rf"tenian?|tienen?|tinham?|tem|cumpli[a-z]*|cumplen?|complet[a-z]+) {_ONLY}{_SPAN}"
    rf"(?: de edad)?){_NO_TERM}"
    rf"|(?P<first>{_SPAN}(?= (?:tenian?|tienen?|tinham?)\b|:? ?(?:era |es )?(?:la|su) edad\b| de"
    rf" edad\b))"
    r"|(?P<aged>(?:^|,? |\()(?:at (?:the )?)?(?:aged?|ages|age of|years of age)"
    rf" {_ONLY}{_AGES}(?: years)?)"
    rf"|(?P<english>{_AGES}[- ]?(?:(?:years?|yrs?|months?|weeks?)[- ](?:olds?\b|of age\b)|"
    r"yo\b|y/o\b) ?)"
    rf"|(?P<bracket> ?[(\[](?:de |aged? )?{_AGES}(?: {_YEARS}| years?(?: old)?)?[)\]])"
    rf"|(?P<comma>(?<=[a-zñ.\"'])(?:, (?:de |com |con )?{_ONLY}{_AGES})(?=,|;|$))"
    rf"|{_CHILD}(?P<plain>,? (?:de|of) {_ONLY}{_AGES}){_NO_COUNT}"
    rf"|(?P<tenia>\b(?:tenian?|tienen?|tinham?|tem|cumpli[a-z]*|cumplen?|turn(?:s|ed)) {_ONLY}"
    rf"{_AGES}){_ENDS}"
    rf"|\b{_WHO} (?P<was>(?:was|were|is|are) {_ONLY}{_AGES}){_ENDS}"
    rf"|(?P<since>(?:^|,? )(?:desde los|desde os|a sus|aos|com seus) {_ONLY}{_AGES}){_NO_COUNT}"
    rf"|(?:^|: |[aei]d[oa]s?)(?P<at> ?\b(?:a los|at) {_ONLY}{_AGES})(?=[,.:;]|$)"
    r"|(?P<fifteen>\bquincea[ñn]er[oa]s?\b)"
)  # fmt: skip
_NUMBER = re.compile(rf"\d+|\b(?:{_YOUNG})\b")
_BEFORE = 40
_TERM_BEFORE = re.compile(
    r"\b(?:penas?|condenas?|condenad[oa]s?|condenan|sentencias?|sentenciad[oa]s?|prision|carcel|"
    r"castigo|castigad[oa]s?|hace|plazo|periodo|lapso|preventiva|inhabilitacion|ruta|historia|"
    r"investigacion|minim[oa]|maxim[oa]|espera|carrera|busqueda|fuga|proceso|juicio|experiencia|"
    r"trayectoria|cautiverio|encierro|cadena|prisao|ley|lei|norma|politica|plan|linea|ong|"
    r"programa|convenio|protocolo|comision|institucion|campaña|aniversario)"
    r"(?: (?:efectiva|suspendida|preventiva|privativa|firme))?$"
)
_SENTENCED = re.compile(r"\b(?:conden|sentenc|carcel|pena\b|prision|le dan|dict|pid|impon|jail)")
_MINOR = "menor"


def shown(headline: str, limit: int = 200) -> str:
    """Return ``headline`` on one line, with the exact ages of minors left out.

    A penalty (``pena de 14 años``, ``a 15 años``, ``12 años de cárcel``) stays; what tells how old
    someone is goes: ``de 12 años``, ``a sus trece años``, ``(13)``, ``Girl, 12``, ``aged 9``,
    ``14-year-old``; a ``quinceañera`` is shown as a minor.
    """
    line = one_line(headline, limit)
    kept, at = [], 0
    for start, end in ages(fold(line)):
        kept += [line[at:start], _instead(line[start:end])]
        at = end
    return " ".join("".join([*kept, line[at:]]).split()).lstrip(",:; ")


def ages(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded text tells the exact age of someone under 18."""
    for match in _TOLD.finditer(folded):
        name = match.lastgroup or "of"
        start, end = match.span(name)
        before = folded[max(0, start - _BEFORE) : start]
        term = _TERM_BEFORE.search(before) or (name == "beside" and _SENTENCED.search(before))
        if not term and (name == "fifteen" or _is_young(match[name])):
            yield start, end


def _is_young(words: str) -> bool:
    """Return whether a number under 18 is among ``words``."""
    return any(
        not number[0].isdigit() or 0 < int(number[0]) < 18 for number in _NUMBER.finditer(words)
    )


def _instead(words: str) -> str:
    """Return what is shown in place of ``words``: one who is called by her age is a minor."""
    if not words.lower().startswith("quince") or " " in words:
        return ""
    return _MINOR + "es" * words.endswith("s")

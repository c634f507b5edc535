"""Where a figure belongs: to the event at hand, to a balance of many, to another case."""

import re
from collections.abc import Iterable
from typing import Literal

from monitor.judging.claims_text import Text
from monitor.models import Mention, When

Sphere = Literal["incident", "aggregate", "background"]

_LINK = re.compile(
    r"(?:\b(?:MIRA(?: AQU[IÍ]| TAMBI[EÉ]N)?|PUEDES VER|PUEDE VER|VEA TAMBI[EÉ]N|VER TAMBI[EÉ]N|VER M[AÁ]S|"
    r"LEE(?: TAMBI[EÉ]N| AQU[IÍ]| M[AÁ]S)?|LEA(?: TAMBI[EÉ]N| M[AÁ]S| ADEM[AÁ]S)?|TE RECOMENDAMOS|"
    r"TE PUEDE INTERESAR|TE PODR[IÍ]A INTERESAR|M[AÁ]S INFORMACI[OÓ]N|NOTA RELACIONADA|"
    r"NOTICIAS? RELACIONADAS?|TAMBI[EÉ]N LEE|READ(?: MORE| ALSO)|RELATED|LEIA(?: TAMB[EÉ]M| MAIS)|"
    r"VEJA TAMB[EÉ]M|NO TE PIERDAS|SIGUE LEYENDO)\b ?[:|>»►]"
    r"|\b(?:MIRA AQU[IÍ]|MIRA TAMBI[EÉ]N|PUEDES VER|LEE TAMBI[EÉ]N|LEA TAMBI[EÉ]N|TE PUEDE INTERESAR|"
    r"TE RECOMENDAMOS|LEE M[AÁ]S|VER M[AÁ]S)\b"
    r"|►|\b(?:[Ll]e[ea](?: (?:tambi[eé]n|m[aá]s|aqu[ií]))?|[Mm]ira(?: (?:tambi[eé]n|aqu[ií]))?|"
    r"[Tt]ambi[eé]n(?: (?:lee|puedes (?:leer|ver)))?|"
    r"[Vv]ea(?: tambi[eé]n)?|[Tt]e (?:puede interesar|recomendamos)|[Pp]uedes ver|[Rr]ead (?:also|more)|"
    r"[Rr]elated(?: [a-z]+)?|[Ll]eia (?:tamb[eé]m|mais)|[Vv]eja tamb[eé]m|[Mm][aá]s noticias|"
    r"[Nn]oticias relacionadas) ?[:|►»])"
)
_CUES = frozenset(
    ["mira", "puedes", "puede", "vea", "ver", "lee", "lea", "te", "mas", "nota", "noticia", "noticias", "tambien", "read", "related", "leia", "veja", "no", "sigue", "►"]
)
_LINE_END = re.compile(r"\n|(?<=[a-záéíóúñ0-9\"'”»)])[.!?](?=\s|$)")
_TAIL = re.compile(
    r"^(?:m[aá]s noticias|noticias relacionadas|notas relacionadas|te puede interesar|lo m[aá]s (?:le[ií]do|visto)|"
    r"[uú]ltimas noticias|tambi[eé]n te puede interesar|comentarios|comparte esta noticia|related (?:articles|stories|news)|"
    r"more (?:news|stories)|leia mais|mais lidas|recomendados|contenido gec)\W*$",
    re.IGNORECASE | re.MULTILINE,
)

_AGGREGATE = re.compile(
    r"\ben lo que va (?:de|del)\b|(?<!de )\beste (?:año|ano)\b|\bcada (?:año|ano)\b|\banual(?:es|mente)?\b|"
    r"\bdurante (?:el (?:año|ano)|los ultimos|todo el|el (?:primer|segundo))|\bel (?:año|ano) pasado\b|"
    r"\b(?:en|durante) (?:el |los )?(?:ultimos|primeros) (?:\w+ )?(?:años|anos|meses)|\bultim[oa]s? (?:\w+ )?(?:años|anos)\b|"
    r"\bentre (?:enero|febrero|20\d\d|los años)\b|\bde enero a\b|\ben es[ea] (?:periodo|año|lapso)\b|"
    r"\ba nivel mundial\b|\ben (?:todo )?el mundo\b|\bprimer semestre\b|\bprimer trimestre\b|"
    r"\b(?:cifras|estadisticas|estimaciones|estiman?|estimo|calculan?)\b|\bse (?:estima|calcula)\b|"
    r"\bregistr\w+ (?:un total de |a |mas de |al menos |unas |unos )?(?:\d|\w+ (?:victimas|casos|denuncias))|"
    r"\bde cada (?:diez|cien|\d)|\blast year\b|(?<!of )\bthis year\b|\b(?:each|every|per) year\b|\ba year,|"
    r"\bso far this\b|\bannually\b|\bbetween 20\d\d\b|\bin the (?:first|last|past) \w+ (?:months|years|of)\b|"
    r"\bin the (?:first|second) (?:half|quarter)\b|\b(?:estimates?|estimated|recorded|statistics)\b|"
    r"\b(?:worldwide|globally)\b|\bano passado\b|\bpor ano\b|\bnos ultimos\b|\bacumulad[oa]s?\b|\bal (?:año|ano)[,.]|"
    r"\ben el (?:año|ano)\b"
)
_SINCE = re.compile(
    r"(?:solo |only )?(?:desde|since) (?:el )?(?:año |ano )?(?:20\d\d|enero|january)\b"
)
_AGGREGATE_WORDS = frozenset(["va", "año", "ano", "años", "anos", "anual", "anuales", "anualmente", "ultimos", "ultimas", "ultimo", "entre", "enero", "periodo", "lapso", "mundo", "mundial", "semestre", "trimestre", "cifras", "estadisticas", "estimaciones", "estima", "estiman", "estimo", "calcula", "calculan", "cada", "year", "years", "far", "annually", "between", "first", "last", "past", "second", "estimates", "estimated", "estimate", "recorded", "statistics", "worldwide", "globally", "acumulado", "acumulados", "acumulada", "acumuladas", "desde", "since", "registro", "registraron", "registrado", "registradas", "registrados", "registraba", "registra", "registran", "primer"])  # fmt: skip
_WHOLE_YEAR = re.compile(
    r"\b(?:en|in|em|durante|during)(?: el)?(?: año| ano)?(?: de)? ((?:19|20)\d\d)\b"
)
_DATED = re.compile(r"\b([a-zç]{3,10})(?: de| del| of|,)? ((?:19|20)\d\d)\b")
_ASIDE = re.compile(
    r"\b(?:que|quien|quienes|cuando|hechos|ocurrid\w+|who|that|which|donde|cuyo|cuya)(?: \w+){0,3} $"
)
MONTHS = {
    name: number
    for number, names in enumerate(
        ("enero january janeiro", "febrero february fevereiro", "marzo march março marco",
         "abril april", "mayo may maio", "junio june junho", "julio july julho",
         "agosto august", "setiembre septiembre september setembro", "octubre october outubro",
         "noviembre november novembro", "diciembre december dezembro"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = re.compile(
    r"\b(?:en|in|em|last|de|del|mes de) (?:pasado |ultimo |last )?(" + "|".join(MONTHS) + r")\b"
)
_BACKGROUND = re.compile(
    r"\b(?:dias|semanas|meses|años|mes|semana|horas) (?:antes|atras|earlier)\b|\b(?:days|weeks|months|years) (?:earlier|before|ago)\b|"
    r"\b(?:el|la) (?:mes|semana|año) (?:pasad[oa]|anterior)\b|\blast (?:month|week|november)\b|\banteriormente\b|"
    r"\bhace (?:\w+ )(?:dias|semanas|meses|años|mes|semana|año)\b|\b(?:operativo|caso|operacion|hecho|operation|case|raid|intervencion)s? "
    r"(?:similar|anterior|previo|parecido)|\b(?:similar|separate|previous|earlier|another|unrelated) (?:operation|case|raid|incident)|"
    r"\b(?:en|in) (?:otro|un) (?:caso|operativo|hecho) (?:similar|distinto|anterior|aparte|reciente)|\ben otro (?:caso|hecho)|"
    r"\bcabe recordar\b|\b(?:como )?se recuerda\b|\brecord(?:o|emos|aron) que\b|\ben es[ea] (?:ocasion|oportunidad)\b|"
    r"\ben aquell?a? (?:ocasion|oportunidad|vez|entonces)\b|\b(?:a|en) (?:inicios|principios|fines|mediados) de(?:l año)?\b|"
    r"\bprevious(?:ly)?\b|\bearlier this (?:year|month)\b|\bthe year before\b|\bpreviamente\b|\bya habia(?:n)? sido\b|"
    r"\bdias antes\b|\bse suma(?:n)? a (?:los|las|otr)|\bque se suman?\b|\bano anterior\b|\bmes passado\b|"
    r"\bsemana passada\b|\bcaso semelhante\b|\banterior(?:es)? (?:intervencion|operativo)(?:es)?\b|"
    r"\b(?:intervencion|operativo)(?:es)? anterior(?:es)?\b"
)
_SPLIT = re.compile(r";|, mientras|, que se suma|, con lo que|, while |, compared|, en tanto|\. ")
_FROM_LEAD = 2


def links(text: Text) -> list[tuple[int, int]]:
    """Return the spans that carry another case: cross-links and lists of headlines at the end."""
    spans: list[tuple[int, int]] = []
    if not _CUES.isdisjoint(text.words):
        for match in _LINK.finditer(text.original):
            end = _LINE_END.search(text.original, match.end() + 1)
            stop = end.end() if end else len(text.original)
            if text.original[match.end() : stop].strip() == "":
                following = text.original.find("\n", stop)
                stop = following if following > 0 else len(text.original)
            spans.append((match.start(), stop))
    for match in _TAIL.finditer(text.original):
        if match.start() > len(text.original) * 0.6:
            spans.append((match.start(), len(text.original)))
            break
    return spans


def inside(spans: Iterable[tuple[int, int]], at: int) -> bool:
    """Return whether offset ``at`` lies in one of ``spans``."""
    return any(start <= at < end for start, end in spans)


def place_spans(mentions: Iterable[Mention], part: str) -> list[tuple[int, int]]:
    """Return the spans of place names in ``part``: ``Nueve de Julio`` counts nobody."""
    return [(m.start, m.end) for m in mentions if m.part == part and m.place.text]


class Spheres:
    """Tells of each offset whether it speaks of the event at hand."""

    def __init__(self, text: Text, published: When) -> None:
        self._text = text
        self._links = links(text)
        self._published = published.at
        self._cache: dict[tuple[int, int], Sphere] = {}
        self._before: Sphere = "incident"

    @property
    def link_spans(self) -> list[tuple[int, int]]:
        """Spans of cross-links."""
        return self._links

    def at(self, sentence: int, offset: int, *, deed: bool) -> Sphere:
        """Return the sphere of a figure.

        Args:
            sentence: Index of its sentence.
            offset: Where the figure stands.
            deed: Whether it is told of the crime itself, which always lies in the past.
        """
        if inside(self._links, offset):
            return "background"
        start, end = self._segment(sentence, offset)
        key = (start, end)
        if key not in self._cache:
            self._cache[key] = self._judge(sentence, start, end)
        sphere = self._cache[key]
        return "incident" if deed and sphere == "background" else sphere

    def _segment(self, sentence: int, offset: int) -> tuple[int, int]:
        first, last = self._text.sentences[sentence]
        start, end = self._text.starts[first], self._text.ends[last - 1]
        for match in _SPLIT.finditer(self._text.folded, start, end):
            if match.start() >= offset:
                return start, match.start()
            start = match.start() + 1
        return start, end

    def _judge(self, sentence: int, start: int, end: int) -> Sphere:
        folded = self._text.folded
        lead = self._text.part == "title" or sentence < _FROM_LEAD
        first, last = self._text.sentences[sentence]
        words = self._text.words[first:last]
        if not _AGGREGATE_WORDS.isdisjoint(words) and (
            _SINCE.match(folded, start) or self._says(_AGGREGATE, start, end)
        ):
            return "aggregate"
        dated = self._dated(folded, start, end, lead=lead)
        if dated is not None:
            return dated
        if not lead and self._says(_BACKGROUND, start, end):
            return "background"
        return "incident"

    def _says(self, cue: re.Pattern[str], start: int, end: int) -> bool:
        """Return whether a cue stands in a span, and not in a relative clause of it."""
        return any(not self._aside(m.start()) for m in cue.finditer(self._text.folded, start, end))

    def _aside(self, at: int) -> bool:
        return _ASIDE.search(self._text.folded, max(0, at - 40), at) is not None

    def _dated(self, folded: str, start: int, end: int, *, lead: bool) -> Sphere | None:
        """Judge by years and months other than those of publication."""
        if self._published is None:
            return None
        year, month = self._published.year, self._published.month
        for match in _WHOLE_YEAR.finditer(folded, start, end):
            if (int(match[1]) < year or not lead) and not self._aside(match.start()):
                return "aggregate"
        for match in _DATED.finditer(folded, start, end):
            told = MONTHS.get(match[1])
            if (
                told
                and (year - int(match[2])) * 12 + month - told > 2
                and not self._aside(match.start())
            ):
                return "background"
        if not lead and (match := _MONTH.search(folded, start, end)) is not None:
            if (month - MONTHS[match[1]]) % 12 > 1 and not self._aside(match.start()):
                return "background"
        return None

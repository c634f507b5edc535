"""Where a figure belongs: to the event at hand, to a balance of many, to another case."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal

from monitor.judging.claims.phrases import Hits
from monitor.judging.claims.text import Text
from monitor.judging.claims.vocabulary import bag
from monitor.judging.months import MONTHS
from monitor.judging.tails import author_box
from monitor.models import Mention, When

Sphere = Literal["incident", "aggregate", "background"]

_LINK = re.compile(
    r"(?:\b(?:MIRA(?: AQU[IÍ]| TAMBI[EÉ]N)?|PUEDES VER|PUEDE VER|VEA TAMBI[EÉ]N|VER TAMBI[EÉ]N|"
    r"VER M[AÁ]S|"
    r"LEE(?: TAMBI[EÉ]N| AQU[IÍ]| M[AÁ]S)?|LEA(?: TAMBI[EÉ]N| M[AÁ]S| ADEM[AÁ]S)?|TE RECOMENDAMOS|"
    r"TE PUEDE INTERESAR|TE PODR[IÍ]A INTERESAR|M[AÁ]S INFORMACI[OÓ]N|NOTA RELACIONADA|"
    r"NOTICIAS? RELACIONADAS?|TAMBI[EÉ]N LEE|READ(?: MORE| ALSO)|RELATED|LEIA(?: TAMB[EÉ]M| MAIS)|"
    r"VEJA(?: TAMB[EÉ]M| O V[IÍ]DEO)|(?:VEA|VER|MIRA) EL VIDEO|NO TE PIERDAS|SIGUE LEYENDO)\b"
    r" ?[:|>»►]"
    r"|\b(?:MIRA AQU[IÍ]|MIRA TAMBI[EÉ]N|PUEDES VER|LEE TAMBI[EÉ]N|LEA TAMBI[EÉ]N|TE PUEDE "
    r"INTERESAR|"
    r"TE RECOMENDAMOS|LEE M[AÁ]S|VER M[AÁ]S)\b"
    r"|►|\b(?:[Ll]e[ea](?: (?:tambi[eé]n|m[aá]s|aqu[ií]))?|[Mm]ira(?: (?:tambi[eé]n|aqu[ií]))?|"
    r"[Tt]ambi[eé]n(?: (?:lee|puedes (?:leer|ver)))?|"
    r"[Vv]ea(?: tambi[eé]n)?|[Tt]e (?:puede interesar|recomendamos)|[Pp]uedes ver|[Rr]ead "
    r"(?:also|more)|"
    r"[Rr]elated(?: [a-z]+)?|[Ll]eia (?:tamb[eé]m|mais)|[Vv]eja tamb[eé]m|[Mm][aá]s noticias|"
    r"[Nn]oticias relacionadas) ?[:|►»])"
)
_CUES = (
    *bag("MIRA PUEDE VEA LEE LEA RECOM INTERES RELACION READ RELATED LEIA VEJA PIERDAS SIGUE ►"),
    *bag("Lee Lea Mira También Tambien Vea Puede Read Related Leia Veja Noticias"),
    *("VER ", "Te ", "Más not", "Mas not", "lea ", "lee "),
)
"""A text with none of these carries no cross-link; a cheap first look."""
_CUE_LINE = re.compile(
    r"^[^\w\n]{0,12}(?:mira|lee|lea|vea|ver|sig[ua]e? leyendo|te (?:puede|podr[ií]a) interesar|le "
    r"puede interesar|te (?:recomendamos|sugerimos)|puedes (?:ver|leer)|"
    r"tambi[eé]n (?:lee|mira|puedes)|adem[aá]s lee|no te pierdas|(?:otras|m[aá]s) noticias|"
    r"(?:notas?|noticias?|art[ií]culos?) "
    r"relacionad[ao]s?|relacionad[ao]s?|related|read (?:more|also|next)|see also|don't miss|leia|"
    r"veja|confira|saiba mais|lo m[aá]s (?:le[ií]do|visto)|[uú]ltim[ao]s noticias|"
    r"(?:videos?|v[ií]deos?|contenidos?|notas?) (?:recomendad|relacionad|sugerid|destacad)[ao]s?|"
    r"(?:otros )?titulares|en portada)\b(?P<more>(?: (?:tambi[eé]n|aqu[ií]|m[aá]s|adem[aá]s|"
    r"tamb[eé]m|el video|la nota))*)"
    r"(?P<mark> ?[:|!>»►\-]+)?",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that opens as a cross-link does; its mark or its being alone settles whether it is one."""
_ENDS = (".", "?", "!", "…")
_CLOSING = "\"'”»)"
_HEADLINE = 160
_FOOT = 0.6
_LINE_END = re.compile(r"\n|(?<=[a-záéíóúñ0-9\"'”»)])[.!?](?=\s|$)")
_TAIL = re.compile(
    r"^(?:m[aá]s noticias|noticias relacionadas|notas relacionadas|te puede interesar|lo m[aá]s "
    r"(?:le[ií]do|visto)|"
    r"[uú]ltimas noticias|tambi[eé]n te puede interesar|comentarios|comparte esta noticia|"
    r"related (?:articles|stories|news)|"
    r"more (?:news|stories)|leia mais|mais lidas|recomendados|contenido gec)\W*$",
    re.IGNORECASE | re.MULTILINE,
)

_WHOLE_YEAR = re.compile(
    r"\b(?:en|in|em|durante|during|entre|between)(?: el)?(?: año| ano)?(?: de)? ((?:19|20)\d\d)\b"
)
_DATED = re.compile(r"\b([a-zç]{3,10})(?: de| del| of|,)? ((?:19|20)\d\d)\b")
_ASIDE = re.compile(
    r"\b(?:que|quien|quienes|cuando|hechos|ocurrid\w+|who|that|which|donde|cuyo|cuya)(?: "
    r"\w+){0,3} $"
)
_CUED: tuple[Literal["aggregate", "background", "since", "resumes"], ...] = (
    "aggregate", "background", "since", "resumes",
)  # fmt: skip
_NAMES = frozenset(MONTHS)
_MONTH = re.compile(
    r"\b(?:en|in|em|last|de|del|mes de) (?:pasado |ultimo |last )?(" + "|".join(MONTHS) + r")\b"
)
_TRIED = re.compile(
    r"\b(?:conden(?:o|aron|a|an|ad[oa]s?|ou)|sentenci\w+|juicio|abs(?:olv|uel|olt)\w+|casacion|"
    r"años de (?:carcel|prision|pena)|prision preventiva|sala penal|colegiado|sentenced|convicted|"
    r"trial)\b"
)
_LEAD = 500
_OCCURRED = re.compile(r"\b(?:hechos|ocurrid)")
_SPLIT = re.compile(r";|, mientras|, que se suma|, con lo que|, while |, compared|, en tanto|\. ")
_EVENT_WORDS = bag(
    "ayer anoche hoy madrugada lunes martes miercoles jueves viernes sabado domingo operativo "
    "intervencion operacion megaoperativo ultima ultimo yesterday today monday tuesday wednesday "
    "thursday friday saturday sunday raid operation semana ontem week weekend overnight tonight "
    "hoje feira "
    "operacao fiscalizacao nesta neste terca quarta sabado"
)
_FROM_LEAD = 1
_FIRST_WEEK = 7


def links(text: Text) -> list[tuple[int, int]]:
    """Return the spans of no case or another: cross-links, headlines at the end, author's box."""
    spans: list[tuple[int, int]] = []
    if any(cue in text.original for cue in _CUES):
        for match in _LINK.finditer(text.original):
            if spans and match.start() < spans[-1][1]:
                continue
            end = _LINE_END.search(text.original, match.end() + 1)
            stop = end.end() if end else len(text.original)
            if text.original[match.end() : stop].strip() == "":
                following = text.original.find("\n", stop)
                stop = following if following > 0 else len(text.original)
            spans.append((match.start(), stop))
    for match in _at_lines(_TAIL, text.original):
        if match.start() > len(text.original) * _FOOT:
            spans.append((match.start(), len(text.original)))
            break
    spans += _cue_lines(text.original)
    spans += _headlines_at_the_foot(text.original) if text.part == "body" else []
    box = author_box(text.original) if text.part == "body" else len(text.original)
    if box < len(text.original):
        spans.append((box, len(text.original)))
    return spans


def _at_lines(pattern: re.Pattern[str], original: str) -> Iterator[re.Match[str]]:
    """Yield where lines open as ``pattern`` does."""
    start = 0
    while start >= 0:
        if match := pattern.match(original, start):
            yield match
        start = original.find("\n", start) + 1 or -1


def _cue_lines(original: str) -> Iterator[tuple[int, int]]:
    """Yield lines that open as cross-links, and the list of headlines under a lone cue."""
    stop = 0
    for match in _at_lines(_CUE_LINE, original):
        if match.start() < stop:
            continue
        start, stop = match.start(), _line_end(original, match.end())
        rest = original[match.end() : stop].strip(" .:!")
        if not rest:
            while stop < len(original) and _is_headline(original, stop + 1):
                stop = _line_end(original, stop + 1)
            yield start, stop
        elif match["mark"] or (match[0].strip(" ¡!").isupper() and match["more"]):
            yield start, stop


def _headlines_at_the_foot(original: str) -> list[tuple[int, int]]:
    """Return the lines with no full stop that close a text, where there are two or more."""
    first, lines = len(original), 0
    at = original.rfind("\n")
    while at > len(original) * _FOOT and _is_headline(original, at + 1):
        first, lines = at + 1, lines + 1
        at = original.rfind("\n", 0, at)
    return [(first, len(original))] if lines > 1 else []


def _line_end(original: str, at: int) -> int:
    end = original.find("\n", at)
    return end if end >= 0 else len(original)


def _is_headline(original: str, at: int) -> bool:
    """Return whether the line at ``at`` is short and ends in no full stop, quoted or not."""
    line = original[at : _line_end(original, at)].strip()
    return len(line) < _HEADLINE and not line.rstrip(_CLOSING).endswith(_ENDS)


def inside(spans: Iterable[tuple[int, int]], at: int) -> bool:
    """Return whether offset ``at`` lies in one of ``spans``."""
    return any(start <= at < end for start, end in spans)


def place_spans(mentions: Iterable[Mention], part: str) -> list[tuple[int, int]]:
    """Return the spans of place names in ``part``: ``Nueve de Julio`` counts nobody."""
    return [(m.start, m.end) for m in mentions if m.part == part and m.place.text]


class Spheres:
    """Tells of each offset whether it speaks of the event at hand."""

    def __init__(self, text: Text, hits: Hits, published: When) -> None:
        self._text = text
        self.links = links(text)
        """Spans of cross-links."""
        self._linked_from = min((start for start, _ in self.links), default=len(text.original))
        self._published = published.at
        self._cues: dict[str, list[int]] = {sphere: [] for sphere in _CUED}
        self._asides: list[tuple[int, int, Sphere]] = []
        """Start of a relative clause, its cue, and the sphere of what the clause tells after it."""
        for sphere in _CUED:
            for hit in hits.get(sphere, ()):
                opens = self._aside(hit.start)
                if opens is None:
                    self._cues[sphere].append(hit.start)
                elif sphere == "aggregate" or sphere == "background":
                    self._asides.append((opens, hit.start, sphere))
        self._asides.sort()
        self._opened: dict[int, tuple[int, Sphere]] = {}
        self._balance: int | None = None
        self._case = self._of_the_case()
        self._tried = _TRIED.search(text.folded, 0, _LEAD) is not None
        """Whether a court hears the case: its raid lies years back."""
        self._names_months = not _NAMES.isdisjoint(text.words)
        self._cuts: dict[int, list[int]] = {}
        self._cache: dict[tuple[int, int], tuple[Sphere, bool]] = {}

    def at(
        self, sentence: int, offset: int, *,
        deed: bool, many: bool = False, known: bool = False, unsaid: bool = False,
    ) -> Sphere:  # fmt: skip
        """Return the sphere of a figure.

        Args:
            sentence: Index of its sentence.
            offset: Where the figure stands.
            deed: Whether it is told of the crime itself, which always lies in the past.
            many: Whether the figure is so great that a bare year makes it a balance.
            known: Whether it is of people told of before (``los tres``), whatever the date.
            unsaid: Whether nothing is told of the people, whom words may place in another case.
        """
        if offset >= self._linked_from and inside(self.links, offset):
            return "background"
        key = self._segment(sentence, offset)
        if key not in self._cache:
            self._cache[key] = self._judge(sentence, *key)
        sphere, dated = self._cache[key]
        if sphere == "incident":
            sphere = self._in_aside(offset, *key)
        past = (sphere == "background" and not unsaid) or (dated and not many)
        own = known or (self._tried and sphere == "background" and not (many or unsaid))
        return "incident" if (deed and past) or (dated and own) else sphere

    def _in_aside(self, offset: int, start: int, end: int) -> Sphere:
        """Return the sphere that the cue of a relative clause gives to what follows in it."""
        found = self._opened.get(start)
        if found is None:
            k = bisect_left(self._asides, (start, 0, ""))
            found = self._dated_aside(start, end)
            if k < len(self._asides) and self._asides[k][0] < min(found[0], end):
                found = self._asides[k][0], self._asides[k][2]
            self._opened[start] = found
        return found[1] if found[0] < offset else "incident"

    def _dated_aside(self, start: int, end: int) -> tuple[int, Sphere]:
        """Return where a clause opens with a year or a month of its own, and its sphere."""
        folded = self._text.folded
        if self._published is None:
            return end, "incident"
        for match in _WHOLE_YEAR.finditer(folded, start, end):
            opens = self._aside(match.start())
            if opens is not None and not self._is_of_the_crime(opens):
                return opens, "aggregate"
        month = _MONTH.search(folded, start, end) if self._names_months else None
        opens = self._aside(month.start()) if month else None
        if month is None or opens is None or month[1] in self._case:
            return end, "incident"
        gap = (self._published.month - MONTHS[month[1]]) % 12
        return (opens, "background") if gap > 1 else (end, "incident")

    def _of_the_case(self) -> frozenset[str]:
        """Return the months of the opening sentence: the case's own, whenever they lie."""
        spans = self._text.sentences[:1]
        return frozenset(w for first, last in spans for w in self._text.words[first:last]) & _NAMES

    def _segment(self, sentence: int, offset: int) -> tuple[int, int]:
        cuts = self._cuts.get(sentence)
        if cuts is None:
            first, last = self._text.sentences[sentence]
            start, end = self._text.starts[first], self._text.ends[last - 1]
            splits = (m.start() for m in _SPLIT.finditer(self._text.folded, start, end))
            cuts = self._cuts[sentence] = [start, *splits, end]
        k = min(max(bisect_right(cuts, offset), 1), len(cuts) - 1)
        return cuts[k - 1], cuts[k]

    def _opens_with_balance(self, sentence: int) -> bool:
        """Return whether a text opens with a balance that still goes on at ``sentence``."""
        if self._balance is None:
            spans = self._text.sentences
            self._balance = 0
            while self._balance < len(spans) and self._goes_on(self._balance):
                self._balance += 1
        return sentence < self._balance

    def _goes_on(self, sentence: int) -> bool:
        first, last = self._text.sentences[sentence]
        words = self._text.words
        if sentence == 0:
            bounds = self._text.starts[first], self._text.ends[last - 1]
            return self._judge(0, *bounds)[0] == "aggregate"
        return _EVENT_WORDS.isdisjoint(words[first:last])

    def _judge(self, sentence: int, start: int, end: int) -> tuple[Sphere, bool]:
        """Return the sphere of a span, and whether only a date speaks for it."""
        lead = self._text.part == "title" or sentence < _FROM_LEAD
        if self._cued("aggregate", start, end) or self._cued("since", start, start + 8):
            return "aggregate", False
        dated = self._dated(start, end, lead=lead)
        if dated is not None:
            return dated, True
        if sentence and self._text.part == "body" and self._opens_with_balance(sentence):
            return "aggregate", False
        if not lead and self._cued("background", start, end):
            return "background", False
        if not lead and self._cued("resumes", start, end):
            first, last = self._text.sentences[sentence - 1]
            return self._judge(sentence - 1, self._text.starts[first], self._text.ends[last - 1])
        return "incident", False

    def _cued(self, sphere: str, start: int, end: int) -> bool:
        """Return whether a cue stands in a span, and not in a relative clause of it."""
        cues = self._cues[sphere]
        k = bisect_left(cues, start)
        return k < len(cues) and cues[k] < end

    def _aside(self, at: int) -> int | None:
        """Return where the relative clause opens whose first words end at ``at``."""
        match = _ASIDE.search(self._text.folded, max(0, at - 40), at)
        return match.start() if match else None

    def _dated(self, start: int, end: int, *, lead: bool) -> Sphere | None:
        """Judge by years and months other than those of publication."""
        folded = self._text.folded
        if self._published is None:
            return None
        year, month = self._published.year, self._published.month
        if "0" in folded[start:end] or "1" in folded[start:end]:
            for match in _WHOLE_YEAR.finditer(folded, start, end):
                if self._aside(match.start()) is None:
                    return "aggregate"
            for match in _DATED.finditer(folded, start, end):
                told = MONTHS.get(match[1])
                gap = (year - int(match[2])) * 12 + month - told if told else 0
                if gap > 2 and match[1] not in self._case and self._aside(match.start()) is None:
                    return "background"
        if not lead and self._other_month(start, end, month):
            return "background"
        return None

    def _is_of_the_crime(self, at: int) -> bool:
        """Return whether ``hechos ocurridos`` opens at ``at``, in the story of a trial."""
        return self._tried and _OCCURRED.match(self._text.folded, at) is not None

    def _other_month(self, start: int, end: int, month: int) -> bool:
        """Return whether a month is named that is neither this one nor the last.

        ``En mayo, ...`` at the head of a clause is another event's as soon as June is a week old.
        """
        match = _MONTH.search(self._text.folded, start, end) if self._names_months else None
        if match is None or match[1] in self._case or self._published is None:
            return False
        if self._text.language == "es" and self._text.original[match.start(1)].isupper():
            return False
        heads = match.start() - start < 3 and self._published.day > _FIRST_WEEK
        gap = (month - MONTHS[match[1]]) % 12
        return gap > (0 if heads else 1) and self._aside(match.start()) is None

"""Names of the gazetteer in a text, without those that are no place where they stand.

A name counts where its main words have capitals and nothing beside it makes it something else: a
street, a school, a club, a person, a prayer. What it means is settled by places_resolve.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from monitor.judging import gazetteer
from monitor.judging.gazetteer import Level, Name, Sense
from monitor.models import Part
from monitor.text import fold, sentences

_CAPITAL = re.compile(r"[A-ZÁÉÍÓÚÑÜÂÊÔÃÕÇ]\w*")
_LEFT = re.compile(r"\w+|[^\w ]")
_NEXT_WORD = re.compile(r" ([A-ZÁÉÍÓÚÑÜ]\w+)")
_NEXT_OF = re.compile(r" (?:de|del) (?:la |las |los |el )?([A-ZÁÉÍÓÚÑÜ]\w+)")
_PARTICLES = frozenset("de del la las los el y e da do das dos of the".split())
_TYPES: dict[str, Level | None] = {
    "distrito": "district", "distritos": "district", "district": "district",
    "provincia": "province", "provincias": "province", "province": "province",
    "region": "department", "regiones": "department", "departamento": "department",
    "departamentos": "department", "department": "department",
    "ciudad": "spot", "ciudades": "spot", "city": "spot", "cidade": "spot", "puerto": "spot",
    "localidad": "spot", "poblado": "spot", "town": "spot", "capital": "spot", "pueblo": "spot",
    "balneario": "spot", "zona": None, "valle": None, "cuenca": None,
}  # fmt: skip
"""Type word -> the level that is meant; "spot" is the town itself, None says only: a place."""
_TYPE_AFTER = {
    "region": "department", "province": "province", "district": "district",
    "department": "department", "city": "spot",
}  # fmt: skip
_WHERE = frozenset("en desde hacia hasta in at near from em no na entre vía via to".split())
_LINKS = frozenset("de del a al por para y e o u of do da com con".split())
_STREETS = frozenset(
    "av avenida avenidas avda jr jiron jirones calle calles psje pasaje alameda ovalo plaza plazuela "
    "parque malecon carretera autopista cuadra esquina urb urbanizacion paradero prolongacion "
    "street avenue".split()
)
_BODIES = frozenset(
    "universidad universidade university instituto colegio colegios escuela ie iep institucion hospital "
    "clinica hotel hostal hospedaje bar discoteca club nightclub restaurante restaurant chifa polleria "
    "cantina karaoke galeria galerias mercado iglesia parroquia templo convento radio diario canal "
    "revista semanario tv sport sporting deportivo atletico alianza real academia empresa consorcio "
    "minera fundo hacienda rio laguna volcan nevado quebrada cerro bodega banco caja cooperativa "
    "asociacion fundacion ong grupo taller academia estadio coliseo teatro cine virgen señor operativo "
    "operacion megaoperativo banda clan cartel promocion cuartel fuerte batallon base buque bap "
    "edificio centro residencial condominio barrio agrupacion anexo aahh humano comite sindicato "
    "aeropuerto aerodromo puente tunel represa proyecto programa ley convenio protocolo premio copa "
    "torneo cerveza pisco vino chocolate hermanas madre padre hermano hermana college hospital school "
    "bridge river operation hotel".split()
)
_TITLES = frozenset(
    "don doña sr sra señora señorita dr dra ing lic mg general mariscal coronel comandante capitan "
    "mayor teniente tecnico suboficial sargento alferez congresista ministro ministra presidente "
    "presidenta alcalde alcaldesa gobernador gobernadora fiscal juez jueza abogado abogada magistrado "
    "magistrada periodista cantante actor actriz modelo profesor profesora docente ciudadano ciudadana "
    "identificado identificada llamado llamada alias apellido mr mrs ms judge officer".split()
)
_NAMED = _STREETS | _BODIES | _TITLES
_SUBPLACES = frozenset(
    "urb urbanizacion barrio anexo aahh humano asociacion cooperativa agrupacion puente cerro rio "
    "mercado".split()
)
_BEFORE = frozenset(
    "policia pnp fiscalia divincri depincri dirincri comisaria corte region penal distrito provincia "
    "departamento ciudad localidad puerto municipalidad gore ugel diresa mininter mimp defensoria "
    "poblado peru en de desde a hacia hasta in from at near em caso sector zona frente valle".split()
)
"""Capitalised words that may stand right before a place."""
_PRAYER = re.compile(
    r"rueg|rezar|rezo|rezan|orac|ave ?maria|virgen|santisima|bendit|\bmisa\b|\bfiel(?:es)?\b|parroqui|"
    r"obispo|procesion|plegaria|\bmaria,|cardenal|evangeli|rosario|\bamen\b|\biglesia"
)
_MASKED = re.compile(
    r"tren de aragua|aragua train|trem de aragua|cartel de \w+|protocolo de palermo|"
    r"convencion de (?:viena|la haya)|pacto de san jose|convenio de ginebra|club de paris|"
    r"papeles de panama|panama papers|(?:hijos|hijas|filhos) de (?:madre de )?dios|"
    r"republica de panama|alto peru|virgen del? \w+|(?:san|santa) \w+ (?:apostol|obrero|bendito)"
)
_POST = re.compile(
    r"\b(?:kilometros?|km)\.? ?(\d{1,3})\b(?:[.,]\d+)?"
    r"((?: de)?(?: la)?(?: carretera| via| autopista)? interoceanica(?: sur)?)?"
)
_LOWER = re.compile(
    r"\b(?:norte chico|sur chico|selva central|puente inambari|cono (?:norte|sur|este)\b|"
    r"emporio (?:comercial )?(?:de )?gamarra)"
)
_ABROAD_OFFICE = re.compile(
    r"\b(?:policia|fiscalia|justicia|gendarmeria|autoridades?|capital|police|policia federal|ciudad|"
    r"provincia|territorio|frontera|gobierno) (argentin|chilen|bolivian|ecuatorian|colombian|"
    r"venezolan|brasile|español|mexican|salvadoreñ|italian|hondureñ|guatemaltec|paraguay)\w*"
)
_DEMONYMS = {
    "argentin": "AR", "chilen": "CL", "bolivian": "BO", "ecuatorian": "EC", "colombian": "CO",
    "venezolan": "VE", "brasile": "BR", "español": "ES", "mexican": "MX", "salvadoreñ": "SV",
    "italian": "IT", "hondureñ": "HN", "guatemaltec": "GT", "paraguay": "PY",
}  # fmt: skip
_LA_PAMPA_POSTS = range(98, 126)
"""Posts of the Interoceánica between Puerto Maldonado and Mazuko that the press calls La Pampa."""
PATTERNS = (_PRAYER, _MASKED, _POST, _LOWER, _ABROAD_OFFICE)


@dataclass(frozen=True, slots=True)
class Text:
    """One part of an article, folded once."""

    part: Part
    source: str
    folded: str
    """Folded, with line breaks as blanks; offsets are those of ``source``."""
    spans: list[tuple[int, int]]
    """Its sentences."""
    loud: bool
    """All capitals, or every word with one: capitals say nothing here."""


@dataclass(slots=True)
class Hit:
    """A name found in a text, on its way to a mention."""

    text: Text
    start: int
    end: int
    name: Name
    sentence: int
    level: Level | None = None
    """What a type word beside it says."""
    context: int = 0
    """2: a type word; 1: a word such as "en", a list, a heading; 0: nothing; -1: only "de"."""
    sense: Sense | None = None
    certain: bool = False
    parent: bool = False
    """It stands behind a place that lies inside it: "Wanchaq, Cusco"."""
    senses: tuple[Sense, ...] = field(default_factory=tuple)

    @property
    def span(self) -> tuple[int, int]:
        """The sentence around it."""
        return self.text.spans[self.sentence]


def read(part: Part, source: str) -> Text:
    """Return ``source`` ready to be searched."""
    folded = fold(source).replace("\n", " ")
    return Text(part, source, folded, sentences(source), part == "title" and _loud(source))


def _loud(source: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d]+", source) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return source.isupper() or (len(words) > 4 and capitals >= 0.8 * len(words))


def scan(text: Text) -> list[Hit]:
    """Return the hits of ``text`` in order, vetoed ones left out."""
    found = _raw_hits(text)
    hits: list[Hit] = []
    vetoed: Hit | None = None
    sentence = 0
    for at, hit in enumerate(found):
        while hit.start >= text.spans[sentence][1]:
            sentence += 1
        hit.sentence = sentence
        after = found[at + 1] if at + 1 < len(found) else None
        if hit.context == 2 or _is_place(hit, hits[-1] if hits else None, vetoed, after):
            hits.append(hit)
        else:
            vetoed = hit
    return hits


def offices(text: Text) -> list[str]:
    """Return the countries whose offices ("policía argentina") stand in ``text``."""
    return [_DEMONYMS[match[1]] for match in _ABROAD_OFFICE.finditer(text.folded)]


def _raw_hits(text: Text) -> list[Hit]:
    known = gazetteer.load()
    masks = [match.span() for match in _MASKED.finditer(text.folded)]
    hits = [*_special_hits(text)]
    taken = [(hit.start, hit.end) for hit in hits]
    busy = sorted(masks + taken)
    last = 0
    for match in _CAPITAL.finditer(text.source):
        start = match.start()
        if start < last:
            continue
        group = known.firsts.get(text.folded[start : match.end()])
        name = _longest(text, start, group) if group else None
        if name is None:
            continue
        last = start + len(name.key)
        if not any(left < last and start < right for left, right in busy):
            hits.append(Hit(text, start, last, name, 0))
    return sorted(hits, key=lambda hit: hit.start)


def _longest(text: Text, start: int, group: tuple[Name, ...]) -> Name | None:
    for name in group:
        if text.folded.startswith(name.key, start):
            end = start + len(name.key)
            after = text.folded[end : end + 1]
            if not (after.isalnum() or after == "_") and _capitals(text.source[start:end]):
                return name
    return None


def _capitals(words: str) -> bool:
    return all(
        word[0].isupper() or not word[0].isalpha() or word in _PARTICLES for word in words.split()
    )


def _special_hits(text: Text) -> list[Hit]:
    hits = []
    for match in _POST.finditer(text.folded):
        if int(match[1]) in _LA_PAMPA_POSTS or match[2]:
            hits.append(Hit(text, match.start(), match.end(), _post_name(bool(match[2])), 0, None, 2))
    known = gazetteer.load().names
    for match in _LOWER.finditer(text.folded):
        name = known.get(match[0], known["emporio de gamarra"])
        hits.append(Hit(text, match.start(), match.end(), name, 0, None, 2))
    return hits


@cache
def _post_name(of_the_road: bool) -> Name:
    """A kilometre post: La Pampa where the road is named, else only beside Madre de Dios."""
    pampa = next(s for s in gazetteer.load().names["la pampa"].senses if s.level == "spot")
    sense = Sense(
        "spot", "PE", pampa.ubigeo, pampa.latitude, pampa.longitude, "point", not of_the_road
    )
    return Name("kilometro", (sense,))


def _is_place(hit: Hit, before: Hit | None, vetoed: Hit | None, after: Hit | None) -> bool:
    """Look around ``hit``; note its type word and preposition; False where it is no place."""
    text = hit.text
    left = _LEFT.findall(text.source[max(text.spans[hit.sentence][0], hit.start - 90) : hit.start])
    if _street_list(hit, vetoed) or _prayer(hit, left):
        return False
    linked = before is not None and hit.start - before.end <= 5 and _linked(text, before, hit)
    _note_context(hit, left, linked, before)
    if hit.name.senses and hit.name.senses[0].level == "country":
        return not _inside_name(left, linked)
    if _inside_name(left, linked or text.loud):
        return False
    if hit.context < 2 and _goes_on(hit, after):
        return False
    return hit.context != 0 or not (hit.name.word or _foreign_only(hit.name))


def _foreign_only(name: Name) -> bool:
    return not name.senses and all(sense.level in ("city", "state") for sense in name.abroad)


def _linked(text: Text, before: Hit, hit: Hit) -> bool:
    gap = text.folded[before.end : hit.start].strip()
    return gap in ("", ",", "y", "e", "-", "/", "(", "o", ", y", "and", "–", ":")


def _street_list(hit: Hit, vetoed: Hit | None) -> bool:
    """Whether it goes on from a vetoed name: "jirones Cusco, Puno y Lampa", "calle X con Y"."""
    if vetoed is None or vetoed.text is not hit.text or hit.start - vetoed.end > 16:
        return False
    gap = hit.text.folded[vetoed.end : hit.start].strip()
    if gap in ("y", "con", "con la calle", "con calle", "/", "cruce con", "and", "e", "con jr."):
        return True
    return gap == "," and hit.text.folded[:vetoed.start].rstrip().endswith(("jirones", "avenidas", "calles"))


def _prayer(hit: Hit, left: list[str]) -> bool:
    if hit.name.key != "madre de dios":
        return False
    if len(left) > 1 and left[-1] == "," and fold(left[-2]) in ("maria", "virgen", "señora"):
        return True
    where = left[-1].lower() if left else ""
    start, end = hit.span
    prayed = _PRAYER.search(hit.text.folded, start, end) is not None
    return where in "¡!" if not prayed and where else prayed and where not in ("en", "de", "in")


def _note_context(hit: Hit, left: list[str], linked: bool, before: Hit | None) -> None:
    words = [fold(word) for word in left[-4:]]
    last = words[-1] if words else ""
    typed, level = _type_word(words)
    following = _NEXT_WORD.match(hit.text.source[hit.end : hit.end + 14]) if hit.text.loud else None
    after = fold(following[1]) if following else hit.text.folded[hit.end + 1 : hit.end + 11].split(" ")[0]
    if not typed and after.rstrip(".,;:)") in _TYPE_AFTER and hit.name.senses:
        typed, level = True, _TYPE_AFTER[after.rstrip(".,;:)")]  # type: ignore[assignment]
    if typed:
        hit.context, hit.level = 2, level
    elif linked and before is not None and before.sentence == hit.sentence:
        hit.context, hit.level = max(1, before.context), before.level
    elif last in _WHERE or not words or last in "([•►:|" or _heads(hit):
        hit.context = 1
    elif last in _LINKS:
        hit.context = -1


def _heads(hit: Hit) -> bool:
    """Whether a colon, dash or bracket right behind it makes it a heading or a dateline."""
    return hit.text.folded[hit.end : hit.end + 1] in (":", "|") or hit.text.folded.startswith(
        (".-", ".–", " -", " –", ".—", " |", ". "), hit.end
    ) and hit.start - hit.span[0] < 3


def _type_word(words: list[str]) -> tuple[bool, Level | None]:
    """Return whether a type word governs the place after ``words``, and its level."""
    if words and words[-1] in _TYPES:
        return True, _TYPES[words[-1]]
    if len(words) > 1 and words[-1] in ("de", "of", "del", "la", "el"):
        for word in words[-2:-4:-1]:
            if word in _TYPES:
                return True, _TYPES[word]
    return False, None


def _inside_name(left: list[str], linked: bool) -> bool:
    """Whether the words before it make it part of a name: a street, a school, a person."""
    words = left[:-1] if left and left[-1] in "\"“'‘«" else left
    if words and words[-1] == "." and len(words) > 1:
        words = words[:-1] if fold(words[-2]) in ("av", "jr", "sr", "sra", "dr", "dra", "urb", "ca") else words
    if not words:
        return False
    last = fold(words[-1])
    if last in _NAMED or last in ("de", "del") and _of_university(words):
        return True
    if not words[-1][:1].isupper() or linked:
        return False
    return last not in _BEFORE or _run_is_named(words)


def _of_university(words: list[str]) -> bool:
    return any(fold(word) in ("universidad", "universitario") for word in words[-3:-1])


def _run_is_named(words: list[str]) -> bool:
    """Whether a run of capitals before the place starts at a word such as "hospital"."""
    for word in words[-2:-6:-1]:
        plain = fold(word)
        if plain in _STREETS or plain in _BODIES:
            return True
        if not (word[:1].isupper() or plain in _PARTICLES):
            return False
    return False


def _goes_on(hit: Hit, after: Hit | None) -> bool:
    """Whether the name is the head of a longer one: "Rosario Sucre", "San Martín Texmelucan"."""
    if hit.text.loud:
        return False
    window = hit.text.source[hit.end : hit.end + 40]
    plain = not hit.name.word
    following = _NEXT_WORD.match(window)
    if following:
        return hit.context <= 0 or not plain if not _starts(after, hit.end + 1) else False
    of = _NEXT_OF.match(window)
    return bool(of) and not plain and not _starts(after, hit.end + of.start(1) if of else 0)


def _starts(after: Hit | None, at: int) -> bool:
    return after is not None and after.start == at

"""A neutral title for a new incident, made of its facts; never a person's name."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from monitor.models import Episode, Facts, Judgement, Mention, Place, Role, Status
from monitor.text import fold, listed

_ORDER: tuple[Role, ...] = ("rescue", "exploitation", "arrest", "recruitment", "court")
_MOST_PLACES = 3

_COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "es": {
        "arrested": ("1 persona detenida", "{n} detenidos"),
        "rescued": ("1 persona rescatada", "{n} personas rescatadas"),
        "minors": ("1 menor de edad", "{n} menores de edad"),
        "sentenced": ("Condena", "Condena de {n} años"),
        "pretrial_detention": ("Prisión preventiva", "Prisión preventiva de {n} meses"),
        "charged": ("Acusación", "Acusación"),
        "trial": ("Juicio", "Juicio"),
        "acquitted": ("Absolución", "Absolución"),
    },
    "en": {
        "arrested": ("1 person arrested", "{n} arrested"),
        "rescued": ("1 person rescued", "{n} people rescued"),
        "minors": ("1 minor", "{n} minors"),
        "sentenced": ("Sentence", "Sentence of {n} years"),
        "pretrial_detention": ("Pre-trial detention", "Pre-trial detention of {n} months"),
        "charged": ("Charges", "Charges"),
        "trial": ("Trial", "Trial"),
        "acquitted": ("Acquittal", "Acquittal"),
    },
}
"""What is counted: with no number or one, and with more."""
_WORDS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "in": " en ", "by": " por trata de personas",
        "case": "Caso de trata de personas", "sexual": "explotación sexual",
        "labour": "explotación laboral", "begging": "mendicidad",
        "domestic": "servidumbre doméstica", "child_sale": "venta de menores",
        "criminality": "delito forzado", "organ": "extracción de órganos",
        "marriage": "matrimonio forzado", "other": "otra forma",
    },
    "en": {
        "in": " in ", "by": " for human trafficking",
        "case": "Human trafficking case", "sexual": "sexual exploitation",
        "labour": "labour exploitation", "begging": "begging",
        "domestic": "domestic servitude", "child_sale": "sale of children",
        "criminality": "forced crime", "organ": "organ removal",
        "marriage": "forced marriage", "other": "another form",
    },
}  # fmt: skip
_STAGES = ("sentenced", "pretrial_detention", "charged", "trial", "acquitted")
_LENGTH = {"sentenced": "sentence_years", "pretrial_detention": "preventive_months"}


def title(told: Judgement | Episode, facts: Facts, language: str = "es") -> str:
    """Return a title such as ``7 detenidos y 20 personas rescatadas en Cusco``.

    The wording of an outlet never enters a title.

    Args:
        told: For the places and the stage; an episode where the article tells several events.
        facts: For the counts and forms.
        language: ``es`` or ``en``; another one reads as ``es``.
    """
    spoken = language if language in _WORDS else "es"
    return _what(told.status, facts, spoken) + _where(told.mentions, spoken)


def plain_title(facts: Facts, language: str = "es") -> str:
    """Return a title made of facts alone, with departments for places."""
    spoken = language if language in _WORDS else "es"
    words = _WORDS[spoken]
    places = sorted(facts.departments)[:_MOST_PLACES]
    where = words["in"] + listed(places, spoken) if places else ""
    return _what(facts.status, facts, spoken) + where


def retold(title: str, counts: Mapping[str, int]) -> str:
    """Return a title that begins with counts with those of ``counts``, the rest as it was."""
    for language, words in _WORDS.items():
        told = _counted(counts, language)
        head = re.match(rf"(?:{_head(language)})(?={words['in']}|$)", title)
        if head and told:
            return listed(told, language) + title[head.end() :]
    return title


@cache
def _head(language: str) -> str:
    """The pattern of the counts that a title begins with."""
    fields = ("arrested", "rescued", "minors")
    forms = [form.format(n=r"\d+") for field in fields for form in _COUNTED[language][field]]
    piece = f"(?:{'|'.join(forms)})"
    return listed([piece, piece], language) + "|" + piece


def _counted(counts: Mapping[str, int], language: str) -> list[str]:
    fields = ["arrested", "rescued" if counts.get("rescued") else "minors"]
    return [_count(_COUNTED[language][f], counts[f]) for f in fields if counts.get(f)]


def _what(status: Status, facts: Facts, language: str) -> str:
    words, counted = _WORDS[language], _COUNTED[language]
    if status in _STAGES:
        number = facts.counts.get(_LENGTH.get(status, ""), 0)
        return _count(counted[status], number) + words["by"]
    told = _counted(facts.counts, language)
    if told:
        return listed(told, language)
    forms = sorted(words[form] for form in facts.forms if form in words)
    return f"{words['case']} ({', '.join(forms)})" if forms else words["case"]


def _count(forms: tuple[str, str], number: int) -> str:
    one, many = forms
    return many.format(n=number) if number > 1 else one


def _where(mentions: Sequence[Mention], language: str) -> str:
    for role in _ORDER:
        places = [mention.place for mention in mentions if mention.role == role]
        if places:
            return _WORDS[language]["in"] + listed(_named(places), language)
    return ""


def _named(places: Sequence[Place]) -> list[str]:
    """Each place once; a department only where no place in it is named, and only once."""
    within = {place.department for place in places if not _whole(place)}
    kept = [p for p in places if not (_whole(p) and p.department in within)]
    named = list(dict.fromkeys(map(_name, kept)))[:_MOST_PLACES]
    order = list(dict.fromkeys(department for _, department in named))
    named.sort(key=lambda pair: order.index(pair[1]))
    following = [department for _, department in named[1:]] + [""]
    return [
        f"{name} ({department})" if department and department != after else name
        for (name, department), after in zip(named, following, strict=True)
    ]


def _whole(place: Place) -> bool:
    """Whether a place is its department."""
    named = fold(place.department) in fold(place.text)
    return bool(place.department) and (place.precision == "department" or named)


def _name(place: Place) -> tuple[str, str]:
    """A place and the department to name with it."""
    if _whole(place):
        return place.department, ""
    return " ".join(place.text.split()), place.department

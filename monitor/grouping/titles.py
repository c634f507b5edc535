"""A neutral title for a new incident, made of its facts; never a person's name."""

from collections.abc import Iterable

from monitor.models import Article, Facts, Judgement, Mention, Role

_ORDER: tuple[Role, ...] = ("rescue", "exploitation", "arrest", "recruitment", "court")
_MOST_PLACES = 3

_WORDS = {
    "es": {
        "arrested": ("1 persona detenida", "{n} detenidos"),
        "rescued": ("1 persona rescatada", "{n} personas rescatadas"),
        "minors": ("1 menor de edad", "{n} menores de edad"),
        "sentenced": ("Condena", "Condena de {n} años"),
        "pretrial_detention": ("Prisión preventiva", "Prisión preventiva de {n} meses"),
        "charged": ("Acusación", "Acusación"),
        "trial": ("Juicio", "Juicio"),
        "acquitted": ("Absolución", "Absolución"),
        "and": " y ", "in": " en ", "case": "Caso de trata de personas", "by": " por trata de personas",
        "sexual": "explotación sexual", "labour": "explotación laboral", "begging": "mendicidad",
        "domestic": "servidumbre doméstica", "child_sale": "venta de menores",
        "criminality": "delito forzado", "organ": "extracción de órganos",
        "marriage": "matrimonio forzado", "other": "otra forma",
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
        "and": " and ", "in": " in ", "case": "Human trafficking case", "by": " for human trafficking",
        "sexual": "sexual exploitation", "labour": "labour exploitation", "begging": "begging",
        "domestic": "domestic servitude", "child_sale": "sale of children",
        "criminality": "forced crime", "organ": "organ removal",
        "marriage": "forced marriage", "other": "another form",
    },
}  # fmt: skip
_YEARS = {"sentenced": "sentence_years", "pretrial_detention": "preventive_months"}


def title(article: Article, judgement: Judgement, facts: Facts, language: str = "es") -> str:
    """Return a title such as ``7 detenidos y 20 personas rescatadas en Cusco``.

    Args:
        article: Only its language of origin matters little; wording is never taken from it.
        judgement: For the places and the stage.
        facts: For the counts and forms.
        language: ``es`` or ``en``; another one reads as ``es``.
    """
    del article
    words = _WORDS.get(language, _WORDS["es"])
    return _what(judgement, facts, words) + _where(judgement.mentions, words)


def _what(judgement: Judgement, facts: Facts, words: dict[str, tuple[str, str] | str]) -> str:
    status = judgement.status
    if status in ("sentenced", "pretrial_detention", "charged", "trial", "acquitted"):
        return _counted(words[status], facts.counts.get(_YEARS.get(status, ""), 0)) + str(
            words["by"]
        )
    counted = [
        _counted(words[field], facts.counts[field])
        for field in ("arrested", "rescued")
        if facts.counts.get(field)
    ]
    if not facts.counts.get("rescued") and facts.counts.get("minors"):
        counted.append(_counted(words["minors"], facts.counts["minors"]))
    if counted:
        return str(words["and"]).join(counted)
    forms = sorted(str(words[form]) for form in facts.forms if form in words)
    return f"{words['case']} ({', '.join(forms)})" if forms else str(words["case"])


def _counted(forms: tuple[str, str] | str, number: int) -> str:
    """The first form where there is one or no number, the second with the number in it."""
    one, many = forms
    return many.format(n=number) if number > 1 else one


def _where(mentions: Iterable[Mention], words: dict[str, tuple[str, str] | str]) -> str:
    mentions = list(mentions)
    for role in _ORDER:
        named = list(dict.fromkeys(_place(m) for m in mentions if m.role == role))
        if named:
            return str(words["in"]) + _listed(named[:_MOST_PLACES], str(words["and"]))
    return ""


def _place(mention: Mention) -> str:
    place = mention.place
    name = " ".join(place.text.split())
    if not place.department:
        return name
    if place.department.lower() in name.lower() or place.precision == "department":
        return place.department
    return f"{name} ({place.department})"


def _listed(names: list[str], conjunction: str) -> str:
    return conjunction.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

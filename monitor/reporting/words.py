"""The digest's own words, Spanish and English; neutral by the terms of Peruvian law."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.models import When

SPANISH: Mapping[str, str] = {
    "title": "Trata de personas en el Perú: resumen del {day}",
    "period": "Todo lo guardado entre el {since} y el {until} (hora de Lima).",
    "new": "Incidentes nuevos",
    "updated": "Novedades en incidentes conocidos",
    "others": "Estadísticas, políticas, campañas e informes",
    "related": "Relacionado (no se cuenta como trata)",
    "health": "Estado de la recolección",
    "rejects": "Descartados al azar, para revisar",
    "none_new": "Ningún incidente nuevo.",
    "nothing": "No se encontró nada nuevo sobre trata de personas.",
    "blind": "NO SE PUDO MIRAR: ninguna fuente pudo leerse en este periodo. Que no haya noticias "
    "aquí no significa que no las hubo.",
    "looked": "Se leyeron {read} de {polls} consultas a fuentes; se examinaron {articles} "
    "artículos: {relevant} relevantes, {related} relacionados, {rejected} descartados.",
    "lost": "No se pudo ver: {drops}.",
    "all_well": "Todas las fuentes responden.",
    "place": "Lugar",
    "when": "Fecha",
    "form": "Forma",
    "lure": "Captación",
    "status": "Estado",
    "sources": "Fuentes",
    "according": "según {outlets}",
    "one_text": "{articles} notas de {outlets} medios; un solo texto",
    "texts": "{articles} notas de {outlets} medios; {stories} textos distintos",
    "one_article": "una nota",
    "pay": "S/ {pay} al mes prometidos",
    "job": "oferta de trabajo: {job}",
    "change": "Nuevo",
    "unknown_date": "fecha desconocida",
    "in_title": "en el título",
    "incident": "Incidente {id}",
}

ENGLISH: Mapping[str, str] = {
    "title": "Human trafficking in Peru: digest of {day}",
    "period": "Everything stored between {since} and {until} (Lima time).",
    "new": "New incidents",
    "updated": "News of known incidents",
    "others": "Statistics, policy, campaigns and reports",
    "related": "Related (not counted as trafficking)",
    "health": "Health of the collection",
    "rejects": "Rejected, drawn at random for inspection",
    "none_new": "No new incident.",
    "nothing": "Nothing new about human trafficking was found.",
    "blind": "NOTHING COULD BE LOOKED AT: no source could be read in this period. That no news "
    "stands here does not mean that there was none.",
    "looked": "{read} of {polls} polls of sources were read; {articles} articles were examined: "
    "{relevant} relevant, {related} related, {rejected} rejected.",
    "lost": "Could not be seen: {drops}.",
    "all_well": "All sources answer.",
    "place": "Place",
    "when": "Date",
    "form": "Form",
    "lure": "Recruitment",
    "status": "Status",
    "sources": "Sources",
    "according": "according to {outlets}",
    "one_text": "{articles} articles of {outlets} outlets; one text",
    "texts": "{articles} articles of {outlets} outlets; {stories} different texts",
    "one_article": "one article",
    "pay": "S/ {pay} a month promised",
    "job": "job offered: {job}",
    "change": "New",
    "unknown_date": "date unknown",
    "in_title": "in the title",
    "incident": "Incident {id}",
}

CATALOGUES: Mapping[str, Mapping[str, str]] = {"es": SPANISH, "en": ENGLISH}

TERMS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "arrested": "Detenidos",
        "rescued": "Personas rescatadas",
        "minors": "Menores de edad (víctimas)",
        "women": "Mujeres (víctimas)",
        "men": "Hombres (víctimas)",
        "adults": "Adultos (víctimas)",
        "sentence_years": "Condena (años)",
        "preventive_months": "Prisión preventiva (meses)",
        "sexual": "explotación sexual",
        "labour": "explotación laboral",
        "domestic": "servidumbre doméstica",
        "begging": "mendicidad",
        "child_sale": "venta de niños",
        "criminality": "comisión de delitos",
        "organ": "tráfico de órganos",
        "marriage": "matrimonio forzado",
        "other": "otra",
        "rescue": "rescate",
        "arrest": "detención",
        "exploitation": "explotación",
        "recruitment": "captación",
        "origin": "procedencia",
        "transit": "tránsito",
        "court": "juzgado",
        "reported": "denunciado",
        "operation": "operativo",
        "detained": "detenidos",
        "pretrial_detention": "prisión preventiva",
        "charged": "acusación",
        "trial": "juicio",
        "sentenced": "sentencia",
        "acquitted": "absolución",
        "statistics": "estadística",
        "policy": "política",
        "campaign": "campaña",
        "report": "informe",
        "failing": "falla",
        "silent": "en silencio",
        "never": "nunca leída",
    },
    "en": {
        "arrested": "Arrested",
        "rescued": "People rescued",
        "minors": "Minors (victims)",
        "women": "Women (victims)",
        "men": "Men (victims)",
        "adults": "Adults (victims)",
        "sentence_years": "Sentence (years)",
        "preventive_months": "Pre-trial detention (months)",
        "sexual": "sexual exploitation",
        "labour": "labour exploitation",
        "domestic": "domestic servitude",
        "begging": "begging",
        "child_sale": "sale of children",
        "criminality": "forced crime",
        "organ": "organ removal",
        "marriage": "forced marriage",
        "other": "other",
        "pretrial_detention": "pre-trial detention",
        "never": "never read",
    },
}

COUNTS = (
    "arrested", "rescued", "minors", "women", "men", "adults", "sentence_years",
    "preventive_months",
)  # fmt: skip
"""Fields shown as figures, in this order."""

_MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "en": "January February March April May June July August September October November December",
}


def term(name: str, language: str) -> str:
    """Return the word for a value of the database, the value itself where there is none."""
    return TERMS[language].get(name, name.replace("_", " "))


def month(number: int, language: str) -> str:
    """Return the name of a month, 1 to 12."""
    return _MONTHS[language].split()[number - 1]


def date_in_words(day: date, language: str) -> str:
    """Return ``14 de marzo de 2025`` or ``14 March 2025``."""
    name = month(day.month, language)
    if language == "es":
        return f"{day.day} de {name} de {day.year}"
    return f"{day.day} {name} {day.year}"


def moment(at: datetime, language: str, zone: ZoneInfo) -> str:
    """Return local day and time of day in words."""
    local = at.astimezone(zone)
    return f"{date_in_words(local.date(), language)}, {local:%H:%M}"


def when(value: When, language: str, zone: ZoneInfo) -> str:
    """Return a moment as precisely as it is known."""
    if value.at is None:
        return CATALOGUES[language]["unknown_date"]
    local = value.at.astimezone(zone)
    if value.precision == "year":
        return str(local.year)
    if value.precision == "month":
        joint = " de " if language == "es" else " "
        return f"{month(local.month, language)}{joint}{local.year}"
    return date_in_words(local.date(), language)

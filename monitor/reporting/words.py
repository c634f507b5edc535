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
    "rejects": "Muestra al azar de los descartados, para revisar",
    "none_new": "Ningún incidente nuevo.",
    "nothing": "No se encontró nada nuevo sobre trata de personas.",
    "blind": "NO SE PUDO MIRAR: ninguna fuente pudo leerse en este periodo. Que no haya noticias "
    "aquí no significa que no las hubo.",
    "looked": "Consultas a fuentes: {polls}, leídas {read}. Artículos examinados: {articles} "
    "(relevantes {relevant}, relacionados {related}, descartados {rejected}).",
    "older": "Artículos guardados antes de este periodo y no contados aquí: {older}.",
    "silent_since": "sin notas nuevas desde hace {days} días; suele dar {pace} por semana",
    "silent_always": "responde, pero aún no ha dado ninguna nota",
    "failing_since": "no se puede leer; la última vez que se pudo fue el {last}",
    "failing_always": "nunca se ha podido leer",
    "never_polled": "aún no se ha consultado",
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
    "looked": "Polls of sources: {polls}, read {read}. Articles examined: {articles} "
    "(relevant {relevant}, related {related}, rejected {rejected}).",
    "older": "Articles stored before this period and not told here: {older}.",
    "silent_since": "nothing new for {days} days; usually {pace} a week",
    "silent_always": "answers, but has given no article yet",
    "failing_since": "cannot be read; the last time was on {last}",
    "failing_always": "could never be read",
    "never_polled": "not polled yet",
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

DROPS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "robots": "prohibidos por robots.txt",
        "robots_unavailable": "con robots.txt ilegible",
        "timeout": "sin respuesta a tiempo",
        "connection": "sin conexión",
        "blocked_private": "con dirección prohibida",
        "not_web": "que no son páginas web",
        "no_link": "anunciados sin dirección",
        "over_limit": "que exceden el límite de la consulta",
        "paused": "de fuentes que pidieron una pausa",
        "stopped": "pendientes al acabar la ronda",
        "not_asked": "no pedidos por fallas del servidor",
        "redirects": "con redirecciones sin fin",
        "too_large": "demasiado grandes",
        "no_text": "sin texto legible",
        "not_html": "que no son HTML",
        "block_page": "bloqueados por el servidor",
        "moved": "que llevan a la portada",
        "bad_line": "líneas de importación con errores",
        "http_404": "que ya no existen (404)",
        "http_410": "retirados (410)",
        "empty": "vacíos",
    },
    "en": {
        "robots": "forbidden by robots.txt",
        "robots_unavailable": "with an unreadable robots.txt",
        "timeout": "not answered in time",
        "connection": "without connection",
        "blocked_private": "with a forbidden address",
        "not_web": "that are no web pages",
        "no_link": "announced without an address",
        "over_limit": "over the limit of one poll",
        "paused": "of sources that asked for a pause",
        "stopped": "left when the round ended",
        "not_asked": "not asked for after failures of the server",
        "redirects": "redirected without end",
        "too_large": "too large",
        "no_text": "without readable text",
        "not_html": "that are no HTML",
        "block_page": "blocked by the server",
        "moved": "that lead to the front page",
        "bad_line": "lines of an import with faults",
        "http_404": "that are gone (404)",
        "http_410": "withdrawn (410)",
        "empty": "empty",
    },
}
"""Reasons of drops, to follow a number of links."""


def dropped(name: str, language: str) -> str:
    """Return the words for ``stage: reason``; the reason itself where there are none."""
    reason = name.rpartition(": ")[2]
    return DROPS[language].get(reason, f"({reason})")


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

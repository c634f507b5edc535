"""Sample pages, feeds and sitemaps in the markup families of real outlets."""

import re
from datetime import datetime
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.demo.content import Content, SampleArticle, SampleEndpoint, SampleOutlet

SUMMARY_WORDS = 32
"""Length of a feed's summary, cut from the opening of the body."""

_MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
}


def day(moment: datetime, language: str = "es") -> str:
    """Return the date in words, ``3 de octubre de 2013`` or ``October 3, 2013``."""
    month = _MONTHS[language].split()[moment.month - 1]
    if language == "en":
        return f"{month} {moment.day}, {moment.year}"
    return f"{moment.day} de {month} de {moment.year}"


def dateline(article: SampleArticle) -> str:
    """Return an agency's opening: time, place, day and month without the year."""
    moment = article.published
    month = _MONTHS["es"].split()[moment.month - 1][:3]
    return f"{moment:%H:%M}. {article.place}, {month}. {moment.day}."


def clock(moment: datetime) -> str:
    """Return the time of day as state portals write it, ``3:15 p. m.``."""
    half = "a. m." if moment.hour < 12 else "p. m."
    return f"{moment.hour % 12 or 12}:{moment:%M} {half}"


def summary(article: SampleArticle) -> str:
    """Return the opening of the body, cut after :data:`SUMMARY_WORDS` words."""
    words = " ".join(article.paragraphs[:2]).split()
    cut = " ".join(words[:SUMMARY_WORDS])
    return cut if len(words) <= SUMMARY_WORDS else f"{cut} […]"


def archive_path(headline: str) -> str:
    """Return the address of a story that is only announced, never served."""
    words = re.findall(r"[a-z0-9]+", headline.lower())
    return f"/archivo/{'-'.join(words[:8])}"


def _split_cross_link(text: str) -> tuple[str, str]:
    """Return the call and the headline of ``MIRA AQUÍ: headline``."""
    call, _, headline = text.partition(": ")
    return call, headline


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.demo", "outlets/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=day,
        dateline=dateline,
        clock=clock,
        summary=summary,
        archive_path=archive_path,
        split_cross_link=_split_cross_link,
        rfc822=format_datetime,
        iso=datetime.isoformat,
    )
    return environment


_TEMPLATES = _environment()


def article_page(article: SampleArticle, content: Content) -> str:
    """Return the page of ``article`` as its outlet's software makes it."""
    return _TEMPLATES.get_template(f"{article.outlet.template}.html").render(
        article=article, outlet=article.outlet, others=_others(article, content)
    )


def amp_page(article: SampleArticle, content: Content) -> str:
    """Return the AMP twin of :func:`article_page`."""
    return _TEMPLATES.get_template("amp.html").render(
        article=article, outlet=article.outlet, others=_others(article, content)
    )


def home_page(outlet: SampleOutlet, content: Content) -> str:
    """Return the front page: every article of the outlet."""
    return _TEMPLATES.get_template("section.html").render(
        outlet=outlet, articles=content.of(outlet), form="plain", heading=outlet.tagline
    )


def announcement(endpoint: SampleEndpoint, outlet: SampleOutlet, content: Content) -> str:
    """Return what ``endpoint`` answers: a feed, a news sitemap or a section page."""
    suffix = "html" if endpoint.format == "section" else "xml"
    articles = content.of(outlet, endpoint.sections)
    return _TEMPLATES.get_template(f"{endpoint.format}.{suffix}").render(
        outlet=outlet,
        endpoint=endpoint,
        articles=articles,
        form=endpoint.form,
        heading=", ".join(outlet.sections[section] for section in endpoint.sections),
    )


def _others(article: SampleArticle, content: Content) -> list[SampleArticle]:
    """The outlet's other stories that stand beside an article: four at most."""
    return [other for other in content.of(article.outlet) if other.key != article.key][:4]

"""Digest -> one self-contained HTML page, and the HTML of a mail: no request to anywhere."""

from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from monitor.reporting.links import web_address
from monitor.reporting.pictures import country, drawn
from monitor.reporting.views import Digest


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["web_address"] = web_address
    return environment


def html(digest: Digest) -> str:
    """Return ``digest`` as an HTML page; every text of an outlet is escaped."""
    return rendered(
        "digest.html",
        digest,
        drawn=lambda chart: drawn(chart, digest.tongue),
        country=lambda chart: country(chart, digest.tongue),
    )


def mail(digest: Digest) -> str:
    """Return ``digest`` as the HTML of a mail: no drawings and folds, which mail readers lack."""
    return rendered("mail.html", digest)


def rendered(name: str, digest: Digest, **values: object) -> str:
    """Return a template filled with ``digest``, the words of its language and further values."""
    template = _environment().get_template(name)
    return template.render(digest=digest, say=partial(_said, digest), **values)


def _said(digest: Digest, message: str, **values: object) -> Markup:
    """Return a message of the catalogue, with its values escaped."""
    return Markup(escape(digest.tongue.say(message, **values)))  # noqa: S704

"""Digest -> one self-contained HTML page: no script, no image, no request to anywhere."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.reporting.digest import Digest


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(digest: Digest) -> str:
    """Return ``digest`` as an HTML page; every text of an outlet is escaped."""
    return _environment().get_template("digest.html").render(digest=digest)

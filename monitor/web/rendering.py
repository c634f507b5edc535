"""Pages as HTML: every text is escaped, no address of an outlet becomes anything but a web link."""

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from monitor.reporting.links import web_address
from monitor.reporting.pictures import outlines
from monitor.text import one_line
from monitor.web.visit import Visit


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["one_line"] = one_line
    environment.globals["web_address"] = web_address
    environment.globals["outlines"] = outlines()
    return environment


def render(visit: Visit, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page of the desk.

    Args:
        visit: Whose words and session it is made with.
        template: Its file.
        status: Of the answer.
        **values: What it shows.
    """
    speech = visit.speech
    common: Mapping[str, object] = {
        "visit": visit,
        "speech": speech,
        "say": speech.say,
        "count": speech.count,
        "term": speech.term,
        "masked": speech.masked,
        "flash": visit.session.take_flash(),
        "token": visit.session.token,
    }
    page = _environment().get_template(template).render({**common, **values})
    return HTMLResponse(page, status)

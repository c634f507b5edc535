"""Section pages: the links of an HTML page that look like articles."""

from datetime import datetime

from monitor.models import Page, Unreadable
from monitor.options import Endpoint
from monitor.reading import sections
from monitor.reading.announced import Announced
from spiders.endpoint import EndpointSpider


def read(page: Page, endpoint: Endpoint, source_id: str, now: datetime) -> Announced | Unreadable:
    """Return what a section page announces."""
    return sections.parse(
        page.body,
        url=page.final_url,
        source_id=source_id,
        now=now,
        link_pattern=endpoint.link_pattern,
        content_type=page.headers.get("content-type", ""),
    )


class SectionSpider(EndpointSpider):
    """Prints the links of one section page."""

    name = "section"
    kind = "section"
    reader = staticmethod(read)

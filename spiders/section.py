"""Section pages: the links of an HTML page that look like articles."""

from datetime import datetime

from monitor.models import Lead, Page, Unreadable
from monitor.options import Endpoint
from monitor.reading import sections
from spiders.endpoint import EndpointSpider


def read(
    page: Page, endpoint: Endpoint, source_id: str, now: datetime
) -> tuple[Lead, ...] | Unreadable:
    """Return the leads of a section page."""
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

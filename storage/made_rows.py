"""Claims and places as rows."""

from monitor.models import Claim, Mention
from storage.rows import Row


def claim_row(claim: Claim, article_id: int, incident_id: int | None) -> Row:
    """Return a claim as a row of ``claims``."""
    return {
        "article_id": article_id,
        "incident_id": incident_id if claim.scope == "incident" else None,
        "field": claim.field,
        "value": claim.value,
        "qualifier": claim.qualifier,
        "scope": claim.scope,
        "part": claim.part,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "extractor": claim.extractor,
    }


def place_row(mention: Mention, article_id: int, incident_id: int | None) -> Row:
    """Return a place with a role as a row of ``incident_places``."""
    place = mention.place
    return {
        "incident_id": incident_id,
        "article_id": article_id,
        "role": mention.role,
        "text": place.text,
        "ubigeo": place.ubigeo,
        "department": place.department,
        "province": place.province,
        "district": place.district,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
        "country": place.country,
        "part": mention.part,
        "quote": mention.quote,
        "start": mention.start,
        "end": mention.end,
    }

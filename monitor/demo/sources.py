"""The ``sources`` part of a config.yaml that reads the sample outlets."""

from importlib.resources.abc import Traversable

import yaml

from monitor.demo.content import SampleEndpoint, SampleOutlet, load


def sources_yaml(root: Traversable | None = None) -> str:
    """Return ``sources:`` with one entry an outlet, as :class:`monitor.options.Source` has it."""
    sources = [_source(outlet) for outlet in load(root).outlets]
    return yaml.safe_dump({"sources": sources}, allow_unicode=True, sort_keys=False)


def _source(outlet: SampleOutlet) -> dict[str, object]:
    source: dict[str, object] = {
        "id": outlet.id,
        "name": outlet.name,
        "homepage": f"{outlet.origin}/",
        "country": outlet.country,
        "language": outlet.language,
        "endpoints": [_endpoint(endpoint, outlet) for endpoint in outlet.endpoints],
    }
    if outlet.departments:
        source["departments"] = list(outlet.departments)
    if outlet.mirrors:
        source["mirrors"] = list(outlet.mirrors)
    return source


def _endpoint(endpoint: SampleEndpoint, outlet: SampleOutlet) -> dict[str, object]:
    described: dict[str, object] = {
        "kind": endpoint.kind,
        "url": f"{outlet.origin}{endpoint.path}",
    }
    if endpoint.link_pattern:
        described["link_pattern"] = endpoint.link_pattern
    return described

"""What an endpoint announces: leads, and what could not become one."""

from dataclasses import dataclass
from typing import Literal

from monitor.models import Lead


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry that became no lead."""

    reason: Literal["no_link", "over_limit"]
    link: str = ""
    """As the endpoint gave it; it need not be a web address."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """What an endpoint announces, in its order."""

    leads: tuple[Lead, ...] = ()
    skipped: tuple[Skipped, ...] = ()

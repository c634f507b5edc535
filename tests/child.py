"""One crawl in a process of its own, since a reactor starts once: plan in, events out, as JSON."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from monitor.errors import StorageError
from monitor.models import Lead, Page
from monitor.options import Endpoint, Fetch, Source
from monitor.polls import Drop, EndpointState, Poll
from spiders.crawl import Job, crawl
from spiders.guard import resolve


def tell(event: str, **fields: Any) -> None:
    print(json.dumps({"event": event, **fields}, default=str), flush=True)


class Teller:
    """A sink that prints what it hears."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.known = set(plan["known"])
        self.faulty = set(plan["faulty"])
        self.fatal = set(plan["fatal"])

    def unknown(self, leads: Sequence[Lead]) -> Sequence[Lead]:
        tell("unknown", urls=[lead.url for lead in leads], endpoint=leads[0].endpoint)
        return [lead for lead in leads if lead.url not in self.known]

    def page(self, lead: Lead, page: Page) -> None:
        if lead.url in self.faulty:
            raise RuntimeError(f"cannot take {lead.url}")
        if lead.url in self.fatal:
            raise StorageError("trata.db", "the disk is full")
        body = page.body[:200].decode("utf-8", "replace")
        tell("page", **{**asdict(page), "body": body}, size=len(page.body), ports=listening())

    def carried(self, lead: Lead) -> None:
        tell("carried", url=lead.url)

    def drop(self, drop: Drop) -> None:
        tell("drop", **asdict(drop))

    def poll(self, poll: Poll) -> None:
        tell("poll", **asdict(poll))

    def pause(self, host: str, until: datetime) -> None:
        tell("pause", host=host, until=until.isoformat())


def listening() -> list[int]:
    """Return the ports on which this process listens."""
    mine = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            mine.add(str(descriptor.readlink()))
        except OSError:
            continue
    rows = [line.split() for line in Path("/proc/self/net/tcp").read_text().splitlines()[1:]]
    return [
        int(row[1].rpartition(":")[2], 16)
        for row in rows
        if row[3] == "0A" and f"socket:[{row[9]}]" in mine
    ]


def peak_memory() -> int:
    """Return the most that this process took, in KB; getrusage would count its parent's too."""
    status = Path("/proc/self/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1])


def job(described: dict[str, Any]) -> Job:
    url = described["url"]
    endpoint = Endpoint(described["kind"], url, link_pattern=described["link_pattern"])
    state = EndpointState(
        url, "diario", etag=described["etag"], last_modified=described["last_modified"]
    )
    source = Source("diario", "Diario", "http://diario.example/", (endpoint,))
    return Job(source, endpoint, state, described["full_read"])


def main() -> None:
    plan = json.load(sys.stdin)
    addresses = plan["addresses"]

    async def look_up(host: str) -> Sequence[str]:
        await asyncio.sleep(0)
        return addresses[host] if host in addresses else await resolve(host)

    clock = datetime.fromisoformat(plan["clock"])
    try:
        crawl(
            [job(described) for described in plan["jobs"]],
            Teller(plan),
            TypeAdapter(Fetch).validate_python(plan["fetch"]),
            clock=lambda: clock,
            paused={host: datetime.fromisoformat(at) for host, at in plan["paused"].items()},
            stop_after_seconds=plan["stop_after"],
            resolve=look_up,
        )
    except StorageError as error:
        tell("fatal", message=str(error))
    tell("end", peak_kb=peak_memory())


if __name__ == "__main__":
    main()

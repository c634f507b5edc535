"""Renew what the docs show: the demo's digest, its queries and the commands in the README.

From the checkout: ``python docs/refresh.py``. The tables come from ``python -m storage.reference``.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from monitor.cli import COMMANDS
from monitor.cli.demo import QUERIES

README = Path(__file__).parent.parent / "README.md"


ARTICLES = 3
"""How many articles of the incident are shown."""


def excerpt(printed: str) -> str:
    """Return the digest's head and its first incident with disagreeing outlets.

    Without the incident's number, which depends on who answers first.
    """
    digest = printed[printed.index("TRATA DE PERSONAS EN EL") :]
    head, *incidents = re.split(r"(?m)^(?=\d+\. )", digest)
    told = next(incident for incident in incidents if re.search(r": \d+ – \d+\n", incident))
    told = re.sub(r" *\[Incidente \d+\]", "", told)
    shown = re.split(r"(?m)^(?=   [+·] )", told)[: ARTICLES + 1]
    return f"{head}[...]\n\n{''.join(shown).rstrip()}\n[...]\n"


def main() -> None:
    """Play the demo and write the README anew."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "monitor", "demo", "--keep", folder]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    queries = "".join(f'sqlite3 -box demo/trata.db "{query}"\n' for query in QUERIES)
    rows = "".join(f"| `trata {name}` | {line} |\n" for name, (_, line) in COMMANDS.items())
    text = README.read_text("utf-8")
    for pattern, fresh in (
        (r"(?s)(?<=```text\n).*?(?=```)", excerpt(printed)),
        (r"(?s)(?<=```sh\n).*?(?=```)", queries),
        (r"(?<=\|---\|---\|\n)(?:\| `trata .*\n)+", rows),
    ):
        text = re.sub(pattern, lambda _, fresh=fresh: fresh, text, count=1)
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

"""What the docs promise is what the program does."""

import dataclasses
import re
import shlex
import shutil
import textwrap
from pathlib import Path

import click
import pytest

from monitor import config as configuration
from monitor.cli import COMMANDS, trata
from monitor.cli.demo import QUERIES
from monitor.options import (
    Alert,
    Channel,
    Config,
    Delivery,
    Endpoint,
    Fetch,
    Mail,
    Rules,
    Schedule,
    Source,
)
from tests import morning as plays
from tests.morning import Morning

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")
CONFIG = (ROOT / "config.yaml").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def told(digest: str) -> set[str]:
    """Return the words of a digest; numbers of incidents depend on which answer came first."""
    return set(re.sub(r"\[Incidente \d+\]", "", digest).split())


def test_the_digest_in_the_readme_is_the_demos(morning: Morning) -> None:
    shown, printed = map(told, (blocks(README, "text")[0], morning.digest.stdout))

    assert len(shown) >= 60
    assert shown - printed == {"[...]"}


def test_the_readmes_queries_are_those_of_the_demo_and_have_answers(morning: Morning) -> None:
    asked = re.findall(r'sqlite3 -box demo/trata\.db "([^"]+)"', README)

    assert asked == list(QUERIES)
    assert all(morning.query(query) for query in asked)


def test_the_readme_lists_every_command_with_its_help() -> None:
    rows = dict(re.findall(r"^\| `trata (\w+)` \| (.+?) \|$", README, flags=re.MULTILINE))

    assert rows == {name: line for name, (_, line) in COMMANDS.items()}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example_that_it_accepts(name: str) -> None:
    command = trata.get_command(click.Context(trata), name)
    assert command is not None
    example = re.search(r"Example: trata (.+)", command.help or "")
    assert example

    words = shlex.split(example[1])
    assert words[0] == name
    command.make_context(name, words[1:], resilient_parsing=False)


def calls() -> list[str]:
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    pattern = r"(?:`|&& |ExecStart=\S*/)(?:\.venv/bin/)?trata ([a-z]+(?: [^`\n&|]*)?)"
    return sorted(set(re.findall(pattern, text)))


@pytest.mark.parametrize("call", calls())
def test_each_call_in_the_docs_is_one_that_the_program_knows(call: str) -> None:
    name, *words = shlex.split(call)
    if name not in COMMANDS:
        pytest.fail(f"trata {name} is no command")
    command = trata.get_command(click.Context(trata), name)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}

    assert {word for word in words if word.startswith("--")} <= known | {"--help"}


SECTIONS = [Schedule, Delivery, Mail, Channel, Alert, Rules, Source, Endpoint, Fetch, Config]


@pytest.mark.parametrize("section", SECTIONS)
def test_each_key_of_the_configuration_stands_in_the_shipped_file(section: type) -> None:
    inner = {"path", "hosts", "allow_addresses", "ca_file", "mirrors"}
    missing = [
        field.name
        for field in dataclasses.fields(section)
        if field.name not in inner and not re.search(rf"\b{field.name}:", CONFIG)
    ]

    assert missing == []


def test_the_rules_in_the_manual_change_the_demo_as_it_says(
    morning: Morning, tmp_path: Path
) -> None:
    manual = (ROOT / "docs" / "operate.md").read_text("utf-8")
    section = manual.split("## Add or switch off a rule")[1].split("\n## ")[0]
    rules, shown = (textwrap.dedent(blocks(section, kind)[0]) for kind in ("yaml", "text"))
    for path in morning.folder.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    config = tmp_path / "config.yaml"
    config.write_text(f"{config.read_text('utf-8')}\n{rules}", "utf-8")

    check = plays.trata(tmp_path, "check")
    replay = plays.trata(tmp_path, "replay", "--since", "2025-01-01")

    assert "(1 off), 2 of your own" in check.stdout
    assert "all hold" in check.stdout
    assert _without_weights(shown) <= _without_weights(replay.stdout)
    assert "1 would change sides; nothing done yet" in replay.stdout


def _without_weights(text: str) -> set[str]:
    return {re.sub(r" [+-]\d\.\d\d ", " ", line).strip() for line in text.splitlines()}


def test_each_way_to_call_a_digest_in_the_manual_works_on_the_demo(
    morning: Morning, tmp_path: Path
) -> None:
    manual = (ROOT / "docs" / "operate.md").read_text("utf-8")
    section = manual.split("## Digests, summaries and languages")[1].split("\n## ")[0]
    for path in morning.folder.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    examples = re.findall(r"`trata (digest --[^`]+)`", section)

    assert len(examples) == 5
    for example in examples:
        done = plays.trata(tmp_path, *shlex.split(example))
        assert done.returncode == int("--dry-run" in example), done.stderr  # nothing read since
        assert done.stderr == ""
        assert "14" in done.stdout


def test_the_mails_channels_and_alerts_in_the_manual_are_a_valid_configuration(
    tmp_path: Path,
) -> None:
    manual = (ROOT / "docs" / "operate.md").read_text("utf-8")
    section = manual.split("## Mails, channels and alerts")[1].split("\n## ")[0]
    path = tmp_path / "config.yaml"
    path.write_text(blocks(section, "yaml")[0], "utf-8")

    loaded = configuration.load(path)

    assert loaded.delivery.mail
    assert len(loaded.delivery.mail.to) == len(loaded.alerts) == 2


def test_the_readme_counts_the_sources_right() -> None:
    sources = configuration.load(ROOT / "config.yaml").sources
    told = re.search(r"(\d+) sources once \((\d+) are switched on\)", README)

    assert told
    assert [int(n) for n in told.groups()] == [len(sources), sum(s.enabled for s in sources)]


def test_links_between_the_docs_lead_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"

"""config.yaml: what is read right, and that every fault names its line and key."""

from pathlib import Path

import pytest

from monitor import config
from monitor.errors import ConfigError

MINIMAL = """\
database: news.db
sources:
  - id: diario
    name: Diario
    homepage: https://diario.example
    endpoints:
      - kind: feed
        url: https://diario.example/feed
"""


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def complaint(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    return str(caught.value)


def test_a_short_file_is_filled_with_defaults_and_placed_in_its_folder(write: Path) -> None:
    write.write_text(MINIMAL, encoding="utf-8")

    loaded = config.load(write)

    assert loaded.database == write.parent / "news.db"
    assert loaded.delivery.directory == write.parent / "digests"
    assert loaded.sources[0].endpoints[0].every_minutes == 120
    assert loaded.schedule.digest_at == "06:30"


def test_the_shipped_file_is_valid_and_has_25_sources_that_are_on() -> None:
    loaded = config.load(Path(__file__).parent.parent / "config.yaml")

    readable = [source for source in loaded.sources if source.enabled]
    assert len(readable) >= 25
    assert all(endpoint.evidence for source in readable for endpoint in source.endpoints)
    assert loaded.fetch.contact == ""


def test_search_nets_ship_off_with_a_reason() -> None:
    loaded = config.load(Path(__file__).parent.parent / "config.yaml")

    nets = [source for source in loaded.sources if source.kind == "search"]
    assert nets
    assert all(not source.enabled and source.note for source in nets)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("database:", "databse:", 1, "databse: unknown key"),
        ("    name: Diario\n", "", 3, "sources[0].name: this key is missing"),
        ("name: Diario", "name: 3.10", 4, "put it in quotes"),
        ("kind: feed", "kind: rss", 7, "sources[0].endpoints[0].kind"),
        ("https://diario.example/feed", "ftp://diario.example/feed", 8, "not an http"),
        ("https://diario.example/feed", "https://user:pw@diario.example/feed", 8, "not an http"),
        ("    homepage:", "    name: Otro\n    homepage:", 5, "twice"),
        ("id: diario", "id: Diario Uno", 3, "small letters"),
        ("name: Diario", "name: Diario\n    departments: [Junin]", 5, "'Junin' is no department"),
        ("kind: feed", "kind: section\n        link_pattern: '('", 8, "regular expression"),
        ("kind: feed", "kind: feed\n        every_minutes: 0", 8, "between 1 and 10080"),
        ("name: Diario", "name: &a Diario", 4, "anchors"),
        ("name: Diario", "name: !!python/object:os.system Diario", 4, "tag"),
        ("name: Diario", "name: [[[[[[[[[[[[[[[[[[[[[[", 4, "nested too deeply"),
        ("name: Diario", "name: 'Diario", 4, "is not YAML"),
        ("database: news.db", "schedule: {digest_at: '25:00'}", 1, "time of day"),
        ("database: news.db", "schedule: {timezone: America/Lama}", 1, "time zone"),
        ("database: news.db", "fetch: {delay_seconds: -1}", 1, "between 0 and"),
        ("database: news.db", "fetch: {contact: 'a b'}", 1, "contact"),
        ("database: news.db", "fetch: {contact: x}", 1, "contact"),
        ("database: news.db", "fetch: {allow_addresses: [here]}", 1, "no network"),
        ("database: news.db", "fetch: {hosts: [['*.example', 'there']]}", 1, "no address"),
        ("database: news.db", "fetch: {ca_file: none.pem}", 1, "is no file"),
        ("database: news.db", "rules: {off: [no.such.rule]}", 1, "'no.such.rule' is no rule"),
    ],
)
def test_a_fault_names_file_line_and_key(
    write: Path, old: str, new: str, line: int, words: str
) -> None:
    said = complaint(write, MINIMAL.replace(old, new, 1))

    assert said.startswith(f"{write}:{line}")
    assert words in said
    assert "\n" not in said


def test_equal_ids_are_refused(write: Path) -> None:
    second = MINIMAL[MINIMAL.index("  - id") :].replace("/feed", "/feed2")

    assert "stands at 2 sources" in complaint(write, MINIMAL + second)


def test_an_endpoint_belongs_to_one_source(write: Path) -> None:
    second = MINIMAL[MINIMAL.index("  - id") :].replace("id: diario", "id: otro")

    assert "is read for diario already" in complaint(write, MINIMAL + second)


def test_every_fault_is_found_at_once(write: Path) -> None:
    text = MINIMAL.replace("id: diario", "id: Diario").replace("https://diario.example/feed", "x")
    write.write_text(text, encoding="utf-8")

    loaded, faults = config.examine(write)

    assert loaded is None
    assert [str(fault).split(": ")[0] for fault in faults] == [f"{write}:3", f"{write}:8"]


def test_an_unquoted_time_country_and_number_are_read_as_written(write: Path) -> None:
    text = MINIMAL.replace("database: news.db", "schedule:\n  digest_at: 12:30")
    write.write_text(text.replace("name: Diario", "name: NO\n    country: NO"), encoding="utf-8")

    loaded = config.load(write)

    assert loaded.schedule.digest_at == "12:30"
    assert (loaded.sources[0].name, loaded.sources[0].country) == ("NO", "NO")


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "is empty"), ("- a\n- b\n", "not a mapping"), ("words", "not a mapping")],
)
def test_a_file_of_another_shape_is_refused(write: Path, text: str, said: str) -> None:
    assert said in complaint(write, text)


def test_a_missing_folder_or_binary_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        config.load(tmp_path / "nowhere.yaml")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path)
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"a: 1\nb: \xff\xfe")
    with pytest.raises(ConfigError, match=r"binary\.yaml:2: is not UTF-8"):
        config.load(binary)

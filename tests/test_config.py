"""config.yaml: what is read right, and that every fault names its line and key."""

from pathlib import Path

import pytest

from monitor import config
from monitor.errors import ConfigError
from monitor.judging import lexicon

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


TERM = """\
rules:
  add:
    - id: own.padrinos
      what: Godparents who take a child to the city for work.
      class: handover
      patterns:
        - 'madrinas? de (?:una? |la )?(?:{minors})'
      match: La madrina de una niña la llevó a Lima.
      no_match: La madrina de la promoción dio un discurso.
"""
COMBINATION = """\
rules:
  add:
    - id: own.godmother_and_house
      what: A child handed over to work in a house.
      gives: exploitation
      weight: 1.2
      needs:
        - [handover]
        - [minor]
      several:
        least: 1
        of: [home, work]
      without: [animal]
      match: La comadre entregó a la niña para que trabaje en labores domésticas.
      no_match: La comadre entregó a la niña un regalo.
"""


@pytest.mark.parametrize("rule", [TERM, COMBINATION])
def test_a_rule_can_be_added(write: Path, rule: str) -> None:
    write.write_text(MINIMAL + rule, encoding="utf-8")

    (added,) = config.load(write).rules.add

    assert added.id in rule


@pytest.mark.parametrize(
    ("rule", "old", "new", "line", "words"),
    [
        (TERM, "      match:", "      weigth: 1\n      match:", 16, "weigth: unknown key"),
        (TERM, "      match:", "      alone: true\n      match:", 16, "alone: unknown key"),
        (TERM, "      no_match: La madrina de la promoción dio un discurso.\n", "", 11,
         "rules.add[0].no_match: this key is missing"),
        (TERM, "handover", "handovers", 13, "class: 'handovers' is no class of words; one of"),
        (TERM, "own.padrinos", "crime.trata", 11, "'crime.trata' is the id of another rule"),
        (TERM, "own.padrinos", "place", 11, "'place' is the id of another rule"),
        (TERM, "own.padrinos", "Mía", 11, "small letters"),
        (TERM, "'madrinas?", "'(madrinas?", 15, "patterns[0]: '(madrinas? de"),
        (TERM, "'madrinas?", "'mad)(rinas?", 15, "not a regular expression"),
        (TERM, "'madrinas?", "'[[a]madrinas?", 15, "not a regular expression"),
        (TERM, "'madrinas?", "'Madrinas?", 15, "write 'madrinas? de (?:una? |la )?(?:{minors})'"),
        (TERM, "'madrinas?", "'mádrinas?", 15, "has capitals, accents"),
        (TERM, "'madrinas? de (?:una? |la )?(?:{minors})'", r"'\w+ niña'", 15, "fewer than 3"),
        (TERM, "'madrinas? de (?:una? |la )?(?:{minors})'", "'[a-z][a-z][a-z][a-z]'", 15, "ways"),
        (TERM, "'madrinas? de (?:una? |la )?(?:{minors})'", "''", 15, "is empty"),
        (TERM, "{minors}", "{children}", 15, "{children} is no list of words here; one of"),
        (TERM, "{minors}", r"niña|(?:\w*\s*)*!", 15, "takes more than 50 ms on 100 KB"),
        (TERM, "{minors}", "niña|.*lima", 15, "takes more than 50 ms on 100 KB"),
        (TERM, "una niña", "un perro", 16, "match: does not match its example 'La madrina de"),
        (TERM, "promoción", "niña", 17, "no_match: matches 'La madrina de la niña"),
        (TERM, "      match:", "      before: '(la'\n      match:", 16, "before: '(la' is not"),
        (TERM, "      match:", "      before: '{minors} $'\n      match:", 16, "only in patterns"),
        (TERM, "      match:", "      weight: 9\n      match:", 16, "weight: must lie between"),
        (TERM, "      match:", "      weight: .nan\n      match:", 16, "weight: must be a number"),
        (TERM, "Godparents who take a child to the city for work.", "' '", 12, "is empty"),
        (COMBINATION, "exploitation", "slavery", 13, "gives: 'slavery' is no reading; one of"),
        (COMBINATION, "[minor]", "[miner]", 17, "needs[1][0]: 'miner' is no class"),
        (COMBINATION, "[minor]", "[]", 17, "needs[1]: is empty"),
        (COMBINATION, "[animal]", "[dog]", 21, "without[0]: 'dog' is no class"),
        (COMBINATION, "[home, work]", "[home, wrk]", 20, "several.of[1]: 'wrk' is no class"),
        (COMBINATION, "least: 1", "least: 3", 19, "several.least: must lie between 1"),
        (COMBINATION, "la niña para", "el perro para", 22, "match: does not match its example"),
        (COMBINATION, "weight: 1.2", "weight: much", 14, "weight: must be a number"),
        (TERM, "  add:\n", "  off: [own.none]\n  add:\n", 10, "off[0]: 'own.none' is no rule"),
    ],
)  # fmt: skip
def test_a_fault_of_an_added_rule_names_line_and_key(
    write: Path, rule: str, old: str, new: str, line: int, words: str
) -> None:
    assert old in rule

    said = complaint(write, MINIMAL + rule.replace(old, new, 1))

    assert said.startswith(f"{write}:{line}: rules.")
    assert words in said
    assert "\n" not in said


def test_an_id_is_given_once(write: Path) -> None:
    twice = TERM + TERM[TERM.index("    - id") :]

    assert "rules.add[1].id: 'own.padrinos' is the id" in complaint(write, MINIMAL + twice)


def test_a_free_id_is_proposed_for_a_doubled_one(write: Path) -> None:
    twice = TERM + TERM[TERM.index("    - id") :]

    assert "choose one such as own.padrinos_2" in complaint(write, MINIMAL + twice)


def test_what_a_pattern_must_open_with_is_said_in_plain_words(write: Path) -> None:
    text = MINIMAL + TERM.replace("'madrinas? de (?:una? |la )?(?:{minors})'", "'(a+)+$'")

    said = complaint(write, text)

    assert "'(a+)+$' may open with fewer than 3 letters; it must open with three plain" in said
    assert "['']" not in said


def test_the_learned_words_can_be_switched_off(write: Path) -> None:
    write.write_text(MINIMAL + "rules: {off: [learned.words]}\n", encoding="utf-8")

    assert not lexicon.load(config.load(write).rules).learned


def test_an_added_rule_can_be_switched_off(write: Path) -> None:
    text = TERM.replace("  add:", "  off: [own.padrinos, crime.tratante]\n  add:")
    write.write_text(MINIMAL + text, encoding="utf-8")

    rules = config.load(write).rules

    assert not {"own.padrinos", "crime.tratante"} & lexicon.load(rules).ids()


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

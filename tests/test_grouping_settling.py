"""One more article shows that two incidents are one, or that one is two."""

from dataclasses import replace

from monitor.grouping import incidents
from monitor.grouping.linking import join, name
from monitor.grouping.settling import settle
from monitor.models import Changes, Facts, IncidentLink, KnownIncident, Merge, Move
from tests.test_grouping_incidents import ENGLISH, ORDER, SPANISH, day, known

BARE = replace(SPANISH, counts={}, names=frozenset(), terms=frozenset(), places=frozenset({"17"}))
"""A telling that says little: the department and the day."""
OTHER = replace(
    SPANISH,
    counts={"arrested": 2, "rescued": 5},
    names=frozenset({"venue:el faro"}),
    event=day("2013-10-08"),
    published=day("2013-10-09"),
)


def settled(facts: Facts, *stored: KnownIncident) -> tuple[IncidentLink, Changes]:
    links, changes = settle(facts, incidents.link(facts, stored), stored)
    (link,) = links
    return link, changes


def test_two_incidents_that_a_further_article_shows_to_be_one_are_merged_into_the_older() -> None:
    one, other = known(SPANISH, incident=7), known(ENGLISH, incident=4)

    link, changes = settled(replace(SPANISH, published=day("2013-10-05")), one, other)

    assert link.incident_id == 4
    assert changes.merges == (Merge(7, 4),)


def test_an_incident_that_a_person_confirmed_takes_the_other_in() -> None:
    one, other = replace(known(SPANISH, incident=7), reviewed=True), known(ENGLISH, incident=4)

    _, changes = settled(replace(SPANISH, published=day("2013-10-05")), one, other)

    assert changes.merges == (Merge(4, 7),)


def test_what_a_person_separated_stays_apart() -> None:
    one = replace(known(SPANISH, incident=7), apart=frozenset({4}))
    confirmed = [
        replace(known(f, incident=i), reviewed=True) for i, f in ((7, SPANISH), (4, ENGLISH))
    ]
    facts = replace(SPANISH, published=day("2013-10-05"))

    assert settled(facts, one, known(ENGLISH, incident=4))[1] == Changes()
    assert settled(facts, *confirmed)[1] == Changes()


def test_tellings_that_were_joined_too_early_come_apart() -> None:
    mixed = KnownIncident(3, "", ((10, OTHER), (11, ORDER)))

    link, changes = settled(SPANISH, mixed)

    assert link.incident_id == 3
    assert changes.moves == (Move(10, 3, -1),)
    assert dict(changes.titles)[-1].startswith("2 detenidos y 5 personas rescatadas")


def test_a_confirmed_incident_loses_no_telling() -> None:
    mixed = KnownIncident(3, "", ((10, OTHER), (11, ORDER)), reviewed=True)

    assert settled(SPANISH, mixed)[1] == Changes()


def test_a_new_group_of_moved_tellings_gets_a_title_of_its_facts() -> None:
    groups = [(0,), (1, 2), (3,)]
    named = name(groups, [None, 5, 5, 5])
    assert dict(named.of) == {0: None, 1: 5, 2: 5, 3: -1}
    assert named.moves == (3,)
    assert named.merges == ()


def test_groups_keep_the_number_of_most_of_their_members() -> None:
    named = name([(0, 1, 2, 3), (4,)], [None, 9, 9, 2, 9])
    assert named.of[0] == 9
    assert named.merges == ((2, 9),)
    assert named.of[4] == -1


def test_average_link_does_not_chain() -> None:
    scores = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.0}

    def mean(one: tuple[int, ...], other: tuple[int, ...]) -> float:
        pairs = [scores[min(a, b), max(a, b)] for a in one for b in other]
        return sum(pairs) / len(pairs)

    assert join([(0,), (1,), (2,)], scores, mean, 0.5) == [(0, 1), (2,)]

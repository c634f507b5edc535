"""Claims: the figures and facts that an article states, each with the words it came from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from monitor.judging.claims.counts.counted import count_claims, nation_claims
from monitor.judging.claims.counts.grouped import tells_of_smuggling
from monitor.judging.claims.counts.nations import beside_people
from monitor.judging.claims.counts.totals import Telling
from monitor.judging.claims.court.penalties import penalty_claims
from monitor.judging.claims.court.preventive import preventive_claims
from monitor.judging.claims.facts import form_words
from monitor.judging.claims.facts.dates import event_date, iso
from monitor.judging.claims.facts.means import settle
from monitor.judging.claims.facts.organisations import organisation_claims
from monitor.judging.claims.facts.recruiting import recruiting_claims
from monitor.judging.claims.facts.stated import cited_claims, phrase_claims, status_claim
from monitor.judging.claims.grammar.clauses import counts
from monitor.judging.claims.grammar.state import Count
from monitor.judging.claims.reading import Reading, Readings, read
from monitor.judging.claims.vocabulary import bag
from monitor.judging.lexicon.rules import LEARNED
from monitor.models import Article, Claim, Label, Mention
from monitor.options import AS_SHIPPED, Rules

_OPENING = 3
"""Sentences in which people ``detenidas en octubre`` may still be those of the news."""
_MOST_OF_AN_EVENT = 1000
"""No single event counts people by the thousand: such a figure is a total of many."""
_MANY = 40
_DONE = frozenset({"arrested", "rescued"})
_ON_TRIAL = frozenset(
    stem + end
    for stem in ("procesad", "imputad", "acusad", "condenad", "sentenciad", "encausad")
    for end in ("o", "a", "os", "as")
) | bag("reo reos reu reus defendant defendants convict convicts")
"""Those whom a court hears or has heard."""
_HOLDS = frozenset({"confinement", "violence", "threats", "debt", "documents"})
_FREED = re.compile(r"rescat|liber|recuper|freed|rescu|resgat|salv|auxili")
_BESIDE = 100
_OF_VICTIMS = frozenset({"rescued", "minors", "adults", "women", "men"})

FIELDS: Mapping[str, str] = {
    "arrested": "People arrested in the incident.",
    "rescued": "People freed or found in the incident.",
    "victims": "People said to be exploited, recruited or sold, freed or not.",
    "minors": "Victims under 18.",
    "adults": "Victims said to be adults.",
    "women": "Victims said to be women.",
    "men": "Victims said to be men.",
    "sentence_years": "Years of prison given by a court; one claim a defendant.",
    "preventive_months": "Months of pre-trial detention ordered.",
    "form": "Form of exploitation: sexual, labour, domestic, begging, child_sale, criminality, "
    "organ, marriage or other.",
    "means": "How victims were made to obey: deception, false_job, debt, documents, violence, "
    "threats, confinement, drugs, romance, abuse_of_vulnerability.",
    "lure": "The job that was offered, in one Spanish word.",
    "lure_channel": "Where victims were found: facebook, whatsapp, tiktok, agency, acquaintance...",
    "promised_pay_pen": "Pay promised, in soles a month.",
    "promised_pay_usd": "Pay promised, in US dollars a month.",
    "nationality": "Nationality of victims, ISO 3166 alpha-2.",
    "accused_nationality": "Nationality of people arrested or accused, ISO 3166 alpha-2.",
    "venue": "Kind of place of the exploitation: bar, night_club, hostel, mine_camp, workshop, "
    "home, street, farm, online...",
    "operation": "Name of the police operation.",
    "gang": "Name of the criminal organisation.",
    "police_unit": "Police unit that took part.",
    "prosecutor_office": "Prosecutor's office in charge.",
    "law_article": "Article of the penal code that is cited, as 129-A, 129-Ñ or 153.",
    "event_date": "Date of the event, ISO 8601, as precise as the words are.",
    "cited": "Source that the article cites: an outlet, a state body, an organisation.",
    "status": "How far the case has come: operation, detained, pretrial_detention, charged, "
    "trial, sentenced or acquitted.",
}
"""Field -> what its claims mean, one sentence each."""


def find(
    article: Article, mentions: tuple[Mention, ...], rules: Rules = AS_SHIPPED
) -> tuple[Claim, ...]:
    """Return the claims of ``article``, each with a quote that stands at its offsets.

    Args:
        article: As reading gave it.
        mentions: Places of the article; a number or a name inside one counts nobody.
        rules: What a user changed of the lexicon; ``learned.words`` may be off.

    No claim and no quote holds the name of a person or the exact age of a minor.
    """
    readings = read(article, mentions)
    tellings = [telling for reading in readings.values() for telling in _tellings(reading)]
    terms, months = penalty_claims(readings), preventive_claims(readings)
    nations = nation_claims(tellings, readings)
    cited = {claim.value: claim for claim in reversed([*cited_claims(readings)])}
    people = count_claims(tellings, readings)
    return (
        *people,
        *nations,
        *beside_people(readings, nations),
        *terms,
        *months,
        *settle([*_facts(readings, rules), *recruiting_claims(readings)], readings),
        *organisation_claims(readings),
        *cited.values(),
        *_event(article, readings),
        *_status(readings, terms, months, people),
    )


def _facts(readings: Readings, rules: Rules) -> list[Claim]:
    """Return what phrases say, the form weighed with the words of the whole text."""
    said = phrase_claims(readings)
    if LEARNED in rules.off:
        return said
    told = [claim for claim in said if claim.field == "form"]
    return [*form_words.settle(readings, told), *(claim for claim in said if claim.field != "form")]


def of_relevance(found: tuple[Claim, ...], label: Label, article: Article) -> tuple[Claim, ...]:
    """Return what stands of the claims of ``article`` once it has the verdict ``label``.

    Where no case of the beat is told, no form is read out of the choice of words alone, those whom
    the police only find, as in a brothel without coercion, are not rescued, and those who were led
    over a border are no victims.
    """
    if label == "relevant":
        return found
    held = any(claim.field == "means" and claim.value in _HOLDS for claim in found)
    smuggled = label == "related" and tells_of_smuggling(article)
    only_found = {
        claim.quote
        for claim in found
        if claim.field == "rescued" and not held and not _is_freed(claim, article)
    }
    return tuple(
        claim
        for claim in found
        if claim.extractor != form_words.EXTRACTOR
        and not (claim.field in _OF_VICTIMS and (smuggled or claim.quote in only_found))
    )


def _is_freed(claim: Claim, article: Article) -> bool:
    """Return whether words of freeing stand beside those of a claim."""
    text = article.title if claim.part == "title" else article.body
    near = text[max(0, claim.start - _BESIDE) : claim.end + _BESIDE]
    return _FREED.search(near.lower()) is not None


def _tellings(reading: Reading) -> Iterator[Telling]:
    """Yield who is counted in a text, with the sphere of each figure."""
    for count in counts(reading.text, reading.names):
        first = count.people[0]
        told = count.role in ("victim", None) and not (first.other and not first.definite)
        deed = told or (count.adjoined and count.sentence < _OPENING) or _on_trial(count, reading)
        many = (first.value or 0) > _MANY
        known = first.definite and (first.bare or first.many or count.role in _DONE)
        sphere = reading.spheres.at(
            count.sentence, first.start,
            deed=deed, many=many, known=known, unsaid=count.role is None,
        )  # fmt: skip
        if any((people.value or 0) > _MOST_OF_AN_EVENT for people in count.people):
            sphere = "aggregate"
        if count.role is not None or not reading.is_general(count.sentence):
            yield Telling(count, reading.text.part, sphere)


def _on_trial(count: Count, reading: Reading) -> bool:
    """Return whether ``los tres procesados`` were arrested: whenever that was, it is this case."""
    first = count.people[0]
    words = reading.text.words[first.first : first.last] if first.first >= 0 else []
    return count.role == "arrested" and first.definite and not _ON_TRIAL.isdisjoint(words)


def _event(article: Article, readings: Readings) -> Iterator[Claim]:
    """Yield the date of the event, where words give it."""
    dated = event_date(article)
    if dated is not None:
        reading = readings[dated.text.part]
        yield reading.claim("event_date", iso(dated.when), dated.start, dated.end)


def _status(
    readings: Readings, terms: list[Claim], months: list[Claim], people: list[Claim]
) -> Iterator[Claim]:
    """Yield how far the case has come, where words tell it, if only by counting the held."""
    stage = status_claim(readings, terms, months)
    held = next((c for c in people if c.field == "arrested" and c.scope == "incident"), None)
    if held is not None and (stage is None or stage.value == "operation"):
        stage = replace(held, field="status", value="detained")
    if stage is not None:
        yield stage

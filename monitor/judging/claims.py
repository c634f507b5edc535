"""Claims: the figures and facts that an article states, each with the words it came from."""

from collections.abc import Iterator, Mapping

from monitor.judging.claims_clauses import counts
from monitor.judging.claims_context import Spheres, place_spans
from monitor.judging.claims_counts import COUNTED, count_claims, nation_claims
from monitor.judging.claims_dates import event_date, iso
from monitor.judging.claims_names import as_words, name_spans
from monitor.judging.claims_organisations import organisation_claims
from monitor.judging.claims_penalties import penalties, penalty_claims, preventive_claims
from monitor.judging.claims_phrases import phrase_claims
from monitor.judging.claims_recruiting import recruiting_claims
from monitor.judging.claims_status import status_claim
from monitor.judging.claims_text import Text, read_texts
from monitor.judging.claims_totals import Telling
from monitor.models import Article, Claim, Mention, Part

COUNT_FIELDS: frozenset[str] = frozenset(COUNTED)
"""Fields with exactly one claim of scope incident: the article's total for its incident."""

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


def find(article: Article, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """Return the claims of ``article``, each with a quote that stands at its offsets.

    Args:
        article: As reading gave it.
        mentions: Places of the article; a number or a name inside one counts nobody.

    No claim and no quote holds the name of a person or the exact age of a minor.
    """
    texts = read_texts(article)
    spheres = {part: Spheres(text, article.published) for part, text in texts.items()}
    names = {
        part: as_words(text, name_spans(text, place_spans(mentions, part)))
        for part, text in texts.items()
    }
    tellings = [t for part in texts for t in _tellings(texts[part], spheres[part], names[part])]
    terms = {part: penalties(text, spheres[part], names[part]) for part, text in texts.items()}
    return (
        *count_claims(tellings, texts),
        *nation_claims(tellings, texts),
        *penalty_claims(terms, texts),
        *preventive_claims(texts, spheres),
        *phrase_claims(texts, spheres),
        *recruiting_claims(texts, spheres),
        *organisation_claims(texts, spheres),
        *_event(article, texts, spheres),
    )


def _tellings(text: Text, spheres: Spheres, names: dict[int, int]) -> Iterator[Telling]:
    """Yield who is counted in a text, with the sphere of each figure."""
    for count in counts(text, names):
        deed = count.role in ("victim", None)
        sphere = spheres.at(count.sentence, count.people[0].start, deed=deed)
        yield Telling(count, text.part, sphere)


def _event(
    article: Article, texts: Mapping[Part, Text], spheres: Mapping[Part, Spheres]
) -> Iterator[Claim]:
    """Yield the date and the stage of the event, where words give them."""
    dated = event_date(texts, article.published)
    if dated is not None:
        quote = dated.text.original[dated.start : dated.end]
        value = iso(dated.when)
        yield Claim("event_date", value, quote, dated.start, dated.end, dated.text.part)
    stage = status_claim(texts, spheres)
    if stage is not None:
        yield stage

"""An article that was read goes in, with all that follows from it, in one transaction."""

from monitor import intake
from monitor.models import Decision, Examined
from monitor.options import AS_SHIPPED, Rules
from storage.store import Store


def take_examined(
    store: Store,
    examined: Examined,
    round_id: int | None = None,
    rules: Rules = AS_SHIPPED,
    language: str = "es",
) -> tuple[int, Decision]:
    """Decide on an article, write the decision down, and hear what was silent about its incident.

    An article that no rule called relevant, but that plainly tells the same incident, becomes
    relevant, whichever of the two came first.

    Returns:
        The article's number and the decision.
    """
    decision = intake.decide(examined, store.near(examined), language)
    if not decision.incidents:
        return store.save(decision, round_id), decision
    with store.transaction():
        number = store.save(decision, round_id)
        for silent in store.silent(decision):
            if silent != number:
                _hear(store, silent, rules, language)
    return number, decision


def _hear(store: Store, number: int, rules: Rules, language: str) -> None:
    """Decide on a stored article again, now that an incident is known that it may tell."""
    article, story = store.stored_article(number)
    examined = intake.examine(article, rules)
    decision = intake.decide_again(examined, store.near(examined), story, language)
    told = {link.incident_id for link in decision.incidents}
    if decision.verdict.label == "relevant" and told - store.told_by(number):
        store.rejudge(number, decision)

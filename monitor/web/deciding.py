"""What is decided at the desk: each form is one decision, told on the next page with its undo."""

import re
from collections.abc import Callable, Mapping
from typing import cast, get_args

from starlette.responses import RedirectResponse, Response

from monitor.judging.claims import FIELDS
from monitor.models import Label
from monitor.reviewing import judge_article, split_incident, take_back, typed_value
from monitor.web.rendering import render
from monitor.web.sessions import Flash
from monitor.web.visit import Visit, own_path, reviewer_name
from storage.reviewing import State

_NUMBER = re.compile(r"\d{1,7}")


def _done(visit: Visit, text: str, review_id: int | None = None) -> Response:
    """Lead back to where the form was, and tell there what was done."""
    visit.session.flash = Flash(text, review_id)
    back = own_path(visit.field("back"), "/")
    return RedirectResponse(back, 303)


def _wrong(visit: Visit, what: str) -> Response:
    return render(visit, "error.html", 400, what=what, remedy="", again=False)


# -- incidents ------------------------------------------------------------------------------------


def incident_state(visit: Visit) -> Response:
    """Accept or reject an incident, say that it is unsure, or only leave a note."""
    number, state = visit.number("number"), visit.field("state")
    say = visit.speech.say
    with visit.writing() as store:
        if state == "note":
            if not visit.field("note"):
                return _wrong(visit, say("The note is empty."))
            review = store.write_note(visit.by(), incident_id=number)
            return _done(visit, say("Incident {n}: note kept.", n=number), review)
        if state not in get_args(State):
            return _wrong(visit, say("Nothing was decided."))
        review = store.review_incident(number, cast("State", state), visit.by())
    what = visit.speech.term(state)
    return _done(visit, say("Incident {n}: {what}.", n=number, what=what), review)


def incident_value(visit: Visit) -> Response:
    """Choose a value of a field: one that outlets give, another one, or that it is not known."""
    number, field, say = visit.number("number"), visit.field("field"), visit.speech.say
    if field not in FIELDS:
        return _wrong(visit, say("There is no such field."))
    typed = visit.field("value") or visit.field("other")
    value = None if visit.field("unknown") else typed_value(field, typed)
    if value is None and not visit.field("unknown"):
        return _wrong(visit, say("“{typed}” is no value of this field.", typed=typed[:40]))
    with visit.writing() as store:
        review = store.review_value(number, field, value, visit.by())
    told = say("not known") if value is None else visit.speech.value(field, value)
    text = say("Incident {n}: {field} is {value}.", n=number, field=visit.speech.field(field),
               value=told)  # fmt: skip
    return _done(visit, text, review)


# -- grouping -------------------------------------------------------------------------------------


def merge(visit: Visit) -> Response:
    """Let an incident be another one, and go there."""
    number, into = visit.number("number"), _incident(visit.field("into"))
    say = visit.speech.say
    with visit.writing() as store:
        review = store.merge_by_hand(number, into, visit.by())
        stays = store.live(into)
    visit.session.flash = Flash(say("Incident {n} is incident {into} now.", n=number, into=stays),
                                review)  # fmt: skip
    return RedirectResponse(f"/incidents/{stays}", 303)


def split(visit: Visit) -> Response:
    """Let chosen articles tell an incident of their own."""
    number, say = visit.number("number"), visit.speech.say
    articles = [int(one) for one in visit.form.get("articles", ()) if _NUMBER.fullmatch(one)]
    if not articles:
        return _wrong(visit, say("Choose the articles that tell another incident."))
    with visit.writing() as store:
        language = visit.setting.language
        review, new = split_incident(store, number, articles, visit.by(), language)
    return _done(visit, say("Incident {new} was split off.", new=new), review)


def move(visit: Visit) -> Response:
    """Let an article, with its copies, tell another incident."""
    number, into = visit.number("number"), _incident(visit.field("into"))
    article = _incident(visit.field("article"))
    with visit.writing() as store:
        review = store.move_by_hand(article, number, into, visit.by())
    text = visit.speech.say("Article {n} tells incident {into} now.", n=article, into=into)
    return _done(visit, text, review)


def _incident(typed: str) -> int:
    """Return a typed number; 0, which names nothing, where it is none."""
    return int(typed) if _NUMBER.fullmatch(typed) and typed.isascii() else 0


# -- articles -------------------------------------------------------------------------------------


def article_label(visit: Visit) -> Response:
    """Say what an article is; one that becomes relevant is read for its claims."""
    number, label = visit.number("number"), visit.field("label")
    say, setting = visit.speech.say, visit.setting
    with visit.writing() as store:
        if label in {"note", "unsure"}:
            if label == "note" and not visit.field("note"):
                return _wrong(visit, say("The note is empty."))
            review = store.write_note(
                visit.by(), article_id=number, action="note" if label == "note" else "unsure"
            )
            told = visit.speech.term(label)
            return _done(visit, say("Article {n}: {what}.", n=number, what=told), review)
        if label not in get_args(Label):
            return _wrong(visit, say("Nothing was decided."))
        judged = judge_article(
            store, number, cast("Label", label), visit.by(), setting.rules, setting.language
        )
    text = say("Article {n}: {what}.", n=number, what=visit.speech.term(label))
    if judged.copies:
        text += " " + visit.speech.count(
            "So is its copy at another outlet.", "So are its {n} copies.", judged.copies
        )
    if judged.without_text:
        text += " " + say("Its text was not kept, so nothing could be read from it.")
    return _done(visit, text, judged.review_id)


# -- taking back, and who -------------------------------------------------------------------------


def undo(visit: Visit) -> Response:
    """Take a decision back."""
    number, say, setting = visit.number("number"), visit.speech.say, visit.setting
    with visit.writing() as store:
        review = take_back(store, number, visit.by(), setting.rules, setting.language)
    what = visit.speech.term(review.action)
    return _done(visit, say("Taken back: {what} (decision {n}).", what=what, n=number))


def reviewer(visit: Visit) -> Response:
    """Remember under which name this browser decides."""
    name = reviewer_name(visit.field("name"))
    if not name:
        return _wrong(visit, visit.speech.say("The name is empty."))
    visit.session.reviewer = name
    return _done(visit, visit.speech.say("You decide as {name}.", name=name))


def login(visit: Visit) -> Response:
    """Let in whoever knows the password; the session gets a new number then."""
    setting, say = visit.setting, visit.speech.say
    back = own_path(visit.field("back"), "/")
    if setting.password is None:
        return RedirectResponse(back, 303)
    now = setting.clock()
    if setting.password.is_paused(now):
        what = say("Too many wrong passwords. Try again in a minute.")
        return render(visit, "login.html", 429, back=back, wrong=what)
    if not setting.password.matches(visit.field("password"), now):
        return render(visit, "login.html", 403, back=back, wrong=say("That is not the password."))
    name = reviewer_name(visit.field("name")) or setting.reviewer
    setting.sessions.end(visit.session)
    visit.request.scope["session"] = setting.sessions.begin(now, name, signed_in=True)
    return RedirectResponse(back, 303)


def logout(visit: Visit) -> Response:
    """End the session."""
    visit.setting.sessions.end(visit.session)
    return RedirectResponse("/", 303)


DECISIONS: Mapping[str, Callable[[Visit], Response]] = {
    "/incidents/{number:int}/state": incident_state,
    "/incidents/{number:int}/value": incident_value,
    "/incidents/{number:int}/merge": merge,
    "/incidents/{number:int}/split": split,
    "/incidents/{number:int}/move": move,
    "/articles/{number:int}/label": article_label,
    "/reviews/{number:int}/undo": undo,
    "/reviewer": reviewer,
    "/logout": logout,
}

"""The pages that are looked at."""

from collections.abc import Callable, Mapping

from starlette.responses import RedirectResponse, Response

from monitor.errors import UsageError
from monitor.grounds import grounds
from monitor.privacy import victims
from monitor.web import addressing
from monitor.web.highlight import article_text, article_title, snippet
from monitor.web.incident import view
from monitor.web.rendering import render
from monitor.web.visit import Visit, own_path
from storage.desk_rows import PAGE, Found
from storage.search import Hit

MARKS = ("\ue000", "\ue001")
"""Put around the words that were sought: private characters, which no page shows otherwise."""
_HITS = 20
_MOST_HITS = 50
"""Pages of hits; whoever needs more asks more precisely."""


def today(visit: Visit) -> Response:
    """Show what wants a decision, with how much of it is done."""
    only_open = visit.request.query_params.get("left") == "1"
    with visit.reading() as store:
        day = store.today(visit.setting.clock(), visit.setting.drawn(store))
        wanted = [n for n in day.incidents if not only_open or n not in day.done]
        page = addressing.page_number(visit.request.query_params)
        chosen = wanted[(page - 1) * PAGE : page * PAGE]
        found = Found(store.incident_rows(chosen), page, len(wanted))
        digest = store.last_digest()
    query = {"left": "1"} if only_open else {}
    return render(
        visit, "today.html", day=day, found=found, only_open=only_open,
        digest=digest, link=lambda number: addressing.link("/", query, number),
    )  # fmt: skip


def incidents(visit: Visit) -> Response:
    """Show incidents, filtered by the query string."""
    query = visit.request.query_params
    sought = addressing.incidents_sought(query)
    with visit.reading() as store:
        found = store.find_incidents(sought, addressing.page_number(query))
        choices = store.choices()
    return render(
        visit, "incidents.html", sought=sought, found=found, choices=choices,
        link=lambda number: addressing.link("/incidents", sought, number),
    )  # fmt: skip


def incident(visit: Visit) -> Response:
    """Show one incident with all that is said of it; a merged one leads to where it went."""
    number = visit.number("number")
    with visit.reading() as store:
        live = store.live(number)
        page = store.incident_page(live) if live else None
        if page is None:
            raise UsageError(f"{visit.speech.term('incident')} {number}", "does not exist")
        if live != number:
            return RedirectResponse(f"/incidents/{live}", 308)
        reviews = store.decisions_on(live)
        similar = store.similar_incidents(live)
        best = {one.field: one for one in store.counts_of(live) if one.is_best}
        day = store.today(visit.setting.clock())
    left = [n for n in day.incidents if n not in day.done and n != live]
    return render(
        visit, "incident.html", page=page, shown=view(page, best, visit.speech),
        reviews=reviews, similar=similar, day=day, following=left[0] if left else None,
    )  # fmt: skip


def articles(visit: Visit) -> Response:
    """Show articles, filtered by the query string."""
    query = visit.request.query_params
    sought = addressing.articles_sought(query)
    with visit.reading() as store:
        found = store.find_articles(sought, addressing.page_number(query))
        sources = store.source_health()
    return render(
        visit, "articles.html", sought=sought, found=found, sources=sources,
        link=lambda number: addressing.link("/articles", sought, number),
    )  # fmt: skip


def article(visit: Visit) -> Response:
    """Show one article: why it was judged so, its text with the quotes marked."""
    number = visit.number("number")
    with visit.reading() as store:
        found = store.explain(str(number))
        row = store.article_row(number)
        reviews = store.reviews_of(article_id=number)
    seen = found.article if found else None
    if seen is None or row is None:
        raise UsageError(f"article {number}", "does not exist")
    printed = visit.request.query_params.get("printed") == "1"
    return render(
        visit, "article.html", seen=seen, row=row, reviews=reviews, printed=printed,
        text=article_text(seen, visit.speech, printed=printed),
        title=article_title(seen, printed=printed) or visit.speech.say("without a title"),
        known=victims(seen.title, seen.body),
        grounds=grounds(seen.verdict, seen.title, seen.body, visit.setting.rules),
    )  # fmt: skip


def sources(visit: Visit) -> Response:
    """Show the sources with their health, the ill ones first."""
    order = {"failing": 0, "silent": 1, "never": 2, "ok": 3, "off": 4}
    with visit.reading() as store:
        health = sorted(store.source_health(), key=lambda one: (order[one.state], one.name))
        state = store.status()
    return render(visit, "sources.html", health=health, state=state)


def search(visit: Visit) -> Response:
    """Show the articles in which all words stand, with the words marked."""
    query = visit.request.query_params
    words = query.get("words", "")[:200].strip()
    rejected = query.get("rejected") == "1"
    page = min(addressing.page_number(query), _MOST_HITS)
    hits: list[Hit] = []
    if words:
        with visit.reading() as store:
            hits = store.search(words, page * _HITS + 1, rejected=rejected, marks=MARKS)
    asked = {"words": words, **({"rejected": "1"} if rejected else {})}
    return render(
        visit, "search.html", words=words, rejected=rejected, page=page,
        hits=[(hit, snippet(hit.snippet, MARKS))
              for hit in hits[(page - 1) * _HITS : page * _HITS]],
        more=len(hits) > page * _HITS and page < _MOST_HITS,
        link=lambda number: addressing.link("/search", asked, number),
    )  # fmt: skip


def login(visit: Visit) -> Response:
    """Ask for the password."""
    back = own_path(visit.request.query_params.get("back", "/"))
    if visit.session.signed_in or not visit.setting.password:
        return RedirectResponse(back, 303)
    return render(visit, "login.html", back=back, wrong="")


def decisions(visit: Visit) -> Response:
    """Show the latest decisions, each of which can be taken back."""
    with visit.reading() as store:
        reviews = store.latest_reviews(PAGE)
    return render(visit, "decisions.html", reviews=reviews)


PAGES: Mapping[str, Callable[[Visit], Response]] = {
    "/": today,
    "/incidents": incidents,
    "/incidents/{number:int}": incident,
    "/articles": articles,
    "/articles/{number:int}": article,
    "/sources": sources,
    "/search": search,
    "/decisions": decisions,
}

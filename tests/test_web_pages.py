"""The pages of the desk show what is stored, and nothing of an outlet but its words."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from monitor.web import speech
from storage.store import Store
from tests.builders import NOW
from tests.deciding import Told, decide
from tests.desk import NOTES, RAID, SMUGGLED, SOCCER, Desk, Note, fill


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(fill(tmp_path / "trata.db"))


PATHS = (
    "/", "/?left=1", "/incidents", "/incidents/1", "/articles", "/articles/1", "/articles/3",
    "/articles/1?printed=1", "/sources", "/search", "/search?words=policia", "/decisions",
)  # fmt: skip


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_answers_in_both_languages(desk: Desk, path: str, language: str) -> None:
    page = Desk(desk.path, language=language).get(path)

    assert f'<html lang="{language}">' in page


def test_today_lists_what_wants_a_decision_and_how_much_is_done(desk: Desk) -> None:
    page = desk.get("/")

    assert "0 of 2 reviewed" in page
    assert "Puerto Maldonado" in page
    assert "Tacna: intervienen a 38 migrantes" in page
    assert "Gana el equipo local" not in page


def test_an_incident_shows_its_claims_side_by_side_and_where_outlets_disagree(desk: Desk) -> None:
    page = desk.get("/incidents/1")
    arrested = page.split(">Arrested<")[1].split("</tr>")[0]

    assert "outlets disagree" in arrested
    assert arrested.index("Cuatro personas") < arrested.index("Cinco personas")
    assert "outlets disagree" not in page.split(">People rescued<")[1].split("</tr>")[0]
    assert 'class="exploitation"' in page
    assert "Life line" in page


def test_each_quote_leads_to_its_words_in_the_article(desk: Desk) -> None:
    links = Links.of(desk.get("/incidents/1"))
    quoted = [link for link in links if "#q" in link]

    assert len(quoted) > 5
    for link in quoted:
        path, _, anchor = link.partition("#")
        assert f'<span id="{anchor}"></span><mark' in desk.get(path)


def test_an_article_tells_why_it_was_judged_so(desk: Desk) -> None:
    page = desk.get("/articles/1")

    assert "Why it was judged so" in page
    assert "Is it trafficking?" in page
    assert "No incident" not in page
    assert "The text was not kept" in desk.get("/articles/3")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("department=Madre+de+Dios", 1),
        ("department=Lima", 0),
        ("form=sexual", 1),
        ("form=labour", 0),
        ("review=open", 1),
        ("review=accepted", 0),
        ("conflict=1", 1),
        ("words=farol", 1),
        ("words=tacna", 0),
        ("since=2025-01-01&until=2025-12-31", 1),
        ("since=2026-01-01", 0),
        ("since=nonsense&review=nonsense&page=-3", 1),
    ],
)
def test_filters_are_addresses(desk: Desk, query: str, found: int) -> None:
    page = desk.get(f"/incidents?{query}")

    assert page.count("data-row") == found


def test_a_search_marks_the_words_in_their_place(desk: Desk) -> None:
    page = desk.get("/search?words=farol")

    assert "<mark>Farol</mark>" in page
    assert "Nothing found." in desk.get("/search?words=inexistente")


def test_a_merged_incident_leads_to_where_it_went(desk: Desk) -> None:
    with Store.open(desk.path) as store:
        store.save(decide(Told(url="https://c.example/1")))
        number = store.number("SELECT max(id) FROM incidents")
        with store.transaction():
            store.write("UPDATE incidents SET merged_into = 1 WHERE id = ?", (number,))

    answer = desk.client.get(f"/incidents/{number}", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (308, "/incidents/1")


@pytest.mark.parametrize("path", ["/incidents/99", "/articles/99", "/nothing", "/incidents/x"])
def test_what_is_not_there_is_said_plainly(desk: Desk, path: str) -> None:
    assert "That did not work" in desk.get(path, 404)


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
     "/static/", "/articles/../../etc/passwd", "/incidents/1%00", f"/articles/{'9' * 30}"],
)  # fmt: skip
def test_no_path_leads_out_of_the_desk(desk: Desk, path: str) -> None:
    assert desk.client.get(path).status_code == 404


# -- privacy --------------------------------------------------------------------------------------


def test_names_of_victims_and_ages_of_children_are_left_out_unless_asked_for(
    tmp_path: Path,
) -> None:
    body = RAID.format(n="dos", m="Tres") + " La menor Yesenia R., de 14 años, contó lo ocurrido."
    note = Note("Rescatan a la menor Yesenia R. (14) en Puerto Maldonado", body)
    desk = Desk(fill(tmp_path / "trata.db", note))

    for path in ("/", "/incidents", "/incidents/1", "/articles", "/articles/1"):
        page = desk.get(path)
        assert "Yesenia" not in page, path
        assert "14 años" not in page
        assert "(14)" not in page
    assert "Yesenia" not in desk.get("/search?words=contó").replace("Yesenia&#39;", "")
    assert "Yesenia R., de 14 años" in desk.get("/articles/1?printed=1")


def test_whom_only_the_text_tells_as_a_victim_is_left_out_of_lists_and_quotes(
    tmp_path: Path,
) -> None:
    told = " La menor Nayra Condori, de 14 años, contó lo ocurrido."
    raid = "Velan a Nayra Condori tras un operativo con {m} detenidos en Puerto Maldonado"
    notes = (
        Note(raid.format(m=4), RAID.format(n="doce", m="Cuatro") + told),
        Note(raid.format(m=5), RAID.format(n="doce", m="Cinco") + told, "El Pregón"),
        Note("Nayra Condori recorre el estadio", SOCCER + told + " No hubo trata de personas."),
        Note("Tacna: Nayra Condori entre 38 migrantes", SMUGGLED + told),
    )
    desk = Desk(fill(tmp_path / "trata.db", *notes))
    with Store.open(desk.path) as store, store.transaction():
        store.write("UPDATE claims SET quote = 'con Nayra Condori, cuatro detenidos'")
        store.write("UPDATE incident_places SET quote = 'donde Nayra Condori vivía'")
    labels = {row["verdict"] for row in desk.rows("SELECT verdict FROM articles")}
    paths = ["/", "/incidents/1", "/articles", *(f"/articles/{n}" for n in range(1, 5))]

    assert labels == {"relevant", "related", "rejected"}
    for path in paths:
        page = desk.get(path)
        assert "Nayra" not in page, path
        assert "[nombre]" in page, path


def test_an_incident_of_many_outlets_masks_each_of_its_quotes_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    notes = (replace(NOTES[0], outlet=f"Diario {n}") for n in range(20))
    desk = Desk(fill(tmp_path / "trata.db", *notes))
    claims = len(desk.rows("SELECT 1 FROM claims WHERE incident_id = 1"))

    def counted(text: str, *_: object) -> str:
        asked.append(text)
        return text

    monkeypatch.setattr(speech, "_shown", counted)
    page = desk.get("/incidents/1")

    assert claims >= 100
    assert page.count('role="columnheader"') == 22
    assert len(asked) <= claims + 100


# -- hostile texts --------------------------------------------------------------------------------

ALLOWED = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "ul", "ol",
    "li", "form", "label", "input", "button", "div", "main", "footer", "details", "summary", "dl",
    "dt", "dd", "kbd", "p", "h1", "h2", "h3", "small", "strong", "span", "progress", "select",
    "option", "table", "thead", "tbody", "tr", "th", "td", "section", "article", "q", "br", "mark",
    "svg", "path", "circle", "code",
}  # fmt: skip
EVIL = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} ${7*7} '
    "' onmouseover='x </textarea></title><iframe src=//evil.example> &#x3C;b> \u202egnp"
)


class Links(HTMLParser):
    """Elements, attributes and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.scripts: list[str | None] = []

    @classmethod
    def of(cls, page: str) -> list[str]:
        parser = cls()
        parser.feed(page)
        return parser.links

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "action", "src"}]
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)//x.example", "https://x.example/\"><script>alert(3)</script>",
     "data:text/html,<script>alert(4)</script>"],
)  # fmt: skip
def test_no_markup_or_script_of_an_outlet_reaches_a_page(tmp_path: Path, address: str) -> None:
    path = tmp_path / "trata.db"
    fill(path, Note(EVIL, f"{RAID.format(n='dos', m='Tres')} {EVIL}", EVIL, "", EVIL))
    with Store.open(path) as store, store.transaction():
        store.write("UPDATE articles SET url = ?, kind = ?", (address, "policy"))
        store.write("UPDATE claims SET value = ? WHERE field = 'form'", (EVIL,))
        store.write("UPDATE claims SET quote = ?", (EVIL,))
        store.write("UPDATE incidents SET title = ?", (EVIL,))
        store.write("UPDATE incident_places SET text = ?, department = ?", (EVIL, EVIL))
    desk = Desk(path)
    desk.post("/incidents/1/state", state="accepted", note=EVIL)
    desk.post("/reviewer", name=EVIL)

    for page in (*PATHS[:6], "/articles/1?printed=1", "/search?words=onerror", "/decisions",
                 f"/search?words={EVIL}", f"/incidents?words={EVIL}"):  # fmt: skip
        parser = Links()
        parser.feed(desk.get(page))
        assert parser.tags <= ALLOWED, page
        assert not {name for name in parser.attributes if name.startswith("on")}
        assert parser.scripts == ["/static/htmx.min.js", "/static/desk.js"]
        schemes = {urlsplit(link).scheme for link in parser.links}
        assert schemes <= {"", "http", "https"}, page
        assert "49" not in desk.get(page).split("<main")[1].split("7*7")[0][-20:]


def test_no_page_has_a_style_or_a_script_of_its_own(desk: Desk) -> None:
    for path in PATHS:
        parser = Links()
        page = desk.get(path)
        parser.feed(page)
        assert "style" not in parser.tags | parser.attributes
        assert "<script>" not in page
        outside = [link for link in parser.links if urlsplit(link).netloc]
        assert {urlsplit(link).netloc for link in outside} <= {"diario.example"}


def test_ten_thousand_incidents_are_shown_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    fill(path, NOTES[0])
    with Store.open(path) as store, store.transaction():
        for number in range(2, 10_001):
            store.write(
                "INSERT INTO incidents (id, title, kind, status, date_precision, first_seen_at, "
                "last_update_at) SELECT ?, title || ?, kind, status, date_precision, "
                "first_seen_at, last_update_at FROM incidents WHERE id = 1",
                (number, f" {number}"),
            )
            store.write(
                "INSERT INTO incident_articles (incident_id, article_id, reason, score) "
                "VALUES (?, 1, '', 0.5)",
                (number,),
            )
    desk = Desk(path)

    for address in ("/", "/incidents"):
        page = desk.get(address)
        assert page.count('id="incident-') == 50
        assert "Page 1 of 200" in page
        assert f'href="{address}?page=2"' in page
    assert "10,000 incidents or more" in desk.get("/incidents?page=200")
    assert desk.get("/incidents?page=99999").count('id="incident-') == 0
    assert NOW.year == 2025


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("same days; same department; equal counts",
         "mismos días; mismo departamento; cifras iguales"),
        ("new incident: none known near its place, date or names",
         "incidente nuevo: ninguno conocido cerca por lugar, fecha o nombres"),
        ("new incident: nearest is 7, but another date, other counts",
         "incidente nuevo: el más cercano es 7, pero otra fecha, otras cifras"),
        ("new story: nearest is article 5 (El Día, L), 31 % shared; other names",
         "texto nuevo: el más cercano es el artículo 5 (El Día, L), 31 % en común; otros nombres"),
        ("moved by María", "moved by María"),
    ],
)  # fmt: skip
def test_reasons_are_told_in_the_language_of_the_desk(reason: str, told: str) -> None:
    assert speech.Speech("es").reason(reason) == told
    assert speech.Speech("en").reason(reason) == reason

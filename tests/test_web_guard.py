"""Who may reach the desk, under which name, and with which forms."""

import os
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import TrataError, UsageError
from monitor.web import serving
from monitor.web.guard import Doors
from monitor.web.password import MOST_TRIES, Password
from monitor.web.sessions import COOKIE, LIFETIME, MOST_SESSIONS, Sessions
from monitor.web.visit import own_path
from storage import connection
from tests.builders import NOW
from tests.desk import Desk, fill

SECRET = "una frase bastante larga"
STATE = "/incidents/1/state"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("desk") / "trata.db")


@pytest.fixture
def desk(database: Path, tmp_path: Path) -> Desk:
    path = tmp_path / "trata.db"
    path.write_bytes(database.read_bytes())
    return Desk(path)


# -- names, origins, tokens -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "127.0.0.1@evil.example",
     "10.0.0.7", "[fe80::1]:80", "", "[", "localhost.evil.example", "0x7f000001", "a b"],
)  # fmt: skip
def test_a_request_under_another_name_is_refused(desk: Desk, host: str) -> None:
    answer = desk.client.get("/", headers={"Host": host})

    assert answer.status_code == 421
    assert "<main" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765", "127.8.8.8"]
)
def test_a_request_under_a_name_of_this_machine_is_answered(desk: Desk, host: str) -> None:
    assert desk.client.get("/", headers={"Host": host}).status_code == 200


def test_further_names_and_addresses_are_let_in_where_they_are_given(database: Path) -> None:
    doors = Doors(frozenset({"mesa.example"}), any_address=True)
    client = Desk(database, doors=doors).client

    for host, status in (("mesa.example", 200), ("10.0.0.7:80", 200), ("evil.example", 421)):
        assert client.get("/sources", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_a_form_of_another_page_decides_nothing(
    desk: Desk, headers: dict[str, str], status: int
) -> None:
    form = {"token": desk.token(), "state": "accepted"}

    answer = desk.client.post(STATE, data=form, headers=headers)

    assert answer.status_code == status
    assert len(desk.rows("SELECT * FROM reviews")) == (status == 200)


@pytest.mark.parametrize("token", ["", "x", "ñ\udcff", "a" * 5000])
def test_a_form_without_our_token_decides_nothing_but_can_be_sent_again(
    desk: Desk, token: str
) -> None:
    desk.token()
    form = {
        "token": token.encode("utf-8", "replace").decode(),
        "state": "accepted",
        "note": "a «b»",
    }

    answer = desk.client.post(STATE, data=form)

    assert answer.status_code == 403
    assert desk.rows("SELECT * FROM reviews") == []
    assert 'name="note" value="a «b»"' in answer.text
    assert f'action="{STATE}"' in answer.text


def test_a_token_of_another_browser_is_refused(desk: Desk) -> None:
    stolen = Desk(desk.path).token()
    desk.token()

    assert desk.client.post(STATE, data={"token": stolen, "state": "accepted"}).status_code == 403


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"x" * 70_000, 413), (b"\xff\xfe\x00", 403), (b"&" * 5000, 403), (b'{"token": 1}', 403)],
)
def test_a_body_that_is_no_form_of_ours_is_refused(desk: Desk, content: bytes, status: int) -> None:
    assert desk.client.post(STATE, content=content).status_code == status


def test_a_form_of_unknown_length_is_refused(desk: Desk) -> None:
    assert desk.client.post(STATE, content=iter([b"token=x"])).status_code == 411


@pytest.mark.parametrize("path", ["/", STATE, "/reviews/1/undo", "/static/desk.css"])
def test_looking_decides_nothing(desk: Desk, path: str) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS"):
        form = {"token": desk.token(), "state": "accepted"}
        answer = desk.client.request(method, path, params=form)
        assert answer.status_code in {200, 403, 404, 405, 411}
    assert desk.rows("SELECT * FROM reviews") == []


def test_every_answer_forbids_what_is_not_ours(desk: Desk) -> None:
    answers = [desk.client.get(path) for path in ("/", "/nothing", "/static/desk.js")]
    answers.append(desk.client.get("/", headers={"Host": "evil.example"}))

    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert answers[0].headers["cache-control"] == "no-store"


def test_the_cookie_is_kept_from_scripts_and_other_pages(desk: Desk) -> None:
    cookie = desk.client.get("/").headers["set-cookie"]

    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_a_link_elsewhere_does_not_replace_the_session(desk: Desk) -> None:
    answer = desk.client.get("/incidents?x=1&y=<", headers={"Sec-Fetch-Site": "cross-site"})

    assert "set-cookie" not in answer.headers
    assert 'content="0;url=/incidents?x=1&amp;y=%3C"' in answer.text


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)",
     "evil", "", "/\t/evil.example", "\\\\evil.example", "/\n/x"],
)  # fmt: skip
def test_a_decision_leads_nowhere_else(desk: Desk, back: str) -> None:
    form = {"token": desk.token(), "state": "accepted", "back": back}
    answer = desk.client.post(STATE, data=form, follow_redirects=False)

    assert own_path(back) == "/"
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


# -- passwords ------------------------------------------------------------------------------------


def test_with_a_password_nothing_is_shown_without_it(desk: Desk) -> None:
    closed = Desk(desk.path, password=SECRET)

    for path in ("/", "/incidents/1", "/articles", "/search?words=farol"):
        answer = closed.client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.text) == (303, "")
        assert answer.headers["location"].startswith("/login?back=")
    form = {"token": closed.token("/login"), "state": "accepted"}
    closed.client.post(STATE, data=form)
    assert closed.rows("SELECT * FROM reviews") == []


def test_whoever_knows_the_password_gets_in_under_a_name_and_out_again(desk: Desk) -> None:
    closed = Desk(desk.path, password=SECRET)
    closed.get("/login")
    before = closed.client.cookies[COOKIE]
    form = {"token": closed.token("/login"), "back": "/incidents/1", "name": "  Luz   M. "}

    assert closed.client.post("/login", data=form | {"password": "falsa"}).status_code == 403
    answer = closed.client.post("/login", data=form | {"password": SECRET})

    assert answer.url.path == "/incidents/1"
    assert closed.client.cookies[COOKIE] != before
    closed.post(STATE, state="accepted")
    assert closed.rows("SELECT reviewer FROM reviews") == [{"reviewer": "Luz M."}]
    closed.client.post("/logout", data={"token": closed.token()})
    assert closed.client.get("/", follow_redirects=False).status_code == 303


def test_after_many_wrong_passwords_even_the_right_one_waits() -> None:
    password = Password.of(SECRET)
    for _ in range(MOST_TRIES):
        assert not password.matches("falsa", NOW)

    assert password.is_paused(NOW)
    assert not password.is_paused(NOW + timedelta(minutes=2))
    assert password.matches(SECRET, NOW)
    assert SECRET.encode() not in password.digest + password.salt


def test_a_paused_login_says_so(desk: Desk) -> None:
    closed = Desk(desk.path, password=SECRET)
    form = {"token": closed.token("/login"), "password": "falsa"}
    answers = [closed.client.post("/login", data=form).status_code for _ in range(MOST_TRIES + 1)]
    right = closed.client.post("/login", data=form | {"password": SECRET})

    assert answers[-1] == 429
    assert right.status_code == 429


def test_sessions_end_and_do_not_pile_up() -> None:
    sessions = Sessions()
    first, known = sessions.begin(NOW), sessions.begin(NOW, signed_in=True)

    assert sessions.find(first.id, NOW) is first
    assert sessions.find(first.id, NOW + LIFETIME + timedelta(seconds=1)) is None
    for _ in range(MOST_SESSIONS):
        sessions.begin(NOW)
    assert sessions.find(first.id, NOW) is None
    assert sessions.find(known.id, NOW) is known
    assert sessions.find("", NOW) is None


# -- opening it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "mesa.example", "127.0.0.1.x"])
def test_no_other_address_is_opened_without_a_password(host: str) -> None:
    with pytest.raises(UsageError, match="no password"):
        serving.doors(host, (), None)

    assert serving.doors(host, ("Mesa.Example.",), Password.of(SECRET)) == Doors(
        frozenset({"mesa.example"}), any_address=True
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_this_machine_needs_none(host: str) -> None:
    assert serving.doors(host, (), None) == Doors()


def test_the_password_leaves_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(serving.PASSWORD, SECRET)

    password = serving.read_password(None)

    assert password
    assert password.matches(SECRET, NOW)
    assert serving.PASSWORD not in os.environ
    assert serving.read_password(None) is None


def test_a_password_file_must_be_secret_long_and_there(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    with pytest.raises(UsageError, match="cannot be read"):
        serving.read_password(file)
    file.write_text(f"{SECRET}\n", "utf-8")
    file.chmod(0o644)
    with pytest.raises(UsageError, match="can be read by others"):
        serving.read_password(file)
    file.chmod(0o600)
    assert serving.read_password(file)
    file.write_text("corta", "utf-8")
    with pytest.raises(UsageError, match="shorter than 12"):
        serving.read_password(file)


def test_an_address_that_is_taken_or_is_none_is_named() -> None:
    with serving.bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(TrataError, match="cannot be listened on"):
            serving.bind("127.0.0.1", port)
    with pytest.raises(UsageError, match="is no address"):
        serving.bind("no such host", 0)


# -- other writers --------------------------------------------------------------------------------


def test_a_locked_database_gives_a_plain_page_and_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page = desk.post(STATE, 503, state="accepted", note="vi la nota")
        assert "is locked by another program" in page
        assert "Nothing was changed" in page
        assert 'name="note" value="vi la nota"' in page
        assert "1 of" not in desk.get("/")
        other.execute("ROLLBACK")

    desk.post(STATE, state="accepted", note="vi la nota")
    assert desk.rows("SELECT action, note FROM reviews") == [
        {"action": "accept", "note": "vi la nota"}
    ]


def test_reviewers_who_decide_at_once_are_all_written_down(desk: Desk) -> None:
    desks = [Desk(desk.path) for _ in range(4)]
    together = threading.Barrier(4)

    def decide(one: Desk, name: str) -> None:
        one.post("/reviewer", name=name)
        together.wait()
        one.post(STATE, state="accepted")
        one.post("/articles/4/label", label="rejected")

    threads = [threading.Thread(target=decide, args=(one, f"R{n}")) for n, one in enumerate(desks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = desk.rows("SELECT reviewer, action FROM reviews ORDER BY reviewer, id")
    assert rows == [
        {"reviewer": f"R{n}", "action": action}
        for n in range(4)
        for action in ("accept", "rejected")
    ]


def test_a_database_that_went_away_or_is_damaged_gives_a_plain_page(desk: Desk) -> None:
    desk.path.write_bytes(b"no database at all, but long enough to be looked at" * 10)
    page = desk.client.get("/")
    assert page.status_code in {404, 503}
    assert "That did not work" in page.text

    desk.path.unlink()
    assert "there is no such database" in desk.client.get("/").text

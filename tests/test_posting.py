"""Mails and messages: sent once, tried again, never twice, through servers in every mood."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from monitor import channels, mailing, posting
from monitor.deliver import Desk
from monitor.demo.authority import Authority
from monitor.options import Channel, Delivery, Mail
from storage.store import Store
from tests.builders import NOW
from tests.deciding import Told, decide
from tests.mailbox import Mailbox, breaking, serving, willing
from tests.markup import Markup

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        store.save(decide(Told(title="Rescatan <b>a</b> veinte")))
        yield store


def delivery(folder: Path, mail: Mail | None, *others: Channel) -> Delivery:
    return Delivery(directory=folder / "digests", formats=("text",), mail=mail, channels=others)


def delivered(store: Store, folder: Path, mail: Mail | None, *others: Channel) -> Delivery:
    """Deliver a digest and return where it goes."""
    chosen = delivery(folder, mail, *others)
    Desk(store, chosen, "America/Lima").deliver(NOW)
    return chosen


def post(store: Store, chosen: Delivery, days: float = 0) -> list[str]:
    return posting.post(store, chosen, lambda: NOW + days * DAY)


def states(store: Store) -> list[str]:
    return [str(state) for state in store.column("SELECT state FROM outbox ORDER BY id")]


# -- a willing server -----------------------------------------------------------------------------


def test_the_digest_is_one_mail_of_text_and_html(store: Store, tmp_path: Path) -> None:
    box = Mailbox()
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, mail)
        assert post(store, chosen) == []
        assert post(store, chosen) == []

    (received,) = box.mails
    text, html = received.iter_parts()
    assert received["Subject"] == "Trata de personas en el Perú: resumen del 14 de marzo de 2025"
    assert (received["To"], received["From"]) == (
        "desk@ong.example", "Monitor <monitor@trata.example>",
    )  # fmt: skip
    assert received["Message-ID"].endswith("@trata.example>")
    assert received.get_content_type() == "multipart/alternative"
    assert "20 personas rescatadas" in text.get_content()
    assert Markup(html.get_content()).faults == []
    assert "Rescatan <b>a</b> veinte" in Markup(html.get_content()).text
    assert max(map(len, box.raw[0].splitlines())) <= 998
    assert states(store) == ["sent"]
    assert store.number("SELECT length(message) FROM outbox") == 0


def test_each_recipient_gets_a_mail_of_her_own(store: Store, tmp_path: Path) -> None:
    box = Mailbox()
    with serving(box) as mail:
        both = replace(mail, to=("desk@ong.example", "Ana <ana@ong.example>"))
        post(store, delivered(store, tmp_path, both))

    assert [mail["To"] for mail in box.mails] == list(both.to)
    assert len({mail["Message-ID"] for mail in box.mails}) == 2


def test_a_line_that_begins_with_a_dot_arrives_as_it_was() -> None:
    box = Mailbox()
    with serving(box) as mail:
        raw = mailing.composed(mail, mail.to[0], "k", "s", ".\r\n..a\r\n", None, NOW)
        outcome = mailing.hand_over(raw, mail, mail.to[0], "", lambda: None)

    assert outcome.state == "sent"
    assert box.mails[0].get_content().splitlines() == [".", "..a"]


def test_a_second_digest_of_the_day_sends_nothing(store: Store, tmp_path: Path) -> None:
    box = Mailbox()
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, mail)
        post(store, chosen)
        delivered(store, tmp_path, mail)
        post(store, chosen)

    assert len(box.raw) == 1


# -- bad moods ------------------------------------------------------------------------------------


def slow(_server: SMTP, _envelope: Envelope) -> str:
    return "slow"


@pytest.mark.parametrize(
    ("box", "state"),
    [
        (Mailbox(recipient="450 greylisted"), "queued"),
        (Mailbox(recipient="550 no such user"), "failed"),
        (Mailbox(lambda _server, _envelope: "451 disk full"), "queued"),
        (Mailbox(lambda _server, _envelope: "554 spam"), "failed"),
        (Mailbox(breaking), "uncertain"),
    ],
    ids=["greylisted", "no user", "disk full", "spam", "breaks behind the dot"],
)
def test_what_is_not_taken_over_is_kept_or_given_up_and_told(
    store: Store, tmp_path: Path, box: Mailbox, state: str
) -> None:
    with serving(box) as mail:
        (complaint,) = post(store, delivered(store, tmp_path, mail))

    assert states(store) == [state]
    assert "mail, «Trata de personas en el Perú" in complaint
    assert box.raw == []


def test_a_server_that_is_busy_once_gets_the_same_mail_once_more(
    store: Store, tmp_path: Path
) -> None:
    box = Mailbox(lambda _server, _envelope: "451 busy")
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, mail)
        post(store, chosen)
        box.mood = willing
        assert post(store, chosen) == []  # not before its time
        assert post(store, chosen, 0.1) == []
        assert post(store, chosen, 0.2) == []

    assert (box.seen, len(box.raw), states(store)) == (2, 1, ["sent"])


def test_what_broke_behind_the_last_dot_goes_out_again_on_purpose_alone(
    store: Store, tmp_path: Path
) -> None:
    box = Mailbox(breaking)
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, mail)
        post(store, chosen)
        box.mood = willing
        assert post(store, chosen, 1) == []
        assert (box.seen, states(store)) == (1, ["uncertain"])
        assert store.queue_again(1, NOW + 9 * DAY)
        assert post(store, chosen, 9) == []

    (received,) = box.mails
    text, _ = received.iter_parts()
    assert "20 personas rescatadas" in text.get_content()
    assert states(store) == ["sent"]
    assert not store.queue_again(1, NOW + 9 * DAY)


def test_an_answer_that_nobody_can_read_is_none(store: Store, tmp_path: Path) -> None:
    box = Mailbox(lambda _server, _envelope: "250 " + "x" * 9000)
    with serving(box) as mail:
        post(store, delivered(store, tmp_path, mail))

    assert (len(box.raw), states(store)) == (1, ["uncertain"])


def test_what_was_given_up_can_be_sent_again_for_thirty_days(store: Store, tmp_path: Path) -> None:
    with serving(Mailbox(recipient="550 no such user")) as mail:
        post(store, delivered(store, tmp_path, mail))

    store.prune(NOW + 29 * DAY)
    assert store.stuck_messages(NOW)[0].message
    store.prune(NOW + 31 * DAY)
    assert not store.queue_again(1, NOW + 31 * DAY)


def test_no_message_on_its_way_shows_what_was_forgotten(store: Store, tmp_path: Path) -> None:
    box = Mailbox()
    url = str(store.column("SELECT url FROM articles")[0])
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, mail, Channel("desk", "json://127.0.0.1:1"))
        posting.queue(store, chosen, "alert:a:1", "Nuevo", f"Uno\n{url}", NOW, only=("mail",))
        posting.queue(
            store, chosen, "alert:a:2", "Otro", "https://x.example/9", NOW, only=("mail",)
        )
        store.forget(url)
        assert post(store, chosen, 0.1) == []

    assert [mail["Subject"] for mail in box.mails] == ["Otro"]
    assert states(store) == ["failed", "failed", "failed", "sent"]
    assert {message.detail for message in store.stuck_messages(NOW)} == {
        "it showed an article that was forgotten"
    }
    assert not store.queue_again(1, NOW + DAY)


def test_a_server_that_takes_all_and_says_nothing_is_not_asked_again(
    store: Store, tmp_path: Path
) -> None:
    box = Mailbox(slow)
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, replace(mail, timeout_seconds=0.2))
        (complaint,) = post(store, chosen)
        post(store, chosen, 1)

    assert "took the whole mail and gave no answer; it is not sent again" in complaint
    assert (box.seen, states(store)) == (1, ["uncertain"])


def test_where_no_server_answers_the_mail_waits_three_days(store: Store, tmp_path: Path) -> None:
    with serving(Mailbox()) as mail:
        pass
    chosen = delivered(store, tmp_path, mail)

    for days in (0, 1, 2):
        assert "it is tried again" in post(store, chosen, days)[0]
    assert "it is not sent again" in post(store, chosen, 3)[0]
    assert states(store) == ["failed"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mails_go_through_tls_to_whom_the_certificate_names(
    store: Store, tmp_path: Path, security: str
) -> None:
    authority = Authority(tmp_path)
    box = Mailbox()
    direct = {"ssl_context": authority.context(["localhost"])}
    begun = {"tls_context": authority.context(["localhost"])}
    with serving(box, **(direct if security == "tls" else begun)) as plain:
        mail = replace(plain, security=security, ca_file=authority.ca_file)  # type: ignore[arg-type]
        chosen = delivered(store, tmp_path, replace(mail, ca_file=None))
        (refused,) = post(store, chosen)
        assert post(store, replace(chosen, mail=mail), 0.1) == []

    assert "certificate" in refused
    assert len(box.raw) == 1


def test_a_server_without_starttls_gets_nothing(store: Store, tmp_path: Path) -> None:
    box = Mailbox()
    with serving(box) as mail:
        (complaint,) = post(store, delivered(store, tmp_path, replace(mail, security="starttls")))

    assert "STARTTLS" in complaint
    assert (box.seen, states(store)) == (0, ["queued"])


def test_the_password_comes_from_the_environment(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def knows(*arguments: object) -> AuthResult:
        given.append(arguments[-1])
        return AuthResult(success=True)

    monkeypatch.setenv("TRATA_MAIL_PASSWORD", "s3cret")
    box = Mailbox()
    with serving(box, authenticator=knows, auth_require_tls=False) as mail:
        post(store, delivered(store, tmp_path, replace(mail, user="monitor")))

    assert given == [LoginPassword(b"monitor", b"s3cret")]
    assert len(box.raw) == 1


# -- crashes --------------------------------------------------------------------------------------


class KilledError(Exception):
    pass


def dies(*_: object, **__: object) -> None:
    raise KilledError


def test_what_was_being_sent_in_a_crash_is_never_sent_twice(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Mailbox()
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, mail)
        monkeypatch.setattr(Store, "end_sending", dies)
        with pytest.raises(KilledError):
            post(store, chosen)
        monkeypatch.undo()
        (complaint,) = post(store, chosen, 0.1)
        assert post(store, chosen, 1) == []

    assert "may have gone out or not; it is not sent again" in complaint
    assert (len(box.raw), states(store)) == (1, ["uncertain"])


def test_a_crash_before_the_server_gets_the_text_costs_no_mail(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Mailbox()
    with serving(box) as mail:
        chosen = delivered(store, tmp_path, mail)
        monkeypatch.setattr(Store, "begin_sending", dies)
        with pytest.raises(KilledError):
            post(store, chosen)
        monkeypatch.undo()
        post(store, chosen, 0.1)

    assert (len(box.raw), states(store)) == (1, ["sent"])


def test_a_crash_between_files_and_memory_leads_to_one_mail(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Mailbox()
    with serving(box) as mail:
        monkeypatch.setattr(posting, "queue", dies)
        with pytest.raises(KilledError):
            delivered(store, tmp_path, mail)
        monkeypatch.undo()
        assert store.watermark() is None
        post(store, delivered(store, tmp_path, mail))

    assert len(box.raw) == 1


# -- channels -------------------------------------------------------------------------------------


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Give the address of a webhook on loopback, and what it was told."""
    told: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(json.loads(body))
            self.send_response(200 if len(told) > 1 else 503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"json://127.0.0.1:{server.server_port}/hook", told
        server.shutdown()


def test_a_channel_gets_the_headlines_and_is_tried_again(
    store: Store, tmp_path: Path, hook: tuple[str, list[dict[str, str]]]
) -> None:
    url, told = hook
    chosen = delivered(store, tmp_path, None, Channel("desk", url))

    assert "it is tried again" in post(store, chosen)[0]
    assert post(store, chosen, 0.1) == []
    assert post(store, chosen, 0.2) == []
    assert [one["title"] for one in told] == [
        "Trata de personas en el Perú: resumen del 14 de marzo de 2025"
    ] * 2
    assert "Operativo en Tambopata" in told[1]["message"]


def test_a_channel_for_alerts_alone_gets_no_digest(store: Store, tmp_path: Path) -> None:
    delivered(store, tmp_path, None, Channel("desk", "json://127.0.0.1:1", digest=False))

    assert states(store) == []


def test_without_apprise_it_is_said_how_to_get_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "_apprise", lambda: None)
    chosen = delivered(store, tmp_path, None, Channel("desk", "json://127.0.0.1:1"))

    (complaint,) = post(store, chosen)

    assert "Apprise is not installed; it comes with: make channels" in complaint
    assert states(store) == ["queued"]


def test_a_secret_in_a_channel_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = Channel("chat", "tgram://${TRATA_TOKEN}/12315544")
    assert channels.fault(channel) == "the environment variable TRATA_TOKEN is not set"

    monkeypatch.setenv("TRATA_TOKEN", "123456789:abcdefg_hijklmnop")
    assert channels.fault(channel) == ""
    assert "does not know" in channels.fault(Channel("chat", "nowhere://x"))

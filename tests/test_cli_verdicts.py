"""``trata review`` as whoever reviews at a terminal uses it: verdicts, values, what is left."""

import json

from tests.test_cli import Run, run
from tests.test_cli_review import stored

__all__ = ["run", "stored"]


def told(run: Run, *arguments: str, status: int = 0) -> str:
    done = run("review", *arguments, *(() if arguments[0] == "today" else ("--by", "Ana")))
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_what_is_left_is_listed_and_grows_less(stored: Run) -> None:
    assert told(stored, "today").startswith("0 of 3 reviewed")

    assert "incident 1 is accepted" in told(stored, "accept", "1")
    assert "incident 2 is rejected" in told(stored, "reject", "2", "--note", "otro país")
    assert "incident 3 is unsure" in told(stored, "unsure", "3")

    listed = told(stored, "today")
    assert listed.startswith("3 of 3 reviewed")
    assert "[x] 1." in listed
    day = json.loads(told(stored, "today", "--json"))
    assert (day["reviewed"], sorted(day["done"])) == (3, [1, 2, 3])


def test_a_value_is_chosen_and_stands_in_the_summary(stored: Run) -> None:
    assert "rescued of incident 1 is 8" in told(stored, "value", "1", "rescued", "8")
    assert "arrested of incident 1 is not known" in told(stored, "value", "1", "arrested")
    assert "is no value of rescued" in told(stored, "value", "1", "rescued", "eight", status=2)
    told(stored, "note", "1", "llamar a la fiscalía")

    log = stored("review", "log", "1").stdout
    assert "llamar a la fiscalía" in log
    assert '"8"' in log or "value 8" in log


def test_an_article_is_judged_by_hand_and_taken_back(stored: Run) -> None:
    assert "article 1 is rejected" in told(stored, "article", "1", "rejected")
    assert "person" in stored("why", "https://diario.example/1").stdout
    assert "was taken back" in told(stored, "undo", "1")
    assert "article 1 is unsure" in told(stored, "article", "1", "unsure")
    assert told(stored, "today").startswith("0 of 3")
    assert "none of this number" in told(stored, "article", "99", "related", status=2)

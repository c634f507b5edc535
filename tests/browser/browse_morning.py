"""The path of a morning, from the list of the digest to the last decision."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from storage.store import Store
from tests.browser.windows import WIDE

PATHS = (
    "/", "/incidents", "/incidents?conflict=1", "/incidents/1", "/incidents/2", "/articles",
    "/articles/1", "/articles/3", "/sources", "/search?words=farol", "/decisions", "/nothing",
)  # fmt: skip


def done(page: Page) -> tuple[int, int]:
    """Return how many are reviewed, and of how many."""
    found = re.search(r"(\d+) de (\d+) revisados", page.locator("#done").inner_text())
    assert found
    return int(found[1]), int(found[2])


def decided(database: Path) -> list[str]:
    """Return the decisions that hold, in order."""
    with Store.open(database, readonly=True) as store:
        sql = "SELECT action FROM reviews WHERE undone_at IS NULL ORDER BY id"
        return [str(action) for action in store.column(sql)]


def test_by_click_or_tap(page: Page, address: str, database: Path, size: str) -> None:
    page.goto(address)
    assert done(page) == (0, 5)
    expect(page.get_by_text("Último resumen: 14 de marzo de 2025")).to_be_visible()

    first = page.locator("[data-row]").first
    press = "tap" if size == "phone" else "click"
    getattr(first.get_by_role("button", name="Aceptar"), press)()
    expect(page.get_by_role("status").filter(has_text="aceptado")).to_be_visible()
    assert done(page) == (1, 5)

    getattr(page.get_by_role("button", name=re.compile("^Deshacer")), press)()
    expect(page.get_by_text("Deshecho: aceptado")).to_be_visible()
    assert done(page) == (0, 5)

    while (left := page.locator("[data-row]:not(.done)")).count():
        before = done(page)[0]
        name = re.compile("^(Aceptar|Relacionado)")
        getattr(left.first.get_by_role("button", name=name).first, press)()
        if left.first.locator("xpath=.").get_attribute("id") is None:
            break
        expect(page.locator("#done")).not_to_have_text(re.compile(f"^{before} de"))
        if done(page)[0] == done(page)[1]:
            break
    assert done(page) == (5, 5)
    expect(page.get_by_text("Todo está revisado.")).to_be_visible()
    assert decided(database).count("accept") == 3


def test_by_keys_alone(page: Page, address: str, database: Path) -> None:
    page.goto(address)
    keys = page.keyboard
    keys.press("j")
    expect(page.locator(".current")).to_have_count(1)
    keys.press("a")
    expect(page.locator("#done")).to_have_text("1 de 5 revisados")
    # the next row is at hand at once
    expect(page.locator(".current:not(.done)")).to_have_count(1)
    keys.press("u")
    expect(page.locator("#done")).to_have_text("2 de 5 revisados")
    keys.press("z")
    expect(page.locator("#done")).to_have_text("1 de 5 revisados")
    expect(page.locator(".current:not(.done)")).to_have_count(1)
    for key, name in (("i", "Incidentes"), ("t", "Hoy")):
        keys.press("g")
        keys.press(key)
        expect(page.locator("h1")).to_have_text(name)
        expect(page.locator(".current")).to_have_count(1)

    steps = (("r", "2 de 5"), ("1", "3 de 5"), ("2", "4 de 5"), ("3", "4 de 5"), ("a", "5 de 5"))
    for key, text in steps:  # the fourth one is of the sample of rejects, which nobody must review
        row = page.locator(".current:not(.done)")
        expect(row).to_have_count(1)
        decided_row = row.get_attribute("id")
        keys.press(key)
        expect(page.locator(f"#{decided_row}.done")).to_have_count(1)
        expect(page.locator("#done")).to_have_text(f"{text} revisados")

    expect(page.get_by_text("Todo está revisado.")).to_be_visible()
    assert decided(database) == ["accept", "reject", "relevant", "related", "rejected", "accept"]


def test_by_tab_and_enter_with_the_keys_switched_off(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("localStorage.setItem('trata-keys-off', '1')")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert done(page) == (0, 5)

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "accepted":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#done")).to_have_text("1 de 5 revisados")


def test_an_incident_by_keys_with_a_note_and_on_to_the_next(
    page: Page, address: str, database: Path
) -> None:
    page.goto(f"{address}/incidents/1")
    keys = page.keyboard
    keys.press("n")
    keys.type("confirmado por la fiscalía, a las 9")
    keys.press("Escape")
    keys.press("a")
    expect(page.locator("h1 + .facts .chip")).to_have_text("aceptado: Ana")
    keys.press("j")
    expect(page).to_have_url(re.compile(r"/incidents/[23]$"))

    with Store.open(database, readonly=True) as store:
        (row,) = store.rows("SELECT action, note FROM reviews")
    assert row == {"action": "accept", "note": "confirmado por la fiscalía, a las 9"}


def test_a_disputed_value_is_chosen_and_its_quote_read_in_place(page: Page, address: str) -> None:
    page.goto(f"{address}/incidents/1")
    row = page.locator("tr", has=page.get_by_role("rowheader", name="Detenidos"))
    expect(row.get_by_text("los medios difieren")).to_be_visible()
    row.get_by_role("button", name="Detenidos: elegir 5").click()
    expect(row.get_by_role("button", name="Detenidos: elegir 5", pressed=True)).to_be_visible()
    expect(row.get_by_text("los medios difieren")).to_have_count(0)
    expect(row.get_by_text("Cuatro personas")).to_be_visible()

    row.get_by_role("link", name="Cinco personas").click()
    expect(page.locator("mark", has_text="Cinco personas").first).to_be_in_viewport()


def test_without_any_script(chromium: Browser, address: str, database: Path) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": WIDE["width"], "height": WIDE["height"]}
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name=re.compile("^Aceptar")).first.click()
    assert done(page) == (1, 5)
    page.get_by_role("button", name=re.compile("^Deshacer")).first.click()
    assert done(page) == (0, 5)
    page.goto(f"{address}/incidents?review=open")
    page.get_by_label("Departamento").select_option("Puno")
    page.get_by_role("button", name="Mostrar").click()
    assert page.locator("[data-row]").count() == 1
    context.close()
    assert decided(database) == []


def test_a_locked_database_loses_nothing_that_was_typed(
    page: Page, address: str, database: Path
) -> None:
    page.goto(f"{address}/incidents/1")
    page.get_by_label("Comentario").fill("no perder esto")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page.get_by_role("button", name=re.compile("^Aceptar")).first.click()
        expect(page.get_by_role("alert")).to_contain_text("locked", timeout=25_000)
        other.execute("ROLLBACK")
    page.get_by_role("button", name="Enviar de nuevo").click()

    expect(page.locator("#history + .history q")).to_have_text("no perder esto")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_for_those_who_cannot_see_or_use_a_mouse(
    page: Page, address: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    page.get_by_role("button", name=re.compile("^Aceptar")).first.click()
    axe = Axe()
    found = {}
    for path in PATHS:
        page.goto(f"{address}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        serious = [
            (fault["id"], [node["target"] for node in fault["nodes"]][:3])
            for fault in axe.run(page).response["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]
        if serious:
            found[path] = serious
    assert found == {}


def test_nothing_is_wider_than_the_window(page: Page, address: str) -> None:
    for path in PATHS:
        page.goto(f"{address}{path}")
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(over) <= 0, path

// Keys of the desk. Everything is a link or a button that works without this file.
"use strict";

(() => {
  const OFF = "trata-keys-off";
  let waitsForGo = false;

  const isOff = () => localStorage.getItem(OFF) === "1";
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const current = () => document.querySelector("[data-row].current");
  const selector = (key) => `[data-key="${CSS.escape(key)}"]`;

  function choose(row, focus = true) {
    current()?.classList.remove("current");
    if (!row) return;
    row.classList.add("current");
    if (focus) {
      row.querySelector("a[data-key]")?.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
  }

  function step(by) {
    const all = rows();
    const at = all.indexOf(document.activeElement?.closest("[data-row]") ?? current());
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    if (all[next]) choose(all[next]);
  }

  function press(key) {
    const row = document.activeElement?.closest("[data-row]") ?? current();
    const own = row?.querySelector(selector(key));
    const page = [...document.querySelectorAll(selector(key))].find(
      (element) => !element.closest("[data-row]") && !element.closest(".rows"),
    );
    const element = own ?? page;
    if (!element) return false;
    if (element.matches("input")) element.focus();
    else element.click();
    return true;
  }

  function go(key) {
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
  }

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Escape" && target.matches("input, select")) target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    if (target.matches("input, select, textarea")) return;
    if (waitsForGo) {
      waitsForGo = false;
      go(event.key);
      return;
    }
    if (event.key === "g") {
      waitsForGo = true;
      return;
    }
    const pressed = event.key.length === 1 && press(event.key);
    if (pressed) event.preventDefault();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (row && row !== current()) choose(row, false);
  });

  // after a decision: the row that comes next, so that a list is worked through by one key each
  let decided = null;
  let kept = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    decided = event.target.closest?.("[data-row]")?.id ?? null;
    kept = current()?.id ?? null;
  });

  document.addEventListener("htmx:afterSettle", () => {
    showSwitch();
    if (!decided) {
      const row = kept && document.getElementById(kept);
      kept = null;
      if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
      else if (row) choose(row);
      return;
    }
    const all = rows();
    const at = all.findIndex((row) => row.id === decided);
    const left = (row) => !row.classList.contains("done");
    decided = kept = null;
    choose(all.slice(at + 1).find(left) ?? all.find(left) ?? all[at] ?? all[0]);
  });

  // whoever types by voice or rests a hand on the keys can switch them off
  function showSwitch() {
    const button = document.getElementById("keys-switch");
    if (!button) return;
    button.hidden = false;
    button.textContent = isOff() ? button.dataset.off : button.dataset.on;
  }

  document.addEventListener("click", (event) => {
    if (event.target.id !== "keys-switch") return;
    localStorage.setItem(OFF, isOff() ? "0" : "1");
    showSwitch();
  });

  showSwitch();
})();

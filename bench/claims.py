"""Precision, recall and F1 of the claims on our labelled texts, each wrong case, and the speed.

python -m bench.claims            # the half for tuning, with each wrong case
python -m bench.claims test       # the untouched half
python -m bench.claims all --quiet
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.scoring import Score, as_article, quotes, values
from monitor.judging import claims
from monitor.models import Claim

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "claims.jsonl"
COUNTS = ("arrested", "rescued", "minors", "adults", "women", "men", "preventive_months")
LISTS = ("sentence_years", "form")


def load(half: str = "all") -> list[dict[str, Any]]:
    """Return the labelled texts of one half, or of both."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if half in ("all", row["half"])]


def measure(rows: list[dict[str, Any]]) -> dict[str, Score]:
    """Return the scores a field over ``rows``."""
    scores = {name: Score() for name in (*COUNTS, *LISTS, "aggregate")}
    for row in rows:
        found = claims.find(as_article(row), ())
        for name, wanted, given in _pairs(row, found):
            told = f"{row['id']} {name}"
            scores[name].add(wanted, given, told, quotes(found, name))
    return scores


def _pairs(
    row: dict[str, Any], found: tuple[Claim, ...]
) -> Iterator[tuple[str, Counter[Any], Counter[Any]]]:
    own = [c for c in found if c.scope == "incident"]
    for name in (*COUNTS, *LISTS):
        if name in row["optional"]:
            continue
        given = [c.value for c in own if c.field == name]
        wanted = Counter(values(row["expected"][name]))
        yield name, wanted, Counter(set(given) if name == "form" else given)
    totals = Counter((name, value) for name, told in row["aggregate"].items() for value in told)
    balances = [(c.field, c.value) for c in found if c.scope == "aggregate" and c.field in COUNTS]
    if totals:
        yield "aggregate", totals, Counter(b for b in balances if b in totals)


FILLER = (
    "El jefe de la región policial explicó que la intervención fue coordinada durante varias "
    "semanas con el Ministerio Público y que las diligencias continuarán en la sede de la unidad. "
    "Añadió que el local contaba con licencia para funcionar como restaurante, pero que en su "
    "interior se acondicionaron ambientes sin ventilación ni salida de emergencia. Los vecinos "
    "habían advertido a la municipalidad del ruido y de las peleas frecuentes en la cuadra.\n\n"
    "Las investigaciones alcanzan también a los propietarios del inmueble, que deberán aclarar en "
    "qué condiciones lo alquilaron. El fiscal a cargo dispuso el levantamiento del secreto de las "
    "comunicaciones y pidió a la empresa de transporte los registros de pasajeros. Según el "
    "expediente, el traslado se hacía de noche y por rutas poco vigiladas.\n\n"
    "La defensora regional recordó que el Estado debe garantizar atención médica, psicológica y "
    "legal, y lamentó que la región no cuente todavía con un centro especializado. Pidió a las "
    "autoridades locales reforzar la fiscalización de los establecimientos y a la ciudadanía "
    'llamar a la línea gratuita ante cualquier sospecha. "No podemos mirar al costado", dijo al '
    "término de una reunión con dirigentes y representantes de las universidades.\n\n"
    "El alcalde, por su parte, anunció que el concejo debatirá una ordenanza para cancelar de "
    "manera definitiva las licencias de los negocios que incumplan la norma. La propuesta incluye "
    "un registro de trabajadores y la instalación de cámaras en los accesos a la ciudad. El "
    "gremio de comerciantes pidió que la medida se aplique con criterio y sin afectar a quienes "
    "trabajan dentro de la ley. La sesión se realizará en el auditorio municipal.\n\n"
)


def speed(rows: list[dict[str, Any]], length: int = 2500, rounds: int = 3) -> float:
    """Return articles a second of one core, on labelled texts filled up to ``length``."""
    spanish = [row for row in rows if row["language"] == "es"]
    made = [as_article({**row, "body": f"{row['body']}\n\n{FILLER}"[:length]}) for row in spanish]
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        for article in made:
            claims.find(article, ())
        best = max(best, len(made) / (time.process_time() - start))
    return best


def main() -> None:
    """Print the table."""
    half = next((a for a in sys.argv[1:] if not a.startswith("-")), "tune")
    rows = load(half)
    scores = measure(rows)
    if "--quiet" not in sys.argv:
        for score in scores.values():
            for told in score.wrong:
                print(told)
    print(f"{len(rows)} texts ({half})")
    for name, score in scores.items():
        print(score.line(name))
    print(f"{speed(load('all')):.0f} articles a second at 2,500 characters")


if __name__ == "__main__":
    main()

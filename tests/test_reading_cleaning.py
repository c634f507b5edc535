"""What is no part of an article goes; no sentence of it ever does."""

import importlib
import pkgutil
import re
from functools import partial
from typing import Any

import pytest

from monitor import reading
from monitor.reading import cleaning
from monitor.text import clean
from tests.timing import is_within

SENTENCE = "La fiscalía informó que siete mujeres fueron rescatadas en un bar de Puno."


@pytest.mark.parametrize(
    "line",
    [
        "LEE TAMBIÉN: Cae banda que retenía a 41 mujeres en Cusco",
        "Lee también | Dos detenidas en Chiclayo por captar a menores",
        "PUEDES VER: Tres colombianas fueron rescatadas",
        "Puedes ver Tres colombianas fueron rescatadas en Tacna",
        "MIRA AQUÍ ► Los detalles del operativo",
        "Lea: Dictan prisión a pareja en Iquitos",
        "Lea más: Dictan prisión a pareja en Iquitos",
        "MÁS: El mapa de la trata",
        "También: La ruta del oro",
        "TE PUEDE INTERESAR",
        "Te recomendamos: Quiénes son los jefes de la banda",
        "VIDEO RECOMENDADO",
        "NOTA EN DESARROLLO:",
        "► Otro caso en La Pampa",
        "👉 LEE TAMBIÉN: Otro caso en La Pampa",
        "Read also: Police rescue 12 in Cusco",
        "Leia também: Polícia resgata 12 em Cusco",
        "Foto: Andina",
        "(Foto: Ministerio Público)",
        "Foto referencial",
        "Fuente: Andina",
        "Comparte esta noticia",
        "Compartir en Facebook",
        "0 309",
        "Únete a nuestro canal de WhatsApp y recibe las noticias",
        "Suscríbete a nuestro boletín",
        "Síguenos en Google News",
        "Tiempo de lectura: 2 minutos",
        "Viernes, 14 de marzo de 2025 - 10:15",
        "14/03/2025 10:15",
        "Etiquetas: trata, Puno",
        "Todos los derechos reservados",
    ],
)
def test_debris_goes(line: str) -> None:
    other = "Otra oración del mismo artículo, que sigue a la primera."
    cleaned = cleaning.tidy(f"{SENTENCE}\n{line}\n{other}", "Un título")
    assert cleaned == f"{SENTENCE}\n{other}"


@pytest.mark.parametrize(
    "line",
    [
        "Además, la fiscalía pidió 35 años de prisión.",
        "También fueron hallados tres menores en el segundo piso.",
        "Más de 40 mujeres trabajaban en el lugar.",
        "Más información fue recogida por los agentes en el local.",
        "Ver a su hija fue lo único que pidió la madre.",
        "“Puedes ver que aquí nadie controla nada”, dijo la fiscal.",
        "Comparte la habitación con otras once víctimas, según el acta.",
        "Sigue la búsqueda de la joven que fue contactada por Facebook.",
        "Ingresa a prisión captador que ofrecía empleo en su canal de Telegram.",
        "Recibe mensajes por WhatsApp de un hombre que le ofrece trabajo.",
        "Lee y escribe, pero no sabía lo que firmaba.",
        "La foto: una joven con el uniforme del restaurante que no existía.",
        "- Tres mujeres venezolanas",
        "Teléfono 084-123456",
        "El 14 de marzo de 2025 la Policía intervino el local de Juliaca.",
        "RESCATAN A DOCE EN JAÉN",
    ],
)
def test_sentences_stay(line: str) -> None:
    assert cleaning.tidy(f"{SENTENCE}\n{line}", "Un título") == f"{SENTENCE}\n{line}"


def test_a_link_between_two_sentences_goes_alone() -> None:
    text = f"{SENTENCE} MIRA AQUÍ: Dos detenidas en Chiclayo. El local fue cerrado."
    assert cleaning.tidy(text) == f"{SENTENCE} El local fue cerrado."
    text = f"{SENTENCE} [Lee también: 41 rescatadas en Cusco] El local fue cerrado."
    assert cleaning.tidy(text) == f"{SENTENCE} El local fue cerrado."


@pytest.mark.parametrize(
    "headline", ["Dos detenidas en La Libertad", "Piden S/ 3.000 de reparación en Chiclayo"]
)
@pytest.mark.parametrize("rest", ["El local fue cerrado.", "Según la fiscal, son siete."])
def test_a_sentence_glued_to_a_shouted_link_stays(headline: str, rest: str) -> None:
    assert cleaning.tidy(f"{SENTENCE} MIRA AQUÍ: {headline} {rest}") == f"{SENTENCE} {rest}"


def test_a_shouted_link_whose_end_cannot_be_told_takes_nothing_along() -> None:
    text = f"{SENTENCE} VER: Dos detenidas Juan Ejemplo " + "fue llevado al penal de Puno " * 6
    assert cleaning.tidy(text.strip()) == text.strip()


def test_the_headline_goes_with_what_stands_before_it() -> None:
    text = (
        f"POLICIALES\nRescatan a siete en Puno\nPor Rosa Paz\n{SENTENCE}\nRescatan a siete en Puno"
    )
    assert cleaning.tidy(text, "Rescatan a siete en Puno") == SENTENCE


def test_a_list_of_related_headlines_goes_to_the_next_paragraph() -> None:
    text = f"{SENTENCE}\nNotas relacionadas\nCae red en Tacna\nOtra nota\n{SENTENCE[:-1]} y Cusco."
    assert cleaning.tidy(text) == f"{SENTENCE}\n{SENTENCE[:-1]} y Cusco."


def test_a_paragraph_that_stands_twice_is_told_once() -> None:
    assert cleaning.tidy(f"{SENTENCE}\nSubtítulo\n{SENTENCE}") == f"{SENTENCE}\nSubtítulo"


HOSTILE = [
    "a" * 100_000, "(" * 100_000, "( " * 50_000, "lee: " * 20_000, "más sobre " * 10_000,
    "1 " * 50_000, "MIRA AQUÍ: " * 9000, " " * 100_000 + "x", "•" * 100_000, ".amp" * 25_000,
    "@" * 100_000 + " x", "<!" * 50_000, "&" * 100_000, "//" + " " * 100_000, '", "' * 25_000,
    "<![CDATA[" * 10_000, "Ã" * 100_000, "\n" * 100_000 + "x", "." * 100_000 + "x",
]  # fmt: skip


def patterns() -> list[tuple[str, Any]]:
    """Return every pattern of the room, also those in tables, by name."""
    found: list[tuple[str, Any]] = []
    for module in pkgutil.iter_modules(reading.__path__, "monitor.reading."):
        for name, value in vars(importlib.import_module(module.name)).items():
            several = value if isinstance(value, tuple) else (value,)
            found += [
                (f"{module.name}.{name}", one) for one in several if isinstance(one, re.Pattern)
            ]
    return found


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=lambda value: str(value)[:60])
def test_every_pattern_is_linear(name: str, pattern: Any) -> None:
    for text in HOSTILE:
        hostile: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
        assert is_within(0.5, partial(pattern.search, hostile)), (name, text[:10])
        assert is_within(0.5, partial(pattern.match, hostile)), (name, text[:10])


def test_cleaning_is_quick_on_hostile_lines() -> None:
    for text in HOSTILE:
        assert is_within(0.5, partial(cleaning.tidy, clean(text), "Un título")), text[:10]

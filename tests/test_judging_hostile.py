"""Every pattern of judging is quick on 100 KB of text that was made to slow it down."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from monitor import judging
from tests.builders import make_article
from tests.timing import is_within

LENGTH = 100_000
LIMIT = 0.05
GAPS = ("[^", "([^", "(?: [a-z")
"""A pattern that opens with a gap is only ever matched from one place on, never searched for."""
MATCHED = (
    "given_words.FRONTED", "custody._FRONTED", "given_words.TO_SOMEBODY", "courts.EACH",
    "courts.EACH_OF", "fates._REMANDED",
)  # fmt: skip
"""So are these."""
PIECES = (
    "a ", "de la ", "12 ", "A", "Ana Maria ", "\n", 'Los "', "años de prision para ", "al juez y ",
)  # fmt: skip


def _found(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in a module's value, as deep as three containers."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, dict):
        for one in value.values():
            yield from _found(one, depth + 1)
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _found(one, depth + 1)
    elif depth < 3 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _found(getattr(value, name, None), depth + 1)


def _patterns() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Return every pattern of the room once, with the module and the name it stands under."""
    patterns: dict[str, tuple[str, re.Pattern[str]]] = {}
    for module in pkgutil.walk_packages(judging.__path__, "monitor.judging."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _found(value):
                patterns.setdefault(pattern.pattern, (f"{module.name}.{name}", pattern))
    return patterns


def _all(pattern: re.Pattern[str], name: str, text: str) -> None:
    pattern.match(text)
    if not (name.endswith(MATCHED) or pattern.pattern.startswith(GAPS)):
        for _ in pattern.finditer(text):
            pass


@pytest.mark.parametrize("piece", PIECES)
def test_no_pattern_is_slow(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    patterns = _patterns()

    slow = [
        name
        for name, pattern in patterns.values()
        if not is_within(LIMIT, partial(_all, pattern, name, text))
    ]

    assert len(patterns) > 150
    assert slow == []


@pytest.mark.parametrize("piece", ["a 12 años de 5 y ", "detenidos dos mujeres 12 años y 14 para "])
def test_a_page_of_one_phrase_is_judged_in_linear_time(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]

    assert is_within(10, partial(judging.judge, make_article(text)))

"""Which words are too graphic to meet unasked: they are folded away in a digest."""

import re
from pathlib import Path

from monitor.text import fold

_LINES = (Path(__file__).parent / "data" / "graphic.txt").read_text("utf-8").splitlines()
_WORDS = [line.strip() for line in _LINES if line.strip() and not line.startswith("#")]
_PATTERNS = (re.escape(w.removesuffix(".")) + r"\b" * w.endswith(".") for w in _WORDS)
_GRAPHIC = re.compile(rf"(?<!\w)(?:{'|'.join(_PATTERNS)})")


def is_graphic(words: str) -> bool:
    """Whether ``words`` describe violence or abuse by a word of ``data/graphic.txt``."""
    return bool(_GRAPHIC.search(fold(words)))

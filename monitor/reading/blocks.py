"""Pages that stand in the place of what was asked for: challenges, captchas, refusals."""

from typing import Final

from lxml.html import HtmlElement

from monitor.reading.decoding import visible_text
from monitor.text import fold, one_line

_MARKS: Final = (
    "just a moment", "un momento, por favor", "one moment, please", "attention required!",
    "access denied", "access is denied", "acceso denegado", "403 forbidden", "radware", "incapsula",
    "imperva", "request unsuccessful", "pardon our interruption", "are you a robot",
    "are you a human", "are you human", "robot or human", "no soy un robot", "you are human",
    "you are a human", "eres humano", "eres un humano", "checking your browser",
    "comprobando su navegador", "comprobando tu navegador", "ddos protection", "captcha",
    "enable javascript and cookies", "requested url was rejected", "unusual traffic",
)  # fmt: skip
_LONGEST: Final = 1500
"""Characters of visible text; a page that says more is an article about such pages."""
_LARGEST: Final = 500
"""Elements; challenge pages are small, so larger trees are not looked at."""


def is_block(root: HtmlElement) -> bool:
    """Tell whether an HTML tree is a challenge or a refusal: it says so and says little else."""
    if sum(1 for _, _ in zip(range(_LARGEST), root.iter(), strict=False)) == _LARGEST:
        return False
    shown = visible_text(root)
    if len(shown) > _LONGEST:
        return False
    told = fold(f"{one_line(root.findtext('.//title') or '', 200)}\n{shown}")
    return any(mark in told for mark in _MARKS)

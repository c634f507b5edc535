"""Pages that stand in the place of what was asked for: challenges, captchas, refusals."""

import re
from typing import Final

_MARKS: Final = re.compile(
    r"just a moment|un momento, por favor|one moment, please|attention required!"
    r"|access (?:is )?denied|acceso denegado|403 forbidden|radware|incapsula|imperva"
    r"|request unsuccessful"
    r"|pardon our interruption|are you (?:a )?(?:human|robot)|robot or human|no soy un robot"
    r"|verif(?:y|ying) (?:that )?you are (?:a )?human|verifica(?:r|ndo)? que eres (?:un )?humano"
    r"|checking your browser|comprobando (?:su|tu) navegador|ddos protection|captcha"
    r"|enable javascript and cookies|the requested url was rejected|unusual traffic",
    re.IGNORECASE,
)
_LONGEST = 1500
"""Characters of visible text; a page that says more is an article about such pages."""


def is_block(title: str, visible_text: str) -> bool:
    """Tell whether a page with this title and this visible text is a challenge or a refusal."""
    if len(visible_text) > _LONGEST:
        return False
    return bool(_MARKS.search(title[:200]) or _MARKS.search(visible_text[:_LONGEST]))

"""Who is held by captors: ``held against their will``, ``15 men who were being held at a camp``."""

import re

_GAP = r"(?:(?!raid|operation|bust|connection|at|in|on|by|police)[a-z'-]+ ){0,3}"
_CAPTIVE = re.compile(
    r" (?:as )?(?:(?:captives?|hostages?|prisoners?|slaves?)\b|against (?:their|his|her) will|"
    r"in (?:\w+ )?(?:slavery|bondage|servitude|captivity|(?:\w+ )?conditions)|"
    r"for (?:\w+ ){0,3}(?:years|months|weeks|ransom)|"
    r"by (?:\w+ ){0,3}(?:traffickers|captors|gangs?|smugglers|kidnappers)|"
    rf"(?:at|in|inside|on|aboard) {_GAP}(?:camps?|compounds?|farms?|ranch|houses?|homes?|mines?|"
    r"factory|brothels?|warehouses?|bars?|rooms?|basements?|apartments?|plantations?|sheds?|boats?|"
    r"vessels?|huts?|cellars?|workshops?))"
)
PATTERNS = (_CAPTIVE,)
"""All of them, for the test of hostile texts."""


def is_captive(folded: str, at: int) -> bool:
    """Return whether the words behind ``held``, which ends at ``at``, tell of captors."""
    return _CAPTIVE.match(folded, at) is not None

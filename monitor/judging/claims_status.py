"""How far a case has come, by the words that say so."""

import re
from collections.abc import Iterator, Mapping

from monitor.judging.claims_context import Spheres
from monitor.judging.claims_text import PARTS, Text
from monitor.models import Claim, Part, Status

_STAGES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("sentenced", re.compile(
        r"\b(?:fue(?:ron)? (?:conden|sentenci)ad[oa]s?|conden(?:o|aron|a|an) a|sentenci(?:o|aron|a|an) a|impus(?:o|ieron) (?:una )?"
        r"(?:pena|condena|\d)|impone|imponen|penas? de \d|recibi(?:o|eron) (?:entre )?\d|(?:obtuvo|logr\w+|confirm\w+) (?:una |la )?(?:sentencia|condena)|"
        r"(?:\d|\w+) años de (?:carcel|prision|pena)|condenad[oa]s? a|sentenciad[oa]s? a|sentenced|jailed (?:a|for|three|two|\w+)|convicted|"
        r"condenou|condenad[oa] a \d+ anos|se condene)\b")),
    ("acquitted", re.compile(r"\b(?:absolvi\w+|absuelt[oa]s?|absuelv\w+|absolucion|acquitt\w+|absolveu|absolvid[oa]s?)\b")),
    ("trial", re.compile(
        r"\b(?:juicio oral|inici\w+ (?:el )?juicio|juicio comenzara|enjuiciad\w+|(?:goes?|went|on) (?:to )?trial|trial (?:began|opens?|starts?)|"
        r"sera(?:n)? juzgad\w+|pid(?:e|en|io) (?:\d+|cadena)|solicit\w+ (?:cadena|\d+ años|penas?)|julgamento)\b")),
    ("charged", re.compile(
        r"\b(?:acus(?:o|aron|a|an) a|acusacion fiscal|formaliz\w+|fueron imputad\w+|fue imputad\w+|requerimiento acusatorio|charged with|"
        r"indict\w+|denunciad[oa]s? ante|denunciou)\b")),
    ("pretrial_detention", re.compile(
        r"\b(?:prision preventiva|pre-?trial detention|prisao preventiva|preventive (?:detention|prison))\b")),
    ("detained", re.compile(
        r"\b(?:deten(?:id\w+|cion)|detuv\w+|detien\w+|captur\w+|arrest\w+|aprehend\w+|atrap\w+|cae|caen|cay(?:o|eron)|pres[oa]s|"
        r"prend(?:eu|eram|e)|held|custody|detid[oa]s?|detained)\b")),
    ("operation", re.compile(
        r"\b(?:rescat\w+|resgat\w+|liberad[oa]s|operativ\w+|megaoperativ\w+|intervencion|allan\w+|rescued?|freed|raid\w*|"
        r"operacao|operation|libertad[oa]s)\b")),
)  # fmt: skip
_OPENING = 420


def status_claim(texts: Mapping[Part, Text], spheres: Mapping[Part, Spheres]) -> Claim | None:
    """Return the stage that the opening tells, the furthest first; else that of the whole text."""
    for limit in (_OPENING, None):
        for stage, pattern in _STAGES:
            for text, match in _matches(pattern, texts, spheres, limit):
                return Claim("status", stage, match[0], match.start(), match.end(), text.part)
    return None


def _matches(
    pattern: re.Pattern[str],
    texts: Mapping[Part, Text],
    spheres: Mapping[Part, Spheres],
    limit: int | None,
) -> Iterator[tuple[Text, re.Match[str]]]:
    """Yield where a stage is told of the case at hand, title first."""
    for part in reversed(PARTS):
        text = texts[part]
        links = spheres[part].link_spans
        for match in pattern.finditer(text.folded[: limit or len(text.folded)]):
            denied = re.search(
                r"\b(?:no|sin|requisitori\w+|buscado|mientras tanto|could face|maxim\w+|preve\w*|not|tipificad\w+|sancion\w+ con|hasta|pena de|pide\w*|"
                r"pid\w+|solicit\w+|sought|demand\w+|pedid\w+|afrontar\w+) (?:\S+ ){0,4}$",
                text.folded[max(0, match.start() - 60) : match.start()],
            )
            if not denied and not any(a <= match.start() < b for a, b in links):
                yield text, match

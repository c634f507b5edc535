"""Verbs whose sense the words behind them give: ``puestas a buen recaudo``."""

from monitor.judging.claims.vocabulary import Role

_PHRASE_TABLE: tuple[tuple[str, Role, str], ...] = (
    ("puest", "rescued", "a salvo; a recaudo"),
    ("puest", "kept", "a buen; bajo custodia"),
    ("puest", "found", "bajo proteccion; a disposicion de la unidad; a disposicion de la upe"),
    ("puest", "found", "a disposicion de la fiscalia de familia; a disposicion del mimp"),
    ("puest", "arrested", "a disposicion"),
    ("puest", "other", "en libertad"),
    ("opus", "arrested", "resistencia; mayor resistencia; ninguna resistencia; ni resistencia"),
    ("pus", "rescued", "a salvo; bajo proteccion; bajo resguardo; a resguardo; a buen resguardo"),
    ("pon", "rescued", "a salvo"),
    ("pus", "arrested", "las esposas; las marrocas; los grilletes; grilletes; esposas; marrocas"),
    ("pus", "arrested", "tras las rejas; tras los barrotes; a disposicion"),
    ("coloc", "arrested", "las esposas; las marrocas; los grilletes; grilletes; esposas; marrocas"),
    ("ley", "arrested", "sus derechos; los derechos; el motivo de"),
    ("dict", "arrested", "detencion; prision preventiva"),
    ("impus", "arrested", "detencion; prision preventiva"),
    ("ech", "arrested", "el guante; mano; el lazo; la mano"),
    ("llev", "booked", "a; al; la policia; el serenazgo; la pnp"),
    ("envi", "jailed", "a prision; al penal; a la carcel; al establecimiento"),
    ("mand", "jailed", "a prision; al penal; a la carcel; al establecimiento"),
    ("carg", "booked", "con; tambien con; ademas con"),
    ("pus", "kept", "a buen; bajo custodia"),
    ("pon", "kept", "a buen; bajo custodia"),
    ("intervin", "rescued", "en favor; a favor; en auxilio"),
    ("retirad", "rescued", "de las calles; de la calle"),
    ("retirad", "found", "del lugar; del local"),
    ("devuelt", "found", "a sus"),
    ("trasladad", "found", "a un albergue; a un centro"),
    ("llevad", "found", "a un albergue; a un centro"),
    ("taken", "arrested", "into custody"),
    ("were", "arrested", "in custody; in police custody; under arrest; in handcuffs; behind bars"),
    ("was", "arrested", "picked up"),
    ("were", "arrested", "picked up"),
    ("was", "arrested", "in custody; in police custody; under arrest; in handcuffs; behind bars"),
    ("taken", "found", "to a shelter"),
    ("taken", "rescued", "to safety"),
    ("been", "arrested", "in custody; in police custody; under arrest; behind bars"),
    ("conducid", "arrested", "en calidad de detenid"),
    ("llevad", "found", "a la upe; a la unidad de proteccion"),
    ("qued", "found", "a disposicion de la upe; a disposicion de la unidad"),
    ("qued", "arrested", "a disposicion de la fiscal; a disposicion del ministerio"),
    ("termin", "arrested", "en la carceleta; en el calabozo; tras las rejas; en la carcel"),
    ("acab", "arrested", "en la carceleta; en el calabozo; tras las rejas; en la carcel"),
    ("est", "found", "en un refugio; en un albergue; en un hogar"),
    ("permanec", "found", "bajo proteccion; bajo tutela"),
    ("est", "found", "bajo proteccion; bajo tutela; a salvo"),
    ("qued", "found", "bajo proteccion; bajo tutela; a salvo"),
)
"""Stem, role and the words that follow: ``puestas a buen recaudo``, ``taken into custody``."""
PHRASES: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
for _stem, _role, _tails in _PHRASE_TABLE:
    for _tail in _tails.split(";"):
        PHRASES.setdefault(_stem, []).append((tuple(_tail.split()), _role))
"""Stem -> the words that may follow, each with the role they give."""
_PHRASE_ENDS = {
    "pus": ("o", "ieron"), "opus": ("o", "ieron"), "intervin": ("o", "ieron"), "ley": ("o", "eron"),
    "coloc": ("o", "aron"), "dict": ("o", "aron"), "impus": ("o", "ieron"),
    "ech": ("o", "aron", "an"),
    "llev": ("o", "aron", "an", "ara", "aran"), "carg": ("o", "aron", "an"),
    "envi": ("o", "aron"), "mand": ("o", "aron"), "pon": ("e", "en", "er"),
    "taken": ("",), "were": ("",), "was": ("",), "been": ("",),
    "permanec": ("e", "en", "io", "ieron"), "est": ("a", "an", "aban"), "qued": ("o", "aron", "an"),
    "termin": ("o", "aron"), "acab": ("o", "aron"),
}  # fmt: skip
PHRASE_FORMS = {
    stem + end: (stem, end)
    for stem in PHRASES
    for end in _PHRASE_ENDS.get(stem, ("o", "a", "os", "as"))
}
"""Form -> its stem and ending."""

"""What does not belong to an article: see-also links, pleas, credits, counters, repeats.

The dangerous ones carry the figures of another case ("MIRA AQUÍ: 41 rescatadas en..."), so they
must go; a sentence of the article must never go with them. Lines are therefore dropped only when
they open with a cue and are as short as a headline, or carry no statement at all.
"""

import re
from collections.abc import Iterable
from typing import Final

from lxml.etree import _Element
from rapidfuzz.distance import Indel

from monitor.reading.dates import is_stamp
from monitor.text import fold

_SEPARATOR: Final = r"\s*(?:[:|►▶»→>]|\s[-–—]\s)"
_LEAD_IN: Final = r"\A[\s►▶»→•·*>|👉🔴📌\ufe0f–—-]{0,20}"
_STRONG: Final = (
    r"(?:(?:mira|lee|lea|leer|ve|vea|revisa)\s+(?:tambi[ée]n|adem[áa]s|aqu[íi])"
    r"|puedes\s+(?:ver|leer)|te\s+recomendamos|(?:tambi[ée]n\s+)?[tl]e\s+puede\s+interesar"
    r"|quiz[áa]s?\s+te\s+interese|no\s+te\s+pierdas|sigue\s+leyendo"
    r"|tambi[ée]n\s+(?:lee|lea|mira|puedes\s+(?:ver|leer))|video\s+recomendado"
    r"|(?:leia|veja|confira)\s+tamb[ée]m|(?:leia|saiba|veja)\s+mais|read\s+(?:also|next|more)"
    r"|see\s+also|also\s+read|don.?t\s+miss|(?:you\s+(?:may|might)\s+also\s+like)"
    r"|(?:nota|noticia|art[íi]culo|contenido|lectura)s?\s+(?:relacionad|recomendad|sugerid)[oa]s?"
    r"|related\s+(?:articles?|stories|content|news|posts?))"
)
"""Phrases that open nothing but a link to another article."""
_WEAK: Final = (
    r"(?:lee|lea|leer|leer\s+m[áa]s|le[ea]\s+m[áa]s|mira|ve|vea|ver|ver\s+m[áa]s|m[áa]s|tambi[ée]n"
    r"|m[áa]s\s+(?:informaci[óo]n|noticias)|m[áa]s\s+sobre\b.{0,40}?|relacionad[oa]s?|recomendad[oa]s?"
    r"|nota\s+en\s+desarrollo|related|more|also|read|watch|see\s+more|veja|leia)"
)
"""Words that do so only with a separator after them."""
CUE: Final = re.compile(
    rf"{_LEAD_IN}(?:{_STRONG}\b{_SEPARATOR}?|{_WEAK}{_SEPARATOR})", re.IGNORECASE
)
_BARE_CUE: Final = re.compile(rf"{_LEAD_IN}(?:{_STRONG}|{_WEAK})\W*", re.IGNORECASE)
_STRONG_ONLY: Final = re.compile(rf"{_LEAD_IN}{_STRONG}\b(?!{_SEPARATOR})", re.IGNORECASE)
_BULLET: Final = re.compile(r"\A\s{0,20}[►▶]")
_SHOUTED: Final = (
    r"(?:(?:MIRA|LEE|LEA|VER?|VEA)(?: (?:AQU[ÍI]|TAMBI[ÉE]N|M[ÁA]S))?|PUEDES (?:VER|LEER)"
    r"|TAMBI[ÉE]N(?: (?:LEE|MIRA))?|M[ÁA]S|TE (?:RECOMENDAMOS|PUEDE INTERESAR)|VIDEO RECOMENDADO)"
)
_IN_BRACKETS: Final = re.compile(
    rf"[(\[]\s*(?:{_STRONG}\b|(?:lee|lea|mira|m[áa]s|tambi[ée]n):)[^)\]\n]{{3,250}}[)\]]",
    re.IGNORECASE,
)
_OPENING: Final = (
    r"(?:El|La|Los|Las|Un|Una|Seg[úu]n|En|Por|Tras|Durante|Adem[áa]s|Asimismo|Tambi[ée]n|Ante|As[íi]"
    r"|Este|Esta|Con|De|Se|Luego|Mientras|Cuando|Al|A|Su|Sus|Para)"
)
_IN_LINE: Final = re.compile(
    rf"(?:(?<=[.!?”\"»] )|^){_SHOUTED}\s?[:|►▶»](?:[^.!?\n]|\.(?=\d)){{5,160}}?"
    rf"(?:[.!?](?=\s|$)|(?=\s{_OPENING} [a-záéíóúñü])|$)"
)
"""A headline ends at its full stop or before what can only open the sentence glued to it."""
_LONGEST_LINK: Final = 250
"""Characters; a longer line that opens with a cue is prose."""

_PLEA: Final = re.compile(
    rf"{_LEAD_IN}(?:suscr[íi]bete|[úu]nete|s[íi]guenos|reg[íi]strate|ent[ée]rate|mantente"
    r"|hazte\s+(?:miembro|soci[oa])|escr[íi]benos"
    r"|haz\s+clic|si\s+(?:quieres|deseas|te\s+gust[óo])|sigue\s+a\b|activa\s+(?:las|nuestras)"
    r"|recibe\s+(?:las|los|gratis|en\s+tu|nuestr\w+|tod\w+)|descarga\s+(?:la\s+app|nuestra|gratis)"
    r"|ingresa\s+(?:aqu[íi]|a\s+nuestr\w+)|get\s+(?:the|our|your|daily|unlimited)|sign\s+up|subscribe"
    r"|follow\s+us|join\s+(?:us|our|the)|click|download\s+(?:the|our)|listen\s+to|have\s+a\s+tip|assine"
    r"|inscreva|receba|siga\s+(?:o|a|nos)|baixe)\b(?=.{0,200}\b(?:newsletters?|bolet[íi]n(?:es)?|app"
    r"|whatsapp|telegram|facebook|twitter|instagram|youtube|tiktok|google\s+(?:news|noticias)|apps"
    r"|beneficios|aplicaci[óo]n|inbox|notificaciones|canal|redes\s+sociales"
    r"|suscri\w+|e-?mails?|here|aqu[íi])\b)",
    re.IGNORECASE,
)
_SHAREABLE: Final = (
    r"(?:nota|noticia|art[íi]culo|informaci[óo]n|publicaci[óo]n|contenido|enlace|post)"
)
_NETWORK: Final = r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|redes(?:\s+sociales)?)"
_DEBRIS: Final = re.compile(
    rf"\A\W{{0,20}}(?:compart(?:e|ir)(?:\s+(?:(?:esta|este|la|el)\s+{_SHAREABLE}|en\s+{_NETWORK})\b.{{0,60}})?"
    r"|share(?:\s+(?:this|on)\b.{0,60})?|(?:contenido|publicidad|anuncio)\s*(?:gec|patrocinad[oa])?"
    r"|advertisement|loading|cargando|article\s+content|copiar\s+(?:enlace|link)|enlace\s+copiado"
    r"|imprimir|(?:escuchar?|oye)(?:\s+(?:la|esta|este)\s+(?:nota|noticia|art[íi]culo).{0,60})?"
    r"|tiempo\s+de\s+lectura.{0,30}|tempo\s+de\s+leitura.{0,30}|lectura\s+de\s+\d+\s+min.{0,10}"
    r"|\d+\s+min(?:utos?|utes?)?\s+(?:de\s+lectura|read)|story\s+continues\s+below|explore\s+further"
    r"|(?:tags|etiquetas|temas|filed\s+under|categor[íi]as?)\s*:.{0,150}|most\s+read\b.{0,40}"
    r"|(?:foto|fotos|fotograf[íi]a|imagen|video|cr[ée]ditos?|photo|image\s+credit|imagem)"
    r"(?:\s+(?:referencial|credit|de\s+archivo|composici[óo]n))?\s*[:/].{0,120}"
    r"|\(\s*(?:foto|fotos|imagen|video|photo|image|cr[ée]dito)\b[^)]{0,120}\)"
    r"|(?:foto|imagen)\s+(?:referencial|de\s+archivo)|getty\s+images|shutterstock"
    r"|(?:fuente|source|quelle)\s*:.{0,40}|copyright\b.{0,100}|additional\s+reporting\s+by.{0,60}"
    r"|(?:todos\s+los\s+)?derechos\s+reservados.{0,60}|prohibida\s+(?:su|la)\s+reproducci[óo]n.{0,80}"
    r"|\[img.{0,40}\]|(?:[úu]ltima\s+actualizaci[óo]n|updated|actualizado|publicado|published)\b"
    r"\W*.{0,45}\d.{0,15}|\d+\s*(?:shares?|compartid[oa]s?|comentarios?|comments?|vistas|views))\W*",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"\A\W{0,20}(?:comentarios|comments|deja\s+(?:un|tu)\s+comentario.{0,40}|leave\s+a\s+(?:comment|reply).{0,20}"
    r"|dejar\s+una\s+respuesta.{0,20}|lo\s+m[áa]s\s+(?:le[íi]do|visto).{0,30}|m[áa]s\s+noticias.{0,30}"
    r"|m[áa]s\s+en\s+\w+|(?:notas|noticias|art[íi]culos|entradas|contenidos?)\s+(?:relacionad|recomendad|"
    r"sugerid)[oa]s?|te\s+puede\s+interesar|tambi[ée]n\s+te\s+puede\s+interesar|related\s+(?:articles"
    r"|stories|posts|content)|you\s+(?:may|might)\s+also\s+like|don.?t\s+miss|sobre\s+el\s+autor"
    r"|about\s+the\s+author|la\s+entrada\b.{0,200}\bse\s+public[óo]\s+primero\s+en\b.{0,80}"
    r"|the\s+post\b.{0,200}\bappeared\s+first\s+on\b.{0,80})\W*",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(
    r"(?:por|by|escrib[ei](?:\s+por)?|redacci[óo]n)\b[:\s].{2,60}", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[.!?…][\"”»')\]]*$")
_COUNTER: Final = re.compile(r"\A[^\w]{0,60}(?:\d[^\w]{0,60}){0,5}")
"""A line without letters: a share counter, a rule of dots; a telephone number has more digits."""
_HEAD_LINES: Final = 8
_REPEATED: Final = 40
"""Characters from which a line that stands twice is a mistake of the page."""
_LABEL_LIST: Final = 8
"""Headlines that may follow a bare label such as "Notas relacionadas"."""


def tidy(text: str, title: str = "") -> str:
    """Return ``text`` without the lines and brackets that are no part of the article.

    Args:
        text: Plain text, one paragraph a line.
        title: The headline of the page that the text was taken from: dropped where the text
            repeats it, and so are lines that are only a date. Without it both stay, since a plain
            text has its dateline nowhere else.
    """
    lines = [_without_links(line) for line in text.split("\n")]
    lines = _without_head(lines, title)
    lines = _without_labels(lines)
    lines = [line for line in lines if not (is_debris(line) or (title and is_stamp(line)))]
    return "\n".join(_without_repeats(lines))


def is_debris(line: str) -> bool:
    """Tell whether a line says nothing of the article's own: empty, counter, link, plea, credit."""
    if not any(character.isalpha() for character in line):
        return _COUNTER.fullmatch(line) is not None and not is_stamp(line)
    if len(line) > _LONGEST_LINK:
        return False
    if _DEBRIS.fullmatch(line) or _END.fullmatch(line) or _PLEA.match(line):
        return True
    return is_see_also(line)


def is_see_also(line: str) -> bool:
    """Tell whether a line is a link to another article, by its opening."""
    if len(line) > _LONGEST_LINK:
        return False
    if _STRONG_ONLY.match(line) and _SENTENCE.search(line) and len(line) > 60:
        return False
    return CUE.match(line) is not None or _BULLET.match(line) is not None


def _without_links(line: str) -> str:
    """Take see-also links in brackets, or shouted between two sentences, out of a line."""
    return " ".join(_IN_LINE.sub(" ", _IN_BRACKETS.sub(" ", line)).split())


def same_headline(one: str, other: str) -> bool:
    """Tell whether two lines are one headline, but for case, accents and punctuation."""
    a, b = key(one), key(other)
    if not a or not b or max(len(a), len(b)) > 2 * min(len(a), len(b)):
        return False
    return a == b or Indel.normalized_similarity(a[:300], b[:300]) >= 0.9


def is_shouted(line: str) -> bool:
    """Tell whether a line is all in capitals, as some papers print links between paragraphs."""
    letters = [character for character in line if character.isalpha()]
    return len(letters) > 15 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def key(line: str) -> str:
    """Return the words of a line, folded, for comparison."""
    return " ".join(re.findall(r"\w+", fold(line)))


def _without_head(lines: list[str], title: str) -> list[str]:
    """Drop the headline wherever it stands alone, and what stands before it at the head."""
    if not title:
        return lines
    repeats = [number for number, line in enumerate(lines) if same_headline(line, title)]
    first = repeats[0] if repeats and repeats[0] < _HEAD_LINES else -1
    if any(len(line) > 120 or is_prose(line) for line in lines[:first]):
        first = -1
    kept = [line for number, line in enumerate(lines) if number > first and number not in repeats]
    while kept and len(kept) > 1 and _BYLINE.fullmatch(kept[0]) and not _SENTENCE.search(kept[0]):
        kept = kept[1:]
    return kept


def _without_labels(lines: list[str]) -> list[str]:
    """Drop the list of headlines that follows a bare label of related stories."""
    kept: list[str] = []
    skipping = 0
    for line in lines:
        if _END.fullmatch(line) or _BARE_CUE.fullmatch(line):
            skipping = _LABEL_LIST
            continue
        skipping = skipping - 1 if skipping and not is_prose(line) else 0
        if not skipping:
            kept.append(line)
    return kept


def is_prose(line: str) -> bool:
    """Tell whether a line is a sentence or long enough to be a paragraph."""
    return len(line) > 150 or _SENTENCE.search(line) is not None


def _without_repeats(lines: Iterable[str]) -> Iterable[str]:
    seen: set[str] = set()
    for line in lines:
        words = key(line)
        if words not in seen or len(words) < _REPEATED:
            seen.add(words)
            yield line


def drop_menus(root: _Element) -> None:
    """Take out of an HTML tree the menus, footers and tables that are mostly links."""
    for menu in list(root.iter("nav", "footer", "table")):
        total = sum(map(len, menu.itertext()))
        linked = sum(len(text) for anchor in menu.iter("a") for text in anchor.itertext())
        if menu.getparent() is not None and 2 * linked > total:
            _drop(menu)


def unlink(root: _Element) -> None:
    """Take see-also links out of an HTML tree, with the cue before them; the text after stays."""
    for anchor in list(root.iter("a")):
        text = " ".join("".join(anchor.itertext()).split())
        if not text or len(text) > _LONGEST_LINK or anchor.getparent() is None:
            continue
        if CUE.match(text) or _cut_cue_before(anchor):
            _drop(anchor)


_CUE_BEFORE: Final = re.compile(
    rf"(?:^|(?<=[.!?”\"»)]))\s{{0,9}}[(\[]?\s{{0,9}}(?:{_STRONG}|{_WEAK}(?=\s{{0,9}}[:|►▶»→]))\s{{0,9}}[:|►▶»→]?\s{{0,9}}$",
    re.IGNORECASE,
)


def _cut_cue_before(anchor: _Element) -> bool:
    """Cut the cue that stands right before a link; tell whether there was one."""
    holder = anchor
    while holder.getprevious() is None and holder.getparent() is not None:
        parent = holder.getparent()
        text = parent.text or ""
        if text.strip():
            return _cut(parent, "text", text)
        if parent.tag not in ("strong", "b", "em", "i", "span", "u"):
            return False
        holder = parent
    before = holder.getprevious()
    if before is None:
        return False
    if (before.tail or "").strip():
        return _cut(before, "tail", before.tail)
    if before.tag in ("strong", "b", "em", "i", "span", "u") and len(before) == 0:
        return _cut(before, "text", before.text or "")
    return False


def _cut(element: _Element, place: str, text: str) -> bool:
    short = text[-200:]
    match = _CUE_BEFORE.search(short)
    if not match or (len(text) > 200 and match.start() == 0):
        return False
    setattr(element, place, text[: len(text) - len(short) + match.start()] + " ")
    return True


def _drop(element: _Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)

"""Words of courts: what makes years a term that was given, and what makes them none.

All of them are for folded text; :mod:`monitor.judging.claims.penalties` says how they are used.
"""

import re

from monitor.judging.claims.words import bag

WORDS = bag(
    "condena condenan condeno condenaron condenado condenada condenados condenadas condenar "
    "condene sentencia sentencian sentencio sentenciaron sentenciado sentenciada sentenciados "
    "sentenciadas pena penas carcel prision reclusion penal sentencing sentenced sentence "
    "sentences prison jail jailed imprisonment behind condenou condenou condenaram condenados "
    "presidio reclusao prisao given gets got impuso impusieron imponen impone recibio "
    "recibieron cayeron ratifico ratificaron confirmo confirmaron sombra fallo veredicto fijo "
    "fijaron "
    "dio dieron sanciona sancionado sancionada redujo rebajo tocaron dicto dictaron internos rejas "
    "pasara pasaran pasar presa preso estara estaran dejo aplico aplicaron given "
    "purgara encierro internamiento term presos perpetua cumplira dan dictan"
)  # fmt: skip
YEARS = frozenset({"años", "anos", "years", "year"})
MONTHS = frozenset({"meses", "months"})
JAIL = re.compile(
    r" ?(?:y (?:\d+|\w+) (?:meses|mes|dias?) )?(?:de (?:la )?)?(?:pena|carcel|prision|privacion|"
    r"privativa|"
    r"reclusion|condena|internamiento|presidio|"
    r"encierro|penal|reclusao|prisao|detencao|cadeia)\b| (?:in|of|behind) (?:prison|jail|bars|"
    r"imprisonment)|-year (?:prison|jail|sentence|term)"
    r"| (?:prison|jail)\b| (?:tras|entre)(?: las)? rejas\b| pres[oa]s?\b| recluid\w+| (?:a|"
    r"en) la sombra\b| en (?:prision|la carcel|el penal|un penal)\b"
)
GIVEN = re.compile(
    r"\b(?:conden\w+|sentenci\w+|impus\w+|impon\w+|impuest\w+|recib\w+|penas? de|fij\w+|dict\w+|"
    r"confirm\w+|ratific\w+|purga\w*|"
    r"cumpl\w+|pasar\w*|estara\w*|aplic\w+|dejo en|penas?:|obtuvo|dio|dieron|cayo|cayeron|toco|"
    r"tocaron|serve|reduj\w+|rebajo|fallo|veredicto|"
    r"sanciono a|sanciona al?|esperan|logr\w+|dan|sentenced|jailed|received|gets?|got|given|handed|"
    r"convicted|upheld|"
    r"sentences? of|imposed|pegou|pegaram|receb\w+)\b"
)
NOT_GIVEN = re.compile(
    r"\b(?:se penan?|delito (?:se|tiene|acarrea|conlleva)|acarrea|conlleva|amenaza con)\b|"
    r"\b(?:llev\w+|(?:anul|revoc)\w+ (?:la |su )?(?:condena|sentencia|pena)|pid(?:e|en|io|ieron|"
    r"iendo)|pedid[oa]|pedia|pedido|havia pedido|solicit\w+|requir\w+|"
    r"requer\w+|demand\w+|exig\w+|propus\w+|plante\w+|busca que|afront\w+|"
    r"enfrent\w+|podrian?|podria ser|arriesg\w+|seria(?:n)? condenad\w+|hasta|maxim[oa]|"
    r"minim[oa]|no menor(?:es)?|no menos|ni mayor|ni mas|preve\w*|"
    r"sancion\w+(?! a(?:l| la| los| las)? (?!quien))|"
    r"castig\w+|tipificad\w+|contempl\w+|establec\w+|oscila\w*|seeks?|sought|seeking|ask(?:ed|s|"
    r"ing)?|request\w*|faces?|facing|"
    r"could|up to|maximum|minimum|carries|punishable|podem pegar|pode pegar|ate|the law|"
    r"reducir\w*|rebajar\w*|acusacion|"
    r"preventiva|detencion preliminar|de experiencia|de edad|de fuga|de servicio|inhabilitacion|"
    r"of experience)\b"
)
RANGE = re.compile(r"\b(?:entre|between|de) (?:los )?(?:\d+|\w+) (?:a|y|to|and) $")
VICTIMS_BEFORE = bag(
    "explotar explotaron captar captaron agravio victimas por contra for trafficking exploiting "
    "enslaving abusing"
)
PREVENTIVE = re.compile(
    r" ?(?:de )?(?:prision preventiva|detencion preventiva|prision provisional)|"
    r" (?:of |in )?(?:pre-?trial detention|preventive (?:detention|prison))"
)
ASKED = re.compile(
    r"\b(?:pid|pedir|solicit|requir|requer|seek|sought|evalu|podria)\w*\b"
    r"(?![^.]*\b(?:dict|orden|impus|dispus|obtuv|logr|otorg|aprob|acept)\w*)[^.]*$"
)
LEADS = re.compile(
    r"\b(?:a|(?:condena|sentencia|pena) de|with|recib\w+|got|gets|received|given|"
    r"(?:jailed|imprisoned)(?: \w+){0,5} for|to|con|"
    r"imp\w+|dan|purg\w+|cumpl\w+|fij\w+(?: en)?|dict\w+|cayeron|dieron|dio|tocaron|serve|"
    r"pasar\w*(?: los proximos)?|dejo en|aplic\w+|penas?:|(?:ratific|confirm|mantuv)\w+ los|"
    r"reduj\w+ (?:a|de \w+ a)|"
    r"(?:fallo|veredicto)(?: fue)?:?) $|-$"
)
COURT = re.compile(
    r"\b(?:conden\w+|sentenci\w+|impus\w+|impon\w+|dict\w+|recibi\w+|recib\w+|sentenced|jailed|"
    r"handed|gave|got|gets|"
    r"received|given|condenou|condenaram)\b"
)
FROM = re.compile(r"\b(?:entre|between|from) (?:los )?$")
LEFT_OUT = re.compile(
    r",? (?:y|e|and|mientras que|en tanto que) (?:a )?(?:(?:su|la|el|otr[oa]|his|her|the)"
    r"(?:(?:,? [a-zñ]+){2,8}, a |(?: [a-zñ]+){1,3},? (?:(?:a|got|recibio|otra de) )?))?(?=\d|[a-z])"
)
FURTHER = re.compile(
    r"(?:[,;]| y| e| and)(?: mientras que)?(?: (?:a|en|con)| another)?(?: (?:l|(?:el|la|los|las|"
    r"sus?|"
    r"otr[oa]s?|un|una|his|her|the|al) [^.;:\d]{2,45}?)(?:, de \d\d?(?: y \d\d?)?(?: años)?)?"
    r"(?:,| (?:was given|got|received|recibio|recibieron|a)))? "
    r"(?=[\d a-z]{1,16}(?: a| al| para| to| for| la de| el de|,|\.|;)(?= |$))"
)
"""Leads to a term whose ``años`` is left out: ``, 15 a``, ``; a 12,``, ``y a sus dos, doce``."""
"doce``."
BEHIND_FURTHER = re.compile(
    r" (?:a|al|para|to|for) (?:el|la|los|las|su|sus|l|un|una|cada|otr\w+|the|his|her|each)?\b|"
    r" (?:la|el) de |, (?:el|la|su|los|las) |[.;]| cada un| each"
)
OTHERS_THEN = re.compile(
    r"\ben (?:19|20)\d\d\b[^.]*\botr[oa]s?\b|\botr[oa]s?\b[^.]*\ben (?:19|20)\d\d\b"
)
"""Other people's terms of another year."""
CUT_DOWN = re.compile(r"\b(?:reduj|rebaj)\w+ [^.;]*$")
NEXT_TERM = re.compile(r" (?:y|e|and|,) (?:a )?(?:\d+|\w+)(?: años| anos| years|-year)\b")
TITLE_TERM = re.compile(r" (?:para|a) (?:el |la |los |su |un |una )?[a-zñ]+")
TO_ONE = re.compile(r" (?:a|al|para|contra) (?:la |el |su |un |una )?[a-zñ]+ (?:a |que )")
PRIOR = re.compile(
    r"\b(?:ya (?:sentenciad\w+|condenad\w+|habian?|tenian?|fue|fueron|cumpl\w+|purg\w+)|"
    r"ja (?:havia\w*|foi|tinha)|purgo|"
    r"antecedentes?|anteriormente|previamente|previously|primera instancia|"
    r"inicialmente|originalmente|originally|initially|had (?:already )?been|"
    r"another (?:man|woman|person))\b"
)
"""An earlier term of the same person, or another's."""
OTHER_CRIME = re.compile(
    r"(?: de \w+){0,3},? por (?:\w+ )?(?:robo|hurto|drogas|homicidio|violacion|lesiones|trafico de "
    r"drogas|trafico ilicito de drogas|roubo)\b(?! y trata)"
)
SIMILAR = re.compile(r"\b(?:simil\w+|parecid\w+|semelhant\w+)\b")
TO_WHOM = re.compile(r" (?:a|al|para|contra|to|for) (?!\d)")
ONE_MORE = re.compile(r"(?:,| y| e) a $")
SOMEBODY = re.compile(r" (?:a )?(?:un|una|el|la|su) [a-zñ]")
EACH = re.compile(r"[^.;,]{0,40}\b(?:each|cada un[oa])\b")
ELLIPTIC = re.compile(
    r"(?:mientras que|en tanto que|en tanto|;|, y|, e|\by) (?:a )?(?:el|la|su|los|las|otr[oa]) "
    r"[a-zñ ]{1,40}(?:, de \d\d?(?: y \d\d?)?(?: años)?)?, $"
)
OPENS = re.compile(r"^(?:al?|a la|a su|a los|a las|para el|para la) [a-zñ ]{2,40}, $")
GAVE = re.compile(r" (?:se )?l(?:e|es) (?:dieron|dio|impus\w+|fij\w+|cayeron|tocaron)\b")
INITIALS = re.compile(
    r"[^;:\d]{0,30}?(?<![a-zñ])(?:[a-z]\. ?){2,5}(?:\(\d\d\) )?y (?:a )?(?:[a-z]\. "
    r"?){2,5}(?:\(\d\d\),? )?a $"
)
TRIAL = re.compile(
    r"\b(?:conden\w+|sentenci\w+|carcel|penas?|años (?:de|en|a|para)|anos de prisao|perpetua|"
    r"sentenc\w+|jail\w*|convict\w*|prison\w*|life term|pris(?:ao|oes)|absuel\w+|culpables?|"
    r"guilty|behind bars|years in)\b(?! preventiva)"
)
OPENING = 400
CUT = re.compile(r"[,;:.]")
JOINED = bag("y e and ,")
TWO = re.compile(
    r"[^;:.\d]{0,70}? (?:al|a la|a su|a un|a una) [^,;:\d]{2,40} y (?:al|a la|a su|a un|a una) "
    r"(?![^,;:.]{0,50}?(?:,| a) (?:\d|[a-z]+ años))"
)
"""``a su capataz y a la cocinera`` behind a term: two people."""
EACH_OF = re.compile(r"[^.;:]{0,40}\bcada un[oa] de (?:los|las) (?=\w)")
NEAR_START = 30
LIMIT = 60

"""Words of courts: what makes years a term that was given, and what makes them none.

All of them are for folded text; :mod:`monitor.judging.claims.court.penalties` uses them.
"""

import re

from monitor.judging.claims.vocabulary import bag

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
TERMS = bag("condena condenas pena penas sentencia sentencias castigo term terms sentence")
YEARS = frozenset({"años", "añitos", "calendarios", "anos", "years", "year"})
VICTIMS_BEFORE = bag(
    "explotar explotaron captar captaron agravio victimas por contra for trafficking exploiting "
    "enslaving abusing"
)
COURT = re.compile(
    r"\b(?:conden\w+|sentenci\w+|impus\w+|impon\w+|dict\w+|recibi\w+|recib\w+|sentenced|jailed|"
    r"handed|gave|got|gets|dio|dieron|fij(?:o|aron)|cayo|cayeron|purga\w*|cumplir\w*|aplic(?:o|"
    r"aron)|pusieron|"
    r"received|given|condenou|condenaram)\b"
)
GETS = re.compile(
    r"recib(?:e|en|io|ieron|ira|iran)|receb(?:e|eu|eram)|(?:got|gets|received?|gave|given|handed|"
    r"drew)|purg(?:a|an|ara|aran|ar)|cumpl(?:e|en|ira|iran|ir)|dieron|dio|cay(?:o|eron)|caen|"
    r"toc(?:o|aron)|impus(?:o|ieron)|impon(?:e|en)|pus(?:o|ieron)|fij(?:o|aron)|aplic(?:o|aron)|"
    r"dict(?:o|aron)|pasar(?:a|an)|qued(?:a|o|aron)|afront(?:a|an)|pag(?:a|ara|aran)|peg(?:a|ou|"
    r"aram)|dan|enfrent(?:a|an)|obtuv(?:o|ieron)|llev(?:o|aron)|rebaj(?:o|aron|an|a)|reduj(?:o|"
    r"eron)|reduc(?:e|en)|baj(?:o|aron|an|a)|elev(?:o|aron|an|a)|sub(?:io|ieron|en|e)|"
    r"aument(?:o|aron|an)|disminuy(?:o|eron)|mantuv(?:o|ieron)|confirm(?:o|aron|a|an)|"
    r"ratific(?:o|aron|a|an)|sentenced|condenad[oa]s?|sentenciad[oa]s?|inclin(?:o|aron)|"
    r"correspond(?:io|en|e|ieron)|preso|presa|presos|presas|jailed|merec(?:io|ieron)|haran|hacen"
)
"""Right before a bare number: ``recibió doce``, ``fue condenado a nueve``."""
NEXT_TERM = re.compile(
    r"(?: y| e| and|,) (?:a |en |los )?(?:\d+|[a-z]+)(?: años| anos| years|-year| para| al?| to)\b|"
    r"(?: y|,| e| and) (?:(?:a|en) (?:\d+|[a-z]+)|\d+) (?:la|el|su|los|las|un|una|otr[oa]|his|"
    r"her)\b"
)
TO_ONE = re.compile(r" (?:a|al|para|contra) (?:la |el |su |un |una )?[a-zñ]+ (?:a |que )")
_NO_MONEY = r"(?:(?!soles|repara|pagar|dias|multa)[^.;:,\d]){0,40}"
EACH = re.compile(
    rf"{_NO_MONEY}\b(?:each|cada un[oa]|cada cual|por cabeza|apiece|cada(?=[.,;]))(?![a-z])"
)
INITIALS = re.compile(
    r"[^;:\d]{0,30}?(?<![a-zñ])(?:[a-z]\. ?){2,5}(?:\(\d\d\) )?y (?:a )?(?:[a-z]\. "
    r"?){2,5}(?:\(\d\d\),? )?a $"
)
TRIAL = re.compile(
    r"\b(?:conden\w+|sentenci\w+|carcel|penas?|años (?:de|en|a|para)|perpetua|"
    r"anos de (?:prisao|cadeia|reclusao|detencao|pena)|"
    r"sentenc\w+|jail\w*|convict\w*|prison\w*|life term|pris(?:ao|oes)|absuel\w+|culpables?|"
    r"guilty|behind bars|years in|(?:les? \w+|gave|confirm\w+|dan|imponen|rebaj\w+|reduc\w+|"
    r"purg\w+|"
    r"cumpl(?:e|en|ir\w*)|deb(?:e|en|ia)|given|drew|upheld|recib(?:e|en|io|ieron)|logran?|gets?|"
    r"got)"
    r" (?:\w+ ){0,5}?(?:\w+-year|años|calendarios|years)|años que (?:se )?les? (?:impus|fij|di|"
    r"puso|pus|cay|dict)\w*)"
    r"\b(?! preventiva)"
)
IS_NOUN = re.compile(
    r"\b(?:l[oa]s?|el|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|otr[oa]s?|\d+) "
    r"(?:condenad|sentenciad)[oa]s?$"
)
ACTIVE = re.compile(
    r"(?:conden|sentenci)(?:o|aron|ou|aram|a|an|ar)|condenas?|sentencias?|impus(?:o|ieron)|"
    r"impon(?:e|en|er|ga)|dict(?:o|aron|a|an|ar)|fij(?:o|aron)|aplic(?:o|aron)|dio|dieron|pusieron|"
    r"handed|gave|jailed|sentenced"
)
PASSIVE_BEFORE = re.compile(
    r"\b(?:les?|se|was|were|been|be|each|fue|fueron|"
    r"(?:was|were|been) (?:\w+ )?(?:convicted|guilty|tried|arrested)(?: of [^;:.]{1,60})? and) $"
)
UNDONE = re.compile(
    r"\b(?:absolv|absuelv|absuel|anul|revoc|exculp|declar\w+ nul|overturn|quash|acquit|annul)\w*"
)
HAD = re.compile(r"\b(?:habian? (?:sido |)(?:conden|sentenci|recib|impuest|dad)|had been)\w*")
SINGLE = re.compile(
    r".{0,7}?\b(?:(?:fue|sido|era|sera|was) (?:condenad|sentenciad)[oa]|recib(?:e|io|ira)|"
    r"purga(?:ra)?|cumplira|cumple)\b"
)
"""One person is the subject, whoever stands before."""
OPENING = 400
CUT = re.compile(r"[;:]|\.(?= [a-z]{3}|$)|, ")
GOES_ON = re.compile(r", (?:al?|para|to|y|e|and) ")
SAME = re.compile(
    r"(?!.{0,40}:)\b(?:la misma|identica|igual|the same|an identical|a mesma) (?:pena|condena|"
    r"sentencia|"
    r"sancion|"
    r"castigo|term|sentence|punishment)\b"
)
TWO = re.compile(
    r"[^;:.\d]{0,70}? (?:al|a la|a su|a un|a una) [^,;:\d]{2,40} y (?:al|a la|a su|a un|a una) "
    r"(?![^,;:.]{0,50}?(?:,| a) (?:\d|[a-z]+ años))"
)
"""``a su capataz y a la cocinera`` behind a term: two people."""
EACH_OF = re.compile(
    rf"{_NO_MONEY}\b(?:cada un[oa] de (?:los|las|sus)|each of (?:the|his|her)) (?=\w)"
)
ALL_OF_THEM = re.compile(r"(?:^|[\s,;:])(?:tod[oa]s(?: ell[oa]s)?|cada un[oa]|all of them|each)\b")
"""As many as were told to be guilty before."""
GUILTY = re.compile(
    r"\b(?P<many>\d+|[a-z]+) (?:(?:de )?(?:los|las) )?(?:\w+ )?(?:condenad|sentenciad|acusad|"
    r"procesad|"
    r"imputad|implicad|inculpad|reos|presos|herman[oa]s|integrantes|miembros|defendants|men|"
    r"accused)\w*"
)
BUT_ONE = re.compile(r",? (?:menos|excepto|salvo|except|but) (?:al?|el|la|su|the|his)\b")
SUMMED = re.compile(
    r"(?:\ben total,?|\btotal (?:de|of)|\bin all,?|\bsuma(?:n|dos|das|ndo)\b[^.;:\d]{0,20}) "
    r"(?:a )?$"
)
"""Before the sum of what one defendant got for several crimes."""
FOR_THIS = re.compile(
    r"\b(?:is serving|serves|was sentenced|was given|cumple|purga|fue condenad[oa]|"
    r"fue sentenciad[oa]|"
    r"cumpre|foi condenad[oa])(?: a| to| una condena de| uma pena de)? (?:\w+(?:-year| years|"
    r" años| anos)"
    r")[^.;]{0,40}\b(?:trafficking|trata|trafico)\b"
)
TO_HIM = re.compile(r"\b(?:le|l[ao](?= \w+(?:[oó]|aron|eron)\b)) (?=\w)")
LIMIT = 60
MOST = 40
"""So many terms are in no news."""
AT_WORK = bag(
    "mozo moza cocinero cocinera vigilante socio socia chofer taxista mototaxista gerente captador "
    "captadora enganchador enganchadora cajero cajera portero portera conductor conductora "
    "ayudante lider pastor enfermero enfermera terramozo terramoza yerno nuera compinche condenado "
    "condenada reo rea vecino vecina cuartelero cuartelera recepcionista barman guardian profesor "
    "profesora docente policia suboficial comerciante empresario empresaria transportista minero "
    "capataz testaferro contador contadora abogado abogada medico obstetra partera reclutador "
    "reclutadora proxeneta encargado encargada trabajador trabajadora empleado empleada jefe jefa "
    "comadre compadre madrina padrino caficho caficha madame cantinero cantinera copropietario "
    "copropietaria coacusado coacusada coprocesado coprocesada funcionario regidor regidora "
    "lugarteniente mano motorista lanchero boss driver waiter waitress cook guard recruiter "
    "partner teacher clerk bartender pimp madam ringleader leader cashier porteiro cozinheira "
    "cuñado cuñada suegro suegra sobrino sobrina concubino concubina exmarido expareja "
    "exconviviente "
    "gerente caixa chefe tercero cuarto quinto sexto segundo primero segunda tercera cuarta quinta"
)
"""Defendants who are named by their work, their kin or their rank alone."""

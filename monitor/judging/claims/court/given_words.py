"""What stands around years that a court gave, and around years of every other kind.

For folded text; :mod:`monitor.judging.claims.court.given` says how they are used.
"""

import re

from monitor.judging.months import MONTHS

_TERM = (
    r"(?:condenas?|sentencias?|penas?|fallo|castigo|carceleria|reclusion|encierro|acuerdo|"
    r"sancion|terminos?|veredicto|sentences?|terms?)"
)
_KIND = (
    r"(?: (?:firmes?|efectivas?|unicas?|concretas?|conformadas?|ejemplar|final|suspendidas?|"
    r"condicional|convertida|es|fue|sera|era|privativas?|de|la|libertad|se|fijo|quedo|queda|baja|"
    r"sao|foram|foi|are|were|bajo|consentidas?|confirmadas?|vigente|pendiente|condenatoria|anteriores|total|conjunta|of|"
    r"was|suspended|a|prison|jail)){0,5}"
)
_GAVE = (
    r"(?:impus\w+|impon(?:e|en|iendo|drian)?|impuest\w+|fij\w+|gradu\w+|dict(?:o|a|an|aron)|"
    r"aplic(?:o|a|an|aron)|dio|dieron|dan|da|sum(?:o|aron)|cayo|cayeron|caen|toco|tocaron|toca|"
    r"pus(?:o|ieron)|"
    r"met(?:io|ieron)|clav(?:o|an|aron)|zamp(?:o|aron)|encaj(?:o|aron)|endos(?:o|aron)|"
    r"correspond(?:e|en|ia|ian|io|ieron)|esperan?|otorg(?:o|aron)|asign(?:o|aron)|"
    r"cost(?:o|ara|aron|aran)|vali(?:o|eron)|gave|handed|imposed|deu|deram|impos|impuseram|aplicou|"
    r"fixou)"
)
_GOT = (
    r"(?:recib(?:e|en|io|ieron|iendo|ira|iran)|receb(?:e|em|eu|eram)|obtuv(?:o|ieron)|"
    r"purg(?:a|an|ara|aran|ar|aba|aban)|cumpl(?:e|en|ira|iran|ia|ian)|"
    r"pasar(?:a|an)?|deb(?:e|en|ia|ian)|drew|cumplir|purgar|pag(?:a|an|ara|aran|o)|descont(?:ara|"
    r"aran)|"
    r"permanecer(?:a|an)?|"
    r"se (?:lleva|llevo|llevan|llevaron|come|comera|comeran|gano|ganaron)(?: \w+)?|merecio|"
    r"merecieron|alcanz(?:o|aron)|got|gets?|received?|receives|"
    r"serv(?:e|es|ing)|pegou|pegaram|pega|pegam|cumpre|cumprem|cumprira|cumprirao|"
    r"logr\w+|confirm\w+|ratific\w+|mantuv\w+|upheld)"
)
JAIL = re.compile(
    r" ?(?:y (?:\d+|\w+) (?:meses|mes|dias?) |y medio )?(?:de (?:la )?)?(?:penas?|carcel|prision|"
    r"privacion|privativa|reclusion|condena|internamiento|presidio|carceleria|"
    r"encierro|penal|reclusao|prisao|detencao|cadeia|sombra|cana|suspendid[oa]s|efectivos)\b|"
    r" (?:in|of|behind) (?:prison|jail|bars|"
    r"imprisonment)|-year (?:prison|jail|sentence|term)"
    r"| (?:prison|jail)\b| (?:sentence|term)s?\b| (?:tras|entre)(?: las)? rejas\b| pres[oa]s?\b|"
    r" recluid\w+| (?:a|"
    r"en) la sombra\b| en (?:prision|la carcel|el penal|un penal|penal|los penales)\b"
)
GIVEN = re.compile(
    rf"\b(?:conden\w+|sentenci\w+|carceleria|{_GAVE}|{_GOT}|{_TERM}|"
    r"(?:ir(?:a|an)|va|van) (?:a (?:la )?(?:carcel|prision)|al penal|pres[oa]s?)|"
    r"(?:fue|fueron) (?:castigad|sancionad)\w+|sum(?:o|aron)|dejo en|culpables?|sanciono a|"
    r"sanciona al?|(?:rebaj|reduj|reduz|aument|elev|subi|baj|disminu|diminu|"
    r"recort|increment|"
    r"cut|reduc|rais|increas)\w*|sentenc\w+|jailed|given|convicted|encerrad\w+|encierr\w+|"
    r"(?:mand|envi|intern|recluy)\w+ (?:a |al |en |por )|seguir(?:a|an)|estar(?:a|an)|spend)\b"
)
LEADS = re.compile(
    rf"(?:\b(?:a|with|to|a los|{_GAVE}(?: en)?|{_GOT}(?: l[oa]s(?: proximos)?)?|"
    rf"{_TERM}{_KIND} (?:de|of|en|a)|{_TERM}:|"
    r"(?:es|fue|sera) de|(?:jailed|imprisoned)(?: \w+){0,5} for|given|handed|dejo en|quedo en|"
    r"quedaron en|"
    rf"(?:los|next|proximos|otros)|(?:gave|handed|given)(?: [a-z\-']+){{1,6}}|"
    rf"{_GAVE} al?(?: [a-zñ.]+){{1,6}})|-)"
    r"(?:, (?:pues|entonces|asi|ademas|por tanto|por lo tanto|a su vez|por su parte),)? $"
)
OF_JAIL = re.compile(
    r"\b(?:encierr\w+|encerrad\w+|recluid\w+|seguir\w+|estar(?:a|an)|penal|penales|prision|carcel|"
    r"rejas|sombra|anticipada|acuerdo|(?:quedo|quedaron|salio|salieron)(?: [^,;.\d]{1,30})?)"
    r"(?:,? [^,;.\d]{1,30})? (?:por|con) (?:los |l[oa]s proximos )?$"
)
"""``los mandó al encierro por 15 años``, ``quedó con trece``."""
LOCKED = re.compile(r" ?de encierro\b")
"""Behind years: of a prison, or of a victim."""
FRONTED = re.compile(
    r"(?: y (?:medio|\w+ meses))?(?: de (?:carcel|prision|pena|reclusion)(?: \w+)?)?(?:,? [^,;.:\d]"
    r"{1,40},?)? ?(?:deber\w+|tendr(?:a|an)|pasar(?:a|an)|purgar(?:a|an)|cumplir(?:a|an)|"
    rf"(?:fue|fueron) (?:conden|sentenc|impuest|sancionad|castigad)\w+|estar(?:a|an)|conden\w+|"
    rf"sentenci\w+|"
    rf"(?:se )?l(?:e|es) (?:fue\w* )?{_GAVE}|{_GAVE} (?:el|la|los|un|una)|recibio|recibieron|"
    r"recibira\w*|es la (?:condena|pena)|fue la (?:condena|pena)|espera\w*)\b"
)
TO_SOMEBODY = re.compile(
    r" (?:y medio |y \w+ meses )?(?:de (?:carcel|prision|pena|reclusion|encierro)(?: \w+)? )?"
    r"(?:para|a|al|contra) (?!cada (?:cual|un))[a-zñ'\"‘“«]"
)
ASKED_BEHIND = re.compile(
    r"[^.;]{0,120}?(?:\b(?:pid(?:e|en|io|ieron)|solicit(?:a|an|o|aron)|requiere|requirio|demanda|"
    r"reclama|pedira|solicitara|propone|pretende) (?:el|la|los|las|un|una|para) "
    r"|\b(?:es|era|fue|son) (?:la|lo|el) (?:pretension|pedido|que (?:pide|pidio|solicit|busca))|"
    r"\bpodrian? |\bde ser |\bsi (?:es|son|lo) |\ben caso)"
)
_WANTED = (
    r"pedem?|pediu|pediram|reivindic\w+|pid(?:e|en|io|ieron|iendo|an|iera|ieran)|pedid[oa]s?|"
    r"pedir\w*|pedian?|havia pedido|"
    r"solicit\w+|requir\w+|requer\w+|requier\w+|demand\w+|exig\w+|propus\w+|propon\w+|plante\w+|"
    r"pretend\w+|pretension|busca(?:n|ba|ban|ra)?|quier\w+|queri\w+|reclam\w+|insist\w+|persigu\w+|"
    r"acusacion|seeks?|sought|seeking|ask(?:ed|s|ing)?|request\w*|wants?|wanted|demanda"
)
_MAY = (
    r"afront\w+(?! (?:\w+ )?(?:condena|sentencia)s?\b)|enfrent\w+|podrian?|podria ser|"
    r"arriesg\w+|seria(?:n)? condenad\w+|expon\w+|"
    r"(?:recibir|purgar|cumplir|pasar|impondr|caer|alcanzar|superar)ian?|de ser (?:hallad|"
    r"encontrad|condenad|declarad)\w+|si (?:es|son|fuera|lo|la) (?:hallad|conden|encontr)\w+|"
    r"hallarsel\w+|serian?|if (?:convicted|found)|would|might|risks?|faces?|facing|could|"
    r"podem pegar|pode pegar|poderao?"
)
_LAW = (
    r"se penan?|delito (?:se|tiene|acarrea|conlleva)|acarrea|conlleva|amenaza con|hasta|"
    r"maxim[oa]s?|"
    r"minim[oa]s?|no menor(?:es)?|no menos|ni mayor|ni mas|preve\w*|sancion\w+(?! a(?:l| la| los| "
    r"las)? (?!quien))|castig(?:a|an|ue|uen)|(?<!fue )(?<!fueron )castigad\w+|tipificad\w+|"
    r"contempl\w+|establec\w+|oscila\w*|"
    r"up to|maximum|minimum|carries|punishable|ate (?=\d)|the law|ley|legislacion|codigo|"
    r"congreso|pleno|dictamen|proyecto"
)
_SPENT = (
    r"llev(?:a|an|aba|aban|o|aron|ar)(?! a la carcel)|estuv\w+|permanecio|permanecieron|"
    r"permanecido|pasaron|paso|pasado|purgo|purgado|cumplio|"
    r"cumplieron|cumplido|restan?|faltan?|quedan por|vivi\w+|trabaj\w+|tard\w+|(?:tras|despues de|"
    r"luego de) (?:purgar|pasar|cumplir|permanecer)|served|spent|tenia|tenian|tiene|tienen|contaba|"
    r"edad|edades|aged|sufri\w+|padec\w+|soport\w+|aguant\w+|denunci(?:o|a|an|aron)|relat\w+|narr\w+"
)
NOT_GIVEN = re.compile(
    rf"\b(?:{_WANTED}|{_MAY}|{_LAW}|reducir\w*|rebajar\w*|preventiva|detencion preliminar|"
    r"inhabilit\w+|prueba)\b"
)
ASKED = re.compile(
    rf"\b(?:{_WANTED}|{_MAY}|requerimientos?|congreso|pleno|proyecto|ley (?:eleva|aumenta)|leyes)\b"
)
SPENT = re.compile(
    rf"\b(?:{_SPENT})(?: (?:ya|mas de|por|durante|cerca de|unos|los|alrededor de|pres[oa]s?|"
    r"recluid\w+|detenid\w+|en prision|en la carcel|internad\w+|unos)){0,3} $"
)
UNDONE = re.compile(
    r"\b(?:anul|revoc|absolv|absuel|exculp|dej\w+ sin efecto|sin efecto|declar\w+ nul[ao]|overturn|"
    r"quash|acquit|annul)\w*(?: (?!(?:y|pero|e|and|aunque|but) )[^\s;]+){0,14}? (?:habian?|que (?:"
    r"l[aoe]s? )?(?:conden|sentenci|impus)\w+|conden\w+|sentencia|penas?|fallo|sentenced?|"
    r"conviction)\b[^;]*$|\b(?:anul|revoc)\w+ (?:l[oa]s|sus) $"
)
DECIDED = re.compile(
    r"\b(?:impus(?:o|ieron)|dict(?:o|aron)|fij(?:o|aron)|conden(?:o|aron|ou|aram)|sentenci(?:o|"
    r"aron)|"
    r"recibi(?:o|eron)|imponen|dieron|handed|imposed|(?:fue|fueron) (?:condenad|sentenciad)\w+|"
    r"(?:cumpla|cumplan|afront\w+) (?:un|una|la|su|l[ao]s|sus|)? ?(?:condena|sentencia)s?)\b"
)
NO_TERM_BEFORE = re.compile(
    r"(?:\b(?:hace|hace mas de|durante|tras|despues de|en los ultimos|de los ultimos|hoy de|ya de|"
    r"restan|menos de|inhabilit\w+ (?:\w+ )?(?:por|de)|(?:prueba|plazo|periodo|regla\w*|"
    r"tratamiento|"
    r"inhabilitacion)(?: \w+){0,4} (?:por|de)|dentro de|a sus|cumplio|for the past|after|aged|"
    r"edad(?:es)? de|suspendidas? por|suspended for|cada)) (?:los )?$"
)
NO_TERM_BEHIND = re.compile(
    r"-old| old\b| (?:y medio )?(?:de )?(?:edad|experiencia|fuga|servicios?|servicio|antigüedad|"
    r"matrimonio|proceso|juicio|investigacion|clandestinidad|prueba|inhabilitacion|relacion|vida|"
    r"convivencia|trabajo|espera|of experience|on the run)\b"
    r"| (?:despues|antes|atras|mas tarde|later|ago|earlier|profug\w+)\b| de (?:su|sus|haber|"
    r"aquel\w*|abus\w+|explot\w+)\b|[^.;]{0,26} preventiva"
)
PRIOR_BEHIND = re.compile(
    r"[^.;,]{0,60}\b(?:primera instancia|inicialmente|originalmente|que habia\w* (?:pedido|"
    r"solicitado|requerido)|(?:que|como) (?:pedi|solicit|requer|pid)\w+)"
)
THEN = re.compile(r"(?:,? (?:and|e) (?:\d\d?|[a-z]+))?,? (?:at th[ae]t? time|na epoca|a epoca)\b")
"""Behind an age of a past year: ``18 and 20 at the time``."""
RANGE = re.compile(
    r"\b(?:entre|between|de|from) (?:los )?(?:\d+|\w+) (?:a|y|to|and|para) (?:los )?$"
)
FROM = re.compile(r"\b(?:entre|between|from) (?:los )?$")
CHANGED = re.compile(
    r"\b(?:reduj|reduc|reduz|rebaj|baj|disminu|diminu|recort|aument|elev|sub|increment|modific|cut|"
    r"rais|increas)"
    r"\w* [^.;]*$|\b(?:pena|condena|sentencia)s? [^;]{0,60}\bpas(?:o|aron) [^.;]*$"
)
FROM_TO = re.compile(
    r"(?: y \w+ meses)? (?:a|to|para) (?:los )?(?:\d|[a-z]+ (?:y \w+ )?(?:años|years|anos))"
)
PRIOR = re.compile(
    r"\b(?:ya (?:sentenciad\w+|condenad\w+|habian?|tenian?|fue|fueron|cumpl\w+|purg\w+)|"
    r"ja (?:havia\w*|foi|tinha)|purgo|"
    r"antecedentes?|anteriormente|previamente|previously|primera instancia|"
    r"inicialmente|originalmente|originally|initially|had (?:already )?been|"
    r"another (?:man|woman|person|court)|"
    r"otr[oa] (?:colegiado|juzgado|tribunal|sala|caso|proceso|audiencia))\b"
)
"""An earlier term of the same person, or another's."""
OTHERS_THEN = re.compile(
    rf"\ben (?:{'|'.join(MONTHS)})\b[^.]*\b(?:un|una) (?:sujeto|hombre|mujer|varon|persona)\b[^.]*"
    r"\b(?:habian?|fue) [^.]*|"
    r"\ben (?:19|20)\d\d\b[^.]*\botr[oa]s?\b|"
    r"\b(?:otr[oa]s?|tercer|tercera|cuart[oa])\b[^.]*\ben (?:19|20)\d\d\b"
)
"""Other people's terms of another year."""
OTHER_CRIME = re.compile(
    r"(?: de \w+){0,3},? por (?:\w+ )?(?:robo|hurto|drogas|homicidio|violacion|lesiones|trafico de "
    r"drogas|trafico ilicito de drogas|tenencia|roubo)\b(?! y trata)"
)
SIMILAR = re.compile(r"\b(?:simil\w+|parecid\w+|semelhant\w+)\b")
TO_WHOM = re.compile(r" (?:a|al|ao|aos|para|contra|to|for|on) (?!\d)")
ONE_MORE = re.compile(r"(?:,| y| e) a $")
SOMEBODY = re.compile(r" (?:a )?(?:un|una|el|la|su) [a-zñ]")
ELLIPTIC = re.compile(
    r"(?:mientras que|en tanto que|en tanto|;|:|, y|, e|,|\by|\be|\band) (?:a )?"
    r"(?:el|la|su|los|las|sus|o|a|os|as|his|her|the|outr[oa]s?|otr[oa]s?|ella|ellas|ellos|uno|una|"
    r"al)(?: [^;:,.\d]{1,40})?"
    r"(?:, de \d\d?(?: y \d\d?)?(?: años)?)?(?:,| a| con) $"
)
CONFIRMED = re.compile(r"\b(?:confirm|ratific|mantuv|conserv)\w+ los $|\bproximos ")
OPENING = re.compile(r"(?:^|: )[^a-z\d]*(?:a |con |por )?$")
CHANGED_BEHIND = re.compile(
    r"[^.;:]{0,20}?\b(?:reduj|rebaj|baj|disminuy|aument|elev|sub|increment)\w*"
)
PUT_IN = re.compile(rf"\b{_TERM}(?: \w+)?, $")
"""``la pena impuesta, doce años, deberá``."""
CON_EACH = re.compile(r"\bcon $")
GOES_ON = re.compile(r"(?:[;:,]| y| e| and)(?: de| a| con)? ?$")
COLON = re.compile(
    r": (?:(?:el|la|su|ella|ellos|un[oa]?|los|las|sus|al)(?: [^;:,.\d]{1,40})?,? (?:a )?)?$"
)
"""``los halló culpables: él, 17 años``."""
OF_TERM = re.compile(
    rf" que (?:(?:se )?les? |l[oa]s? )?(?:{_GAVE}|{_GOT}|habian? (?:recibido|impuesto|dado)|"
    r"fue (?:condenad|sentenciad)\w+)\b| (?:impuest|fijad|dictad|recibid)[oa]s\b"
)
"""``los nueve años que le impusieron``."""
KIN = re.compile(
    r"^\W*(?:su|sus) (?:herman[oa]s?|padres?|madre|hij[oa]s?|prim[oa]s?|ti[oa]s?|cuñad[oa]) "
    r"(?:purga|cumple)n? $"
)
"""A relative of somebody who is wanted."""
OPENS = re.compile(r"^\W*(?:al?|a la|a su|a los|a las|para el|para la) [^,;:\d]{2,40}, $")
BIRTHDAY = re.compile(r"\b(?:cumpl(?!ir )\w+|(?:al|por|tras|de|para) cumplir) (?:los )?$")
LOWERED = re.compile(r"^\W*(?:de|from) (?:los )?(?:\d+|\w+) (?:a|to) (?:los )?$")
ACCOMPLICE = re.compile(
    r"\b(?:sus? (?:\w+ )?(?:complic|coacus|soci[oa]|espos|herman|parej|conviv|expareja|hij|prim|"
    r"marido|mujer|cuñad)|de l[oa]s cuales\b)"
)
"""Those of the same case, whose term was given before: ``sus cómplices ya cumplen quince``."""
OF_BIRTHDAY = re.compile(
    r" (?:que (?:se )?le|impuest|por |en (?:el|un) penal|en prision|de )|\.| y \w+ meses"
)

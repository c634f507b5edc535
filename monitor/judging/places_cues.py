"""Words that give a place its part in the event: Spanish, English, Portuguese, folded.

One pass over a sentence finds them all. A cue governs the places after it up to the next cue; those
in ``TOUCHING`` only the place right behind them and the list that it opens.
"""

import re

_TAIL = (
    r"(?: (?:provincial(?:es)?|corporativas?|especializad[oa]s?|en|delitos?|de|trata|personas|superior|penal|"
    r"penales|colegiado|unipersonal|investigacion|preparatoria|permanente|transitori[oa]|nacional|"
    r"flagrancia|crimen|organizado|contra|la|el|los|las|del|y|mujer|violencia|justicia|primer|primera|"
    r"segund[oa]|tercer|tercera|cuarto|quinto|familia|mixt[oa]|turno|apelaciones|supraprovincial|"
    r"publica|judicial|fiscal|republica|general|regional|region|distrito|provincia|ciudad|departamento|"
    r"prevencion|delito|lavado|activos|criminalidad|organizada|antidrogas|municipal|distrital|pnp|"
    r"policial|unidad|division|trafico|ilicito|migrantes|nacional|in|of|the|district|regional))*"
)
_NOUNS = (
    r"(?:mujeres|jovenes|adolescentes|menores|niñas|niños|victimas|chicas|personas|trabajador(?:a|es|as)|"
    r"obreros|ciudadan[oa]s|muchachas|hermanas|escolares|familias|madres|parejas|una joven|una menor|"
    r"una adolescente|una mujer|women|girls|teenagers|victims|migrants|couples|mothers|people|mulheres|"
    r"meninas|vitimas)"
)
_TO = r"(?:(?: (?!destino|rumbo|direccion|camino)\w+){0,5}? (?:a|al|hasta|hacia|ate|para|ao|to)\b)"
_MOVED = r"(?:llevad|trasladad|conducid|enviad|vendid|derivad|destinad)[oa]s?"
_TABLE: dict[str, str] = {
    "aim": (
        r"(?:iban?|pensaban?|planeaban?|querian?) a? ?(?:ser )?(?:llev|traslad|trabaj|explot|envi|vend)\w+"
        rf"{_TO}?|serian? {_MOVED}(?: \w+)? (?:a|al|hasta|hacia)\b|pretend\w+ (?:llev|traslad|envi|explot|sac)\w+"
        r"|buscaba\w* (?:llev|traslad|envi)\w+"
        r"|(?:con destino|rumbo|con direccion|camino|en direccion) (?:a|al|hacia)\b|como destino|cuyo destino"
        r"|se dirigi\w+ (?:a|hacia)|bound for|headed (?:to|for)|on (?:her|his|their) way to|com destino a|seguiria\w* (?:a|para)"
    ),
    "none": (
        r"albergues?|hogar(?:es)?|casas? (?:de )?(?:refugio|acogida|hogar)|centros? de (?:acogida|atencion|"
        r"emergencia|rehabilitacion|salud)|refugio|hospital|clinica|posta|morgue|sedes?|dependencias?|"
        r"comisarias?|instalaciones|carceleta|comandancia|shelter|abrigo|told reporters|conferencia de prensa"
        r"|(?:prosecutors|officials|authorities|investigators) in|said in|speaking in|dijo en|declaro en"
        r"|(?:el|al|del|un|en) (?:ex ?)?penal\b|establecimientos? (?:penal|penitenciario)|centro penitenciario"
        r"|carcel(?:es)? de|recluid[oa]s?|internad[oa]s? en|cumplir\w* (?:la|su) (?:pena|condena)|prison in"
        r"|jail(?:ed)? in|presidio|parti(?:o|eron) de|agregado en|radica en|con domicilio|tenia domicilio|habia vivido"
    ),
    "court": (
        r"(?:juzgados?|juez|jueza|jueces|corte|salas?|tribunal|fiscalias?|fiscal(?:es)?|ministerio publico|"
        r"poder judicial|procuraduria|defensoria|court|prosecutors?(?: office)?|promotoria|tribunal)" + _TAIL
    ),
    "agency": (
        r"(?:policias?|pnp|agentes|efectivos|personal|depincri|divincri|dirincri|serenazgo|serenos|"
        r"municipalidad|gobierno|gobernador(?:a)?|alcalde(?:sa)?|autoridades|equipo|brigada|police|officers|"
        r"policiais|agents|obispo|congresistas?|parlamentari[oa]s?|vecin[oa]s|diario|radio|region policial|"
        r"frente policial|macro region)" + _TAIL
    ),
    "origin": (
        r"proced(?:en|ia|ian|entes?|encia)(?: en su mayoria)?(?: \w+){0,3}? (?:de|del|desde)\b|provien\w+(?: \w+)? de\b"
        r"|proven\w+(?: \w+){0,2}? de\b|oriund[oa]s? (?:de|del)|natural(?:es)? (?:de|del)|originari[oa]s? (?:de|del)"
        r"|nacid[oa]s? en|nativ[oa]s? de|lleg(?:o|aron|aban?|ad[oa]s?|an|ando)(?: \w+){0,2}? (?:de|desde)\b"
        r"|vinieron (?:de|desde)|venian? (?:de|desde)|viaj\w+(?: \w+){0,3}? desde|(?:traid|trasladad|llevad|sacad)[oa]s?"
        r"(?: \w+){0,2}? desde|sali(?:o|eron|do) de|desaparec\w+ (?:\w+ )?(?:en|de)|vecin[oa]s? de|residentes? (?:de|en)"
        r"|vivia\w*(?: antes| con \w+ \w+)? en|(?:come|came|hailing|hailed|hail|originally|natives?|villagers) (?:of|from)"
        r"|(?:most|many|some|all)(?: of (?:them|the \w+))? (?:were |are |was )?from|(?:is|are|was|were) from"
        r"|vinha\w* d[eoa]s?\b|vieram d[eoa]s?\b|levad[ao]s de\b|natura(?:l|is) d[eoa]s?\b|bought from"
        rf"|{_NOUNS} (?:de|del|from|of|do|da)"
    ),
    "transit": (
        r"pas(?:aban?|aron|o|ando|ar) por|en transito (?:por|a)|via|escalas? en|cruz\w+(?: la frontera)?(?: por| desde)?"
        r"|(?:ingres|entr)\w+(?: \w+){0,3}? por\b|lleg\w+ por|a traves de|passing through|through|via"
        r"|passavam por|entraram(?: \w+){0,2} por"
    ),
    "recruitment": (
        r"captad[oa]s?|captaban?|capto|captaron|captar\w*|captando|captacion|reclut\w+|enganch\w+|engañ\w+"
        r"|ofrec\w+|promet\w+|promesas?|ofertas?|contactad[oa]s?|contactaban?|contacto a|contratad[oa]s?"
        r"|contrataban?|contrataron|convenci\w+|lure[ds]?|luring|recruit\w+|enticed|hired|promised"
        r"|aliciad[ao]s?|aliciav\w+|recrutad[ao]s?|promessas?"
    ),
    "exploitation": (
        r"explot\w+|obligad[oa]s?|obligab\w+|obligar\w*|obligo|prostitu\w+|forzad[oa]s?|forzaban?|someti\w+"
        rf"|esclav\w+|ejerc\w+|trabaj(?:an?|aban?|ar|aron|ando)|laborab\w+|retenia\w*|retenid[oa]s?|encerr\w+|ficha(?:ban?|r)|mendig\w+"
        rf"|{_MOVED}{_TO}|(?:llevo|llevaban?|llevaron|enviaban?|enviaron|enviar\w*|trasladaban?|traslado|llevarl[oa]s?)"
        rf"{_TO}|limosna|forced|exploit\w+|enslav\w+|trafficked|(?:taken|brought|sold|sent) to|explora\w+"
        r"|forcad[ao]s?|obrigad[ao]s?|levad[ao]s(?: \w+){0,2}? (?:a|ao|para)\b|escraviz\w+"
    ),
    "rescue": (
        r"rescat\w+|liberad[oa]s?|liberaron|liberan?|libero|liberar|libert\w+|puest[oa]s? a salvo|pus(?:o|ieron) a salvo"
        r"|recuperad[oa]s?|recuperaron|recuperan|halla\w*|hallo|encontr(?:o|aron|ad[oa]s?)|ubic(?:o|aron)"
        r"|fue(?:ron)? ubicad[oa]s?|rescu(?:e|ed|es|ing)|free[ds]?|freeing|resgat\w+"
    ),
    "arrest": (
        r"deten(?:id[oa]s?|ida|er|cion|ciones|idos)|detien\w+|detuv\w+|captur\w+|arrest\w+|aprehen\w+|cay(?:o|eron)"
        r"|caen?|apres\w+|prend(?:eu|eram|e|em)|pres[ao]s?\b(?= (?:em|no|na)\b)|busted|nabbed"
    ),
    "scene": (
        r"operativos?|megaoperativos?|operacion(?:es)?|redadas?|allan\w+|interviene\w*|intervin\w+|intervenid[oa]s?"
        r"|intervencion(?:es)?|irrump\w+|incursion\w*|inspeccion\w*|clausur\w+|cerr(?:aron|o|ado|ada)|desarticul\w+"
        r"|se (?:realiz|ejecut|desarroll|produj|registr)\w+|(?:llev|realiz)\w+ a cabo|tuvo lugar|ocurri\w+"
        r"|los hechos|suced\w+|ingres(?:o|aron) (?:a|al|en)|operations?|raid\w*|took place|dismantl\w+|broken up"
        r"|operac(?:ao|oes)|desmantel\w+|vend(?:ian?|io|ieron)|opera(?:ban?|n)?|funciona\w*|constat\w+"
    ),
    "venue": (
        r"(?:bar|bares|night ?clubs?|prostibar(?:es)?|prostibulos?|discotecas?|cantinas?|host(?:al|ales)|hotel"
        r"(?:es)?|hospedajes?|viviendas?|casas?|inmuebles?|local(?:es)?|taller(?:es)?|fabricas?|fundos?|campamentos?"
        r"|ladrilleras?|aserraderos?|plantacion(?:es)?|mercados?|minas?|chifa|restaurantes?|karaokes?|terminal"
        r"|brothels?|camps?|mines?|factory|workshop|hotels?|bars)"
    ),
}
CUE = re.compile(r"\b(?:" + "|".join(f"(?P<{role}>{words})" for role, words in _TABLE.items()) + r")(?!\w)")
"""Every cue; the group that matched is its kind."""
TOUCHING = frozenset({"court", "agency"})
"""Kinds that only govern the place right behind them."""
LISTING = frozenset({"origin", "transit"})
"""Kinds that govern the place right behind them and the rest of its list."""
CROSS_LINK = re.compile(
    r"(?:mira aqui|mira tambien|puedes? ver|lee(?:r)? tambien|lee aqui|lea tambien|lee mas|te puede interesar|"
    r"te recomendamos|le puede interesar|ver tambien|ver mas|mas informacion|video recomendado|"
    r"noticias? relacionadas?|related articles?|read (?:more|also)|leia (?:tambem|mais)|saiba mais)\b ?[:|►-]?"
    r"|(?:^|(?<=\n))(?:lee|lea|mira|tambien|mas|además|ver):|►"
)
"""A line that points to another article. Matched on folded text with line breaks kept."""
BACKGROUND = re.compile(
    r"\ben (?:el )?(?:año )?((?:19|20)\d\d)\b|\b(?:el año pasado|el mes pasado|años atras|hace (?:\w+) (?:años|meses)"
    r"|meses atras|en otr[oa] (?:caso|operativo|intervencion|operacion|noticia)|otro operativo|(?:caso|hecho)s? similar(?:es)?"
    r"|anteriormente|previously|last (?:year|month)|years ago|ano passado|in a similar case|dias antes|"
    r"la semana anterior|un caso parecido|ya (?:habian?|fue|fueron|l[oa]s? habian?))\b"
)
"""What happened before and is not the event told. A year counts where it is past."""
TRIAL = re.compile(
    r"conden|sentenci|\baños de (?:carcel|prision|pena)|juicio oral|convict|sentenced|confirm\w+ la condena"
)
STATISTICS = re.compile(
    r"\b(?:cifras|estadistic\w+|denuncias|regiones con|mayor (?:numero|incidencia|cantidad)|mas casos|concentran?"
    r"|semestre|casos registrados|se registraron|seguid[ao]s? de|observatorio|porcentaje|tasa|ranking|lideran?)\b"
    r"|\d ?%|por ciento"
)
POLICY = re.compile(
    r"\b(?:prevencion|prevenir|campañas?|taller(?:es)? (?:de|sobre)|seminario|charlas?|capacit\w+|convenio|"
    r"proyecto de ley|foro|congreso|advir\w+|podria\w*|puede (?:crear|convertirse|ser)|lucha contra|estudio)\b"
)
COMPARED = re.compile(r"(?:otra|otro|nueva|nuevo|segunda|segundo|another|a new|the new|outra|nova|como en) $")
REPORTED = re.compile(
    r"\b(?:dijo|inform\w+|anunci\w+|señal\w+|indic\w+|precis\w+|explic\w+|asegur\w+|advirt\w+|declar\w+|said|told|"
    r"announced|disse|pidio|coordin\w+)\b"
)
WHERE = re.compile(r",? ?(?:\w+ )?(?:donde|adonde|lugar en (?:el )?que|ciudad en la que|where|onde)\b")
THAT_IN = re.compile(r"\b(?:que|quien|quienes|who|which) (?:en|in) (?:la |el )?(?:\w+ de )?$")
TOUCH = re.compile(
    r" ?(?:(?:la|el|los|las|de|del|desde|en|a|al|region(?:es)?|provincias?|distritos?|ciudad(?:es)?|"
    r"departamentos?|localidad|comunidad(?:es)?|centro poblado|zona|of|the|in|from|city|villages?|town|em|do|da|no|na) )*"
)
"""What may stand between a touching cue and its place."""
LIST = re.compile(
    r" ?(?:,|y|e|o|u|,? y|,? e|and|, and|-|/|\(|, ademas|asi como|como)? ?(?:(?:\d+|un[oa]?|dos|tres|cuatro|cinco|"
    r"seis|siete|ocho|nueve|diez|otr[oa]s?|otr[oa]s (?:dos|tres|cuatro|cinco)|two|three|four|five) )?"
    r"(?:(?:en|de|del|desde|la|el|las|los|of|from|in|the|region(?:es)?|provincias?|distritos?|"
    r"ciudad(?:es)?|departamentos?|em|no|na|do|da|a|al) )*"
)
"""What may stand between two places of one list."""
EVENT = re.compile(r"\b(?:" + f"(?P<rescue>{_TABLE['rescue']})|(?P<arrest>{_TABLE['arrest']})" + r")(?!\w)")
PATTERNS = (
    CUE, CROSS_LINK, BACKGROUND, TRIAL, STATISTICS, POLICY, COMPARED, REPORTED, WHERE, THAT_IN, TOUCH,
    LIST, EVENT,
)  # fmt: skip

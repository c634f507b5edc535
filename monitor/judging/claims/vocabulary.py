"""Words of the counting grammar: who is counted, what was done to them, what interrupts.

All words are folded (:func:`monitor.text.fold`); Spanish, Portuguese and English share a table
unless a word would mislead in another language.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "rescued", "found", "taken", "identified", "arrested", "booked", "jailed", "victim", "other",
    "kept", "alike", "checked",
]  # fmt: skip
"""What a verb makes of its object: freed, found, held, brought to the police, remanded,
exploited, nothing that counts. Taken out are both victims and suspects; kept safe (``a buen
recaudo``) are either, as the people are; checked (``intervenidos``) are
suspects where words say so; ``corrieron la misma suerte`` are as those before."""
Mode = Literal["active", "participle", "noun", "fall"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A word that gives a part to the people next to it."""

    role: Role
    mode: Mode
    plural: bool | None = None
    """Of a participle: whether its subject must be many; None in English."""
    gender: str = ""


def _words(text: str) -> list[str]:
    return text.split()


def bag(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())


_ENDINGS = {
    "ar": (_words("ar a an o aron amos ando aba aban ara aran arian aria"), _words("ad")),
    "er": (_words("er e en io ieron imos iendo ia ian era eran"), _words("id")),
    "pt": (_words("ar a am ou aram amos ando ava avam"), _words("ad")),
    "en": (_words("e es ing"), []),
}


def _participles(role: Role, stems: str) -> dict[str, Verb]:
    """Return the four forms of each participle stem (``rescatad`` -> rescatado, -a, -os, -as)."""
    ends = {"o": (False, "m"), "a": (False, "f"), "os": (True, "m"), "as": (True, "f")}
    return {
        stem + end: Verb(role, "participle", plural, gender)
        for stem in _words(stems)
        for end, (plural, gender) in ends.items()
    }


def _conjugated(role: Role, kind: str, stems: str) -> dict[str, Verb]:
    """Return active forms and participles of regular verbs."""
    active, participle = _ENDINGS[kind]
    forms: dict[str, Verb] = {}
    for stem in _words(stems):
        forms |= {stem + end: Verb(role, "active") for end in active}
        for end in participle:
            forms |= _participles(role, stem + end)
    return forms


def _listed(role: Role, mode: Mode, words: str) -> dict[str, Verb]:
    return {word: Verb(role, mode) for word in _words(words)}


VERBS: dict[str, Verb] = {
    **_conjugated("rescued", "ar", "rescat liber libert salv"),
    **_conjugated("rescued", "pt", "resgat"),
    **_listed("rescued", "active", "rescaten liberen rescate rescue rescues rescuing free frees"),
    **_listed("rescued", "active", "freeing liberate liberating resgatem"),
    **_listed("rescued", "participle", "rescued freed liberated saved"),
    **_listed("rescued", "noun", "rescate liberacion resgate libertacao"),
    **_conjugated("found", "ar", "hall encontr ubic auxili recuper repatri alberg localiz evacu"),
    **_listed(
        "found",
        "active",
        "bajan bajaron desembarcan desembarcaron removed descubre "
        "descubren descubrieron localizam localizou localizaram retiraram retirou",
    ),
    **_participles(
        "found",
        "localizad protegid evacuad recuperad socorrid retirad encontrad desembarcad resguardad "
        "recogid",
    ),
    **_listed("found", "noun", "presencia hallazgo"),
    **_participles("taken", "sacad"),
    **_listed("taken", "active", "pulled sacaron sacan sacar sacaram llevaron llevan retiraron"),
    **_conjugated("identified", "ar", "identific"),
    **_participles("identified", "reconocid"),
    **_listed(
        "found",
        "active",
        "encuentra encuentran encontramos encontrara encontraran find finds recovered encontraram",
    ),
    **_listed("found", "participle", "found recovered repatriated evacuated"),
    **_listed("identified", "participle", "identified"),
    **_conjugated("arrested", "ar", "captur arrest apres atrap agarr encarcel chap encan"),
    **_conjugated("arrested", "er", "aprehend"),
    **_listed("arrested", "active", "prender apresan apresaron enmarrocaron enmarrocan"),
    **_listed(
        "arrested",
        "active",
        "detiene detienen detuvo detuvieron detuvimos detener deteniendo detenga",
    ),
    **_listed(
        "arrested", "active", "detenian arreste capture captures capturing arrests arresting"
    ),
    **_listed(
        "arrested",
        "active",
        "nab nabs detain detains detaining deter deteve detiveram detivemos prendemos detuvimos",
    ),
    **_listed("arrested", "active", "cae caen cayo cayeron prende prendem prendeu prenderam"),
    **_listed(
        "arrested", "participle", "arrested detained captured nabbed held apprehended netted busted"
    ),
    **_participles(
        "arrested", "detenid detid pres apresad enmarrocad engrilletad esposad reducid capturad"
    ),
    **_listed(
        "arrested",
        "noun",
        "detencion captura arresto detencao prisao detention arrest capture aprehension "
        "apresamiento",
    ),
    **_conjugated(
        "victim", "ar", "explot capt oblig oblig someti enganch reclut prostitu esclaviz"
    ),
    **_conjugated("victim", "ar", "enga\u00f1 forz traslad acog encerr lastim violent vej alquil"),
    **_conjugated("victim", "er", "vend somet"),
    **_listed("victim", "active", "obligue prostituia prostituian prostituir retenia retenian"),
    **_listed(
        "victim",
        "active",
        "mantinha mantinham manter manteve mantener mantiene mantuvo mantenido mantuvieron "
        "retiene retienen retuvo retuvieron retener retenido mantenia mantenian",
    ),
    **_listed("victim", "active", "exploit exploits exploiting traffic trafficking lure luring"),
    **_listed("victim", "active", "luring recruiting forcing holding selling abusing explorar"),
    **_listed("victim", "active", "explorava exploravam aliciar aliciava aliciavam sold sell"),
    **_listed("victim", "participle", "exploited trafficked lured recruited forced enslaved"),
    **_participles("victim", "retenid vendid sometid esclavizad prostituid explorad aliciad"),
    **_listed("victim", "noun", "agravio venta compra explotacion captacion venda exploracao"),
    **_conjugated("other", "ar", "denunci investig acus proces sentenci conden notific entrevist"),
    **_conjugated("other", "ar", "busc desplaz moviliz particip absolv interv clausur allan"),
    **_participles("checked", "intervenid"),
    **_conjugated("checked", "ar", "intercept"),
    **_listed(
        "booked", "active", "condujo condujeron conduce conducen redujo redujeron reducir conducir"
    ),
    **_listed("checked", "active", "intervino intervinieron interviene intervienen intervenir"),
    **_participles("other", "imputad desplegad absuelt acusad denunciad"),
    **_listed("other", "active", "condena sentencia trajo trajeron hold holds"),
    **_listed("other", "active", "dijo dicta dictan dicto pide piden pidio informo said says told"),
    **_listed("other", "active", "involve involved involves involving concerned included"),
    **_listed("other", "active", "tiene tienen tenia tenian seeks seek convicted sentenced jailed"),
}
for _noun in _words(
    "agravio venta compra explotacion captacion rescate rescue arrest capture arrests rescues"
):
    VERBS[_noun] = Verb(VERBS[_noun].role, "noun")
for _word in _words("libera obliga capta salvo salva ubica vende venden venda preso presa"):
    VERBS[_word] = Verb(VERBS.get(_word, Verb("other", "active")).role, "active")
VERBS["salvo"] = Verb("other", "active")
VERBS["saco"] = Verb("taken", "noun")
VERBS |= _participles("arrested", "pres")

AUXILIARIES = frozenset(_words("""
    fue fueron sido son es ser eran era han ha habian habia haber quedo quedaron queda quedan
    resulto resultaron termino terminaron permanece permanecen sera seran serian estan esta siendo
    estaban estaba siguen continuan was were been being be are is have has had foi foram estao ser
    sao acabo acabaron acabou acabaram sendo se
"""))  # fmt: skip
"""Verbs that carry a participle: what stands before them is its subject."""

COPULAS = frozenset(
    _words("son eran es era serian seria are were is was sao eram tiene tienen tenia tenian")
)


MODIFIERS = frozenset(_words("""
    presuntos presuntas presunto presunta supuestos supuestas supuesto supuesta ciudadanos nuevos
    unico unica unicos unicas
    nuevas jovenes alleged suspected young foreign peligrosos peligrosas humildes alegados suspeitos
    modernas integrantes mas local unidentified teenage underage indigenous indigenas vulnerables
    supostos trafficking trafficked exploited enslaved abused
    otros otras otra otro other others another outras outros outra outro demas
"""))  # fmt: skip
"""Adjectives that may stand between a number and its noun."""

OTHERS = frozenset(_words("otros otras otra otro other others another outras outros outra outro"))

OFFICIALS = frozenset(_words("""
    agente agentes efectivos policias fiscales fiscal militares soldados infantes custodios
    officers soldiers troops inspectors prosecutors agents police detectives inspectores peritos
    psicologos psicologas abogados jueces magistrados periodistas representantes funcionarios
    policiais promotores agentes serenos marinos comandos suboficiales uniformados testigos
    witnesses congresistas autoridades voluntarios especialistas instituciones organizaciones
    clientes parroquianos clients customers turistas asistentes habitantes familias
    identificadas identificados denunciados investigadores expertos
"""))  # fmt: skip
"""People who are counted in such texts and are neither victims nor accused."""

THINGS = frozenset(_words("""
    bar bares local locales operativo operativos año años ano anos mes meses dia dias hora horas
    añitos
    semana semanas soles parcela parcelas interior exterior costado reverso night
    dolares euros sol dolar kilometro kilometros km metros celular celulares arma armas vehiculo
    vehiculos
    camioneta camionetas casa casas vivienda viviendas inmueble inmuebles hotel hoteles hostal
    hostales
    vez veces caso casos denuncia denuncias region regiones departamento departamentos distrito
    distritos
    provincia provincias ciudad ciudades pais paises banda bandas red redes organizacion
    organizaciones
    grupo grupos mafia mafias clan clanes prostibulo prostibulos cantina cantinas discoteca
    discotecas
    operacion operaciones megaoperativo intervencion intervenciones allanamiento allanamientos
    juzgado
    juzgados fiscalia fiscalias comisaria comisarias sede sedes cuarto cuartos habitacion
    habitaciones
    kilo kilos gramos gramo droga cocaina municion municiones moto motos motocicleta auto autos
    bus buses
    sentencia sentencias condena condenas pena penas delito delitos articulo articulos ley leyes
    informe informes estudio estudios programa proyecto plan ciento cada punto puntos parte partes
    campamento campamentos fundo fundos fabrica fabricas taller talleres mina minas albergue
    albergues
    year years month months day days hour hours week weeks time times case cases raid raids bar bars
    brothel brothels house houses hotel hotels town towns city cities region regions country
    countries
    operation operations report reports dollars euros kilometers kilometres miles percent gang
    ring group
    network court courts camp camps factory home office lot series number total cento boate garimpo
    oficina empresa empresas negocio negocios establecimiento establecimientos lugar lugares zona
    zonas
    sector sectores avenida calle calles cuadra cuadras lote manzana piso pisos edificio numero
    turno turnos ocasion ocasiones oportunidad investigacion carpeta expediente audiencia plazo
    trabajo trabajos empleo oferta ofertas sueldo salario pago multa deuda cupo modalidad llamada
    mensaje mensajes video videos foto fotos cuenta cuentas pagina paginas perfil red aeropuerto
    terminal
    noche madrugada mañana tarde fin lunes martes miercoles jueves viernes sabado domingo monday
    tuesday
    wednesday thursday friday saturday sunday enero febrero marzo abril mayo junio julio agosto
    setiembre
    septiembre octubre noviembre diciembre mitad mayoria resto rest majority half resultado saldo
    situacion lancha lanchas bote botes barco nave embarcacion camion avioneta tren vuelo
    helicoptero helicopteros perro perros gato
    pasado pasada ultimo proximo siguiente misma mismo mismas mismos animal animales mono monos loro
    loros tortuga tortugas
    motosierras litros toneladas hectareas servicio servicios
    prostibar prostibares puerto puertos familia comunidad comunidades pueblo pueblos etnia caserio
    federacion poblacion anexo lengua bando bandos lado lados consulado consulados embajada
    ministerio gobierno municipalidad municipio hospital consulate embassy
"""))  # fmt: skip

PREPOSITIONS = frozenset(_words("""
    en de del durante tras con por desde hacia para sin sobre contra entre segun ante bajo in from
    at
    with by for on of after during against between under per em no na nos nas dos das do da com
    pelo pela
    pelas pelos apos sob via mediante hasta
"""))  # fmt: skip

FALL = bag("cae caen cayo cayeron")
"""``Cayeron cuatro`` is said of people, ``cayó la noche`` is not."""
TRADES = (
    *("dor", "dora", "ero", "era", "ista", "ente", "enta", "tor", "tora", "jefe", "ante"),
    *("dores", "doras", "eros", "eras", "istas", "entes", "tores", "toras", "jefes", "antes"),
)
"""Endings of words for people of a trade: ``gerente``, ``obstetras`` have others."""

COORDINATORS = frozenset(_words("y e and plus mas ademas"))

BREAKERS = frozenset(_words("""
    que quien quienes cuando mientras donde tras porque who which that when while where after
    whose onde quando cuyo cuya cuyos cuyas pero but aunque pues if si para
"""))  # fmt: skip
"""Words after which another clause begins."""


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Return phrases that are set apart by semicolons."""
    return tuple(tuple(phrase.split()) for phrase in text.split(";"))


PART_PHRASES = _phrases(
    "entre ellas; entre ellos; entre los que; entre las que; entre los cuales; entre las cuales;"
    "entre estos; entre estas; de las que; de los que; de los cuales; de las cuales; de ellos;"
    "de ellas; de estos; de estas; del total; incluidos; incluidas; incluido; incluida; incluyendo;"
    "inclusive; incluindo; including; include; includes; incluem; incluyen; among them; dentre "
    "elas; dentre eles; of whom; of them; both of; entre elas; entre eles;"
    "formada por; formado por; conformada por; conformado por; integrada por; integrado por;"
    "compuesta por; compuesto por; conformados por; formed by; made up of; formado por; "
    "entre as quais; entre os quais; entre as que; dos quais; das quais; sendo; delas; deles"
)
"""What follows is a part of the number before, not more people."""

JOINING = _phrases(
    "junto con; junto a; junto al; juntos a; ademas de; ademas del; al lado de; asi como;"
    "al igual que; along with; together with; as well as; junto com; alem de; alem do; alem da;"
    "alem dos; alem das; assim como; lo mismo que; besides"
)
"""What follows is more people in the same part."""

"""What words say of the people they name: age, sex, side, nation; folded, three languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noun:
    """What a word says about the people it names."""

    gender: str = ""
    age: str = ""
    """``minor``, ``adult`` or empty."""
    side: str = ""
    """``accused``, ``victim`` or empty."""
    sex: str = ""
    """``women`` or ``men`` where the word itself counts as a statement of it."""
    nation: str = ""
    many: bool = False
    pair: bool = False
    several: int = 2
    """How many a noun of a group (``pair``) counts: ``el trío``."""
    kin: bool = False


def _nouns(noun: Noun, text: str) -> dict[str, Noun]:
    return dict.fromkeys(text.split(), noun)


def _people(side: str, text: str) -> dict[str, Noun]:
    """Return ``singular/plural/gender`` triples as nouns."""
    found: dict[str, Noun] = {}
    for triple in text.split():
        one, many, gender = triple.split("/")
        found[one] = Noun(gender, side=side)
        found[many] = Noun(gender, side=side, many=True)
    return found


_NATIONS = """
    VE venezolan; CO colombian; EC ecuatorian; BO bolivian; PE peruan; CL chilen; AR argentin;
    BR brasileñ brasileir; CU cuban; HT haitian; MX mexican; CN chin; US norteamerican; UY uruguay;
    PY paraguay; PA panameñ; DO dominican; HN hondureñ; SV salvadoreñ; GT guatemaltec; IT italian;
    ES español; VN vietnamit; PH filipin; RU rus; IN indi; PK pakistani; PE peruan; RO ruman;
    CM camerunes; SN senegales; NG nigerian; GH ghanes; NP nepales; TH tailandes; UA ucranian;
    BD bangladesi; GY guyanes; AO angoleñ; FR frances; DE aleman; JP japones; PT portugues;
    KR surcorean; US estadounidens
"""
_NATION_WORDS = """
    VE venezuelan venezuelans venezuelana venezuelano venezuelanas venezuelanos;
    CO colombian colombians colombiana colombiano; EC ecuadorian ecuadorians ecuadorean ecuadoreans
    equatoriana equatoriano equatorianas equatorianos; BO bolivian bolivians; PE peruvian peruvians;
    CL chilean chileans; AR argentine argentines; BR brazilian brazilians; CU cuban cubans;
    HT haitian haitians; CN chinese; TW taiwanese; MY malaysian malaysians; TH thai;
    ID indonesian indonesians; VN vietnamese; JP japanese; IN indian indians; NP nepalese;
    PK pakistani pakistanis; CA canadian canadians; DE german germans; IT italian italians;
    US american americans estadounidense estadounidenses;
    MX mexican mexicans; DO dominican dominicans; ES spanish spaniard spaniards espanola espanol
    """
_PEOPLES = """
    limeñ puneñ cusqueñ cuzqueñ arequipeñ tacneñ tarmeñ huanuqueñ iquiteñ apurimeñ juliaqueñ iqueñ
    pasqueñ liberteñ loretan piuran ayacuchan trujillan chiclayan moqueguan huancavelican lambayecan
    chimbotan chinchan sullaner ancashin huancain cajamarquin tumbesin ucayalin pucallpin tarapotin
    huamanguin abanquin shipib nativ chalac barranquin cañetan huaralin
"""
_PEOPLES_OF_ONE_FORM = """
    ashaninka asháninka awajun wampis matsigenka machiguenga kukama ticuna tikuna yanesha aimara
    aymara amazonense sanmartinense bora achuar kichwa
"""


def _peoples() -> dict[str, Noun]:
    """Return words for people of a region or a people of Peru."""
    found: dict[str, Noun] = {}
    for stem in _PEOPLES.split():
        for end, gender, many in (("o", "m", 0), ("a", "f", 0), ("os", "m", 1), ("as", "f", 1)):
            found[stem + end] = Noun(gender, many=bool(many))
    for word in _PEOPLES_OF_ONE_FORM.split():
        found |= {word: Noun(), word + "s": Noun(many=True)}
    return found


_COMMON_ADJECTIVES = frozenset({"chino", "china", "indio", "india", "ruso", "rusa"})


def _nations() -> dict[str, Noun]:
    """Return words of nationality in their four forms."""
    found: dict[str, Noun] = {}
    for row in _NATIONS.split(";"):
        code, *stems = row.split()
        for stem in stems:
            for end, gender, many in (("o", "m", 0), ("a", "f", 0), ("os", "m", 1), ("as", "f", 1)):
                found[stem + end] = Noun(gender, nation=code, many=bool(many))
            found[stem] = Noun("", nation=code)
            found[stem + "es"] = Noun("", nation=code, many=True)
            found[stem + "s"] = Noun("", nation=code, many=True)
    for row in _NATION_WORDS.split(";"):
        code, *several = row.split()
        found |= {w: Noun(found[w].gender if w in found else "", nation=code,
                          many=w.endswith("s")) for w in several}  # fmt: skip
    return found


NATIONS: dict[str, Noun] = _nations()

NOUNS: dict[str, Noun] = {
    **_peoples(),
    **NATIONS,
    **_people("", """
        persona/personas/ ciudadano/ciudadanos/m ciudadana/ciudadanas/f joven/jovenes/
        muchacha/muchachas/f muchacho/muchachos/m chica/chicas/f chico/chicos/m
        señorita/señoritas/f extranjero/extranjeros/m extranjera/extranjeras/f
        migrante/migrantes/ indigena/indigenas/ trabajador/trabajadores/m estudiante/estudiantes/
        trabajadora/trabajadoras/f obrero/obreros/m jornalero/jornaleros/m
        universitaria/universitarias/f
        person/people/ worker/workers/ foreigner/foreigners/ migrant/migrants/ national/nationals/
        pessoa/pessoas/ trabalhador/trabalhadores/m jovem/jovens/ estrangeiro/estrangeiros/m
        estrangeira/estrangeiras/f citizen/citizens/ cidadao/cidadaos/m individuo/individuos/m
        sexagenario/sexagenarios/m septuagenario/septuagenarios/m anciano/ancianos/m
        comunero/comuneros/m
        hermano/hermanos/m hermana/hermanas/f empleado/empleados/m empleada/empleadas/f
        laborer/laborers/ labourer/labourers/ logger/loggers/ miner/miners/ farmworker/farmworkers/
        femina/feminas/f varon/varones/m compatriota/compatriotas/ operario/operarios/m
        operaria/operarias/f anfitriona/anfitrionas/f cocinera/cocineras/f
        inmigrante/inmigrantes/ imigrante/imigrantes/ immigrant/immigrants/ paisano/paisanos/m
        connacional/connacionales/ conacional/conacionales/ pescador/pescadores/m peon/peones/m
        temporero/temporeros/m costurero/costureros/m costurera/costureras/f minero/mineros/m
        campesino/campesinos/m campesina/campesinas/f agricultor/agricultores/m
        costureiro/costureiros/m costureira/costureiras/f rapaz/rapazes/m moça/moças/f
        garota/garotas/f chavala/chavalas/f ahijada/ahijadas/f ahijado/ahijados/m
        tripulante/tripulantes/ artesano/artesanos/m artesana/artesanas/f maid/maids/
        indocumentado/indocumentados/m indocumentada/indocumentadas/f
        mesera/meseras/f camarera/camareras/f fichadora/fichadoras/f funcionario/funcionarios/m
        efectivo/efectivo/m damita/damitas/f flaca/flacas/f dama/damas/f polilla/polillas/f
        postulante/postulantes/ aspirante/aspirantes/ ocupante/ocupantes/ inquilina/inquilinas/f
        cantante/cantantes/ modelo/modelos/ bailarina/bailarinas/f masajista/masajistas/f
        mochilera/mochileras/f amiga/amigas/f compañera/compañeras/f exalumna/exalumnas/f
        gestante/gestantes/f marinero/marineros/m cosechero/cosecheros/m bracero/braceros/m
        recolector/recolectores/m catequista/catequistas/ abuelito/abuelitos/m viejito/viejitos/m
        muchachita/muchachitas/f chiquillo/chiquillos/m chibolo/chibolos/m chibola/chibolas/f
        fiel/fieles/ vendedora/vendedoras/f ambulante/ambulantes/ lavandera/lavanderas/f
        mozo/mozos/m mesero/meseros/m camarero/camareros/m chofer/choferes/m taxista/taxistas/
        mototaxista/mototaxistas/ conductor/conductores/m conductora/conductoras/f socio/socios/m
        socia/socias/f ayudante/ayudantes/
        niñera/niñeras/f veneca/venecas/f veneco/venecos/m chama/chamas/f flaquita/flaquitas/f
        ayudanta/ayudantas/f cosechador/cosechadores/m cosechadora/cosechadoras/f pupila/pupilas/f
        quechuahablante/quechuahablantes/ indigente/indigentes/ invidente/invidentes/
        anciana/ancianas/f mozuela/mozuelas/f jovenzuela/jovenzuelas/f moza/mozas/f
        jornalera/jornaleras/f comunera/comuneras/f recluta/reclutas/ esclavo/esclavos/m
        deportista/deportistas/ reciclador/recicladores/m albañil/albañiles/m lavaplatos/lavaplatos/
        repatriado/repatriados/m repatriada/repatriadas/f mendigo/mendigos/m pastor/pastores/m
        musico/musicos/m gringa/gringas/f alpaquero/alpaqueros/m
        meretriz/meretrices/f
        motorista/motoristas/ comerciante/comerciantes/ transportista/transportistas/
        enfermera/enfermeras/f enfermero/enfermeros/m obstetra/obstetras/ driver/drivers/
        recepcionista/recepcionistas/ nurse/nurses/ surgeon/surgeons/ doctor/doctores/m
        doctora/doctoras/f teacher/teachers/ employee/employees/ waitress/waitresses/f
        waiter/waiters/m brother/brothers/m midwife/midwives/f fisherman/fishermen/m
        garçom/garçons/m cozinheira/cozinheiras/f empresario/empresarios/m
        empresaria/empresarias/f
        azafata/azafatas/f masculino/masculinos/m femenina/femeninas/f sister/sisters/ alma/almas/f
        waitress/waitresses/f waiter/waiters/m cook/cooks/ chef/chefs/ dancer/dancers/
        hostess/hostesses/f teacher/teachers/ neighbor/neighbors/
        neighbour/neighbours/ cousin/cousins/ brother/brothers/m sibling/siblings/
        employee/employees/
        assistant/assistants/ partner/partners/ seamstress/seamstresses/f peasant/peasants/
        fisherman/fishermen/m shepherd/shepherds/m villager/villagers/ student/students/
        garçonete/garçonetes/f garçom/garçons/m
        cozinheiro/cozinheiros/m cozinheira/cozinheiras/f vizinho/vizinhos/m vizinha/vizinhas/f
        irmao/irmaos/m
        irma/irmas/f ribeirinho/ribeirinhos/m dançarina/dançarinas/f empregada/empregadas/f
        empregado/empregados/m camponesa/camponesas/f lavrador/lavradores/m
    """),
    **_people("victim", """
        victima/victimas/ agraviada/agraviadas/f agraviado/agraviados/m victim/victims/
        vitima/vitimas/
        sobreviviente/sobrevivientes/ survivor/survivors/ cautiva/cautivas/f hostage/hostages/
    """),
    **_people("accused", """
        sujeto/sujetos/m tratante/tratantes/ proxeneta/proxenetas/ delincuente/delincuentes/
        integrante/integrantes/ miembro/miembros/m implicado/implicados/m implicada/implicadas/f
        sospechoso/sospechosos/m sospechosa/sospechosas/f acusado/acusados/m acusada/acusadas/f
        cabecilla/cabecillas/ investigado/investigados/m hampon/hampones/m captor/captores/m
        captora/captoras/f suspect/suspects/ trafficker/traffickers/ pimp/pimps/
        suspeito/suspeitos/m
        suspeita/suspeitas/f traficante/traficantes/ mafioso/mafiosos/m responsable/responsables/
        procesado/procesados/m procesada/procesadas/f imputado/imputados/m
        imputada/imputadas/f investigada/investigadas/f condenada/condenadas/f
        sentenciada/sentenciadas/f explotadora/explotadoras/f agresora/agresoras/f
        agresor/agresores/m explotador/explotadores/m
        member/members/ membro/membros/m rufian/rufianes/m malhechor/malhechores/m
        facineroso/facinerosos/m
        complice/complices/ accomplice/accomplices/ manager/managers/ foreman/foremen/
        employer/employers/ sentenciado/sentenciados/m condenado/condenados/m gangster/gangsters/
        criminal/criminals/ reclutador/reclutadores/m reclutadora/reclutadoras/f acusador/autores/m
        propietario/propietarios/m propietaria/propietarias/f dueño/dueños/m dueña/dueñas/f
        administrador/administradores/m administradora/administradoras/f encargado/encargados/m
        encargada/encargadas/f owner/owners/ dono/donos/m dona/donas/f regente/regentes/
        jaladora/jaladoras/f sujeta/sujetas/f criminoso/criminosos/m coyote/coyotes/m
        presunto/presuntos/m presunta/presuntas/f gerente/gerentes/ gerenta/gerentas/f
        portero/porteros/m cajero/cajeros/m cajera/cajeras/f cantinero/cantineros/m
        cantinera/cantineras/f capataz/capataces/m caporal/caporales/m cuartelero/cuarteleros/m
        casero/caseros/m casera/caseras/f arrendatario/arrendatarios/m
        arrendataria/arrendatarias/f arrendador/arrendadores/m patron/patrones/m
        patrona/patronas/f intermediaria/intermediarias/f intermediario/intermediarios/m
        guardian/guardianes/m guachiman/guachimanes/m
        vigilante/vigilantes/ campana/campanas/m conserje/conserjes/ barman/barmans/m
        madama/madamas/f madame/madames/f chulo/chulos/m
        captador/captadores/m captadora/captadoras/f
        lugarteniente/lugartenientes/ compinche/compinches/ secuaz/secuaces/
        capitan/capitanes/m armador/armadores/m contratista/contratistas/
        aliciador/aliciadores/m
        dj/djs/ bartender/bartenders/ bouncer/bouncers/ landlord/landlords/m landlady/landladies/f
        defendant/defendants/ helper/helpers/ associate/associates/ guard/guards/
        segurança/seguranças/ middleman/middlemen/m lookout/lookouts/
        recruiter/recruiters/ ringleader/ringleaders/ boss/bosses/ caretaker/caretakers/
        driver/drivers/ nurse/nurses/ surgeon/surgeons/ doctor/doctors/ midwife/midwives/f
        businessman/businessmen/m businesswoman/businesswomen/f shopkeeper/shopkeepers/
        motorista/motoristas/ barqueiro/barqueiros/m enfermeiro/enfermeiros/m
        enfermeira/enfermeiras/f middleman/middlemen/m bodyguard/bodyguards/ smuggler/smugglers/
        broker/brokers/
        coiote/coiotes/ cafetao/cafetoes/m cafetina/cafetinas/f capanga/capangas/m
        comparsa/comparsas/ atravessador/atravessadores/m aliciadora/aliciadoras/f
    """),
    **_nouns(Noun("f", sex="women", many=True), "mujeres mulheres señoras"),
    **_nouns(Noun("f", sex="women"), "mujer mulher señora woman lady"),
    **_nouns(Noun("f", sex="women", many=True), "women ladies"),
    **_nouns(Noun("m", sex="men", many=True), "hombres homens men varones"),
    **_nouns(Noun("m", sex="men"), "hombre homem man varon"),
    **_nouns(Noun("", age="minor", many=True), "menores adolescentes bebes escolares "
             "children teenagers teens minors infants babies newborns adolescents bebes criancas "
             "criaturas parvulos lactantes kids youngsters underage juveniles neonatos alumnos "
             "alumnas quinceañeras"),
    **_nouns(Noun("", age="minor"), "menor adolescente bebe escolar child teenager teen minor "
             "criatura parvulo infant baby newborn adolescent crianca lactante kid teenage neonato "
             "quinceañera"),
    **_nouns(Noun("f", age="minor", many=True), "niñas girls meninas colegialas hijitas niñitas "
             "nenas chiquitas hermanitas bebitas pequeñas "
             "mujercitas sobrinitas trillizas colegialitas"),
    **_nouns(Noun("m", age="minor", many=True), "niños boys meninos colegiales hermanitos "
             "chiquitos pequeños niñitos varoncitos "
             "hombrecitos sobrinitos bebitos trillizos pastorcitos huerfanos "
             "muchachitos puberes"),
    **_nouns(Noun("f", age="minor"), "niña girl menina colegiala hijita niñita pequeña bebita "
             "hermanita chiquita schoolgirl"),
    **_nouns(Noun("m", age="minor"), "niño boy menino colegial niñito pequeño bebito schoolboy "
             "hermanito"),
    **_nouns(Noun("f", many=True), "jovencitas chiquillas chibolas"),
    **_nouns(Noun("f"), "jovencita chiquilla chibola"),
    **_people("", "jovencito/jovencitos/m"),
    **_nouns(Noun("f", age="adult", many=True), "adultas"),
    **_nouns(Noun("m", age="adult", many=True), "adultos adults"),
    **_nouns(Noun("f", age="adult"), "adulta"),
    **_nouns(Noun("m", age="adult"), "adulto adult"),
    **_nouns(Noun("", pair=True, many=True), "pareja matrimonio esposos conyuges couple casal "
             "convivientes duo"),
    **_nouns(Noun("", pair=True, many=True, several=3), "trio terna terceto"),
    **_nouns(Noun("", pair=True, many=True, several=4), "cuarteto"),
    **_nouns(Noun("", pair=True, many=True, several=5), "quinteto"),
    **_nouns(Noun("", pair=True, many=True), "dupla"),
    **_nouns(Noun("", age="minor", pair=True, many=True), "twins mellizos "
             "mellizas gemelos gemelas"),
    **_nouns(Noun("f", kin=True), "madre hija esposa hermana tia sobrina abuela madrastra madrina "
             "madrasta mother daughter wife sister aunt mae filha mulher abuelita suegra prima "
             "mama nieta comadre hijastra cuñada exesposa nuera enamorada novia stepmother "
             "grandmother stepdaughter niece girlfriend neta sogra nora "
             "namorada tia cunhada madrasta enteada"),
    **_nouns(Noun("", kin=True), "conviviente"),
    **_nouns(Noun("m", kin=True), "padre hijo esposo hermano tio sobrino abuelo padrastro padrino "
             "stepfather padrastros father son husband brother uncle pai filho marido primo "
             "padrasto cuñado suegro papa hijastro yerno exesposo enamorado novio compadre "
             "boyfriend grandfather nephew "
             "stepson namorado genro sogro cunhado sobrinho enteado"),
    **_nouns(Noun("m", kin=True, many=True), "hijos hermanos sobrinos sons filhos primos"),
    **_nouns(Noun("m", pair=True, kin=True, many=True), "padres"),
    **_nouns(Noun("f", kin=True, many=True), "hijas hermanas sobrinas daughters filhas primas"),
}  # fmt: skip
for _common in _COMMON_ADJECTIVES:
    NOUNS.pop(_common, None)
for _word in ("mulher", "mujer", "woman"):
    NOUNS[_word] = Noun("f", sex="women")

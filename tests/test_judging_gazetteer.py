"""The gazetteer: whole, spelled as INEI spells it, small, quick to load."""

from importlib.resources import files

import pytest

from monitor.judging.places import gazetteer
from monitor.text import fold

DEPARTMENTS = {
    *("Amazonas", "Áncash", "Apurímac", "Arequipa", "Ayacucho", "Cajamarca", "Callao", "Cusco"),
    *("Huancavelica", "Huánuco", "Ica", "Junín", "La Libertad", "Lambayeque", "Lima", "Loreto"),
    *("Madre de Dios", "Moquegua", "Pasco", "Piura", "Puno", "San Martín", "Tacna", "Tumbes"),
    "Ucayali",
}


def test_holds_every_department_province_and_district() -> None:
    units = gazetteer.load().units
    assert {name for code, name in units.items() if len(code) == 2} == DEPARTMENTS
    assert sum(len(code) == 4 for code in units) == 196
    assert sum(len(code) == 6 for code in units) == 1891
    assert all(len(code) == 2 or code[:-2] in units for code in units)


def test_every_unit_has_coordinates_inside_peru() -> None:
    for name in gazetteer.load().names.values():
        for sense in name.senses:
            assert sense.latitude is not None, name.key
            assert sense.longitude is not None, name.key
            assert -18.5 < sense.latitude < 0.1, name.key
            assert -81.5 < sense.longitude < -68.6, name.key


def test_hot_spots_lie_in_units_that_exist() -> None:
    known = gazetteer.load()
    spots = {sense for name in known.names.values() for sense in name.senses}
    assert sum(sense.level == "spot" for sense in spots) >= 100
    assert all(sense.ubigeo in known.units for sense in spots if sense.level not in _NOWHERE)


_NOWHERE = ("country", "zone")


@pytest.mark.parametrize(
    ("name", "ubigeo"),
    [
        ("Puerto Maldonado", "170101"),
        ("Cuzco", "08"),
        ("Huaypetuhe", "170204"),
        ("Mazuco", "170102"),
        ("Delta I", "170203"),
        ("Cerro Lunar", "211002"),
        ("Puente Inambari", "170102"),
        ("Putina Punco", None),
        ("Mi Perú", "070107"),
        ("Pichanaki", "120303"),
        ("Santa María de Huachipa", "150144"),
        ("Nazca", "1103"),
    ],
)
def test_knows_a_spelling_by_its_code(name: str, ubigeo: str | None) -> None:
    found = gazetteer.load().names.get(fold(name))
    assert (found.senses[0].ubigeo if found else None) == ubigeo


def test_a_place_carries_department_province_and_district() -> None:
    known = gazetteer.load()
    place = known.place(known.names["puerto maldonado"].senses[0], "Puerto Maldonado")
    assert (place.department, place.province, place.district) == (
        "Madre de Dios",
        "Tambopata",
        "Tambopata",
    )
    assert place.precision == "point"


def test_says_of_what_unit_a_coordinate_is() -> None:
    known = gazetteer.load()
    precisions = {
        sense.precision
        for name in known.names.values()
        for sense in name.senses
        if sense.level == "district"
    }
    assert precisions == {"point", "district", "province"}


def test_knows_the_countries_of_namesakes() -> None:
    names = gazetteer.load().names
    assert {"ES", "VE", "HN"} <= names["trujillo"].countries
    assert names["la pampa"].countries == {"AR"}
    assert not names["huepetuhe"].countries


def test_counts_what_it_holds() -> None:
    counts = gazetteer.load().counts()
    assert counts["department"] == 25
    assert counts["district"] == 1891
    assert counts["spelling"] > 2900


def test_is_small() -> None:
    folder = files("monitor.judging").joinpath("data")
    names = ("gazetteer.tsv", "hotspots.tsv", "foreign_names.tsv", "foreign_cities.tsv")
    assert sum(len(folder.joinpath(name).read_bytes()) for name in names) < 400_000

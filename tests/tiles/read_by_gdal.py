#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the tiles of write_tiles with GDAL's MVT driver, which cuts each to its square and places it on the map, and compares
what the tiles of a zoom hold together with the shapes that were drawn: places, lengths, areas, properties and ids."""
import json
import math
import pathlib
import subprocess
import sys

SIDE = 2 * 20037508.342789244  # of the Web Mercator square, in its metres
LAYERS = {"points": "Point", "lines": "LineString", "polygons": "Polygon"}


def mercator(lon, lat):
    return lon / 360 * SIDE, math.asinh(math.tan(math.radians(lat))) / (2 * math.pi) * SIDE


def length(points):
    return sum(math.dist(a, b) for a, b in zip(points, points[1:]))


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def distance(p, line):
    def to_segment(a, b):
        d = (b[0] - a[0], b[1] - a[1])
        square = d[0] ** 2 + d[1] ** 2
        t = max(0, min(1, ((p[0] - a[0]) * d[0] + (p[1] - a[1]) * d[1]) / square)) if square else 0
        return math.dist(p, (a[0] + t * d[0], a[1] + t * d[1]))
    return min(to_segment(a, b) for a, b in zip(line, line[1:]))


def features(tile):
    for layer, kind in LAYERS.items():
        done = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=3", "/vsistdout/", str(tile), layer],
                              capture_output=True, text=True)
        if done.returncode != 0:
            if "Couldn't fetch requested layer" in done.stderr:
                continue
            sys.exit(f"{tile}: {done.stderr}")
        if done.stderr.strip():
            sys.exit(f"{tile}: GDAL warns: {done.stderr}")
        for feature in json.loads(done.stdout)["features"]:
            geometry = feature["geometry"]
            many = geometry["type"].startswith("Multi")
            assert geometry["type"].removeprefix("Multi") == kind, geometry["type"]
            yield layer, feature["properties"], geometry["coordinates"] if many else [geometry["coordinates"]]


def check_properties(p):
    n = p["n"]
    assert (p["mvt_id"], p["below"], p["half"]) == (n, -n, n / 2), p
    assert p["word"] == f"Mannerheimintie {n % 10} é" and bool(p["odd"]) == (n % 2 == 1), p


def check_zoom(folder, zoom, shapes):
    unit = SIDE / 2**zoom / 4096
    points, lengths, areas = {}, {}, {}
    tiles = sorted((folder / str(zoom)).glob("*/*.pbf"))
    for tile in tiles:
        for layer, properties, parts in features(tile):
            check_properties(properties)
            n = properties["n"]
            drawn = shapes[n]["parts"]
            assert shapes[n]["kind"] == layer
            if layer == "points":
                assert n not in points, f"point {n} in two tiles"
                points[n] = parts[0]
                # Floored: to the west and to the north, by less than a unit.
                west, north = drawn[0][0][0] - parts[0][0], parts[0][1] - drawn[0][0][1]
                assert -0.01 <= west <= unit + 0.01 and -0.01 <= north <= unit + 0.01, (n, west / unit, north / unit)
            elif layer == "lines":
                lengths[n] = lengths.get(n, 0) + sum(length(part) for part in parts)
                for p in (p for part in parts for p in part):
                    assert distance(p, drawn[0]) < 2 * unit, (n, distance(p, drawn[0]) / unit)
            else:
                areas[n] = areas.get(n, 0) + sum(area(part[0]) - sum(map(area, part[1:])) for part in parts)
    for n, shape in enumerate(shapes):
        if shape["kind"] == "points":
            assert n in points, f"point {n} is in no tile of zoom {zoom}"
        elif shape["kind"] == "lines":
            wanted = length(shape["parts"][0])
            # A tile's border moves each end by less than a unit, each line crosses some dozens of them.
            assert abs(lengths[n] - wanted) < 0.002 * wanted + 8 * unit, (zoom, n, lengths[n], wanted)
        else:
            rings = shape["parts"]
            around = sum(length(ring + ring[:1]) for ring in rings)
            wanted = area(rings[0]) - sum(map(area, rings[1:]))
            assert abs(areas[n] - wanted) < around * unit, (zoom, n, areas[n], wanted)
    return len(tiles)


def main():
    folder = pathlib.Path(sys.argv[1])
    shapes = json.loads((folder / "shapes.json").read_text(encoding="utf-8"))
    for shape in shapes:
        shape["parts"] = [[mercator(*p) for p in part] for part in shape["parts"]]
    for zoom in (9, 13):
        print(f"zoom {zoom}: {check_zoom(folder, zoom, shapes)} tiles hold all {len(shapes)} shapes")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the tiles that atlas_by_javascript.mjs left with GDAL's MVT driver: layers, numbers of features, geometry types."""
import json
import pathlib
import re
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
counts = json.loads((folder / "counts.json").read_text())
tiles = {}
for key, count in counts.items():
    z, x, y, layer = key.split("/")
    tiles.setdefault((z, x, y), {})[layer] = count


def kind(layer):
    if layer == "devices":
        return "Point"
    return "Line String" if re.match(r"streets|names|exposure_", layer) else "Polygon"


features = 0
read = 0
for (z, x, y), layers in sorted(tiles.items()):
    if int(z) not in (0, 10, 13, 15, 16):
        continue
    said = subprocess.run(
        # CLIP=NO: as they stand in the tile, with what is drawn beyond its border.
        ["ogrinfo", "-ro", "-al", "-so", "-oo", "CLIP=NO", f"MVT:{folder / 'read' / z / x / y}.pbf"], check=True, capture_output=True, text=True
    )
    assert not said.stderr, said.stderr
    found = dict(re.findall(r"Layer name: (.+)\n(?:.*\n)*?Feature Count: (\d+)", said.stdout))
    assert {k: int(v) for k, v in found.items()} == layers, (z, x, y, found, layers)
    for layer, geometry in re.findall(r"Layer name: (.+)\n(?:.*\n)*?Geometry: (.+)", said.stdout):
        assert geometry.removeprefix("Multi ") == kind(layer), (z, x, y, layer, geometry)
    features += sum(layers.values())
    read += 1
assert read > 30, read
print(f"{read} tiles, {features} features read by GDAL")

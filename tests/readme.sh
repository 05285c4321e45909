#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# readme.sh PROGRAM: fails if the README shows another report of the made-up town than the program prints.
set -eu
town=$(mktemp -d)
trap 'rm -rf "$town"' EXIT
"$1" synth --seed 1 -o "$town/town.osm.pbf" >/dev/null
"$1" build "$town/town.osm.pbf" -o "$town/town.atlas" >/dev/null 2>&1
"$1" report "$town/town.atlas" --lang en | python3 tools/readme_report.py --check

#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Where a look's time goes, per camera and per edge of its window: instructions, branches mispredicted, cache misses. Counted by
# the processor (perf) if it lets us, else by callgrind's model, which knows no AVX-512 and so takes the kernel's AVX2 path.
# usage: bench/where_time_goes.sh BENCH CITY.osm.pbf [METRES=50] [views|streets]; BENCH is the contrechamp_bench of a build
set -euo pipefail
if [ $# -lt 2 ]; then
  echo "usage: bench/where_time_goes.sh BENCH CITY.osm.pbf [METRES=50] [views|streets]" >&2
  exit 2
fi
looks=("$1" --looks "$2" "$((100 * ${3:-50}))" "${4:-views}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if perf stat -x, -e cycles:u true 2>&1 | grep -q '^[0-9]'; then
  # Of the whole program, which also reads the city: the shares of its functions tell the looking apart.
  perf record -q -o "$folder/perf" -e cycles:u "${looks[@]}"
  perf report -i "$folder/perf" --stdio --percent-limit 1 2>/dev/null | grep -v '^#'
  perf stat -e cycles:u,instructions:u,branches:u,branch-misses:u,cache-misses:u "${looks[@]}"
  exit
fi
echo "this machine counts no cycles for us: callgrind's model instead"
read -r cameras edges <<<"$(valgrind -q --tool=callgrind --callgrind-out-file="$folder/out" --branch-sim=yes --cache-sim=yes \
  --toggle-collect='*look_from_all*' "${looks[@]}" 2>"$folder/errors" || { cat "$folder/errors" >&2; exit 1; })"
awk -v cameras="$cameras" -v edges="$edges" '
  /^events:/ { for (i = 2; i <= NF; ++i) name[i - 1] = $i }
  /^(summary|totals):/ { for (i = 2; i <= NF; ++i) sum[name[i - 1]] = $i }
  END {
    printf "%d cameras, %.1f edges a window\n%-28s %12s %12s\n", cameras, edges, "", "per camera", "per edge"
    row("instructions", sum["Ir"]); row("conditional branches", sum["Bc"]); row("of these mispredicted", sum["Bcm"])
    row("indirect mispredicted", sum["Bim"]); row("reads missing the first cache", sum["D1mr"]); row("reads from memory", sum["DLmr"])
  }
  function row(what, n) { printf "%-28s %12.1f %12.2f\n", what, n / cameras, n / cameras / edges }' "$folder/out"
callgrind_annotate --show=Ir "$folder/out" | grep -E '^ *[0-9,]+ \(' | sed -E 's/\?\?\?:|contrechamp::| \[.*//g' | cut -c1-120 | head -12

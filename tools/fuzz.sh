#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Runs every fuzz target for so many seconds: tools/fuzz.sh SECONDS. Starts from fuzz/corpus/<name>, works in a copy below
# build/fuzz, and fails when a target crashes, hangs (10 s) or takes over 2 GB, saying where the input is.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?usage: tools/fuzz.sh SECONDS}
failed=0
shopt -s nullglob
targets=(fuzz/*_fuzz.cpp)
[ ${#targets[@]} -gt 0 ] || { echo "fuzz: no targets in fuzz/" >&2; exit 1; }
for source in "${targets[@]}"; do
  name=$(basename "$source" _fuzz.cpp)
  work=build/fuzz/corpus/$name
  found=build/fuzz/found/$name
  mkdir -p "$work" "$found"
  seeds=(fuzz/corpus/"$name"/*)
  [ ${#seeds[@]} -eq 0 ] || cp -n "${seeds[@]}" "$work"/
  printf '\n== fuzz %s, %s s\n' "$name" "$seconds"
  if build/fuzz/fuzz/fuzz_"$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
    -artifact_prefix="$found/" "$work" 2>"$found/log.txt"; then
    grep -E 'number_of_executed_units|peak_rss_mb' "$found/log.txt" || true
  else
    failed=1
    tail -n 40 "$found/log.txt"
    echo "fuzz: $name FAILED; the input is in $found/; again with: build/fuzz/fuzz/fuzz_$name $found/<file>"
  fi
done
exit $failed

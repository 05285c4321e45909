#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Installs the Debian 12 packages that a task needs, and only those that are missing: tools/setup.sh build|test|bench|peers|fuzz|tidy
# Elsewhere than on Debian, install them by other means and set CONTRECHAMP_SKIP_SETUP=1: then nothing is asked or installed.
# Exit codes: 0 all there, 1 something is missing and could not be installed (its names are printed), 2 called wrongly.
set -euo pipefail

# Each group: what it adds to `build`.
declare -A packages=(
  [build]="cmake ninja-build g++ libosmium2-dev libprotozero-dev libexpected-dev libxxhash-dev nlohmann-json3-dev
           libcli11-dev libfmt-dev zlib1g-dev libexpat1-dev libbz2-dev liblz4-dev libboost-dev
           nodejs npm"
  [test]="python3 clang-format-14 libgtest-dev libcgal-dev libgmp-dev libmpfr-dev libembree-dev chromium gdal-bin
          clang-19 lld-19 libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc"
  [bench]="osmium-tool nginx-light wrk chromium libcgal-dev libgmp-dev libmpfr-dev libgeos-dev valgrind"
  [peers]="postgresql-15-pgrouting routino"  # Debian may start a database server of its own; the bench does not use it
  [fuzz]="clang-19 libclang-rt-19-dev libgtest-dev"
  [tidy]="clang-tidy-14 libgtest-dev"
)
# Often installed by other means than Debian's packages: the command is enough.
declare -A command_of=([nodejs]=node [npm]=npm)

group=${1:-}
if [ $# -ne 1 ] || [ -z "${packages[$group]:-}" ]; then
  echo "usage: tools/setup.sh build|test|bench|peers|fuzz|tidy" >&2
  exit 2
fi
if [ "${CONTRECHAMP_SKIP_SETUP:-}" = 1 ]; then
  echo "setup: skipped (CONTRECHAMP_SKIP_SETUP=1)"
  exit 0
fi
list=${packages[build]}
[ "$group" = build ] || list+=" ${packages[$group]}"
read -r -d '' -a wanted <<<"$list" || true  # every word; read ends with 1 at the end of its input

refuse() {
  printf 'setup: %s\nsetup: missing here: %s\n' "$1" "${missing[*]}" >&2
  exit 1
}

missing=()
for package in "${wanted[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || command -v "${command_of[$package]:-}" >/dev/null || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "setup: all ${#wanted[@]} packages for '$group' are there"
  exit 0
fi

command -v apt-get >/dev/null || refuse "this is no Debian; install what Debian 12 calls so by your system's own means, then set CONTRECHAMP_SKIP_SETUP=1"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || refuse "neither root nor sudo here; as root: apt-get install ${missing[*]}"
  as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}")
# Package lists may be absent or old: they are fetched only if the first try fails.
"${install[@]}" >/dev/null 2>&1 || { "${as_root[@]}" apt-get update && "${install[@]}"; } ||
  refuse "apt-get could not install everything (Debian 12 with its main archive is what this was made for)"

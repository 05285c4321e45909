# SPDX-License-Identifier: AGPL-3.0-or-later
# Doors for people; CMake does the work. `make` alone prints what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.PHONY: help figure screenshot demo test check bench fuzz format tidy clean

JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 60
AREA ?=
PORT ?= 8080
PEERS ?=
SERVE ?= yes
export AREA  # read by the shell, which asks for no quoting
SOURCES = $$(find contrechamp apps tests fuzz bench wasm -name '*.hpp' -o -name '*.cpp' | sort)
step = printf '\n== %s\n'
cli = build/release/bin/contrechamp

help:
	@cat <<'EOF'
	make demo [AREA=city.osm.pbf]   build, make an atlas of a made-up town (or of AREA), print its report, open its map
	          [PORT=8080]           … on http://127.0.0.1:PORT/ until Ctrl-C; SERVE=no ends after the report
	make test                       everything that must hold: formatting, layers, WebAssembly, all tests
	make bench                      measure against the peers; writes build/bench/results.json
	          [PEERS=all]           … also against pgRouting and Routino, whose packages only this installs
	make fuzz [FUZZ_SECONDS=60]     damaged input for parsers, hostile scenes for the kernel, that many seconds each
	make figure                     draw the README's picture and report anew, from the code as it is
	make screenshot                 take the README's picture of the map (docs/map.png) with Chromium
	make check                      the quick part of `make test`: formatting, layers, rules of the text
	make format | tidy              reformat the sources | run clang-tidy over them
	make clean                      remove build/
	Each installs the Debian packages it needs first (tools/setup.sh); the page gets its npm packages when it is built.
	EOF

demo:
	@if [ -n "$$AREA" ] && [ ! -f "$$AREA" ]; then
	  printf 'demo: no such file: %s\n' "$$AREA" >&2
	  exit 1
	fi
	$(step) 'packages'
	tools/setup.sh build
	$(step) 'build (preset release)'
	cmake --preset release >/dev/null
	mkdir -p build/demo
	cmake --build --preset release -j $(JOBS) --target contrechamp_cli contrechamp_page
	area=$$AREA
	if [ -z "$$area" ]; then
	  area=build/demo/town.osm.pbf
	  $(step) 'a made-up town (seed 1)'
	  $(cli) synth --seed 1 -o "$$area"
	fi
	name=$$(basename -- "$$area"); name=$${name%.pbf}; name=$${name%.osm}
	$(step) "atlas of $$area"
	$(cli) build "$$area" -o "build/demo/$$name.atlas"
	$(step) report
	$(cli) report "build/demo/$$name.atlas"
	[ "$(SERVE)" = yes ] || exit 0
	$(step) 'map: open this address in a browser; Ctrl-C ends it'
	exec $(cli) serve "build/demo/$$name.atlas" --port "$(PORT)"

# The order: what is quick to fail first.
test: check
	@$(step) 'portable set as WebAssembly (preset wasm)'
	cmake --preset wasm >/dev/null
	cmake --build --preset wasm -j $(JOBS)
	node wasm/check.mjs build/wasm/wasm/contrechamp_engine.wasm contrechamp/core/trig_test.cpp
	$(step) 'the other compiler: the tests of the kernel, the corpora of all fuzz targets (preset clang)'
	cmake --preset clang >/dev/null
	cmake --build --preset clang -j $(JOBS)
	ctest --preset clang -j $(JOBS)
	$(step) 'build with tests, every header alone (preset dev)'
	cmake --preset dev >/dev/null
	cmake --build --preset dev -j $(JOBS) --target all all_verify_interface_header_sets
	$(step) 'tests'
	export CONTRECHAMP_DATA_TALLY="$$PWD/build/dev/data-tally.txt"
	: >"$$CONTRECHAMP_DATA_TALLY"
	result=0; ctest --preset dev -j $(JOBS) || result=$$?
	echo
	sort -u "$$CONTRECHAMP_DATA_TALLY" | awk '/^used /{u++} /^skipped /{s++} END{printf "data: %d used, %d skipped\n", u, s}'
	exit $$result

check:
	@$(step) 'packages'
	tools/setup.sh test
	$(step) 'layers, rules of the text, formatting'
	python3 tools/check_layers.py
	python3 tools/check_text.py
	clang-format-14 --dry-run -Werror $(SOURCES) && echo "formatting holds"

bench:
	@case '$(PEERS)' in '' | all) ;; *) printf 'bench: PEERS=all or nothing\n' >&2; exit 2 ;; esac
	$(step) 'packages'
	tools/setup.sh bench
	[ -z '$(PEERS)' ] || tools/setup.sh peers || true  # the bench says what it cannot measure
	$(step) 'build (preset bench)'
	cmake --preset bench >/dev/null
	cmake --build --preset bench -j $(JOBS) --target contrechamp_bench
	$(step) 'measure'
	build/bench/bench/contrechamp_bench build/bench $(PEERS)

fuzz:
	@$(step) 'packages'
	tools/setup.sh fuzz
	$(step) 'build (preset fuzz)'
	cmake --preset fuzz >/dev/null
	cmake --build --preset fuzz -j $(JOBS) --target fuzzers
	tools/fuzz.sh $(FUZZ_SECONDS)

format:
	@tools/setup.sh test
	clang-format-14 -i $(SOURCES)

tidy:
	@$(step) 'packages'
	tools/setup.sh tidy
	$(step) 'clang-tidy'
	cmake --preset dev >/dev/null
	run-clang-tidy-14 -quiet -p build/dev -j $(JOBS) '^$(CURDIR)/(contrechamp|apps|bench|fuzz)/.*(?<!_test)[.]cpp$$'

clean:
	rm -rf build

# The README's picture and report, from the code as it is.
figure:
	@$(step) 'packages'
	tools/setup.sh build
	$(step) 'build (preset release)'
	cmake --preset release >/dev/null
	cmake --build --preset release -j $(JOBS) --target contrechamp_cli contrechamp_figure
	mkdir -p build/demo
	$(cli) synth --seed 1 -o build/demo/town.osm.pbf
	$(cli) build build/demo/town.osm.pbf -o build/demo/town.atlas
	build/release/bin/contrechamp_figure build/demo/town.atlas 48.85 -25 260 >docs/figure.svg
	$(cli) report build/demo/town.atlas --lang en | python3 tools/readme_report.py

# The README's picture of the map: a camera of the made-up town as `make demo` makes it; of AREA, its first view or that of VIEW.
VIEW ?= $(if $(AREA),,map=17/48.846750/-25.002107&at=n300030576&band=detect)
screenshot:
	@tools/setup.sh test
	$(MAKE) demo SERVE=no
	area=$$AREA; [ -n "$$area" ] || area=town.osm.pbf
	name=$$(basename -- "$$area"); name=$${name%.pbf}; name=$${name%.osm}
	$(step) 'docs/map.png'
	node tests/browser/screenshot.mjs $(cli) "build/demo/$$name.atlas" docs/map.png 1280 800 "$(VIEW)"

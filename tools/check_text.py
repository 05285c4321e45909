#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that no compiler holds: length of files, licence lines, marks left behind, a phrase that is never written, and names
that the portable set may not use. Prints each breach as file:line and exits with 1."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SKIPPED = {".git", "build", "out", "node_modules", "__pycache__"}
PORTABLE = "core geo scene streets placement optics visibility exposure atlas trips tiles answers cartography observatory".split()
CPP = {".hpp", ".cpp"}
TEXT = CPP | {".md", ".py", ".sh", ".cmake", ".txt", ".json", ".ts", ".mjs", ".html", ".css"}
LICENSED = CPP | {".cmake", ".sh", ".mjs"}
LONGEST = 400

# Written in two parts, so that this file does not break its own rules.
LEFT_BEHIND = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
PROMISE = re.compile("camera" + r"[-\s]+free", re.IGNORECASE)
# A line that refuses the phrase may quote it, in a document, with this mark.
REFUSAL = "<!-- refused -->"

LIBM = r"(sin|cos|tan|asin|acos|atan|atan2|hypot|exp|exp2|log|log2|log10|pow|cbrt)f?\s*\("
# What the portable set may not name: pattern, and what to do instead.
FORBIDDEN = [
    (r"\b(throw|try|catch)\b", "return a Result"),
    (r"\bstd::(this_)?j?thread\b|\bstd::\w*mutex\b|\bstd::(async|future|promise)\b", "parallel work is passed in"),
    (r"#\s*include\s*<(iostream|fstream|filesystem|thread|mutex|future|sys/\w+\.h)>", "belongs in a native/ folder"),
    (r"\b(std::)?filesystem::|\bmmap\s*\(|\bstd::(cout|cerr|cin)\b", "belongs in a native/ folder"),
    (r"\.\s*value\s*\(", "throws: use * after a check"),
    # geo::Frames and the drawing of a scene have an `at` of their own, which cannot throw.
    (r"(?<!\bframes)(?<!\bframes_)(?<!\bdrawing)\.\s*at\s*\(", "throws: use [] in range"),
    (r"\bsto(i|l|ll|ul|ull|f|d)\s*\(", "throws: use std::from_chars"),
    (rf"\bstd::{LIBM}", "differs between machines: use core/trig.hpp"),
    (rf"(?<![\w.>:]){LIBM}", "differs between machines: use core/trig.hpp"),
]


def stripped(code):
    """Comments and literals blanked; line breaks kept, so that line numbers stay true."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
    # A quote between digits separates thousands; it opens no literal.
    code = re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "", code)
    return token.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), code)


def is_portable(path):
    parts = path.parts
    return (parts[0] == "contrechamp" and parts[1] in PORTABLE and "native" not in parts
            and not path.stem.endswith("_test")) or parts[0] == "wasm"


def breaches(path, text):
    lines = text.splitlines()
    code_file = path.suffix in CPP
    if path.suffix in LICENSED or path.name == "CMakeLists.txt":
        head = lines[1:2] if lines and lines[0].startswith("#!") else lines[:1]
        if not head or "SPDX-License-Identifier: AGPL-3.0-or-later" not in head[0]:
            yield 1, "no SPDX line at the top"
    if code_file and len(lines) > LONGEST:
        yield len(lines), f"{len(lines)} lines, more than {LONGEST}"
    for number, line in enumerate(lines, 1):
        if LEFT_BEHIND.search(line):
            yield number, "a mark left behind"
        if PROMISE.search(line) and not (path.suffix == ".md" and REFUSAL in line):
            yield number, 'promises too much: write "no mapped device, as of DATE"'
    if code_file and is_portable(path):
        # Includes are code, but their <> are no literals: they survive `stripped`.
        for number, line in enumerate(stripped(text).splitlines(), 1):
            for pattern, instead in FORBIDDEN[:-1] if path.stem == "trig" else FORBIDDEN:  # trig::tan is declared there
                if found := re.search(pattern, line):
                    yield number, f"`{found.group().strip()}` in the portable set: {instead}"


def main():
    files = sorted(p for p in ROOT.rglob("*") if p.is_file() and not SKIPPED & set(p.relative_to(ROOT).parts)
                   and (p.suffix in TEXT or p.name in {"Makefile", "run"}))
    found = 0
    for file in files:
        path = file.relative_to(ROOT)
        for number, breach in breaches(path, file.read_text(encoding="utf-8")):
            found += 1
            print(f"{path}:{number}: {breach}")
    print(f"{found} breaches in {len(files)} files" if found else f"{len(files)} files, the rules of the text hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

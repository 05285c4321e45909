#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that no compiler holds: length of files, licence lines, marks left behind, a phrase that is never written, the spaces of
French punctuation, and names that the portable set may not use. Prints each breach as file:line and exits with 1."""
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

# French writes a narrow space that does not break (U+202F) before : ; ! ? and », and after «.
NARROW = "\u202f"
WRONG_SPACE = re.compile(r"[ \u00a0][:;!?»](?=\s|$)|«(?!\u202f|$)|[^\u202f]»")
# Without any space it is wrong in French only. A colon may belong to an address or a tag, and so must be followed by a blank.
NO_SPACE = re.compile(r"[^\W_][;!?](?! charset=)|[^\s\u202f]:(?=\s|$)|^[:;!?](?=\s|$)")
LITERAL = r'"(?:\\.|[^"\\\n])*"'
LITERALS = rf"{LITERAL}(?:\s*{LITERAL})*"
NO_CODE = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|\'(?:\\.|[^\'\\\n])+\''
# A pair of strings in braces is a phrase in English and French (core/phrase.hpp).
STRINGS = re.compile(rf"{NO_CODE}|\{{\s*(?P<en>{LITERALS})\s*,\s*(?P<fr>{LITERALS})\s*\}}|(?P<other>{LITERALS})", re.DOTALL)

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


def joined(pieces):
    """What adjoining literals of C++ hold."""
    text = "".join(piece[1:-1] for piece in re.findall(LITERAL, pieces))
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    return text.replace(r"\n", "\n").replace(r"\"", '"')


def french_breaches(path, text):
    found = []
    if path.name.endswith("fr.json"):
        for number, line in enumerate(text.splitlines(), 1):
            for value in re.findall(r'": "(.*)"', line):
                found.append((number, WRONG_SPACE.search(value) or NO_SPACE.search(value)))
    elif path.suffix in CPP and path.parts[0] != "tests" and not path.stem.endswith("_test"):
        # A quote between digits separates thousands; it opens no literal.
        code = re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "_", text)
        for strings in STRINGS.finditer(code):
            for kind, wrong in (("en", (WRONG_SPACE,)), ("fr", (WRONG_SPACE, NO_SPACE)), ("other", (WRONG_SPACE,))):
                if strings[kind]:
                    hits = [hit for pattern in wrong if (hit := pattern.search(joined(strings[kind])))]
                    found += [(code.count("\n", 0, strings.start(kind)) + 1, hit) for hit in hits]
    for number, hit in found:
        if hit:
            yield number, f"French punctuation without U+202F: `{hit.group()}`"


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
    yield from french_breaches(path, text)
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

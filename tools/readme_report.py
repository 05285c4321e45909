#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Put the report on standard input into the README, between its two marks; with --check, fail if it differs from what stands there."""
import pathlib, re, sys

readme = pathlib.Path(__file__).resolve().parent.parent / "README.md"
text = readme.read_text()
lines = sys.stdin.read().splitlines()
shown = lines[: next(i for i, line in enumerate(lines) if line.lstrip().startswith("images (2025)"))]
block = "<!-- report:begin -->\n" + "\n".join(("    " + line).rstrip() for line in shown).rstrip() + "\n    …\n<!-- report:end -->"
wanted = re.sub(r"<!-- report:begin -->.*<!-- report:end -->", lambda _: block, text, flags=re.S)
if "--check" in sys.argv:
    if wanted != text:
        sys.exit("README.md shows another report than the program prints: make figure")
elif wanted != text:
    readme.write_text(wanted)

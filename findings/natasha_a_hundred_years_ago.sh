#!/usr/bin/env bash
# natasha reads a date of this year as one of a hundred years ago.
#
# People would guess: 01.09.26 in a Russian text is 1 September 2026, or the year is left as 26.
# Python's own `%y`, and POSIX, make 69 to 99 years of the last century and 0 to 68 of this one.
# What happens: every year of two digits belongs to the last century: 01.09.26 is 1926, 09.02.07 is
# 1907. The same date with four digits is right, and nothing tells the two apart in the result.
# Orders and timetables of colleges are full of such dates.
# Seen in: natasha 1.6.0 (PyPI), `DatesExtractor`, natasha/grammars/date.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'natasha==1.6.0' 'setuptools==80.9.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from natasha import DatesExtractor, MorphVocab

extract = DatesExtractor(MorphVocab())
print("natasha", version("natasha"))
seen = {}
for text in ("до 01.09.2026", "до 01.09.26", "приказ от 09.02.07", "приказ от 31.12.99"):
    fact = next(iter(extract(text))).fact
    seen[text] = fact.year
    print(f"{text}: {fact.day}.{fact.month}.{fact.year}")
raise SystemExit(0 if list(seen.values()) == [2026, 1926, 1907, 1999] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

#!/usr/bin/env bash
# pymorphy3 counts "5 людей" and "5 годов".
#
# People would guess: `make_agree_with_number(5)` of человек and год gives "человек" and "лет": it is
# the method for words beside a number, these two are counted more than others, and the dictionary
# has both forms.
# What happens: beside five the method takes the genitive plural of every word. Of человек that is
# людей, of год годов, which Russian does not say after a number. 2 человека and 21 год are right,
# so that a trial with small numbers passes, and "осталось 5 людей" goes out without a warning.
# Seen in: pymorphy3 2.0.6 with pymorphy3-dicts-ru 2.4.417150.4580142 (PyPI); of pymorphy2 it is known
# as pymorphy2#147 and #172 (github.com/pymorphy2/pymorphy2/issues/147).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'pymorphy3==2.0.6' 'pymorphy3-dicts-ru==2.4.417150.4580142'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from pymorphy3 import MorphAnalyzer

analyzer = MorphAnalyzer()
print("pymorphy3", version("pymorphy3"))
seen = {}
for word in ("человек", "год"):
    parsed = analyzer.parse(word)[0]
    seen[word] = [parsed.make_agree_with_number(number).word for number in (1, 2, 5, 21)]
    print(", ".join(f"{number} {form}" for number, form in zip((1, 2, 5, 21), seen[word])))
expected = {
    "человек": ["человек", "человека", "людей", "человек"],
    "год": ["год", "года", "годов", "год"],
}
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

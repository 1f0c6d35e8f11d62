#!/usr/bin/env bash
# Babel writes "5 километра": the word is for the number before it was rounded.
#
# People would guess: a unit agrees with the number beside it. UTS 35 chooses a plural by the digits
# that are shown, so that 1.0 and 1 may have different words.
# What happens: the number is written by the given format, the word is chosen by the value as it came.
# 4.96 with one decimal is "5 километра" and 21.04 "21 километра", where it must be "5 километров"
# and "21 километр", and 1.0 with its decimal shown is "1,0 час". Distances and durations are seldom
# whole before they are rounded.
# Seen in: Babel 2.19.0 (PyPI), `format_unit` in babel/units.py; the rule is in
# unicode.org/reports/tr35/tr35-numbers.html#Operands.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'babel==2.19.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from babel.units import format_unit

print("Babel", version("babel"))
seen = []
for value, unit, form in (
    (5, "kilometer", "0.#"), (4.96, "kilometer", "0.#"), (21.04, "kilometer", "0.#"),
    (0.98, "hour", "0"), (1.0, "hour", "0.0"),
):
    seen.append(format_unit(value, unit, format=form, locale="ru"))
    print(value, "is", seen[-1])
expected = ["5 километров", "5 километра", "21 километра", "1 часа", "1,0 час"]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

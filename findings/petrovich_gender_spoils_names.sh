#!/usr/bin/env bash
# Petrovich declines names worse when it is told the gender.
#
# People would guess: the gender helps. Surnames need it (Жук is declined for a man, not for a woman),
# so whoever fills in a certificate passes it for all parts of a name.
# What happens: rules that hold for both genders are called "androgynous", and this port passes over
# every rule that is not of the gender which was given. So Никита stays Никита in all cases, and
# Вероника and Ольга have the genitives Вероникы and Ольгы. Without a gender the same names are
# right. Most names are right with it, too, so that those find it whose certificate it is.
# Seen in: Petrovich 2.0.1 (PyPI), `__find_rules` and `__check_exceptions` in petrovich/main.py; a
# user of it reported Никита to another port, pytrovich#5
# (github.com/petrovich/pytrovich/issues/5).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'Petrovich==2.0.1'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from petrovich.enums import Case, Gender
from petrovich.main import Petrovich

NAMES = [
    ("firstname", "Иван", Gender.MALE, Case.GENITIVE),
    ("firstname", "Никита", Gender.MALE, Case.DATIVE),
    ("firstname", "Ольга", Gender.FEMALE, Case.GENITIVE),
    ("firstname", "Вероника", Gender.FEMALE, Case.GENITIVE),
]
petrovich = Petrovich()
print("Petrovich", version("Petrovich"))
seen = []
for part, name, gender, case in NAMES:
    decline = getattr(petrovich, part)
    seen.append((decline(name, case, gender), decline(name, case, None)))
    print(f"{name}: {seen[-1][0]} with the gender, {seen[-1][1]} without")
expected = [
    ("Ивана", "Ивана"), ("Никита", "Никите"), ("Ольгы", "Ольги"), ("Вероникы", "Вероники"),
]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

#!/usr/bin/env bash
# cyrtranslit writes Russian names in Latin letters and reads them back as other names.
#
# People would guess: `to_cyrillic(to_latin(name, "ru"), "ru")` is the name again: the package goes
# both ways, and each Cyrillic letter has its Latin ones.
# What happens: й is written "j", and "j" before a vowel is read as ж; х is written "h", and the "sh"
# of сх is read as ш. Йошкар-Ола comes back as Жошкар-Ола, Район as Ражон, Восход as Вошод. Most
# words do come back, those that do not can be read aloud and raise no doubt, and a town that was
# stored in Latin letters is found no more.
# Seen in: cyrtranslit 1.2.0 (PyPI), cyrtranslit/mapping.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'cyrtranslit==1.2.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
import cyrtranslit

print("cyrtranslit", version("cyrtranslit"))
seen = {}
for name in ("Казань", "Находка", "Йошкар-Ола", "Район", "Восход"):
    latin = cyrtranslit.to_latin(name, "ru")
    seen[name] = cyrtranslit.to_cyrillic(latin, "ru")
    print(f"{name} -> {latin} -> {seen[name]}")
expected = {
    "Казань": "Казань", "Находка": "Находка", "Йошкар-Ола": "Жошкар-Ола", "Район": "Ражон",
    "Восход": "Вошод",
}
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

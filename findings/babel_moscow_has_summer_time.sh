#!/usr/bin/env bash
# Babel calls the time of Moscow summer time.
#
# People would guess: the Russian location format of Europe/Moscow is "Россия (Москва)", as it is
# "Russia (Moscow) Time" in English. Russia has had no summer time since 2011, and the function is
# given a zone, not a moment.
# What happens: "Россия (Москва), летнее время", of every zone and in winter too. CLDR has three
# formats for a region, generic, standard and daylight; Babel keeps one, and for Russian it is that
# of summer, unlike in English and German.
# Seen in: Babel 2.19.0 (PyPI), `get_timezone_location`; `Locale("ru").zone_formats["region"]`.
# With `return_city=True` the city alone is right.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'babel==2.19.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from babel.dates import get_timezone, get_timezone_location

print("Babel", version("babel"))
seen = {}
for zone in ("Europe/Moscow", "Asia/Vladivostok"):
    for locale in ("en", "de", "ru"):
        seen[zone, locale] = get_timezone_location(get_timezone(zone), locale=locale)
        print(zone, "in", locale, "is", seen[zone, locale])
summer = [text for (_, locale), text in seen.items() if locale == "ru"]
english = seen["Europe/Moscow", "en"]
expected = ["Россия (Москва), летнее время", "Россия (Владивосток), летнее время"]
raise SystemExit(0 if summer == expected and english == "Russia (Moscow) Time" else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

#!/usr/bin/env bash
# htmldate reads a Russian sentence with a date as the first of January.
#
# People would guess: "Опубликовано 12 мая 2025 года" is the twelfth of May or, if the words are not
# understood, no date. Bare "12 мая 2025" is understood, and such a sentence in English or German is.
# What happens: in a sentence Russian months are not looked for; what is left is a year, and the first
# of January is made of it. A line "© 2010-2025" in the footer does as well, in any language. Nothing
# tells such a date from one that was read, and an article that was shared today sinks months down.
# trafilatura takes its dates from here.
# Seen in: htmldate 1.11.0 (PyPI), `search_page` in htmldate/core.py; trafilatura 2.3.1.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'htmldate==1.11.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from htmldate import find_date

print("htmldate", version("htmldate"))
seen = []
for text in (
    "Published on 12 May 2025 by the college", "Veröffentlicht am 12. Mai 2025", "12 мая 2025",
    "Опубликовано 12 мая 2025 года", "День открытых дверей пройдёт 12 декабря 2025 года",
    "© 2010-2025 Колледж",
):
    page = f"<html><head><title>News</title></head><body><p>{text}</p><p>Text.</p></body></html>"
    seen.append(find_date(page))
    print(text, "is", seen[-1])
raise SystemExit(0 if seen == ["2025-05-12"] * 3 + ["2025-01-01"] * 3 else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

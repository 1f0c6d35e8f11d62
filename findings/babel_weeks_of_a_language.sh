#!/usr/bin/env bash
# Babel counts the weeks of "ru" otherwise than those of "ru_RU": for all of 2027 it is one ahead.
#
# People would guess: weeks of `locale="ru"` are those of Russia, as its words and its order of day
# and month are. A territory that is not named is the likeliest one (UTS 35, "Likely Subtags"); ICU
# does so (github.com/tc39/proposal-intl-locale-info/issues/71).
# What happens: week data belong to territories; "ru" has none and gets those of the world, where one
# day makes a week. So 1 January 2027, a Friday, is in week 1 for "ru" and in week 53 of 2026 for
# "ru_RU", and odd weeks of a timetable become even ones. "de" fares as "ru" does. Bots meet it, for
# Telegram's `language_code` is mostly a language alone.
# Seen in: Babel 2.19.0 (PyPI), `min_week_days` in babel/core.py; of "ru_RU" with older data it was
# babel#485 (github.com/python-babel/babel/issues/485).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'babel==2.19.0'

cat > "$folder/program.py" <<'EOF'
from datetime import date
from importlib.metadata import version
from babel.dates import format_date

DAYS = date(2027, 1, 1), date(2027, 1, 4), date(2027, 9, 1)
print("Babel", version("babel"))
seen = {}
for locale in ("ru", "ru_RU", "de", "de_DE"):
    seen[locale] = [format_date(day, "w/YYYY", locale=locale) for day in DAYS]
    print(locale, ", ".join(f"{day}: {week}" for day, week in zip(DAYS, seen[locale])))
by_iso = ["{1}/{0}".format(*day.isocalendar()) for day in DAYS]
ahead = ["1/2027", "2/2027", "36/2027"]
expected = {"ru": ahead, "ru_RU": by_iso, "de": ahead, "de_DE": by_iso}
raise SystemExit(0 if seen == expected and by_iso != ahead else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

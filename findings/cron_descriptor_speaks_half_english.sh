#!/usr/bin/env bash
# In every language of cron-descriptor the names of days and months are English.
#
# People would guess: `Options.locale_code` is the language of the whole sentence.
# What happens: the sentence comes from its translation, the names from `calendar.day_name` and
# `strftime`, so from the locale of the process, which is English ("C") unless the program sets
# LC_TIME: «В 09:00, Monday по Friday». Setting it helps one language at a time, for all threads,
# where that locale is installed; a bot that serves two languages cannot be right for both.
# Seen in: cron-descriptor 2.2.1 (PyPI), `number_to_day` in cron_descriptor/ExpressionDescriptor.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'cron-descriptor==2.2.1'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from cron_descriptor import Options, get_description

print("cron-descriptor", version("cron-descriptor"))
seen = {}
for locale in ("ru_RU", "de_DE", "fr_FR"):
    options = Options()
    options.locale_code = locale
    options.use_24hour_time_format = True
    for expression in ("0 9 * * 1-5", "0 9 * 5 *"):
        seen[locale, expression] = get_description(expression, options)
        print(locale, expression, "->", seen[locale, expression])
is_russian = seen["ru_RU", "0 9 * * 1-5"] == "В 09:00, Monday по Friday"
days = all("Monday" in text for (_, expression), text in seen.items() if "1-5" in expression)
months = all("May" in text for (_, expression), text in seen.items() if "5 *" in expression)
raise SystemExit(0 if is_russian and days and months else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

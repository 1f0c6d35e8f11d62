#!/usr/bin/env bash
# humanize says "через 21 минута" in Russian.
#
# People would guess: the translation has the three plurals of Russian, so 21 minutes are as right
# as two: "через 21 минуту", "21 минуту назад".
# What happens: one phrase serves for a length and for a distance in time. The length wants the
# nominative, the distance the accusative, and the two differ for feminine words after a number that
# ends in one: 21, 31, 41, 51 minutes or seconds are wrong, all other numbers are right. A single
# minute has a phrase of its own, so that a test with 1, 2 and 5 finds nothing. arrow, which keeps
# its phrases apart, is right.
# Seen in: humanize 4.17.0 (PyPI), humanize/time.py and its catalogue of ru_RU.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install \
    'humanize==4.17.0' 'arrow==1.4.0' 'tzdata==2026.6'

cat > "$folder/program.py" <<'EOF'
from datetime import timedelta
from importlib.metadata import version
import arrow
import humanize

print("humanize", version("humanize"), "beside arrow", version("arrow"))
humanize.i18n.activate("ru_RU")
now = arrow.get("2026-09-01T12:00:00+00:00")
seen = []
for minutes in (2, 5, 21, 31):
    span = timedelta(minutes=minutes)
    seen.append((humanize.naturaltime(-span), humanize.naturaltime(span)))
    print(", ".join(seen[-1]), "and by arrow", (now + span).humanize(now, locale="ru"))
expected = [
    (f"через {count} {word}", f"{count} {word} назад")
    for count, word in ((2, "минуты"), (5, "минут"), (21, "минута"), (31, "минута"))
]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

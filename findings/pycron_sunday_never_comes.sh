#!/usr/bin/env bash
# pycron, by which taskiq tells whether a task is due, knows no Sunday that is written as 7.
#
# People would guess: 0 and 7 are Sunday, as in crontab(5) and in croniter, croner, cron-parser, or
# an expression that can match nothing is refused.
# What happens: Sunday is 0 alone, and a 7 is compared with it without a word. "0 9 * * 7" never comes,
# "1-7" and "mon-sun" come on six days, and of "fri-mon", a range over the end of the week that the
# code means to allow, Sunday and Monday are left out. A weekly digest of taskiq on day 7 is never
# sent, and nothing is logged.
# Seen in: pycron 3.3.0 (PyPI), `_parse_arg` in pycron/__init__.py; taskiq 0.13.0 calls `is_now` in
# taskiq/cli/scheduler/run.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'pycron==3.3.0' 'croniter==7.0.0'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime, timedelta
from importlib.metadata import version
from croniter import croniter
from pycron import is_now

week = [datetime(2026, 8, 31, 9) + timedelta(days=number) for number in range(7)]
print("pycron", version("pycron"), "beside croniter", version("croniter"))
seen = {}
for text in ("0 9 * * 0", "0 9 * * 7", "0 9 * * 1-7", "0 9 * * mon-sun", "0 9 * * fri-mon"):
    other = [f"{day:%a}" for day in week if croniter.match(text, day)]
    seen[text] = [f"{day:%a}" for day in week if is_now(text, day)]
    print(text, "comes on", seen[text], "and for croniter on", other)
six = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
raise SystemExit(0 if list(seen.values()) == [["Sun"], [], six, six, ["Fri", "Sat"]] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

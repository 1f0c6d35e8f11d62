#!/usr/bin/env bash
# rutimeparser takes "1 сентября 2026 в 15:00" for today.
#
# People would guess: more is known, so the moment is surer. "1 сентября в 15:00" is that day at
# three, and "1 сентября 2026" is that day; so both together are that day at three.
# What happens: with the year before the time the day is forgotten, and the answer is today at
# three. Nothing is raised. 01.09.2026 15:00 in figures is right, so the trouble is with the words,
# in which people write.
# Seen in: rutimeparser 1.1.1 (PyPI), `parse`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'rutimeparser==1.1.1'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime
from importlib.metadata import version
from rutimeparser import parse

now = datetime(2026, 8, 25, 12, 0)
print("rutimeparser", version("rutimeparser"), "on", now.date())
seen = []
TEXTS = ["1 сентября 2026", "1 сентября в 15:00", "01.09.2026 15:00", "1 сентября 2026 в 15:00"]
for text in TEXTS:
    seen.append(parse(text, now=now).isoformat())
    print(f"{text}: {seen[-1]}")
right = ["2026-09-01", "2026-09-01T15:00:00", "2026-09-01T15:00:00"]
raise SystemExit(0 if seen == [*right, "2026-08-25T15:00:00"] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

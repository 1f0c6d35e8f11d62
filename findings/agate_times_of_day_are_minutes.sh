#!/usr/bin/env bash
# agate takes 14:30 for fourteen and a half minutes.
#
# People would guess: a column of times of the day, as every timetable has one, stays a text, or
# becomes times. A column of classes, "9-11", stays a text in any case.
# What happens: types are guessed, and the first that can read the whole column wins. 14:30 becomes
# a duration of 14 minutes and 30 seconds, so that sums and comparisons are off by sixty; classes
# 9-11 become 11 September 2001, the year being one that the parser makes up. csvkit is built on
# it, and writes what it guessed.
# Seen in: agate 1.14.2 (PyPI), agate/type_tester.py: TimeDelta reads with pytimeparse, Date with
# parsedatetime.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'agate==1.14.2'

cat > "$folder/program.py" <<'EOF'
import io
from importlib.metadata import version
import agate

FILE = "lesson,starts,classes\nwelding,14:30,9-11\ncasting,09:00,5-11\n"
table = agate.Table.from_csv(io.StringIO(FILE))
print("agate", version("agate"))
seen = {}
for column in table.columns:
    seen[column.name] = [str(value) for value in column.values()]
    print(column.name, "is of", type(column.data_type).__name__, seen[column.name])
expected = {
    "lesson": ["welding", "casting"], "starts": ["0:14:30", "0:09:00"],
    "classes": ["2001-09-11", "2001-05-11"],
}
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

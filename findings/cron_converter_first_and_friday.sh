#!/usr/bin/env bash
# cron-converter runs "the first and every Friday" only when the first is a Friday.
#
# People would guess: with a day of the month and a day of the week, `0 9 1 * 5` is at nine on the
# first and on every Friday: either is enough (POSIX, crontab; croniter, cronsim, cron-parser and
# Croner do so).
# What happens: both must hold. After 1 September 2026 the next run is on 1 January 2027 instead of
# on Friday the 4th. `0 9 1-7 * 1`, the first Monday, seems to work, so the difference is found
# late, when the line is given to a real cron.
# Seen in: cron-converter 2.0.2 (PyPI), sub_modules/seeker.py; the README does not tell it.
# croniter 6.0.0 on the same lines beside it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'cron-converter==2.0.2' 'croniter==6.0.0'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime, timezone
from importlib.metadata import version
from croniter import croniter
from cron_converter import Cron

start = datetime(2026, 9, 1, 10, 0, tzinfo=timezone.utc)
print("cron-converter", version("cron-converter"), "and croniter", version("croniter"))
seen = []
for line in ("0 9 * * 5", "0 9 1 * 5"):
    schedule, other = Cron(line).schedule(start), croniter(line, start)
    mine = [schedule.next().date().isoformat() for _ in range(3)]
    others = [other.get_next(datetime).date().isoformat() for _ in range(3)]
    seen.append((mine, others))
    print(line, "is", mine, "to cron-converter and", others, "to croniter")
(alone, _), (both, usual) = seen
fridays = ["2026-09-04", "2026-09-11", "2026-09-18"]
late = both == ["2027-01-01", "2027-10-01", "2028-09-01"]
raise SystemExit(0 if alone == fridays and usual == fridays and late else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

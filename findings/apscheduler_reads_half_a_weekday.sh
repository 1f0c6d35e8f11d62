#!/usr/bin/env bash
# APScheduler's cron trigger reads "mon#1", the first Monday of a month, as every Monday.
#
# People would guess: what the trigger does not know is refused, as it is in the fields of numbers
# ("9-17x" of hours raises ValueError). "mon#1" is the first Monday in croniter, croner, cron-parser.
# What happens: the patterns for names of weekdays and months, and the one for the last day of a month,
# have no end, so that whatever follows the part they know is dropped without a word: "mon#1" is every
# Monday, "mon-fri/2" every working day, "mon wed" Monday alone, "jan-jun/2" six months instead of
# three, and the day "last-3" the last of the month. A monthly post goes out each week.
# Seen in: APScheduler 3.11.3 (PyPI), `value_re` of WeekdayRangeExpression, MonthRangeExpression and
# LastDayOfMonthExpression in apscheduler/triggers/cron/expressions.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'apscheduler==3.11.3'

cat > "$folder/program.py" <<'EOF'
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from apscheduler.triggers.cron import CronTrigger

def days(trigger):
    """The first four runs after the start of September 2026."""
    seen, now = [], datetime(2026, 9, 1, tzinfo=timezone.utc)
    for _ in range(4):
        now = trigger.get_next_fire_time(None, now)
        seen.append(f"{now:%d.%m}")
        now += timedelta(seconds=1)
    return seen

print("APScheduler", version("apscheduler"))
mondays = days(CronTrigger.from_crontab("0 9 * * mon", timezone="UTC"))
first = days(CronTrigger.from_crontab("0 9 * * mon#1", timezone="UTC"))
print("mon", mondays)
print("mon#1", first)
read = {}
for field, text in (
    ("day_of_week", "mon-fri/2"), ("day_of_week", "mon wed"), ("month", "jan-jun/2"),
    ("day", "last-3"),
):
    read[text] = str(CronTrigger(**{field: text}, timezone="UTC"))
    print(text, "is", read[text])
try:
    CronTrigger(hour="9-17x", timezone="UTC")
except ValueError as error:
    print("9-17x:", error)
expected = {
    "mon-fri/2": "cron[day_of_week='mon-fri']", "mon wed": "cron[day_of_week='mon']",
    "jan-jun/2": "cron[month='jan-jun']", "last-3": "cron[day='last']",
}
raise SystemExit(0 if first == mondays and read == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

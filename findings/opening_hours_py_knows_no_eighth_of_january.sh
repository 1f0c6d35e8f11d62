#!/usr/bin/env bash
# For opening-hours-py the eighth of January is a working day in Russia.
#
# People would guess: the holidays of `OpeningHours(..., country="RU")` are those of the law (article 112
# of the Labour Code: 1 to 6 and 8 January, and 7 January), as those of the JavaScript opening_hours and of
# holidays are.
# What happens: they end with the seventh, so of "Mo-Su 09:00-18:00; PH off" the last day of the
# holidays is open, and a bot sends people to a closed college. The other days of the law are there. What
# is moved from a weekend to a working day is not, which the format cannot say either.
# Seen in: opening-hours-py 2.1.4 (PyPI), whose days are those of date.nager.at; holidays 0.109 beside it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'opening-hours-py==2.1.4' 'holidays==0.109'

cat > "$folder/program.py" <<'EOF'
from datetime import date, datetime, timedelta
from importlib.metadata import version
import holidays
from opening_hours import OpeningHours

print("opening-hours-py", version("opening-hours-py"), "beside holidays", version("holidays"))
hours = OpeningHours("Mo-Su 09:00-18:00; PH off", country="RU")
known = holidays.RU(years=(2026, 2027, 2028))
open_on, closed_on = {}, {}
for year in (2026, 2027, 2028):
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(10)]
    closed_on[year] = [day.day for day in days if hours.is_closed(datetime(year, 1, day.day, 12))]
    open_on[year] = [day.day for day in days if day.day < 9 and day not in known]
    print(year, "closed in January on", closed_on[year])
    print("   8 January:", known.get(date(year, 1, 8)), "and 4 November:", known.get(date(year, 11, 4)))
is_short = all(days == [1, 2, 3, 4, 5, 6, 7] for days in closed_on.values())
is_whole = all(days == [] for days in open_on.values())
raise SystemExit(0 if is_short and is_whole else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

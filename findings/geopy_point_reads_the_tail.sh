#!/usr/bin/env bash
# geopy reads coordinates with decimal commas as another place, without a word.
#
# People would guess: a string that `geopy.Point` cannot read raises ("unknown format"), or its commas
# are decimal ones, as people in Russia, Germany and France write them.
# What happens: the pattern begins with `.*?`, so what stands before the last thing that looks like
# two numbers is passed over. Of "55,75 37,61" (Moscow) the middle is read: 37° N, 61° E, thousands
# of kilometres away. Of "55 45 21 N 37 37 04 E" the ends of both groups are read: 37° N, 4° E.
# Distances are then wrong, and both points look like points.
# Seen in: geopy 2.5.0 (PyPI), `POINT_PATTERN` in geopy/point.py; degrees without signs are known as
# geopy#247 (github.com/geopy/geopy/issues/247).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'geopy==2.5.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from geopy import Point
from geopy.distance import geodesic

print("geopy", version("geopy"))
moscow = Point("55.75 37.61")
seen = []
for text in ("55.75 37.61", "55,75 37,61", "55,75; 37,61", "55 45 21 N 37 37 04 E"):
    point = Point(text)
    seen.append((point.latitude, point.longitude))
    print(f"{text!r}: {seen[-1]}, {geodesic(moscow, point).km:.0f} km from Moscow")
expected = [(55.75, 37.61), (37.0, 61.0), (37.0, 61.0), (37.0, 4.0)]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

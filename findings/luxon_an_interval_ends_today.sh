#!/usr/bin/env bash
# Luxon lets an interval end today when its end leaves out the date.
#
# People would guess: 2026-09-01T10:00/12:00 is from ten to twelve on 1 September: what the end of
# an interval leaves out is that of its start (ISO 8601, time intervals; the page of Wikipedia to
# which the documentation of this function links says so).
# What happens: a time alone is today's for this library, in an interval too. A lesson of two hours
# lasts for weeks or, when its day is past, for years; if it is yet to come, the interval is
# invalid.
# Seen in: luxon 3.7.2 (npm), `Interval.fromISO`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'luxon@3.7.2'

cat > program.mjs <<'EOF'
import { Interval, Settings } from "luxon";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
Settings.defaultZone = "utc";
Settings.now = () => Date.UTC(2026, 11, 1, 9);
console.log("luxon", installed("luxon"), "on 2026-12-01");
const seen = ["2026-09-01T10:00/2026-09-01T12:00", "2026-09-01T10:00/12:00"].map((text) => {
  const interval = Interval.fromISO(text);
  console.log(text, "ends", interval.end.toISODate(), "after", interval.length("hours"), "hours");
  return interval.length("hours");
});
process.exit(seen.join() === "2,2186" ? 0 : 1);
EOF
node program.mjs

#!/usr/bin/env bash
# ics writes a day as P1DT and a week as P1WT.
#
# People would guess: `duration: { days: 1 }` is P1D and a reminder a day before is -P1D, the form of RFC 5545,
# 3.3.6: after a T there is at least an hour, a minute or a second, and weeks stand alone.
# What happens: the T is always written. Lenient readers (ical.js, icalendar) take it; Temporal refuses it,
# and ICSx5 of Android complained of a reminder "-P2DT" (github.com/bitfireAT/ical4android/issues/77).
# Whoever tests with hours never sees it.
# Seen in: ics 3.12.0 (npm), dist/utils/format-duration.js; Temporal of temporal-polyfill 1.0.8. Needs node
# and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'ics@3.12.0' 'temporal-polyfill@1.0.8'

cat > program.mjs <<'EOF'
import { readFileSync } from "node:fs";
import { createEvent } from "ics";
import { Temporal } from "temporal-polyfill";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("ics", installed("ics"), "beside temporal-polyfill", installed("temporal-polyfill"));

const seen = [];
for (const duration of [{ hours: 1 }, { days: 1 }, { weeks: 1 }]) {
  const alarms = [{ action: "display", description: "x", trigger: { ...duration, before: true } }];
  const { value } = createEvent({ start: [2026, 5, 12, 10, 0], title: "x", duration, alarms });
  const written = value.match(/DURATION:(.*)\r/)[1];
  const trigger = value.match(/TRIGGER:(.*)\r/)[1];
  let read = "refused";
  try { read = Temporal.Duration.from(written).toString(); } catch { /* a RangeError */ }
  seen.push([written, trigger, read].join(" "));
  console.log(JSON.stringify(duration), "->", written, "reminder", trigger, "read by Temporal:", read);
}
const expected = ["PT1H -PT1H PT1H", "P1DT -P1DT refused", "P1WT -P1WT refused"];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
EOF
node program.mjs

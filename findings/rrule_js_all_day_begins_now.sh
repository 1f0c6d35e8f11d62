#!/usr/bin/env bash
# rrule.js begins the rule of an all-day event at the present moment.
#
# People would guess: DTSTART;VALUE=DATE:20260901, the way in which calendars write a day without a
# time, is the first of September, as DTSTART:20260901 is, which calendars may not write.
# What happens: a DTSTART with that parameter is not recognised, and a rule without a start starts
# now: three days from 1 September become three days from today at the present second, and a rule
# whose UNTIL is past has none. Nothing is raised, and who counts the occurrences finds three.
# Seen in: rrule 2.8.1 (npm), src/parsestring.ts; open since 2019 as jkbrzt/rrule#315
# (github.com/jkbrzt/rrule/issues/315). Needs node and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'rrule@2.8.1'

cat > program.mjs <<'EOF'
import rrule from "rrule";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("rrule", installed("rrule"));
const days = (start) =>
  rrule.rrulestr(`${start}\nRRULE:FREQ=DAILY;COUNT=3`).all().map((day) => day.toISOString());
const bare = days("DTSTART:20260901");
const dated = days("DTSTART;VALUE=DATE:20260901");
console.log("DTSTART:20260901 is", bare);
console.log("DTSTART;VALUE=DATE:20260901 is", dated);
const late = Date.now() - Date.parse(dated[0]);
process.exit(bare[0] === "2026-09-01T00:00:00.000Z" && late >= 0 && late < 60_000 ? 0 : 1);
EOF
node program.mjs

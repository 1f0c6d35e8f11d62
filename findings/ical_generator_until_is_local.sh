#!/usr/bin/env bash
# ical-generator ends a repeated event at a local time, which calendars may not read.
#
# People would guess: of an event with a time zone UNTIL is in UTC, as it must be (RFC 5545,
# 3.3.10: DTSTART with a time zone, then UNTIL with a Z), and DTSTAMP is always (3.8.7.2). A
# library whose one task is to write calendars does that.
# What happens: with a time zone all times are written as those of the zone, these two as well,
# without a Z and without a zone. dateutil refuses a rule whose UNTIL is no UTC beside such a
# start, so that the series is lost to programs of Python. Without a time zone the Z is there.
# Seen in: ical-generator 10.2.0 (npm), `repeating.until` and `stamp` of an event.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'ical-generator@10.2.0'

cat > program.mjs <<'EOF'
import ical from "ical-generator";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("ical-generator", installed("ical-generator"));
const lines = (timezone) => {
  const calendar = ical({ timezone });
  calendar.createEvent({
    id: "1@example.com", summary: "lesson", timezone,
    stamp: new Date(Date.UTC(2026, 0, 1)),
    start: new Date(Date.UTC(2026, 8, 1, 7)), end: new Date(Date.UTC(2026, 8, 1, 8)),
    repeating: { freq: "DAILY", until: new Date(Date.UTC(2026, 8, 3, 7)) },
  });
  const all = calendar.toString().split("\r\n");
  const kept = all.filter((one) => /^(DTSTAMP|DTSTART|RRULE)/.test(one));
  console.log(timezone ?? "no time zone", kept);
  return kept;
};
const utc = lines(null);
const [stamp, start, rule] = lines("Asia/Vladivostok");
const right = utc[0].endsWith("Z") && utc[2].endsWith("Z");
const local = !stamp.endsWith("Z") && !rule.endsWith("Z");
process.exit(right && local && start.includes("TZID=Asia/Vladivostok") ? 0 : 1);
EOF
TZ=UTC node program.mjs

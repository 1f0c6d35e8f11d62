#!/usr/bin/env bash
# ical.js shows an occurrence twice that RRULE and RDATE both name.
#
# People would guess: a recurrence set is a set. RFC 5545, 3.8.5.2: where RRULE and RDATE generate the
# same occurrence, "only one recurrence is considered. Duplicate instances are ignored."
# What happens: `Event.iterator()` gives it twice. Who reads the next five occurrences gets four of
# them; who makes a row, a reminder or a message of each makes two.
# Seen in: ical.js 2.2.1 (npm), lib/ical/recur_expansion.js; open as ical.js#1026
# (github.com/kewisch/ical.js/issues/1026). Needs node and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'ical.js@2.2.1'

cat > program.mjs <<'EOF'
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;

function occurrences(...more) {
  const calendar = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
    "BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260101T000000Z", "DTSTART:20260105T100000Z",
    "RRULE:FREQ=WEEKLY;COUNT=3", ...more, "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
  const component = new ICAL.Component(ICAL.parse(calendar));
  const event = new ICAL.Event(component.getFirstSubcomponent("vevent"));
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) found.push(next.toString());
  return found;
}

const rule = occurrences();
const both = occurrences("RDATE:20260112T100000Z");
console.log("ical.js", installed("ical.js"));
console.log("RRULE alone:", rule.join(" "));
console.log("and an RDATE of its second:", both.join(" "));
const isTwice = both.filter((one) => one === rule[1]).length === 2;
process.exit(rule.length === 3 && both.length === 4 && isTwice ? 0 : 1);
EOF
node program.mjs

#!/usr/bin/env bash
# node-ical reads a backslash before an n in a text as a line break.
#
# People would guess: a title with a backslash and an n comes back as it was written: RFC 5545,
# 3.3.11, writes a backslash as two, and what a writer of calendars escapes a reader gives back.
# What happens: escapes are undone in four passes over the whole text, line breaks before
# backslashes, so that the second of two backslashes and the n after them are taken for a line break.
# A path, a formula, a regular expression in a title or description is torn apart.
# ical.js 2.2.1, run beside it on the same calendar, undoes them from left to right.
# Seen in: node-ical 0.27.2 and 0.25.0 (npm), lib/ical-parser-utils.js. Needs node and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent \
    'node-ical@0.27.2' 'ical.js@2.2.1'

cat > program.mjs <<'EOF'
import ICAL from "ical.js";
import ical from "node-ical";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
const meant = String.raw`C:\new`;
const calendar = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
  "BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260101T000000Z", "DTSTART:20260102T100000Z",
  "SUMMARY:" + meant.replaceAll("\\", "\\\\"),
  "END:VEVENT", "END:VCALENDAR", "",
].join("\r\n");

const node = ical.sync.parseICS(calendar)["1@example.com"].summary;
const component = new ICAL.Component(ICAL.parse(calendar));
const other = component.getFirstSubcomponent("vevent").getFirstPropertyValue("summary");
console.log("meant", JSON.stringify(meant));
console.log("node-ical", installed("node-ical"), "reads", JSON.stringify(node));
console.log("ical.js", installed("ical.js"), "reads", JSON.stringify(other));
process.exit(node === "C:\\\new" && other === meant ? 0 : 1);
EOF
node program.mjs

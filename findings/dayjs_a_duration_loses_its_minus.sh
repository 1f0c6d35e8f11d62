#!/usr/bin/env bash
# Day.js reads -PT15M as a quarter of an hour later, not earlier.
#
# People would guess: -PT15M, the trigger of an alarm in every calendar (RFC 5545, 3.3.6), is minus
# fifteen minutes. The same library writes minus fifteen minutes as -PT15M.
# What happens: the sign in front is matched and forgotten, so a reminder comes after the lesson
# has begun, and what the library has written does not come back from it. PT1,5H, which ISO 8601
# allows as well as PT1.5H, is a duration of nothing, without an error.
# Seen in: dayjs 1.11.23 (npm), plugin/duration; open since 2022 as iamkun/dayjs#1788
# (github.com/iamkun/dayjs/issues/1788).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'dayjs@1.11.23'

cat > program.mjs <<'EOF'
import dayjs from "dayjs";
import duration from "dayjs/plugin/duration.js";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
dayjs.extend(duration);
console.log("dayjs", installed("dayjs"));
const written = dayjs.duration(-15, "minutes").toISOString();
console.log("minus 15 minutes are written", written);
const seen = ["PT15M", "-PT15M", "PT1.5H", "PT1,5H"].map((text) => {
  const minutes = dayjs.duration(text).asMinutes();
  console.log(text, "is read as", minutes, "minutes");
  return minutes;
});
process.exit(written === "-PT15M" && seen.join() === "15,15,90,0" ? 0 : 1);
EOF
node program.mjs

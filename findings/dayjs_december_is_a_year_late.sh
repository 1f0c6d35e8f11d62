#!/usr/bin/env bash
# Day.js reads a December of Russian, Ukrainian or Polish as that of the next year.
#
# People would guess: eleven months are read rightly, so is the twelfth.
# What happens: these languages have two forms of each month, "декабрь" alone and "декабря" after a
# day. Both lists are joined, the place in them is taken modulo 12, and where that leaves nothing the
# place itself stays: the 24th month, which JavaScript counts into the next year. In strict mode the
# date is invalid instead. A test with any other month finds nothing.
# Seen in: dayjs 1.11.23 (npm), plugin/customParseFormat; open since 2021 as iamkun/dayjs#1656
# (github.com/iamkun/dayjs/issues/1656), also #2249, #2511, #2743. Needs node and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'dayjs@1.11.23'

cat > program.mjs <<'EOF'
import dayjs from "dayjs";
import "dayjs/locale/pl.js";
import "dayjs/locale/ru.js";
import "dayjs/locale/uk.js";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
dayjs.extend(customParseFormat);
console.log("dayjs", installed("dayjs"));
const seen = [
  ["30 ноября 2026", "ru"], ["1 декабря 2026", "ru"], ["1 грудня 2026", "uk"],
  ["1 grudnia 2026", "pl"],
].map(([text, language]) => {
  const day = dayjs(text, "D MMMM YYYY", language).format("YYYY-MM-DD");
  console.log(text, "is", day);
  return day;
});
process.exit(seen.join() === "2026-11-30,2027-12-01,2027-12-01,2027-12-01" ? 0 : 1);
EOF
node program.mjs

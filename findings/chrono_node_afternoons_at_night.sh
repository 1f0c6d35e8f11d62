#!/usr/bin/env bash
# chrono-node reads "в 3 часа дня", three in the afternoon, as three at night.
#
# People would guess: the part of the day is understood, as in "в 9 вечера", or the words are no date.
# What happens: the Russian reader takes "дня", "вечера" and "утра" right behind the number only, and
# leaves out what it does not know. With "часа" or "часов" between, which is how it is said, the
# afternoon is lost; "10 часов утра" is six o'clock, for "утра" alone is; "12-го октября" is the first
# of October, and "12.10 в 14.30" is today. But for the text that it was taken from nothing tells
# such a date from one that was read whole.
# Seen in: chrono-node 2.10.3 (npm), locales/ru. Needs node and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'chrono-node@2.10.3'

cat > program.mjs <<'EOF'
import { ru } from "chrono-node";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("chrono-node", installed("chrono-node"));
const now = new Date(2026, 8, 1, 12, 0); // 1 September 2026
const two = (number) => String(number).padStart(2, "0");
const seen = [
  "в 9 вечера", "в 3 часа дня", "10 часов утра", "12-го октября в 10:00", "12.10 в 14.30",
].map((text) => {
  const [found] = ru.parse(text, now);
  const at = found.start.date();
  const day = `${two(at.getDate())}.${two(at.getMonth() + 1)}`;
  const read = `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
  console.log(`${text} is ${read}, taken from "${found.text}"`);
  return read;
});
const expected = "01.09 21:00,01.09 03:00,01.09 06:00,01.10 10:00,01.09 14:30";
process.exit(seen.join() === expected ? 0 : 1);
EOF
node program.mjs

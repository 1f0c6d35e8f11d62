#!/usr/bin/env bash
# SheetJS puts a date of a workbook on the day before, in Moscow.
#
# People would guess: with `cellDates` a cell that shows 01.09.2026 is midnight of 1 September in
# the time zone of the process.
# What happens: it is 23:59:43 of 31 August. The serial number is counted from 1899 by local time,
# when Moscow was 2 hours, 30 minutes and 17 seconds ahead of Greenwich, and the offset is taken in
# whole minutes: seventeen seconds are missing. `getDate()` is 31, and 14:30 is 14:29 to whoever
# shows minutes. In London and UTC all is well, so that tests which run there do not see it.
# Seen in: xlsx 0.18.5 (npm, the last one there), `numdate`; SheetJS has later versions elsewhere.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'xlsx@0.18.5' 'exceljs@4.4.0'

cat > program.mjs <<'EOF'
import ExcelJS from "exceljs";
import XLSX from "xlsx";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("xlsx", installed("xlsx"), "in", process.env.TZ);
const book = new ExcelJS.Workbook();
const cell = book.addWorksheet("timetable").getCell("A1");
cell.value = new Date(Date.UTC(2026, 8, 1));
cell.numFmt = "dd.mm.yyyy";
const read = XLSX.read(await book.xlsx.writeBuffer(), { cellDates: true });
const day = read.Sheets.timetable.A1.v;
console.log("01.09.2026 is", day.toString());
const seen = [day.getDate(), day.getHours(), day.getMinutes(), day.getSeconds()].join();
process.exit(seen === process.env.EXPECTED ? 0 : 1);
EOF
TZ=Europe/London EXPECTED=1,0,0,0 node program.mjs
TZ=Europe/Moscow EXPECTED=31,23,59,43 node program.mjs

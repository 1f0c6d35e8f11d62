#!/usr/bin/env bash
# Papa Parse cuts a table of semicolons at its commas, when the heading has one, too.
#
# People would guess: with "Имя, фамилия;Балл" and marks like 4,5 the semicolon is found: it stands in each
# line once, as the comma does, and only with it the line has the cells that Excel saved.
# What happens: delimiters are tried in the order comma, tab, bar, semicolon, and another one wins only when
# it is as steady and has more fields. One comma in the heading and one in each row are as many as one
# semicolon, so «Анна;4,5» becomes "Анна;4" and "5". No error is reported. With two columns, and no comma
# in the heading, the same rows are read right, so it comes with the file of somebody else.
# Seen in: papaparse 5.7.1 (npm), `guessDelimiter` in papaparse.js. Needs node and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'papaparse@5.7.1'

cat > program.mjs <<'EOF'
import { readFileSync } from "node:fs";
import Papa from "papaparse";

console.log("papaparse", JSON.parse(readFileSync("node_modules/papaparse/package.json")).version);
function read(heading) {
  const { data, errors, meta } = Papa.parse(`${heading}\nАнна;4,5\nИван;3,7`, { header: true });
  console.log(heading, "-> delimiter", meta.delimiter, JSON.stringify(data), "errors", errors.length);
  return { delimiter: meta.delimiter, first: Object.values(data[0]).join("|"), errors: errors.length };
}
const plain = read("Имя;Балл");
const comma = read("Имя, фамилия;Балл");
const isRight = plain.delimiter === ";" && plain.first === "Анна|4,5" && plain.errors === 0;
const isCut = comma.delimiter === "," && comma.first === "Анна;4|5" && comma.errors === 0;
process.exit(isRight && isCut ? 0 : 1);
EOF
node program.mjs

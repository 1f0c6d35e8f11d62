#!/usr/bin/env bash
# slugify writes объявление as obuyavlenie.
#
# People would guess: the hard sign is left out or becomes an apostrophe, as in all Russian ways of
# transliteration: obyavlenie, podezd. With the locale `ru` in any case.
# What happens: it becomes the letter u, and the locale `ru` changes nothing. Addresses of pages
# come out as "obuyavlenie" and "poduezd", and searching for one's own spelling finds nothing. The
# soft sign is left out as expected.
# Seen in: slugify 1.6.9 (npm), `charMap` in slugify.js.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'slugify@1.6.9'

cat > program.mjs <<'EOF'
import slugify from "slugify";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("slugify", installed("slugify"));
const seen = ["объявление", "подъезд", "мышь"].map((word) => {
  const pair = [slugify(word), slugify(word, { locale: "ru" })];
  console.log(word, "is", pair);
  return pair.join("|");
});
const expected = ["obuyavlenie|obuyavlenie", "poduezd|poduezd", "mysh|mysh"];
process.exit(seen.join() === expected.join() ? 0 : 1);
EOF
node program.mjs

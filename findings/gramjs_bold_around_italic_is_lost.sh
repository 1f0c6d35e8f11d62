#!/usr/bin/env bash
# GramJS loses the bold type around an italic word.
#
# People would guess: <b>сбор <i>в десять</i> утра</b> is read, and written again, as the same two
# entities, one within the other, as Telegram allows (Bot API, formatting options).
# What happens: it is read right, but the inner entity comes first in the list, and the writer,
# which goes on from the end of the last one, leaves out what begins before that: the bold entity
# is not written at all. So a post with such a part that is edited or stored as HTML loses type
# each time. Where both begin and end together both are kept.
# Seen in: telegram 2.26.22 (npm), extensions/html.js, `HTMLParser.parse` and `unparse`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'telegram@2.26.22'

cat > program.mjs <<'EOF'
import { HTMLParser } from "telegram/extensions/html.js";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("telegram (GramJS)", installed("telegram"));
const again = (html) => {
  const [text, entities] = HTMLParser.parse(html);
  const written = HTMLParser.unparse(text, entities);
  console.log(html, "has", entities.map((one) => one.className), "and is written", written);
  return [entities.length, written];
};
const whole = again("<b><i>сбор</i></b>");
const part = again("<b>сбор <i>в десять</i> утра</b>");
const kept = whole[1] === "<em><strong>сбор</strong></em>";
process.exit(kept && part[0] === 2 && part[1] === "сбор <em>в десять</em> утра" ? 0 : 1);
EOF
node program.mjs

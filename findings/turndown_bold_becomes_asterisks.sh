#!/usr/bin/env bash
# What turndown writes as bold is read as asterisks.
#
# People would guess: <b>Тема:</b>лекция becomes **Тема:**лекция, and every reader of CommonMark
# shows a bold word again: the one writes the format that the other reads.
# What happens: two asterisks after a colon and before a letter close nothing (CommonMark 0.31,
# 6.2: they are not right-flanking), and people see "**Тема:**лекция". So with a comma or a bracket
# at the end of the bold part; turndown moves blanks out of the way, but not this. Two bold parts
# side by side become "****" in the middle. Pages made by hand and by office programs are full of
# both.
# Seen in: turndown 7.2.5 (npm), read again with commonmark 0.31.2 (npm); the rule itself is
# discussed in commonmark/commonmark-spec#840 (github.com/commonmark/commonmark-spec/issues/840).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'turndown@7.2.5' 'commonmark@0.31.2'

cat > program.mjs <<'EOF'
import Turndown from "turndown";
import { HtmlRenderer, Parser } from "commonmark";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("turndown", installed("turndown"), "and commonmark", installed("commonmark"));
const there = (html) => new Turndown().turndown(html);
const back = (text) => new HtmlRenderer().render(new Parser().parse(text)).trim();
const seen = [
  "<p><b>Тема:</b> лекция</p>", "<p><b>Тема:</b>лекция</p>", "<p>зал<b>, сцена</b></p>",
].map((html) => {
  const markdown = there(html);
  console.log(html, "becomes", markdown, "and again", back(markdown));
  return back(markdown).includes("<strong>");
});
process.exit(seen.join() === "true,false,false" ? 0 : 1);
EOF
node program.mjs

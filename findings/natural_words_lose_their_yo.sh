#!/usr/bin/env bash
# The WordTokenizer of natural takes ё for a space: «ёлка» becomes «лка».
#
# People would guess: a tokenizer that names Cyrillic letters knows all those of Russian; the one made
# for Russian, AggressiveTokenizerRu, does.
# What happens: its letters are А to я, and in Unicode ё stands outside that range. «приём» is "при"
# and "м", «ещё» is "ещ", «учёба» is "уч" and "ба". Whoever counts or compares words finds pieces;
# texts written with е are right, so it depends on who typed. `OrthographyTokenizer` with language
# "ru" falls back to the same letters, for it knows one language, Finnish; `TfIdf` uses them unless
# told otherwise.
# Seen in: natural 8.1.1 (npm), lib/natural/tokenizers/regexp_tokenizer.js. Needs node and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'natural@8.1.1'

cat > program.mjs <<'EOF'
import { readFileSync } from "node:fs";
import natural from "natural";

console.log("natural", JSON.parse(readFileSync("node_modules/natural/package.json")).version);
const text = "Приём, учёба и ещё ёлка";
const seen = {};
for (const [name, tokenizer] of [
  ["WordTokenizer", new natural.WordTokenizer()],
  ["OrthographyTokenizer ru", new natural.OrthographyTokenizer({ language: "ru" })],
  ["AggressiveTokenizerRu", new natural.AggressiveTokenizerRu()],
]) {
  seen[name] = tokenizer.tokenize(text).join(" ");
  console.log(name, "->", seen[name]);
}
const tfidf = new natural.TfIdf();
tfidf.addDocument(text);
const terms = tfidf.listTerms(0).map((one) => one.term).sort().join(" ");
console.log("TfIdf ->", terms);
const pieces = "При м уч ба и ещ лка";
const hasPieces = terms.includes("лка") && !terms.includes("ёлка");
const isSo = hasPieces && seen.WordTokenizer === pieces && seen["OrthographyTokenizer ru"] === pieces;
process.exit(isSo && seen.AggressiveTokenizerRu === "Приём учёба и ещё ёлка" ? 0 : 1);
EOF
node program.mjs

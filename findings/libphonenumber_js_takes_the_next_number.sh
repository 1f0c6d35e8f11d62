#!/usr/bin/env bash
# libphonenumber-js takes the beginning of the next number for an extension.
#
# People would guess: "8-495-123-45-67, 8-499-123-45-68" are two numbers, each whole, as pages of
# contacts list them. A comma and a single digit that goes on with a hyphen is no extension.
# What happens: the first has the extension 8, which is the trunk prefix of the second. Stored or
# written as tel:+74951234567;ext=8 it makes a phone dial a digit more after the answer. Without
# hyphens the second number is an extension as a whole, and is not found. In two lines, or with "и"
# between them, both are right, and so are those that begin with +7. The port for Python finds the
# numbers of the first line without an extension.
# Seen in: libphonenumber-js 1.13.16 (npm), `findPhoneNumbersInText`; phonenumbers 9.0.43 (PyPI)
# gives no extension.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --ignore-scripts --no-audit --no-fund --silent 'libphonenumber-js@1.13.16'

cat > program.mjs <<'EOF'
import { findPhoneNumbersInText } from "libphonenumber-js";
import { readFileSync } from "node:fs";

const installed = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version;
console.log("libphonenumber-js", installed("libphonenumber-js"));
const found = (text) => {
  const list = findPhoneNumbersInText(text, "RU");
  const uris = list.map((one) => one.number.getURI());
  console.log(JSON.stringify(text), "has", uris);
  return uris.join(" ");
};
const comma = found("8-495-123-45-67, 8-499-123-45-68");
const lines = found("8-495-123-45-67\n8-499-123-45-68");
const bare = found("84951234567, 84991234568");
const right = lines === "tel:+74951234567 tel:+74991234568";
const one = comma === "tel:+74951234567;ext=8 tel:+74991234568";
process.exit(right && one && bare === "tel:+74951234567;ext=849912345" ? 0 : 1);
EOF
node program.mjs

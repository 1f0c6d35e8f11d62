#!/usr/bin/env bash
# Kurigram takes the underscores out of an address and makes another one of it.
#
# People would guess: https://example.com/a__b__c in a message stays what it is: an address is no
# place for markup, and a sign without its partner, as in "10:00 -- 11:30", is text.
# What happens: the address sent is https://example.com/abc with an italic b, and leads nowhere. A
# lone pair of hyphens, which Russian typists write for a dash, is dropped: "10:00  11:30".
# Markdown is on unless one asks otherwise, and so it is read in texts that were never meant to
# have any.
# Seen in: Kurigram 2.2.26 (PyPI), pyrogram/parser/markdown.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'kurigram==2.2.26'

cat > "$folder/program.py" <<'EOF'
import asyncio
from importlib.metadata import version
from pyrogram.parser.markdown import Markdown

async def read(text):
    answer = await Markdown(None).parse(text)
    return answer["message"], [type(one).__name__ for one in answer["entities"] or []]

print("Kurigram", version("kurigram"))
seen = []
for text in ("https://example.com/a__b__c", "10:00 -- 11:30", "5 ** 3"):
    seen.append(asyncio.run(read(text)))
    print(f"{text!r} is sent as {seen[-1]}")
expected = [
    ("https://example.com/abc", ["MessageEntityItalic"]), ("10:00  11:30", []), ("5  3", []),
]
raise SystemExit(0 if seen == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

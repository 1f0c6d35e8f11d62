#!/usr/bin/env bash
# Telethon's HTML adds braces to a block of code each time it is written.
#
# People would guess: `html.unparse` is the reverse of `html.parse`, as its docstring says, so that
# `message.text`, kept in a database or changed and sent again under the same parse mode, is the same
# message.
# What happens: the template of a block of code has two places to fill, one of which is never filled,
# and is indented for reading: the text gains two braces and, inside the block, line breaks and
# blanks. What goes round twice has them twice. A block without a language gets an empty one.
# Seen in: Telethon 1.45.0 (PyPI), `ENTITY_TO_FORMATTER` in telethon/extensions/html.py; reported as
# LonamiWebs/Telethon#4302 (github.com/LonamiWebs/Telethon/issues/4302) and #4714.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'telethon==1.45.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from telethon.extensions import html

print("Telethon", version("telethon"))
text, entities = html.parse("Пример: <pre><code class='language-python'>print(1)</code></pre>")
print(repr(text))
seen = [text]
for _ in range(2):
    text, entities = html.parse(html.unparse(text, entities))
    seen.append(text)
    print("goes round and is", repr(text))
blank_free = [" ".join(text.split()) for text in seen]
expected = ["Пример: print(1)", "Пример: print(1){}", "Пример: print(1){}{}"]
raise SystemExit(0 if blank_free == expected and seen[1] != expected[1] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

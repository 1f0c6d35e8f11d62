#!/usr/bin/env bash
# chatgpt_md_converter takes the underscores of Russian hashtags for italics.
#
# People would guess: an underscore within a word is no markup, as in CommonMark: #open_day_here is
# left alone.
# What happens: only Latin letters and digits count as parts of a word. #день_открытых_дверей loses
# its underscores and becomes three words, the middle one in italics: the hashtag finds nothing, an
# address with such a path leads elsewhere, and а*б*в, which is a*b*c in Russian, loses its stars.
# Seen in: chatgpt_md_converter 0.3.12 (PyPI), chatgpt_md_converter/telegram_markdown/inline.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'chatgpt_md_converter==0.3.12'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from chatgpt_md_converter import telegram_format

print("chatgpt_md_converter", version("chatgpt_md_converter"))
pairs = (
    ("#open_day_here", "#день_открытых_дверей"),
    ("https://example.com/open_day_here", "https://example.com/день_открытых_дверей"),
    ("a*b*c", "а*б*в"),
)
seen = []
for pair in pairs:
    for text in pair:
        seen.append(telegram_format(text))
        print(text, "is", seen[-1])
latin = [text for text, _ in pairs]
expected = [
    "#день<i>открытых</i>дверей", "https://example.com/день<i>открытых</i>дверей", "а<i>б</i>в",
]
raise SystemExit(0 if seen[::2] == latin and seen[1::2] == expected else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

#!/usr/bin/env bash
# teremok refuses messages that Telegram takes: it counts HTML markup into the limit of a text.
#
# People would guess: a message that teremok calls too long is too long for Telegram.
# What happens: the limits of the Bot API, 4096 for a text and 1024 for a caption, hold "after
# entities parsing" (sendMessage, `text`); teremok counts the characters as they are given, tags and
# `&lt;` with them. A page with many links or names in bold fails in tests and passes in Telegram,
# and who cuts texts until the tests pass cuts words that people could have read.
# Seen in: teremok 0.2.0 (PyPI), teremok/validation.py, run with aiogram 3.31.0.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'teremok==0.2.0' 'aiogram==3.31.0'

cat > "$folder/program.py" <<'EOF'
import html, re
from importlib.metadata import version
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.methods import SendMessage
from teremok.validation import ApiRuleViolation, validate_method

bot = Bot("42:x", default=DefaultBotProperties(parse_mode="HTML"))
text = "\n".join(f'<a href="https://example.com/colleges/{n}">College {n}</a>' for n in range(100))
shown = html.unescape(re.sub("<[^>]*>", "", text))
print("teremok", version("teremok"))
print("given:", len(text), "characters; shown after entities parsing:", len(shown))
try:
    validate_method(bot, SendMessage(chat_id=1, text=text))
except ApiRuleViolation as refusal:
    print("refused:", refusal.description)
    raise SystemExit(0 if "too long" in refusal.description else 1)
print("taken")
raise SystemExit(1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

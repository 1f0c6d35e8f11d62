#!/usr/bin/env bash
# pyTelegramBotAPI's `smart_split` adds an empty message to a text that just fits.
#
# People would guess: a text of 4096 characters, the most that Telegram takes, is one part, and no part
# of a longer one is empty: the parts are there to be sent.
# What happens: a text is whole only while it is shorter than the limit, so that one of exactly 4096
# characters comes back as itself and an empty string; and where a line break follows a full part,
# that line break is a part alone. Telegram refuses both with 400, "message text is empty", after
# the rest has been sent: a loop that sends the parts stops there, and one that tries again sends
# them twice.
# Seen in: pyTelegramBotAPI 4.37.1 (PyPI), `smart_split` in telebot/util.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'pyTelegramBotAPI==4.37.1'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from telebot.util import smart_split

print("pyTelegramBotAPI", version("pyTelegramBotAPI"))
seen = []
for told, text in (
    ("4095 characters", "а" * 4095),
    ("4096 characters", "а" * 4096),
    ("twice 4096 with a line break between", "а" * 4096 + "\n" + "б" * 4096),
):
    seen.append([len(part.strip()) for part in smart_split(text)])
    print(told, "are parts of", seen[-1], "letters")
raise SystemExit(0 if seen == [[4095], [4096, 0], [4096, 0, 4096, 0]] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

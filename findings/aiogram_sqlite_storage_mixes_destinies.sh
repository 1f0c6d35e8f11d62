#!/usr/bin/env bash
# aiogram-sqlite-storage keeps one state for all topics, business connections and destinies of a chat.
#
# People would guess: what differs in any part of a `StorageKey` is kept apart, as by the storages of
# aiogram itself (memory, Redis, MongoDB), whose keys name all six parts.
# What happens: the row is found by bot, chat and user alone. aiogram_dialog keeps each of its contexts
# under a destiny of its own, so its data and the state of the bot's own form overwrite each other; with
# `FSMStrategy.CHAT_TOPIC` the answer given in one topic of a forum is continued in another. Nothing is
# raised: the handler that comes next just finds what another wrote.
# Seen in: aiogram-sqlite-storage 1.0.1 (PyPI), `_key` in aiogram_sqlite_storage/sqlitestore.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'aiogram==3.31.0' 'aiogram-sqlite-storage==1.0.1'

cat > "$folder/program.py" <<'EOF'
import asyncio
import sys
from importlib.metadata import version
from pathlib import Path

from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram_sqlite_storage.sqlitestore import SQLStorage

FORM = StorageKey(bot_id=1, chat_id=2, user_id=3)
TOPIC = StorageKey(bot_id=1, chat_id=2, user_id=3, thread_id=9)
DIALOG = StorageKey(bot_id=1, chat_id=2, user_id=3, destiny="aiogd:stack:")

async def read(storage: BaseStorage) -> list[object]:
    for key, text in ((FORM, "form"), (TOPIC, "topic"), (DIALOG, "dialog")):
        await storage.set_state(key, text)
        await storage.set_data(key, {"of": text})
    return [(await storage.get_state(key), await storage.get_data(key)) for key in (FORM, TOPIC, DIALOG)]

print("aiogram", version("aiogram"), "with aiogram-sqlite-storage", version("aiogram-sqlite-storage"))
memory = asyncio.run(read(MemoryStorage()))
sqlite = asyncio.run(read(SQLStorage(str(Path(sys.argv[0]).with_name("fsm.db")))))
print("memory:", *memory, sep="\n  ")
print("sqlite:", *sqlite, sep="\n  ")
apart = [(one, {"of": one}) for one in ("form", "topic", "dialog")]
raise SystemExit(0 if memory == apart and sqlite == [("dialog", {"of": "dialog"})] * 3 else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

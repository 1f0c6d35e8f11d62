#!/usr/bin/env bash
# aiogram's `Message.send_copy` leaves out the caption of a voice message and lifts spoilers.
#
# People would guess: the copy says and hides what the message does: captions and entities of photos,
# videos and files are passed on.
# What happens: each kind of message is copied by a few of its fields. The caption of a voice message
# is lost (aiogram 2 mended it: aiogram#722, github.com/aiogram/aiogram/pull/722), what was hidden
# behind a spoiler is sent bare, a caption above its picture goes below, and a quiz becomes an
# ordinary poll without its right answer. Telegram takes all of it, so whoever announces by
# `send_copy` learns of it from readers. `copy_to` (copyMessage) is the way out.
# Seen in: aiogram 3.31.0 (PyPI), `send_copy` in aiogram/types/message.py.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'aiogram==3.31.0'

cat > "$folder/program.py" <<'EOF'
from importlib.metadata import version
from aiogram.types import Chat, Message, PhotoSize, Poll, PollOption, Voice

def message(**fields):
    return Message(message_id=1, date=0, chat=Chat(id=7, type="private"), **fields)

file = {"file_id": "f", "file_unique_id": "u"}
options = [PollOption(text=text, voter_count=0, persistent_id=text) for text in "ab"]
quiz = Poll(
    id="1", question="?", options=options, total_voter_count=0, is_closed=False, is_anonymous=True,
    type="quiz", allows_multiple_answers=False, allows_revoting=False, members_only=False,
    correct_option_ids=[1],
)
voice = message(voice=Voice(**file, duration=3), caption="Начало в 10:00")
photo = message(
    photo=[PhotoSize(**file, width=90, height=60)], caption="Ответ",
    has_media_spoiler=True, show_caption_above_media=True,
)
seen = []
print("aiogram", version("aiogram"))
for given, names in (
    (voice, ["caption"]),
    (photo, ["caption", "has_spoiler", "show_caption_above_media"]),
    (message(poll=quiz), ["type", "correct_option_ids"]),
):
    call = given.send_copy(chat_id=8)
    told = call.model_dump(exclude_unset=True)
    seen.append([told.get(name) for name in names])
    print(given.content_type, "is copied with", dict(zip(names, seen[-1])))
raise SystemExit(0 if seen == [[None], ["Ответ", None, None], [None, None]] else 1)
EOF
"$folder/venv/bin/python" "$folder/program.py"

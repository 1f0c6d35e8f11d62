"""Whether aiogram's models are built late, and are the same when they are; fails when it changes.

In processes of their own: what is imported is imported for good.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.made_once import made_once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]

BUILT = """
import gc, json
gc.disable()  # what is built stays
from bot.loading.lazy_models import build_models_lazily
is_lazy = build_models_lazily()
import aiogram.methods, aiogram.types
from aiogram.methods.base import TelegramMethod
from aiogram.types.base import TelegramObject

def below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from below(one)

kinds = [*below(TelegramObject), *below(TelegramMethod)]
built = [kind.__name__ for kind in kinds if kind.__pydantic_complete__]
print(json.dumps([is_lazy, len(kinds), built]))
"""

SCHEMAS = """
import re
from pydantic import BaseModel

schemas = {}
for room in (aiogram.types, aiogram.methods):
    for name in room.__all__:
        kind = getattr(room, name)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__name__ == name:
            kind.model_rebuild()
            fields = {key: re.sub(' at 0x[0-9a-f]+', '', repr(field.annotation))
                      for key, field in kind.model_fields.items()}
            schemas[name] = [kind.__pydantic_complete__, fields]
print(json.dumps(schemas))
"""

DATA = """
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendMessage
from aiogram.methods.base import Response
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

class Pressed(CallbackData, prefix="press"):
    number: int

class Sent(SendMessage):
    '''A method of ours, made from one of aiogram's that was never used.'''

chat = {"id": 7, "type": "private", "first_name": "A"}
message = {"message_id": 1, "date": 1_800_000_000, "chat": chat, "text": "да",
           "reply_to_message": {"message_id": 0, "date": 1, "chat": chat}}
markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(
    text="1", callback_data=Pressed(number=5).pack())]])
print(json.dumps([
    Update.model_validate({"update_id": 5, "message": message}).model_dump_json(exclude_none=True),
    Response[Message].model_validate({"ok": True, "result": message}).model_dump_json(),
    Sent(chat_id=7, text="да", reply_markup=markup).model_dump_json(
        include={"chat_id", "text", "reply_markup"}),
    Pressed.unpack("press:6").number,
]))
"""


Told = Callable[[str], list[Any]]


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What each of the programs prints, one after another in one process: what is built, then what
    data become before anything has asked for all models, then those. Run once in a run of the
    tests for each way, late and at once."""

    def lines(switch: str) -> list[Any]:
        name = f"models-{switch or 'late'}.json"
        made = made_once(tmp_path_factory, name, lambda path: _run(switch, path))
        return [json.loads(line) for line in made.read_text().splitlines()]

    return lines


def _run(switch: str, path: Path) -> None:
    with path.open("w") as output:
        subprocess.run(
            [sys.executable, "-c", BUILT + DATA + SCHEMAS],
            cwd=ROOT,
            env={**os.environ, "EAGER_MODELS": switch},
            check=True,
            stdout=output,
        )


def test_import_builds_no_model(told: Told) -> None:
    is_lazy, kinds, built = told("")[0]

    assert is_lazy is True
    assert kinds > 500
    assert built == []


def test_switch_leaves_aiogram_as_it_is(told: Told) -> None:
    is_lazy, kinds, built = told("1")[0]

    assert is_lazy is False
    assert len(built) > kinds - 5


@pytest.mark.parametrize("program", [1, 2], ids=["data", "every model"])
def test_models_built_late_are_the_same(told: Told, program: int) -> None:
    assert told("")[program] == told("1")[program]

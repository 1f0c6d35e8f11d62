"""What a start loads and builds, told by a process for each way: late as ever, and at once.

In processes of their own, for what is imported is imported for good; in one for all that is asked,
for most of its time goes to the imports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.made_once import made_once

ROOT = Path(__file__).parents[1]
SWITCHES = ("EAGER_METHODS", "EAGER_MODELS", "EAGER_ORM")

BUILT = """
import gc, json, sys
gc.disable()  # what is built stays
import main
told = {"is_late": main.compile_methods_late(), "is_lazy": main.build_models_lazily()}
import aiogram.methods, aiogram.types
from aiogram.methods.base import TelegramMethod
from aiogram.types.base import TelegramObject

def below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from below(one)

kinds = [*below(TelegramObject), *below(TelegramMethod)]
told["kinds"] = len(kinds)
told["built"] = [kind.__name__ for kind in kinds if kind.__pydantic_complete__]
"""

DATA = """
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendMessage
from aiogram.methods.base import Response
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from pydantic import PrivateAttr

class Pressed(CallbackData, prefix="press"):
    number: int

class Sent(SendMessage):
    '''A method of ours, made from one of aiogram's that was never used.'''

class Noted(Message):
    '''Holds more aside than its bot.'''
    _note: str = PrivateAttr("nothing")
    _seen: list = PrivateAttr(default_factory=list)

chat = {"id": 7, "type": "private", "first_name": "A"}
message = {"message_id": 1, "date": 1_800_000_000, "chat": chat, "text": "да",
           "reply_to_message": {"message_id": 0, "date": 1, "chat": chat}}
markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(
    text="1", callback_data=Pressed(number=5).pack())]])
told["data"] = [
    Update.model_validate({"update_id": 5, "message": message}).model_dump_json(exclude_none=True),
    Response[Message].model_validate({"ok": True, "result": message}).model_dump_json(),
    Sent(chat_id=7, text="да", reply_markup=markup).model_dump_json(
        include={"chat_id", "text", "reply_markup"}),
    Pressed.unpack("press:6").number,
]
bound = Update.model_validate({"update_id": 5, "message": message}, context={"bot": "B"}).message
free, built = Message.model_validate(message), Message.model_construct(message_id=1)
ones = [bound, bound.chat, bound.reply_to_message, free, free.chat, built, markup,
        markup.inline_keyboard[0][0], bound.model_copy(), free.as_("C"),
        Sent(chat_id=7, text="да"), Noted.model_validate(message, context={"bot": "E"}),
        Noted.model_construct(message_id=1), Noted.model_validate(message).as_("F"),
        SendMessage(chat_id=7, text="да").as_("D"), Response[Message](ok=True, result=free).result]
told["bots"] = [[one.bot, one.__pydantic_private__] for one in ones]
told["is_told_at_once"] = Message.model_post_init is SendMessage.model_post_init
"""

STARTED = """
from dataclasses import is_dataclass
from inspect import isfunction
told["is_alone"] = main.import_core_alone()
from bot import cli
told["modules"] = sorted({name.partition(".")[0] for name in sys.modules})
methods = {one for room, module in [*sys.modules.items()] if room.startswith("services.")
           for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)
           for name, one in vars(kind).items()
           if isfunction(one) and name in ("__eq__", "__hash__", "__setattr__")}
told["methods"] = len(methods)
told["late_methods"] = sum(one.__code__.co_filename.endswith("late_methods.py") for one in methods)
"""

CORE = """
import asyncio
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from bot.loading.core_alone import OFFERED

async def answer():
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.connect() as connection:
        found = (await connection.execute(sa.select(sa.literal(5)))).scalar_one()
    await engine.dispose()
    return found

has_orm = "sqlalchemy.orm" in sys.modules
told["orm"] = [has_orm, asyncio.run(answer()), "sqlalchemy.orm" in sys.modules]
import sqlalchemy.ext.asyncio as package
nothing = [hasattr(package, "nothing"), hasattr(package, "__wrapped__")]
from sqlalchemy.ext.asyncio import AsyncSession
names = {name: str(one) for name, one in vars(package).items() if not name.startswith("_")}
same = [getattr(sys.modules[f"{package.__name__}.{module}"], name) is getattr(package, name)
        for module, offered in OFFERED.items() for name in offered]
same.append(package.AsyncConnection is AsyncConnection)
told["package"] = [nothing, sorted(names), all(same),
                   AsyncSession.__module__, package.__file__, package.__doc__]
"""

SCHEMAS = """
import re
from pydantic import BaseModel

told["schemas"] = schemas = {}
for room in (aiogram.types, aiogram.methods):
    for name in room.__all__:
        kind = getattr(room, name)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__name__ == name:
            kind.model_rebuild()
            fields = {key: re.sub(' at 0x[0-9a-f]+', '', repr(field.annotation))
                      for key, field in kind.model_fields.items()}
            schemas[name] = [kind.__pydantic_complete__, fields]
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class Started:
    """Each tells one after another: what aiogram's import has built, what data become before
    anything has asked for all models, what main.py loads, whether SQLAlchemy is whole when it is
    asked, and then every model."""

    late: dict[str, Any]
    at_once: dict[str, Any]


def started(factory: pytest.TempPathFactory) -> Started:
    """Run once in a run of the tests."""
    return Started(*(_told(factory, switch) for switch in ("", "1")))


def _told(factory: pytest.TempPathFactory, switch: str) -> dict[str, Any]:
    name = f"started-{switch or 'late'}.json"
    made = made_once(factory, name, lambda path: _run(switch, path))
    found: dict[str, Any] = json.loads(made.read_text())
    return found


def _run(switch: str, path: Path) -> None:
    with path.open("w") as output:
        subprocess.run(
            [sys.executable, "-c", BUILT + DATA + STARTED + CORE + SCHEMAS],
            cwd=ROOT,
            env={**os.environ, **dict.fromkeys(SWITCHES, switch)},
            check=True,
            stdout=output,
        )

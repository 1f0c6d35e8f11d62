from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Chat, Message, TelegramObject, Update, User

from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.flood_gate import FloodGate
from tests.clocks import ManualClock

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

BOT = Bot("42:token")
SENT = datetime(2026, 11, 23, tzinfo=UTC)


def message(number: int) -> Update:
    sent = Message(
        message_id=number,
        date=SENT,
        chat=Chat(id=5, type="private"),
        from_user=User(id=5, is_bot=False, first_name="Аня"),
        text="привет",
    )
    return Update.model_validate({"update_id": number, "message": sent}, context={"bot": BOT})


def ours() -> UpdateDispatcher:
    clock = ManualClock(SENT)
    return UpdateDispatcher(storage=MemoryStorage(), clock=clock, gate=FloodGate())


def watched(dispatcher: Dispatcher) -> list[str]:
    """What an update meets, in its order."""
    met: list[str] = []

    def noting(name: str) -> Callable[[Handler, TelegramObject, dict[str, Any]], Awaitable[Any]]:
        async def note(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
            met.append(f"{name} of {type(event).__name__}, {data['bot'] is BOT}")
            return await handler(event, data)

        return note

    dispatcher.update.outer_middleware(noting("first"))
    dispatcher.update.outer_middleware(noting("second"))
    dispatcher.update.middleware(noting("inner"))
    dispatcher.message.outer_middleware(noting("outer"))
    dispatcher.message.middleware(noting("last"))

    @dispatcher.message()
    async def answer(_message: Message, raw_state: str | None, dispatcher: object) -> str:
        met.append(f"handler, {raw_state}, {type(dispatcher).__name__}")
        return "done"

    return met


async def test_update_meets_what_it_meets_in_a_dispatcher_of_aiogram() -> None:
    theirs, own = Dispatcher(storage=MemoryStorage()), ours()
    expected, met = watched(theirs), watched(own)
    answers = [await one.feed_update(BOT, message(n)) for n in (1, 2) for one in (theirs, own)]

    assert answers == ["done"] * 4
    assert [one.replace("Dispatcher", "") for one in expected] == [
        one.replace("UpdateDispatcher", "") for one in met
    ]
    assert len(met) == 12


async def test_update_of_no_bot_is_that_of_the_bot_it_is_fed_with() -> None:
    dispatcher = ours()
    met = watched(dispatcher)

    assert await dispatcher.feed_update(BOT, Update(**dict(message(1)))) == "done"
    assert met[0] == "first of Update, True"

"""The request middleware that every call of a handler passes on its way to Telegram."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.enums import ChatAction
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNetworkError,
)
from aiogram.methods import Response, SendChatAction, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.outcomes import UnreadableAnswer, is_too_large, made_of, outcome_of
from bot.replies.keeping import PromiseKeeper
from bot.replies.policy import (
    CallKind,
    chat_of,
    hang_seconds,
    kind_of,
    retry_in,
    weight_of,
)
from bot.replies.turns import LATE_SECONDS, Place, ScreenKey, Turns
from domain.outbox import FloodWait, OutboxRow, Outcome, Sent
from domain.ports import Clock, Sender, Turn
from outbox.limiter import ChatPace, SlidingLimiter
from ui.screens import NOT_MODIFIED

log = logging.getLogger(__name__)

TYPING_AT_ONCE = 20
"""Requests of typing actions under way; those of a long line are many."""

_is_straight: ContextVar[bool] = ContextVar("is_straight", default=False)


@contextmanager
def straight() -> Iterator[None]:
    """Calls made inside are neither paced nor tried again."""
    token = _is_straight.set(True)
    try:
        yield
    finally:
        _is_straight.reset(token)


@dataclass(frozen=True, slots=True)
class StraightSender:
    """Deliveries: the worker has paced them already, and tries them again itself."""

    sender: Sender

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        with straight():
            return await self.sender.send(row, turn)


class ReplyDesk(BaseRequestMiddleware):
    """Replies take turns, are tried again while it makes sense, and arrive in order in a chat.

    A call raises TelegramAPIError once it is given up. Where the message was made, and the answer
    tells of it in words that aiogram cannot read, the little that it can read is returned. A
    screen that a newer one has replaced returns True, as the Bot API does for edits that have no
    message to show.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        limiter: SlidingLimiter,
        pace: ChatPace,
        clock: Clock,
        keeper: PromiseKeeper,
        jitter: random.Random | None = None,
    ) -> None:
        self.turns = Turns(
            limiter=limiter,
            pace=pace,
            clock=clock,
            on_late=self._on_late,
            on_long_wait=self._show_typing,
        )
        self._bot = bot
        self._clock = clock
        self._keeper = keeper
        self._jitter = jitter or random.Random()
        self._tasks: set[asyncio.Task[None]] = set()
        self._typing = asyncio.Semaphore(TYPING_AT_ONCE)

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        kind = kind_of(method.__api_method__)
        if kind is None or _is_straight.get():
            return await _asked(make_request, bot, method)
        call = _Call(make_request, bot, method, kind)
        if not kind.takes_turn:
            return await self._carry_out(call, None)
        place = self.turns.place(chat_of(method), _screen_of(kind, method), weight_of(method))
        try:
            await self.turns.take(place)
            return _unchanged() if place.is_replaced else await self._carry_out(call, place)
        finally:
            self.turns.done(place)

    async def close(self) -> None:
        """Nobody waits for an answer any more."""
        await self.turns.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- one attempt after the other

    async def _carry_out(self, call: _Call, place: Place | None) -> Response[Any]:
        call.began = self._clock.monotonic()
        while True:
            try:
                return await call.attempt()
            except TelegramAPIError as error:
                if call.kind.is_edit and _is_unchanged(error):
                    return _unchanged()
                outcome = outcome_of(error)
                if isinstance(outcome, Sent):
                    return cast(Response[Any], made_of(error, bot=call.bot))
                if is_too_large(error):
                    raise
                if not await self._may_try_again(call, place, outcome):
                    raise
            if place is not None and place.is_replaced:
                return _unchanged()

    async def _may_try_again(self, call: _Call, place: Place | None, outcome: Outcome) -> bool:
        """Waits until the next attempt may begin; False at once where there is none."""
        now = self._clock.monotonic()
        if isinstance(outcome, FloodWait):
            self.turns.limiter.pause(now + outcome.retry_in.total_seconds())
            log.warning("all sending pauses for %s: a reply was one too many", outcome.retry_in)
        wait = retry_in(
            outcome,
            call.kind.use,
            tried_for=now - call.began,
            attempts=call.attempts,
            jitter=self._jitter.random(),
        )
        if wait is None:
            return False
        if place is None:
            await self._clock.sleep(wait)
            return True
        if now + wait - place.since >= LATE_SECONDS:
            self.turns.mark_late(place)
        if not isinstance(outcome, FloodWait):  # which holds back whoever waits for a turn
            await self._clock.sleep(wait)
        await self.turns.take_again(place)
        return True

    # -- while it takes long

    def _on_late(self, place: Place) -> None:
        if place.promises is not None and place.promises.messages:
            self._begin(self._keep(place))
        elif place.update is not None:
            place.update.answer_is_late()

    async def _keep(self, place: Place) -> None:
        """An update must not count as finished while its promise is in memory only."""
        assert place.promises is not None
        if await self._keeper.write(place.promises) and place.update is not None:
            place.update.answer_is_late()

    def _show_typing(self, place: Place) -> None:
        if place.chat_id is not None:
            self._begin(self._type(place.chat_id))

    async def _type(self, chat_id: int) -> None:
        async with self._typing:
            with suppress(TelegramAPIError):
                await self._bot(SendChatAction(chat_id=chat_id, action=ChatAction.TYPING))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@dataclass(slots=True)
class _Call:
    make_request: NextRequestMiddlewareType[Any]
    bot: Bot
    method: TelegramMethod[Any]
    kind: CallKind
    began: float = 0.0
    attempts: int = 0

    async def attempt(self) -> Response[Any]:
        """Whatever is no answer of the Bot API becomes a TelegramNetworkError."""
        self.attempts += 1
        seconds = hang_seconds(self.kind, self.method)
        try:
            async with asyncio.timeout(seconds):
                return await self.make_request(self.bot, self.method)
        except TimeoutError as error:
            words = f"no answer within {seconds:.0f} s"
            raise TelegramNetworkError(method=self.method, message=words) from error
        except (ClientDecodeError, OSError, UnicodeError) as error:
            # The last two escape aiohttp's own errors: a write to a closed connection, a body in
            # no encoding.
            if isinstance(error, ClientDecodeError) and isinstance(outcome_of(error), Sent):
                raise UnreadableAnswer(self.method, HTTPStatus.OK, error.data) from error
            words = f"unreadable answer: {type(error).__name__}"
            raise TelegramNetworkError(method=self.method, message=words) from error


async def _asked(
    make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]
) -> Response[Any]:
    """An answer that aiogram cannot read is an error of the Bot API like any other."""
    try:
        return await make_request(bot, method)
    except ClientDecodeError as error:
        raise UnreadableAnswer(method, HTTPStatus.OK, error.data) from error


def _screen_of(kind: CallKind, method: TelegramMethod[Any]) -> ScreenKey | None:
    if not kind.is_edit:
        return None
    chat_id, message_id = chat_of(method), getattr(method, "message_id", None)
    return (chat_id, message_id) if chat_id is not None and message_id is not None else None


def _is_unchanged(error: TelegramAPIError) -> bool:
    return isinstance(error, TelegramBadRequest) and NOT_MODIFIED in error.message


def _unchanged() -> Response[Any]:
    """What an edit returns where there is no message to show (aiogram: Message | bool)."""
    return cast(Response[Any], True)

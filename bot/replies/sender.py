"""The request middleware that every call of a handler passes on its way to Telegram."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
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

from bot.delivery.outcomes import (
    UnreadableAnswer,
    is_too_large,
    made_of,
    outcome_of,
)
from bot.replies.policy import (
    CallKind,
    chat_of,
    hang_seconds,
    kind_of,
    retry_in,
    weight_of,
)
from bot.replies.promise_keeper import ANSWER_GRACE, PromiseKeeper
from bot.replies.queue import LATE_SECONDS, QueuedReply, ReplyQueue, ScreenKey
from bot.updates.context import UpdateContext
from domain.outbox import FloodWait, OutboxRow, Outcome, Sent
from domain.ports import Clock, Sender, Turn
from outbox.limiter import ChatPace, SlidingLimiter
from outbox.outages import OutageWatch
from ui.screens import NOT_MODIFIED, ShownScreen, ToldScreen

log = logging.getLogger(__name__)

TYPING_AT_ONCE = 20
"""Requests of typing actions under way; those of a long line are many."""

HANDED_OVER = 6_000
"""Answers that may wait here while their handlers have gone; each holds some 8 KB. More wait with
their handlers, which hold several times that.

A session of 5,000 people who all tap at once has room: their toasts do not wait for screens."""

SPARE = 200
"""Places kept for answers to what is in work: with fewer no updates are taken in
(bot.updates.polling), and those wait at Telegram."""

AWAY_SECONDS = 1.0
"""Between two looks whether Telegram is back."""

ANSWERED = Sent(0)
"""What any answer of Telegram's says about Telegram."""

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


class ReplySender(BaseRequestMiddleware):
    """Replies take turns, are tried again while it makes sense, and arrive in order in a chat.

    A call raises TelegramAPIError once it is given up. Where the message was made, and the answer
    tells of it in words that aiogram cannot read, the little that it can read is returned. A
    screen that a newer one has replaced returns True, as the Bot API does for edits that have no
    message to show.

    A call whose result nobody looks at (ui.screens) does not keep its handler: when it has to
    wait, for its turn or for another try, it is handed over and returns True. The person's next
    update begins meanwhile, and its screen may replace the one that waits.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        limiter: SlidingLimiter,
        pace: ChatPace,
        outages: OutageWatch,
        clock: Clock,
        keeper: PromiseKeeper,
        jitter: random.Random | None = None,
        most_handed_over: int = HANDED_OVER,
    ) -> None:
        self.queue = ReplyQueue(
            limiter=limiter,
            pace=pace,
            clock=clock,
            on_late=self._on_late,
            on_long_wait=self._show_typing,
        )
        self._bot = bot
        self._clock = clock
        self.outages = outages
        self._keeper = keeper
        self._jitter = jitter or random.Random()  # noqa: S311  (jitter)
        self._tasks: set[asyncio.Task[None]] = set()
        self._handed_over = 0
        self._most_handed_over = most_handed_over
        self._all_left = asyncio.Event()
        self._all_left.set()
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
        place = self.queue.place(
            chat_of(method),
            _screen_of(kind, method),
            weight_of(method),
            precedes_commit=kind.precedes_commit,
        )
        turn = self.queue.line_up(place)
        if (turn is not None or self._is_away) and self._may_hand_over(call, place):
            self._hand_over(place)
            if turn is None:
                self._begin(self._see_off(call, place))
            else:
                turn.add_done_callback(lambda _turn: self._begin(self._see_off(call, place)))
            return _unchanged()
        try:
            if turn is not None:
                await self.queue.come(place, turn)
            return await self._carry_out(call, place)
        finally:
            if not place.is_handed_over:
                self.queue.done(place)

    @property
    def is_full(self) -> bool:
        return self._handed_over > self._most_handed_over - SPARE

    def let_go(self) -> None:
        """Lets go of the updates whose answers wait: they may be confirmed, since others want to
        come in."""
        self.queue.let_go()

    async def settle(self, seconds: float) -> None:
        """Waits until all that was handed over has left, but not longer."""
        if not self._handed_over:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_left.wait(), seconds)
        if self._handed_over:
            log.error("%s answers did not leave in time", self._handed_over)

    async def close(self) -> None:
        """Nobody waits for an answer any more."""
        await self.queue.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- answers whose handlers have gone

    def _may_hand_over(self, call: _Call, place: QueuedReply | None) -> bool:
        return (
            place is not None
            and place.update is not None
            and not place.is_handed_over
            and isinstance(call.method, ShownScreen | ToldScreen)
            and self._handed_over < self._most_handed_over
        )

    def _hand_over(self, place: QueuedReply) -> None:
        assert place.update is not None
        place.is_handed_over = True
        place.update.hand_over()
        self._handed_over += 1
        self._all_left.clear()

    async def _see_off(
        self, call: _Call, place: QueuedReply, again_in: float | None = None
    ) -> None:
        """Sends the call in its own context: its update is the current one. `again_in`: the first
        attempt has failed."""
        is_given_up = False
        try:
            if again_in is not None:
                await self._wait_again(place, again_in)
            await self._carry_out(call, place)
        except TelegramBadRequest as error:
            is_given_up = not await self._succeed(call, place, error)
        except Exception as error:  # nobody else would hear of it
            is_given_up = True
            _complain(error)
        finally:
            self.queue.done(place)
        await self._keeper.answer_ended(place.promises, is_given_up=is_given_up)
        self._handed_over -= 1
        if not self._handed_over:
            self._all_left.set()

    async def _succeed(self, call: _Call, place: QueuedReply, error: TelegramBadRequest) -> bool:
        """A message that cannot be edited gets a successor, in the chat's line."""
        self.queue.done(place)
        if not isinstance(call.method, ShownScreen):
            _complain(error)
            return False
        try:
            await self._bot(call.method.successor)
        except TelegramAPIError as failure:
            _complain(failure)
            return False
        return True

    # -- one attempt after the other

    async def _carry_out(self, call: _Call, place: QueuedReply | None) -> Response[Any]:
        if call.began is None:
            call.began = self._clock.monotonic()
        while True:
            if place is not None and place.is_replaced:
                return _unchanged()
            if await self._is_held_back(call, place):
                continue
            try:
                return await self._attempt(call, place)
            except TelegramAPIError as error:
                if call.kind.is_edit and _is_unchanged(error):
                    return _unchanged()
                outcome = outcome_of(error)
                if isinstance(outcome, Sent):
                    return cast("Response[Any]", made_of(error, bot=call.bot))
                if is_too_large(error):
                    raise
                wait = self._again_in(call, outcome)
                if wait is None:
                    raise
            # A flood wait holds back whoever waits for a turn.
            pause = 0.0 if place is not None and isinstance(outcome, FloodWait) else wait
            if place is not None:
                self._notice_late(place, wait)
            if self._may_hand_over(call, place):
                assert place is not None
                self._hand_over(place)
                self._begin(self._see_off(call, place, pause))
                return _unchanged()
            await self._wait_again(place, pause)

    async def _attempt(self, call: _Call, place: QueuedReply | None) -> Response[Any]:
        outcome: Outcome | None = None
        try:
            answer = await call.attempt()
            outcome = ANSWERED
        except TelegramAPIError as error:
            outcome = outcome_of(error)
            raise
        finally:
            self.outages.learn(outcome, self._clock)
            if place is not None:
                self.queue.landed(place)
        return answer

    @property
    def _is_away(self) -> bool:
        return self.outages.breaker.is_open

    async def _is_held_back(self, call: _Call, place: QueuedReply | None) -> bool:
        """While Telegram is away one call in a while asks for it (outbox.breaker), be it this one
        or a delivery; True after a while in which it was none of them. Raises what the call would
        once it has waited for as long as it is worth."""
        assert call.began is not None
        now, breaker = self._clock.monotonic(), self.outages.breaker
        if breaker.admit(now):
            return False
        if now - call.began >= call.kind.use.value:
            raise TelegramNetworkError(method=call.method, message="Telegram is away")
        if place is not None:
            self._notice_late(place, AWAY_SECONDS)
        await self._clock.sleep(AWAY_SECONDS)
        if place is not None and not self._is_away:
            # With all others that have waited; its own turn is over.
            await self.queue.take_again(place)
        return True

    def _again_in(self, call: _Call, outcome: Outcome) -> float | None:
        """Seconds until another attempt may begin; None where there is none."""
        assert call.began is not None
        now = self._clock.monotonic()
        if isinstance(outcome, FloodWait):
            self.queue.limiter.pause(now + outcome.retry_in.total_seconds())
            log.warning("all sending pauses for %s: a reply was one too many", outcome.retry_in)
        return retry_in(
            outcome,
            call.kind.use,
            tried_for=now - call.began,
            attempts=call.attempts,
            jitter=self._jitter.random(),
        )

    async def _wait_again(self, place: QueuedReply | None, seconds: float) -> None:
        if seconds > 0:
            await self._clock.sleep(seconds)
        if place is not None:
            await self.queue.take_again(place)

    # -- while it takes long

    def _notice_late(self, place: QueuedReply, wait: float) -> None:
        if self._clock.monotonic() + wait - place.since >= LATE_SECONDS:
            self.queue.mark_late(place)

    def _on_late(self, place: QueuedReply) -> None:
        if place.precedes_commit:
            return
        if place.promises is not None and place.promises.messages:
            self._begin(self._keep(place))
        elif place.update is not None:
            _let_go(place, place.update)

    async def _keep(self, place: QueuedReply) -> None:
        """An update must not count as finished while its promise is in memory only."""
        assert place.promises is not None
        delay = ANSWER_GRACE + timedelta(seconds=self.queue.longest_wait())
        if await self._keeper.write(place.promises, delay) and place.update is not None:
            _let_go(place, place.update)

    def _show_typing(self, place: QueuedReply) -> None:
        if place.chat_id is not None and not self._is_away:
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
    began: float | None = None
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
        except (ClientDecodeError, OSError, UnicodeDecodeError) as error:
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


def _let_go(place: QueuedReply, update: UpdateContext) -> None:
    """Its handler may go on beside an answer that was handed over; else it waits here too."""
    if place.is_handed_over:
        update.let_go()
    else:
        update.finish()


def _complain(error: Exception) -> None:
    """Reports the failure of an answer whose effect is committed already, as bot.updates.errors
    does."""
    if isinstance(error, TelegramAPIError):
        log.warning("reply failed: %s", error)
    else:
        log.error("reply failed", exc_info=error)


def _screen_of(kind: CallKind, method: TelegramMethod[Any]) -> ScreenKey | None:
    if not kind.is_edit:
        return None
    chat_id, message_id = chat_of(method), getattr(method, "message_id", None)
    return (chat_id, message_id) if chat_id is not None and message_id is not None else None


def _is_unchanged(error: TelegramAPIError) -> bool:
    return isinstance(error, TelegramBadRequest) and NOT_MODIFIED in error.message


def _unchanged() -> Response[Any]:
    """What an edit returns where there is no message to show (aiogram: Message | bool)."""
    return cast("Response[Any]", True)

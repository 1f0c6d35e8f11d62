"""Who waits for a turn to send, and who gets the next one.

While nothing waits and the limiter has room, a turn is taken on the spot. Otherwise replies line
up by the ids of their updates, one of each chat at a time; one task gives out turns until the
line is empty.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count

from bot.replies.policy import CHAT_BURST
from bot.updates.context import UpdateContext, current_update
from domain.ids import ChatId
from domain.ports import Clock
from domain.promises import Promises, current_promises
from outbox.limiter import MESSAGES_PER_DELIVERY, ChatPace, Flow, SlidingLimiter

LATE_SECONDS = 5.0
"""A reply that has waited so long is late; a typing action shows for as long (Bot API)."""

RECHECK_SECONDS = 1.0
"""Between two looks at what waits, while a pause or a chat keeps everything waiting."""

ScreenKey = tuple[ChatId, int]
"""A message that is edited: its chat and id."""

Order = tuple[int, int]
"""Update id, and a number that only grows."""


@dataclass(eq=False, kw_only=True, slots=True)
class QueuedReply:
    """The state of one reply, from its call to its end."""

    chat_id: ChatId | None
    screen: ScreenKey | None
    weight: int
    order: Order
    since: float
    update: UpdateContext | None
    promises: Promises | None
    precedes_commit: bool
    holds_chat: bool = False
    is_late: bool = False
    is_told: bool = False
    is_handed_over: bool = False
    """Its handler does not wait for it."""
    is_replaced: bool = False
    """A newer screen took its place in the line."""
    started_at: float = 0.0
    """When it took its last turn."""
    turn: asyncio.Future[None] | None = None
    """None until it has to wait."""

    @property
    def waits(self) -> bool:
        return self.turn is not None and not self.turn.done()


@dataclass(kw_only=True, slots=True)
class ReplyQueue:
    limiter: SlidingLimiter
    pace: ChatPace
    clock: Clock
    on_late: Callable[[QueuedReply], None]
    """Called once for each reply that has waited LATE_SECONDS."""
    on_long_wait: Callable[[QueuedReply], None]
    """Called once for each reply that has waited LATE_SECONDS or that lines up behind as many
    seconds of others."""
    _numbers: count[int] = field(default_factory=count)
    _ready: list[tuple[Order, int, QueuedReply]] = field(default_factory=list)
    """A heap: who waits for nothing but a turn."""
    _resting: list[tuple[float, int, QueuedReply]] = field(default_factory=list)
    """A heap: who waits for the pace of their chat."""
    _behind: dict[ChatId, list[QueuedReply]] = field(default_factory=dict)
    """Chats with a reply under way, and who waits for its end: few or none, and an empty deque
    is ten times as large as an empty list."""
    _screens: dict[ScreenKey, QueuedReply] = field(default_factory=dict)
    """The one screen that waits for each message."""
    _in_time: deque[QueuedReply] = field(default_factory=deque)
    """Who has lined up and may not be late yet, oldest first."""
    _giving: asyncio.Task[None] | None = None

    def place(
        self,
        chat_id: ChatId | None,
        screen: ScreenKey | None,
        weight: int,
        *,
        precedes_commit: bool = False,
    ) -> QueuedReply:
        """A place in the line, by the id of the current update. Calls that no update has caused
        (progress, alarms) are rare and go first."""
        update = current_update.get()
        return QueuedReply(
            chat_id=chat_id,
            screen=screen,
            weight=weight,
            order=(update.update_id if update else 0, next(self._numbers)),
            since=self.clock.monotonic(),
            update=update,
            promises=current_promises.get(),
            precedes_commit=precedes_commit,
        )

    def line_up(self, place: QueuedReply) -> asyncio.Future[None] | None:
        """Asks for the reply's first turn. None: it has the turn. Otherwise a future, done when
        the turn has come, or when a newer screen has replaced this one (`is_replaced`: no turn
        then).

        `done` must be called afterwards, whatever happens.
        """
        older = self._screens.get(place.screen) if place.screen else None
        line = self._behind.get(place.chat_id) if place.chat_id is not None else None
        if older is not None:
            return self._wait(place, partial(self._replace, older))
        if line is not None:
            return self._wait(place, line.append)
        self._hold_chat(place)
        return self._take(place)

    async def take_again(self, place: QueuedReply) -> None:
        """Another turn for the reply that is under way in its chat; it has kept its order."""
        if place.screen in self._screens:
            place.is_replaced = True
            return
        turn = self._take(place)
        if turn is not None:
            await self.come(place, turn)

    async def come(self, place: QueuedReply, turn: asyncio.Future[None]) -> None:
        """Waits for it; who waits no longer leaves the line."""
        try:
            await turn
        finally:
            self._forget_screen(place)

    def done(self, place: QueuedReply) -> None:
        """The reply has come to its end: the next one of its chat lines up."""
        if not place.holds_chat or place.chat_id is None:
            return
        place.holds_chat = False
        line = self._behind.pop(place.chat_id)
        while line:
            following = line.pop(0)
            if following.waits:
                following.holds_chat = True
                self._behind[place.chat_id] = line
                self._line_up(following)
                return

    def mark_late(self, place: QueuedReply) -> None:
        if not place.is_late:
            place.is_late = True
            self.on_late(place)
            self._tell(place)

    def let_go(self) -> None:
        """Treats all waiting replies as late (`on_late`), so that their updates no longer count
        as unfinished."""
        while self._in_time:
            place = self._in_time.popleft()
            if place.waits and not place.is_late:
                place.is_late = True
                self.on_late(place)

    @property
    def waiting(self) -> int:
        """Answers that have not got their turn."""
        behind = sum(len(line) for line in self._behind.values())
        return len(self._ready) + len(self._resting) + behind

    def longest_wait(self) -> float:
        """Seconds, about, until all that wait now have left."""
        return len(self._ready) / (self.limiter.rate * (1 - 1 / MESSAGES_PER_DELIVERY))

    async def close(self) -> None:
        if self._giving is not None:
            self._giving.cancel()
            await asyncio.gather(self._giving, return_exceptions=True)

    # -- lining up

    def _hold_chat(self, place: QueuedReply) -> None:
        if place.chat_id is not None:
            self._behind[place.chat_id] = []
            place.holds_chat = True

    def _take(self, place: QueuedReply) -> asyncio.Future[None] | None:
        now = self.clock.monotonic()
        if self._ready or self._rest_seconds(place, now) > 0 or self._wait_seconds(place, now) > 0:
            return self._wait(place, self._line_up)
        self._start(place, now)
        return None

    def _wait(
        self, place: QueuedReply, enqueue: Callable[[QueuedReply], None]
    ) -> asyncio.Future[None]:
        place.turn = asyncio.get_running_loop().create_future()
        enqueue(place)
        if place.screen:
            self._screens[place.screen] = place
        if not place.is_late:
            self._in_time.append(place)
        if len(self._ready) > LATE_SECONDS * self.limiter.rate:
            self._tell(place)
        if self._giving is None or self._giving.done():
            self._giving = asyncio.create_task(self._give(), name="replies")
        return place.turn

    def _replace(self, older: QueuedReply, place: QueuedReply) -> None:
        """The newest screen goes where the older one stood: the person has waited already."""
        assert older.turn is not None
        assert older.chat_id is not None
        place.order = older.order
        if older.holds_chat:
            older.holds_chat, place.holds_chat = False, True
            self._line_up(place)
        else:
            line = self._behind[older.chat_id]
            line[line.index(older)] = place
        older.is_replaced = True
        older.turn.set_result(None)

    def _line_up(self, place: QueuedReply) -> None:
        if not self._ready and self._giving is not None:
            # It may sleep for longer than this one has to wait.
            self._giving.cancel()
            self._giving = asyncio.create_task(self._give(), name="replies")
        heappush(self._ready, (place.order, next(self._numbers), place))
        self.limiter.share.replies = len(self._ready)

    def _forget_screen(self, place: QueuedReply) -> None:
        if place.screen and self._screens.get(place.screen) is place:
            del self._screens[place.screen]

    def _tell(self, place: QueuedReply) -> None:
        # Who waits for a screen has pressed a button, whose toast has told already.
        if not place.is_told and place.screen is None:
            place.is_told = True
            self.on_long_wait(place)

    # -- giving out

    async def _give(self) -> None:
        """Gives out turns until nobody waits for one."""
        while True:
            wait = self._give_out()
            if not (self._ready or self._resting or self._in_time):
                return
            await self.clock.sleep(min(wait, RECHECK_SECONDS))

    def _give_out(self) -> float:
        """All turns that there are at this moment; seconds until the next look."""
        now = self.clock.monotonic()
        self._notice_late(now)
        while self._resting and self._resting[0][0] <= now:
            place = heappop(self._resting)[2]
            heappush(self._ready, (place.order, next(self._numbers), place))
        try:
            return self._give_ready(now)
        finally:
            self.limiter.share.replies = len(self._ready)

    def _give_ready(self, now: float) -> float:
        while self._ready:
            place = self._ready[0][2]
            rest = self._rest_seconds(place, now)
            wait = self._wait_seconds(place, now)
            if not place.waits:
                heappop(self._ready)
            elif rest > 0:
                heappop(self._ready)
                heappush(self._resting, (now + rest, next(self._numbers), place))
            elif wait > 0:
                return wait
            else:
                heappop(self._ready)
                self._grant(place, now)
        return self._resting[0][0] - now if self._resting else RECHECK_SECONDS

    def _grant(self, place: QueuedReply, now: float) -> None:
        assert place.turn is not None
        self._forget_screen(place)
        self._start(place, now)
        place.turn.set_result(None)

    def landed(self, place: QueuedReply) -> None:
        """The call that took the last turn has been answered."""
        self.limiter.landed(place.started_at, self.clock.monotonic())

    def _start(self, place: QueuedReply, now: float) -> None:
        place.started_at = now
        self.limiter.started(now, place.weight)
        self.limiter.share.started(Flow.REPLY, place.weight)
        if place.chat_id is not None and place.screen is None:
            self.pace.started(place.chat_id, now, place.weight)

    def _rest_seconds(self, place: QueuedReply, now: float) -> float:
        """Seconds until the chat may get its next message; an edit is no further message there."""
        if place.chat_id is None or place.screen is not None:
            return 0.0
        return self.pace.wait(place.chat_id, now, burst=CHAT_BURST)

    def _wait_seconds(self, place: QueuedReply, now: float) -> float:
        return self.limiter.wait_in(Flow.REPLY, now, place.weight)

    def _notice_late(self, now: float) -> None:
        while self._in_time:
            oldest = self._in_time[0]
            if oldest.waits and now - oldest.since < LATE_SECONDS:
                return
            self._in_time.popleft()
            if oldest.waits:
                self.mark_late(oldest)

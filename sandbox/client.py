"""A person with a Telegram client, for tests: send, click, look at the inbox."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.chats import Json
from sandbox.entities import Entity
from sandbox.rich import plain
from sandbox.world import World
from sandbox.writing import File

LIVE_SECONDS = 900

Deliver = Callable[[Json], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Received:
    """One message from the bot, as it stands now in the chat."""

    raw: Json
    is_silent: bool = False
    """It came without a sound (disable_notification), which its JSON does not tell."""

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """The text; of a rich message its words, a table row to a line."""
        if "rich_message" in self.raw:
            return plain(self.raw["rich_message"])
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def caption(self) -> str:
        return str(self.raw.get("caption", ""))

    @property
    def entities(self) -> list[Json]:
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or ())

    @property
    def rows(self) -> list[list[Json]]:
        return list(self.raw.get("reply_markup", {}).get("inline_keyboard", ()))

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]


def received(world: World, chat_id: int, but: Collection[int] = ()) -> list[Received]:
    """What the bot has sent into a chat of any kind, `but` messages of these numbers."""
    chat = world.place(chat_id)
    return [
        Received(message, number in chat.silent)
        for number, message in chat.messages.items()
        if number in chat.own and number not in but
    ]


class UserClient:
    """A person in front of the bot. With `deliver`, every act returns once the bot has handled it;
    without, use `wait_for`."""

    def __init__(self, world: World, person_id: int, deliver: Deliver | None = None) -> None:
        self.world = world
        self.id = person_id
        self._deliver = deliver
        self.toast: str | None = None
        self.alert = False

    @property
    def inbox(self) -> list[Received]:
        return received(self.world, self.id)

    @property
    def last(self) -> Received:
        assert self.inbox, "the bot has sent nothing"
        return self.inbox[-1]

    @property
    def keyboard(self) -> list[list[str]]:
        markup = self.world.open_keyboard(self.id) or {}
        return [[button["text"] for button in row] for row in markup.get("keyboard", ())]

    @property
    def sent(self) -> list[Json]:
        """What the person wrote into the chat with the bot, as it stands now."""
        return [m for m in self.world.history(self.id) if m["from"]["id"] == self.id]

    async def send(
        self,
        text: str,
        *,
        entities: Sequence[Entity] | None = None,
        reply_to: Received | int | None = None,
        chat_id: int | None = None,
        thread_id: int | None = None,
    ) -> list[Received]:
        """Writes into the chat with the bot, or into a supergroup and its topic."""
        replied = _message_id(reply_to)
        return await self._act(
            lambda: self.world.say(
                self.id,
                text,
                entities=entities,
                reply_to=replied,
                chat_id=chat_id,
                thread_id=thread_id,
            )
        )

    async def send_rich(
        self, rich: Json, *, reply_to: Received | int | None = None
    ) -> list[Received]:
        """`rich` as the Bot API tells of a RichMessage."""
        replied = _message_id(reply_to)
        return await self._act(lambda: self.world.say_rich(self.id, rich, reply_to=replied))

    async def edit(self, message_id: int, text: str) -> list[Received]:
        return await self._act(lambda: self.world.edit(self.id, message_id, text))

    async def edit_caption(self, message_id: int, caption: str) -> list[Received]:
        return await self._act(lambda: self.world.edit_caption(self.id, message_id, caption))

    async def delete(self, message_id: int) -> list[Received]:
        """The person deletes a message of theirs for both sides."""
        return await self._act(lambda: self.world.delete_own(self.id, message_id))

    async def open_link(self, address: str) -> list[Received]:
        """Follows a t.me link to the bot and presses Start."""
        return await self._act(lambda: self.world.open_link(self.id, address))

    async def share_location(
        self, lat: float, lon: float, *, live: bool = False, live_period: int | None = None
    ) -> list[Received]:
        period = live_period or (LIVE_SECONDS if live else None)
        return await self._act(
            lambda: self.world.share_location(self.id, lat, lon, live_period=period)
        )

    async def share_contact(self, phone_number: str) -> list[Received]:
        return await self._act(lambda: self.world.share_contact(self.id, phone_number))

    async def pick_users(self, *user_ids: int) -> list[Received]:
        """Picks people with the button of the open keyboard that asks for them."""
        return await self._act(lambda: self.world.share_users(self.id, *user_ids))

    async def pick_chat(self, chat_id: int) -> list[Received]:
        return await self._act(lambda: self.world.share_chat(self.id, chat_id))

    async def share_venue(
        self, lat: float, lon: float, title: str, address: str
    ) -> list[Received]:
        return await self._act(lambda: self.world.share_venue(self.id, lat, lon, title, address))

    async def upload(
        self,
        file_name: str,
        data: bytes,
        *,
        kind: str = "document",
        caption: str = "",
        entities: Sequence[Entity] | None = None,
        reply_to: Received | int | None = None,
    ) -> list[Received]:
        replied = _message_id(reply_to)
        return await self._act(
            lambda: self.world.upload(
                self.id,
                file_name,
                data,
                kind=kind,
                caption=caption,
                entities=entities,
                reply_to=replied,
            )
        )

    async def album(self, files: Sequence[File], caption: str = "") -> list[Received]:
        return await self._act(lambda: self.world.upload_album(self.id, files, caption))

    async def poll(
        self,
        question: str,
        options: Sequence[str],
        *,
        anonymous: bool = True,
        kind: str = "regular",
        correct: Sequence[int] = (),
    ) -> list[Received]:
        return await self._act(
            lambda: self.world.create_poll(
                self.id, question, options, anonymous=anonymous, kind=kind, correct=correct
            )
        )

    async def forward(
        self, from_chat_id: int, message_id: int, *, hidden: bool = False
    ) -> list[Received]:
        return await self._act(
            lambda: self.world.forward(self.id, from_chat_id, message_id, hidden=hidden)
        )

    async def forward_from(
        self, author_id: int, text: str, *, hidden: bool = False
    ) -> list[Received]:
        """Forwards what another person wrote where the bot was not."""
        return await self._act(
            lambda: self.world.forward_from(self.id, author_id, text, hidden=hidden)
        )

    async def click(self, label: str, *, message: Received | None = None) -> list[Received]:
        """An inline button of the newest message that has it, else one of the reply keyboard."""
        candidates = [message] if message else self.inbox[::-1]
        for shown in candidates:
            button = _matching(label, [b for row in shown.rows for b in row])
            if button is not None:
                assert "callback_data" in button, f"this button sends nothing to the bot: {button}"
                return await self.press(button["callback_data"], message=shown)
        markup = self.world.open_keyboard(self.id) or {}
        button = _matching(label, [b for row in markup.get("keyboard", ()) for b in row])
        assert button is not None, f"no button {label!r}; visible:\n{self.visible()}"
        assert not button.get("request_location"), "use share_location for this button"
        assert not button.get("request_contact"), "use share_contact for this button"
        assert not button.get("request_users"), "use pick_users for this button"
        assert not button.get("request_chat"), "use pick_chat for this button"
        return await self.send(button["text"])

    async def press(
        self, data: str, *, message: Received | None = None, forged: bool = False
    ) -> list[Received]:
        """Sends callback data, `forged` ones too, and keeps what the bot answered."""
        pressed = message or self.last
        asked: list[str] = []
        self.toast, self.alert = None, False
        answers = await self._act(
            lambda: asked.append(
                self.world.press(self.id, pressed.message_id, data, forged=forged)
            )
        )
        answer = self.world.callback_answer(asked[0])
        if answer is not None:
            self.toast, self.alert = answer["text"] or None, answer["show_alert"]
        return answers

    async def inline(
        self, query: str, offset: str = "", location: tuple[float, float] | None = None
    ) -> Json | None:
        asked: list[str] = []
        await self._act(
            lambda: asked.append(self.world.ask_inline(self.id, query, offset, location))
        )
        return self.world.inline_answer(asked[0])

    async def block(self) -> None:
        await self._act(lambda: self.world.block_bot(self.id))

    async def unblock(self) -> None:
        await self._act(lambda: self.world.unblock_bot(self.id))

    async def wait_for(
        self, predicate: Callable[[Received], bool], timeout: float = 60
    ) -> Received:
        """The newest message that fits, now or within `timeout` seconds (real processes)."""
        changed = asyncio.Event()
        stop = self.world.subscribe(lambda _event: changed.set())
        try:
            async with asyncio.timeout(timeout):
                while True:
                    for one in self.inbox[::-1]:
                        if predicate(one):
                            return one
                    await changed.wait()
                    changed.clear()
        except TimeoutError:
            raise AssertionError(f"no such message came; visible:\n{self.visible()}") from None
        finally:
            stop()

    def visible(self) -> str:
        """What the person sees, for messages of failed tests."""
        lines = [f"[{r.message_id}] {r.text}\n    {r.buttons}" for r in self.inbox[-5:]]
        return "\n".join([*lines, f"keyboard: {self.keyboard}"])

    async def _act(self, act: Callable[[], Any]) -> list[Received]:
        before = set(self.world.place(self.id).messages)
        act()
        if self._deliver is not None:
            updates = self.world.bot.updates
            while updates:
                await self._deliver(updates.popleft())
        return received(self.world, self.id, but=before)


def _message_id(message: Received | int | None) -> int | None:
    return message.message_id if isinstance(message, Received) else message


def _matching(label: str, buttons: list[Json]) -> Json | None:
    """The button of exactly that text, else the only one that contains it."""
    exact = [button for button in buttons if button["text"] == label]
    if exact:
        return exact[0]
    partial = [button for button in buttons if label in button["text"]]
    return partial[0] if len(partial) == 1 else None

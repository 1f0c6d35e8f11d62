"""A Telegram for a rehearsal: everybody is there and silent, and what they get is not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sandbox.chats import Json
from sandbox.session import SandboxSession
from sandbox.world import World


def rehearsal_telegram(
    token: str,
    *,
    now: Callable[[], float],
    people: Iterable[tuple[int, str, str, bool]],
    groups: Iterable[tuple[int, str, int | None]],
    posts: Iterable[tuple[int, Sequence[int], str]],
) -> SandboxSession:
    """`people`: id, first name, client's language, and whether messages can arrive.

    `groups`: id, title and topic of places where the bot may post; `posts`: chat, message ids and
    text of messages that it will copy. Telegram's flood limits hold.
    """
    world = World(now=now)
    world.add_bot(token, username="rehearsal_bot", name="Rehearsal")
    for person_id, name, language, is_here in people:
        world.add_person(name, person_id=person_id, language_code=language)
        chat = world.chat(person_id)
        chat.is_open, chat.is_blocked = True, not is_here
    for chat_id, title, thread_id in groups:
        _add_group(world, chat_id, title, thread_id)
    for chat_id, message_ids, text in posts:
        _add_post(world, chat_id, message_ids, text)
    # Only now: what people are sent is forgotten at once, the posts stay.
    world.subscribe(lambda event: _forget(world, event))
    return SandboxSession(world)


def _add_group(world: World, chat_id: int, title: str, thread_id: int | None) -> None:
    """Adds the group with the bot as administrator with all rights; a forum gets each topic told
    apart."""
    if chat_id not in world.chats:
        world.add_group(title, chat_id=chat_id, is_forum=thread_id is not None)
        world.change_bot(world.community(chat_id), world.bot.sender(), "administrator")
    if thread_id is not None:
        world.community(chat_id).topics[thread_id] = title


def _add_post(world: World, chat_id: int, message_ids: Sequence[int], text: str) -> None:
    if chat_id not in world.chats:
        return
    chat = world.chat(chat_id)
    for message_id in message_ids:
        content: Json = {"text": text or "…"}
        message = world.message(chat, {"from": chat.person}, content)
        chat.add({**message, "message_id": message_id})
    chat.last_message_id = max(chat.last_message_id, *message_ids)


def _forget(world: World, event: Json) -> None:
    if event["type"] == "message":
        world.chats[event["chat_id"]].forget(event["message"]["message_id"])

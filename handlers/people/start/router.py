from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from domain.clusters.cards import CLUSTER_ID_PATTERN
from domain.ids import ClusterId, SessionId
from domain.people.users import Actor
from domain.programme.sessions import SLUG_PATTERN
from handlers.callbacks.people.start import CancelButton
from handlers.clusters.cards.card_views import card_screen
from handlers.clusters.cards.views import ask_place
from handlers.clusters.inline_mode.views import SEARCH_PAYLOAD
from handlers.people.profiles import profile_of
from handlers.programme.sessions.views import card_screen as session_screen
from services.clusters.cards import ReaderCards
from services.people.organisers import Organisers
from services.people.users import Users
from services.programme.sessions import Programmes
from services.search.lookup import Lookup
from ui.filters import GivesUp, Phrase, Pressed
from ui.menu import before_link, hello, main_keyboard, main_menu
from ui.screens import Screen, send, send_all, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="start")
    to_search = CommandStart(deep_link=True, magic=F.args == SEARCH_PAYLOAD)
    router.message.register(on_search_link, to_search)
    router.message.register(on_deep_link, CommandStart(deep_link=True))
    router.message.register(on_start, CommandStart())
    router.message.register(on_help, Command("help"))
    router.message.register(on_cancel, Command("cancel"))
    router.message.register(on_cancel, GivesUp("cancel-words"))
    router.callback_query.register(on_cancel_click, CancelButton.filter())
    router.message.register(on_home, Pressed("menu-home"))
    router.message.register(on_greeting, Phrase("courtesy-greetings"))
    router.message.register(on_thanks, Phrase("courtesy-thanks"))
    router.message.register(on_refusal, Phrase("courtesy-refusals"))
    router.my_chat_member.register(on_membership, F.chat.type == ChatType.PRIVATE)
    return router


async def on_start(
    message: Message, actor: Actor, t: Translator, users: Users, organisers: Organisers
) -> None:
    """Greets. Who comes back after /stop reads that it is over; organisers get to their tools."""
    await users.resume(actor)
    screen = main_menu(t, "start-resumed") if actor.is_stopped else hello(actor, t)
    if await organisers.may(actor):
        text = "\n\n".join([screen.text, t("help-organiser")])
        screen = Screen(text, screen.markup)
    await send(message, screen)


async def on_search_link(message: Message, actor: Actor, t: Translator, users: Users) -> None:
    """The button above the results of inline mode."""
    await users.follow_link(actor)
    await send_all(message, [*before_link(actor, t), ask_place(actor, t)])


async def on_deep_link(
    message: Message,
    command: CommandObject,
    actor: Actor,
    t: Translator,
    users: Users,
    reader_cards: ReaderCards,
    programmes: Programmes,
    lookup: Lookup,
    bot_username: str,
) -> None:
    """`cluster_<id>`, `session_<id>`; others (an old link, a typing error) open the main menu."""
    await users.follow_link(actor)
    kind, _, identifier = (command.args or "").partition("_")
    if kind == "session" and SLUG_PATTERN.fullmatch(identifier):
        session = await programmes.card(actor, SessionId(identifier))
        await send_all(message, [*before_link(actor, t), session_screen(session, actor, t)])
        return
    if kind != "cluster" or not CLUSTER_ID_PATTERN.fullmatch(identifier):
        await send(message, main_menu(t, "link-unknown"))
        return
    card = await reader_cards.card(actor, ClusterId(identifier))
    lookup.note_card(actor, card.cluster.id)
    await send_all(message, [*before_link(actor, t), card_screen(card, t, bot_username)])


async def on_help(
    message: Message, actor: Actor, t: Translator, organisers: Organisers, bot_username: str
) -> None:
    text = t("help", bot=bot_username)
    if await organisers.may(actor):
        text = "\n\n".join([text, t("help-organiser")])
    await send(message, Screen(text, main_keyboard(t)))


async def on_cancel(message: Message, state: FSMContext, t: Translator) -> None:
    waited = await state.get_state() is not None
    await state.clear()
    await send(message, main_menu(t, "cancel-done" if waited else "cancel-nothing"))


async def on_cancel_click(query: CallbackQuery, state: FSMContext, t: Translator) -> None:
    """The question becomes the word that it is over; the menu is there below anyway."""
    waited = await state.get_state() is not None
    await state.clear()
    await show(query, Screen(t("cancel-done" if waited else "cancel-nothing")))


async def on_home(message: Message, t: Translator) -> None:
    await send(message, main_menu(t))


async def on_greeting(message: Message, actor: Actor, t: Translator) -> None:
    await send(message, hello(actor, t))


async def on_thanks(message: Message, t: Translator) -> None:
    await send(message, main_menu(t, "start-welcome"))


async def on_refusal(message: Message, t: Translator) -> None:
    """«Не надо», «отстань», «пока»: nothing was thanked for."""
    await send(message, main_menu(t, "start-fine"))


async def on_membership(event: ChatMemberUpdated, users: Users) -> None:
    status = event.new_chat_member.status
    profile = profile_of(event.from_user)
    await users.set_reachable(profile, reachable=status == ChatMemberStatus.MEMBER)

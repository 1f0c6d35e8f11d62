"""What the bot says of itself, and what it may ask."""

from __future__ import annotations

from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatMemberBanned,
    ChatMemberMember,
    MenuButtonCommands,
)

from tests.contract.conftest import MARIA, TOKEN, Stage


async def test_get_me_is_the_account(stage: Stage) -> None:
    me = await stage.bot.get_me()

    assert (me.id, me.is_bot, me.username, me.supports_inline_queries) == (
        42,
        True,
        "kompas_bot",
        True,
    )


async def test_commands_narrower_scope_and_language_win(stage: Stage) -> None:
    everywhere, russian, private, own = (
        [BotCommand(command="help", description=text)] for text in ("all", "ru", "private", "own")
    )
    menus = stage.world
    await stage.bot.set_my_commands(everywhere)
    await stage.bot.set_my_commands(russian, language_code="ru")
    assert menus.commands(TOKEN, "de", MARIA) == [{"command": "help", "description": "all"}]
    assert menus.commands(TOKEN, "ru-RU", MARIA) == [{"command": "help", "description": "ru"}]

    await stage.bot.set_my_commands(private, scope=BotCommandScopeAllPrivateChats())
    await stage.bot.set_my_commands(own, scope=BotCommandScopeChat(chat_id=MARIA))
    assert menus.commands(TOKEN, "ru", 7) == [{"command": "help", "description": "private"}]
    assert menus.commands(TOKEN, "ru", MARIA) == [{"command": "help", "description": "own"}]

    await stage.bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=MARIA))
    assert menus.commands(TOKEN, "ru", MARIA) == [{"command": "help", "description": "private"}]
    [command] = await stage.bot.get_my_commands(language_code="ru")
    assert (command.command, command.description) == ("help", "ru")


async def test_names_and_descriptions_fall_back_to_no_language(stage: Stage) -> None:
    await stage.bot.set_my_name("Compass", language_code="en")
    await stage.bot.set_my_description("Находит кластеры")
    await stage.bot.set_my_short_description("Кластеры рядом")

    assert (await stage.bot.get_my_name(language_code="en")).name == "Compass"
    assert (await stage.bot.get_my_name()).name == "Компас"
    assert (await stage.bot.get_my_description(language_code="en")).description == (
        "Находит кластеры"
    )
    assert (await stage.bot.get_my_short_description()).short_description == "Кластеры рядом"


async def test_menu_button_is_remembered_for_a_chat(stage: Stage) -> None:
    await stage.bot.set_chat_menu_button(chat_id=MARIA, menu_button=MenuButtonCommands())

    assert (await stage.bot.get_chat_menu_button(MARIA)).type == "commands"
    assert (await stage.bot.get_chat_menu_button()).type == "default"


async def test_chat_member_tells_who_blocked(stage: Stage) -> None:
    assert isinstance(await stage.bot.get_chat_member(MARIA, MARIA), ChatMemberMember)
    assert isinstance(await stage.bot.get_chat_member(MARIA, 42), ChatMemberMember)

    stage.world.block_bot(MARIA)

    assert isinstance(await stage.bot.get_chat_member(MARIA, 42), ChatMemberBanned)


async def test_log_out_and_close_are_accepted(stage: Stage) -> None:
    assert await stage.bot.log_out()
    assert await stage.bot.close()

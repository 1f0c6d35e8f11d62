"""Another program takes the bot's updates: the owners are told, in words that say what to do."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramConflictError

from bot.updates.connection_watch import FORGOTTEN_SECONDS, LASTING_SECONDS, ConnectionWatch
from sandbox.chats import Webhook
from sandbox.client import UserClient
from sandbox.faults import Faults, of_method
from sandbox.polling import OTHER_POLL, WEBHOOK
from tests.handlers.conftest import Stage

ADDRESS = "https://bot.example.org"
OURS = "https://bot.example.org/telegram"
THEIRS = "https://other.example.com/hook"


@pytest.fixture
async def owner(stage: Stage) -> UserClient:
    return await stage.organiser()


@pytest.fixture
async def watch(stage: Stage) -> ConnectionWatch:
    found = stage.app.connection
    found.address, found.secret = ADDRESS, "secret"
    await found.set_webhook()
    return found


def alarms(owner: UserClient) -> list[str]:
    first_lines = [one.text.split("\n")[0] for one in owner.inbox]
    return [line for line in first_lines if line.startswith("🚨")]


async def test_webhook_in_place_is_left_alone(
    stage: Stage, owner: UserClient, watch: ConnectionWatch
) -> None:
    await watch.check_webhook()

    assert stage.session.calls.count("setWebhook") == 1
    assert alarms(owner) == []


async def test_webhook_that_is_gone_is_set_again_and_owners_are_told(
    stage: Stage, owner: UserClient, watch: ConnectionWatch
) -> None:
    await stage.app.bot.delete_webhook()
    await watch.check_webhook()
    await watch.check_webhook()

    assert stage.world.bot.webhook == Webhook(OURS, "secret")
    assert "callback_query" in (stage.world.bot.allowed or ())
    assert alarms(owner) == ["🚨 Вебхук бота был удалён."]


async def test_webhook_of_another_program_stays_and_owners_are_told(
    stage: Stage, owner: UserClient, watch: ConnectionWatch
) -> None:
    await stage.app.bot.set_webhook(THEIRS)
    await watch.check_webhook()
    stage.clock.advance(minutes=1)
    await watch.check_webhook()

    assert stage.world.bot.webhook == Webhook(THEIRS, "")
    assert alarms(owner) == ["🚨 Вебхук бота ведёт на другой адрес."]


async def test_owners_hear_once_that_the_webhook_is_elsewhere_and_once_that_it_is_back(
    stage: Stage, owner: UserClient, watch: ConnectionWatch
) -> None:
    """Noticed within five minutes (the look is each minute); also when the first word is lost."""
    await stage.app.bot.set_webhook(THEIRS)
    stage.world.faults.reset_before(when=of_method("sendMessage"), times=10)
    await watch.check_webhook()
    assert alarms(owner) == []
    stage.world.faults = Faults()
    for _ in range(40):
        stage.clock.advance(minutes=1)
        await watch.check_webhook()
    assert alarms(owner) == ["🚨 Вебхук бота ведёт на другой адрес."]
    await watch.set_webhook()
    for _ in range(3):
        stage.clock.advance(minutes=1)
        await watch.check_webhook()

    assert [one.text for one in owner.inbox][-1:] == ["✅ Вебхук бота снова на месте."]
    assert len([one for one in owner.inbox if "Вебхук" in one.text]) == 2


async def test_of_several_processes_one_sets_the_webhook_again_and_tells(
    stage: Stage, owner: UserClient, watch: ConnectionWatch
) -> None:
    watch.is_in_charge = lambda: False
    await stage.app.bot.delete_webhook()
    await watch.check_webhook()
    assert (alarms(owner), stage.world.bot.webhook, watch.is_set) == ([], None, False)

    watch.is_in_charge = lambda: True
    await watch.check_webhook()
    assert (alarms(owner), stage.world.bot.webhook) == (
        ["🚨 Вебхук бота был удалён."],
        Webhook(OURS, "secret"),
    )


async def test_check_that_telegram_does_not_answer_is_made_good_by_the_next(
    stage: Stage, owner: UserClient, watch: ConnectionWatch
) -> None:
    await stage.app.bot.delete_webhook()
    stage.world.faults.server_error(502, when=of_method("getWebhookInfo"))
    stage.world.faults.reset_before(when=of_method("setWebhook"))
    for _ in range(3):
        await watch.check_webhook()

    assert stage.world.bot.webhook == Webhook(OURS, "secret")
    assert alarms(owner) == ["🚨 Вебхук бота был удалён."]


async def test_second_poller_is_told_once_it_lasts(stage: Stage, owner: UserClient) -> None:
    """The one that takes turns with us at every poll, and the one that comes once a minute."""
    watch = stage.app.connection
    for seconds in (5, 60):
        stage.clock.advance(hours=1)
        owner.world.chat(owner.id).messages.clear()
        began = stage.clock.monotonic()
        while not alarms(owner):
            await watch.on_conflict(OTHER_POLL.description)
            stage.clock.advance(seconds=seconds)

        assert LASTING_SECONDS <= stage.clock.monotonic() - began <= 120
        assert alarms(owner) == ["🚨 Обновления бота забирает ещё одна программа."]


async def test_old_version_that_ends_while_the_new_one_starts_is_no_second_poller(
    stage: Stage, owner: UserClient
) -> None:
    watch = stage.app.connection
    for _ in range(3):
        for _ in range(3):
            await watch.on_conflict(OTHER_POLL.description)
            stage.clock.advance(seconds=5)
        stage.clock.advance(seconds=FORGOTTEN_SECONDS + 1)

    assert alarms(owner) == []


async def test_webhook_set_beside_polling_is_told_at_once(stage: Stage, owner: UserClient) -> None:
    await stage.app.bot.set_webhook(THEIRS)
    with pytest.raises(TelegramConflictError) as conflict:
        await stage.app.bot.get_updates()
    for words in (conflict.value.message, WEBHOOK.description):
        await stage.app.connection.on_conflict(words)

    assert alarms(owner) == ["🚨 Другая программа поставила боту вебхук."]
    assert stage.world.bot.webhook == Webhook(THEIRS, "")

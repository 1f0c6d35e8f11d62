"""Channels where the bot is an administrator: the organisers' choice, posts, albums, edits."""

from __future__ import annotations

import pytest

from domain.ids import ChatId
from domain.news.items import NewsItem
from sandbox.client import UserClient
from services.news.sources.channels import EDITED_IS_NEW
from tests.contract.refusals import PNG
from tests.handlers.conftest import ORGANISER, Stage

STARTER = 8


@pytest.fixture
async def owner(stage: Stage) -> UserClient:
    return await stage.organiser()


@pytest.fixture
async def channel(stage: Stage, owner: UserClient) -> int:
    """A public channel; the bot has just become its administrator."""
    chat_id = int(stage.world.add_channel("Колледж", username="college_news")["id"])
    stage.world.set_bot_status(chat_id, owner.id, "administrator")
    await stage.flush()
    await stage.work()
    return chat_id


@pytest.fixture
async def taken(channel: int, owner: UserClient) -> int:
    """Its posts are news."""
    await owner.click("Да, брать")
    return channel


async def news(stage: Stage) -> list[NewsItem]:
    """Without the starter news, newest first."""
    async with stage.app.store.read() as tx:
        found = await tx.news.newest(100)
    return found[: len(found) - STARTER]


async def test_new_channel_is_offered_to_organisers_and_taken_by_a_tap(
    stage: Stage, owner: UserClient, channel: int
) -> None:
    assert owner.last.text.splitlines()[0] == "Бота добавили администратором в канал"
    assert owner.last.buttons == ["Да, брать", "Нет, не брать"]
    stage.world.post(channel, "До ответа")
    await stage.flush()
    offer = owner.last
    await owner.click("Да, брать")
    await owner.press(offer.rows[0][0]["callback_data"], message=offer, forged=True)

    assert owner.last.text.startswith("Готово: новые записи канала «Колледж»")
    assert await news(stage) == []
    async with stage.app.store.read() as tx:
        log = await tx.organisers.log(0, 10)
    assert [one.action for one in log] == ["news-channel-taken"]


async def test_english_organiser_is_asked_in_english(stage: Stage) -> None:
    owner = stage.person("Olga", person_id=ORGANISER, language="en")
    await owner.send("/start")
    chat_id = stage.world.add_channel("College")["id"]
    stage.world.set_bot_status(chat_id, owner.id, "administrator")
    await stage.flush()
    await stage.work()

    assert owner.last.text.startswith("The bot was made an administrator of a channel")
    await owner.click("No, leave them")
    assert owner.last.text.startswith("Posts of the channel “College” will not be news.")


async def test_offer_is_made_once_and_not_for_groups(
    stage: Stage, owner: UserClient, channel: int
) -> None:
    group = stage.world.add_group("Штаб")["id"]
    stage.world.set_bot_status(group, owner.id, "administrator")
    stage.world.set_bot_status(channel, owner.id, "left")
    stage.world.set_bot_status(channel, owner.id, "administrator")
    await stage.flush()
    await stage.work()

    assert len([one for one in owner.inbox if "Бота добавили" in one.text]) == 1


async def test_channel_that_nobody_took_stays_out_of_the_news(
    stage: Stage, owner: UserClient, channel: int
) -> None:
    await owner.click("Нет, не брать")
    stage.world.post(channel, "Реклама")
    await stage.flush()

    assert owner.last.buttons == ["Да, брать"]
    assert await news(stage) == []


async def test_choice_taken_back_stops_the_posts(
    stage: Stage, owner: UserClient, taken: int
) -> None:
    await owner.click("Нет, не брать")
    stage.world.post(taken, "Новость")
    await stage.flush()
    assert await news(stage) == []
    await owner.click("Да, брать")
    stage.world.post(taken, "Другая новость")
    await stage.flush()

    assert [one.content.title for one in await news(stage)] == ["Другая новость"]


async def test_stranger_may_not_choose(stage: Stage, student: UserClient, channel: int) -> None:
    await student.send("/start")
    await student.press(f"vc:{channel}:1", forged=True)

    assert student.alert
    async with stage.app.store.read() as tx:
        assert await tx.news_sources.of_chat(ChatId(channel)) is None


async def test_choice_for_a_channel_that_is_gone_is_told(
    stage: Stage, owner: UserClient, channel: int
) -> None:
    stage.world.set_bot_status(channel, owner.id, "left")
    await stage.flush()
    await owner.click("Да, брать")

    assert owner.toast is not None
    assert owner.toast.startswith("В этом канале бот больше не администратор")


async def test_post_is_news_at_once_with_its_marks_and_link(stage: Stage, taken: int) -> None:
    posted = stage.world.post(
        taken,
        "Чемпионат 🏭 сварщиков\n\nПодробно: здесь",
        entities=[
            {"type": "bold", "offset": 0, "length": 22},
            {"type": "text_link", "offset": 34, "length": 5, "url": "https://a.example/"},
        ],
    )
    await stage.flush()

    [item] = await news(stage)
    assert (item.content.title, item.content.text) == ("Чемпионат 🏭 сварщиков", "Подробно: здесь")
    assert [(one.type, one.offset, one.length) for one in item.content.entities] == [
        ("text_link", 10, 5)
    ]
    assert item.content.url == f"https://t.me/college_news/{posted['message_id']}"
    assert item.published_at.timestamp() == posted["date"]


async def test_edit_of_a_post_is_followed(stage: Stage, taken: int) -> None:
    posted = stage.world.post(taken, "Встреча в 10:00")
    await stage.flush()
    stage.world.edit_post(taken, posted["message_id"], "Встреча в 11:00")
    await stage.flush()

    assert [(one.content.title, one.revision) for one in await news(stage)] == [
        ("Встреча в 11:00", 1)
    ]


async def test_album_is_one_item_with_its_first_picture_and_its_edits(
    stage: Stage, taken: int, student: UserClient
) -> None:
    files = [(f"{n}.png", PNG, "photo") for n in range(3)]
    parts = stage.world.post_files(taken, files, "Открыли мастерские")
    await stage.flush()
    await stage.settled()

    [item] = await news(stage)
    first = parts[0]["photo"][0]["file_id"]
    assert (item.content.title, item.content.picture_id) == ("Открыли мастерские", first)
    stage.world.edit_post(taken, parts[0]["message_id"], "Открыли пять мастерских")
    stage.world.edit_post(taken, parts[1]["message_id"], "")
    await stage.flush()
    [item] = await news(stage)
    assert (item.content.title, item.content.picture_id) == ("Открыли пять мастерских", first)
    await student.send("/start")
    await student.send("/news")
    await student.click("1")
    assert student.last.caption.startswith("Открыли пять мастерских")


async def test_picture_without_words_is_no_news_until_it_gets_some(
    stage: Stage, taken: int
) -> None:
    [posted] = stage.world.post_files(taken, [("a.png", PNG, "photo")])
    await stage.flush()
    assert await news(stage) == []
    stage.world.edit_post(taken, posted["message_id"], "Теперь с подписью")
    await stage.flush()

    assert [one.content.title for one in await news(stage)] == ["Теперь с подписью"]


async def test_edit_of_an_old_unknown_post_is_no_news(
    stage: Stage, owner: UserClient, channel: int
) -> None:
    posted = stage.world.post(channel, "Давняя запись")
    await stage.flush()
    await owner.click("Да, брать")
    stage.clock.advance(seconds=EDITED_IS_NEW.total_seconds() + 60)
    stage.world.edit_post(channel, posted["message_id"], "Давняя запись, исправлено")
    await stage.flush()

    assert await news(stage) == []


async def test_withdrawn_post_does_not_come_back_with_an_edit(
    stage: Stage, owner: UserClient, taken: int
) -> None:
    posted = stage.world.post(taken, "Ошибка")
    await stage.flush()
    [item] = await news(stage)
    async with stage.app.store.write() as tx:
        await tx.news.withdraw(item.id)
    stage.world.edit_post(taken, posted["message_id"], "Всё равно ошибка")
    await stage.flush()

    assert await news(stage) == []


async def test_long_first_line_becomes_a_headline_and_loses_nothing(
    stage: Stage, taken: int
) -> None:
    text = "Первое предложение поста. " + "Второе предложение длиннее. " * 20
    stage.world.post(taken, text)
    await stage.flush()

    [item] = await news(stage)
    assert item.content.title.startswith("Первое предложение поста.")
    assert f"{item.content.title} {item.content.text}" == text.strip()


async def test_post_causes_no_answer_in_the_channel_even_on_failure(
    stage: Stage, taken: int, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.app.database.close()
    before = len(stage.world.history(taken))
    stage.app.dispatcher["channels"] = None
    stage.world.post(taken, "Новость")
    await stage.flush()

    assert len(stage.world.history(taken)) == before + 1
    assert "a channel's post could not be taken" in caplog.text


async def test_updates_of_channels_are_asked_for(stage: Stage) -> None:
    assert {"channel_post", "edited_channel_post"} <= set(stage.app.allowed_updates())


async def test_signed_post_makes_nobody_a_user(stage: Stage, taken: int) -> None:
    posted = stage.world.post(taken, "Новость")
    [update] = list(stage.world.bot.updates)
    update["channel_post"]["from"] = {"id": 777, "is_bot": False, "first_name": "Автор"}
    await stage.flush()

    assert posted["chat"]["id"] == taken
    async with stage.app.store.read() as tx:
        assert await tx.users.find(777) is None  # type: ignore[arg-type]  # a bare number will do

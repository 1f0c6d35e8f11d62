"""Readers subscribe in the chat, news arrive, and one tap stops them."""

from __future__ import annotations

import pytest

from domain.ids import NewsId, UpdateId
from domain.news.items import NewsItem
from sandbox.client import UserClient
from tests.handlers.conftest import ORGANISER, Stage


async def subscribing(stage: Stage, language: str = "ru") -> UserClient:
    reader = stage.person(language=language)
    await reader.send("/start")
    await reader.press("wn:m", forged=True)
    return reader


async def released(
    stage: Stage, title: str, text: str = "Текст.", photo: bool = False
) -> NewsItem:
    """An organiser writes and releases it in the chat."""
    if ORGANISER not in stage.world.people:
        await stage.organiser()
    organiser = UserClient(stage.world, ORGANISER, stage.deliver)
    await organiser.press("en", forged=True)
    if photo:
        await organiser.upload("p.jpg", b"photo", kind="photo", caption=f"{title}\n{text}")
    else:
        await organiser.send(f"{title}\n{text}")
    await organiser.click("Выпустить")
    await organiser.click("Да, выпустить")
    async with stage.app.store.read() as tx:
        [item] = await tx.news.newest(1)
    return item


async def test_subscriptions_lead_back_to_the_news(stage: Stage) -> None:
    reader = stage.person()
    await reader.send("/news")
    await reader.click("Подписки")
    await reader.click("‹ К новостям")
    assert reader.last.text.startswith("Новости\n")


@pytest.mark.slow
async def test_reader_subscribes_reads_and_stops_with_one_tap(stage: Stage) -> None:
    reader = await subscribing(stage)
    assert "Пока вы ни на что не подписаны." in reader.last.text
    await reader.click("Темы")
    await reader.click("Абилимпикс")
    assert "✅ Абилимпикс" in reader.last.buttons

    await released(stage, "Абилимпикс начался", "Сегодня в Москве.")
    await stage.work()

    letter = reader.last
    assert letter.text.startswith("Абилимпикс начался\n23 ноября, 12:00 (Москва, UTC+3)")
    assert letter.text.endswith("Сегодня в Москве.")
    [whole] = await reader.click("Читать")
    assert whole.text.endswith("Сегодня в Москве.")
    [stopped] = await reader.click("Не присылать новости", message=letter)
    assert stopped.text.startswith("🔕 Больше не присылаю новости.")
    await reader.click("Не присылать новости", message=letter)
    before = len(reader.inbox)
    await released(stage, "Абилимпикс закончился")
    await stage.work()
    assert len(reader.inbox) == before
    await reader.click("Присылать снова")
    assert "Присылаю: Абилимпикс" in reader.last.text


@pytest.mark.slow
async def test_read_opens_the_item_as_the_list_does(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    await released(stage, "Конкурс в Саранске", "Его проводит Республика Мордовия.")
    await released(stage, "С картинкой", photo=True)
    await stage.work()
    pictured, plain = reader.inbox[-1], reader.inbox[-2]

    [opened] = await reader.click("Читать", message=plain)
    assert opened.text.startswith("Конкурс в Саранске\n23 ноября 2026 г., 12:00")
    assert opened.buttons == [
        "🗺 Республика Мордовия", "Другие события", "Поделиться", "‹ К новостям",
    ]  # fmt: skip
    await reader.click("Другие события", message=opened)
    assert reader.last.text.startswith("Другие события рядом с новостью «Конкурс в Саранске»")
    [photo] = await reader.click("Читать", message=pictured)

    assert photo.caption.startswith("С картинкой\n23 ноября 2026")
    assert {plain.message_id, pictured.message_id} <= {one.message_id for one in reader.inbox}


@pytest.mark.slow
async def test_organiser_is_told_before_the_release_how_many_get_an_item(stage: Stage) -> None:
    for frequency in ("", "", "Раз в день"):
        reader = await subscribing(stage)
        await reader.click("Темы")
        await reader.click("Абилимпикс")
        if frequency:
            await reader.press("wn:m", forged=True)
            await reader.click("Когда и как присылать")
            await reader.click(frequency)
    await subscribing(stage)
    organiser = await stage.organiser()
    asked = []
    for title in ("Абилимпикс начался", "Погода"):
        await organiser.press("en", forged=True)
        await organiser.send(f"{title}\nТекст.")
        await organiser.click("Выпустить")
        asked.append(organiser.last.text.splitlines())

    assert asked == [
        [
            "Выпустить «Абилимпикс начался»? Её сразу увидят все.",
            "Сообщением её получат 2 подписчика.",
            "В подборке, в свой час: 1.",
        ],
        [
            "Выпустить «Погода»? Её сразу увидят все.",
            "Отдельным сообщением её не получит никто.",
        ],
    ]


async def test_organiser_sees_figures_of_an_item(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    item = await released(stage, "Новость")
    await stage.work()
    await reader.click("Читать")
    await reader.click("Не присылать новости")

    organiser = UserClient(stage.world, ORGANISER, stage.deliver)
    await organiser.press(f"ei:s:{item.id}:0:0", forged=True)

    assert "Доставлено: 1 · открыли: 1 · отписались: 1" in organiser.last.text


@pytest.mark.slow
async def test_chart_shows_what_became_of_an_item(stage: Stage) -> None:
    readers = [await subscribing(stage) for _ in range(3)]
    for reader in readers:
        await reader.click("Все новости")
    item = await released(stage, "Новость <и> график")
    organiser = UserClient(stage.world, ORGANISER, stage.deliver)
    card = organiser.last
    await organiser.click("График", message=card)
    assert organiser.alert
    assert str(organiser.toast).startswith("Эту новость пока никто не получил")
    await stage.work()
    stage.clock.advance(minutes=90)
    await readers[0].click("Читать")
    stage.clock.advance(days=1)
    await readers[1].click("Читать")
    await readers[1].click("Не присылать новости", message=readers[1].inbox[-2])

    [chart] = await organiser.click("График", message=card)

    stored = stage.world.files[chart.raw["photo"][-1]["file_id"]]
    assert stored.data.startswith(b"\x89PNG")
    assert chart.caption.splitlines() == [
        "Новость <и> график",
        "Вышла 23 ноября, 12:00 (Москва, UTC+3)",
        "",
        "За первый час. Доставлено: 3 · открыли: 0 · отписались: 0",
        "За первые сутки. Доставлено: 3 · открыли: 1 · отписались: 0",
        "Сейчас. Доставлено: 3 · открыли: 2 · отписались: 1",
    ]
    await organiser.click("К новости", message=chart)
    assert organiser.last.text.startswith("✅ Вышла")
    stranger = stage.person()
    await stranger.send("/start")
    await stranger.press(f"ei:g:{item.id}:0:0", forged=True)
    assert stranger.alert


async def test_chart_speaks_english(stage: Stage) -> None:
    reader = await subscribing(stage, "en")
    await reader.click("All news")
    organiser = stage.person("Olga", person_id=ORGANISER, language="en")
    await organiser.send("/start")
    await organiser.press("en", forged=True)
    await organiser.send("Title")
    for label in ("Release", "Yes, release", "Chart"):
        await organiser.click(label)
    assert str(organiser.toast).startswith("Nobody has received this item yet")
    await stage.work()

    [chart] = await organiser.click("Chart")

    assert chart.caption.splitlines()[-1] == "Now. Delivered: 1 · opened: 0 · unsubscribed: 0"


@pytest.mark.slow
async def test_correction_and_withdrawal_change_what_was_delivered(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    item = await released(stage, "С опечаткой")
    await stage.work()
    assert reader.last.text.startswith("С опечаткой")
    organiser = UserClient(stage.world, ORGANISER, stage.deliver)

    await organiser.press(f"ef:{item.id}:title", forged=True)
    assert "Новость уже вышла" in organiser.last.text
    await organiser.send("Без опечатки")
    await stage.work()
    assert reader.last.text.startswith("Без опечатки")
    await organiser.press(f"ef:{item.id}:picture", forged=True)
    await organiser.upload("p.jpg", b"photo", kind="photo")
    await stage.work()
    assert reader.last.caption.startswith("Без опечатки")
    await organiser.click("Снять")
    await organiser.click("Да, снять")
    await stage.work()

    assert not any("опечатк" in one.text for one in reader.inbox)


@pytest.mark.slow
async def test_news_with_a_picture_come_as_a_photo_and_silently(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    await reader.click("Когда и как присылать")
    await reader.click("Без звука")

    await released(stage, "С картинкой", photo=True)
    await stage.work()

    assert reader.last.caption.startswith("С картинкой")
    assert reader.last.is_silent


@pytest.mark.slow
async def test_digest_comes_at_the_chosen_hour_with_a_button_for_each(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    await reader.click("Когда и как присылать")
    await reader.click("Раз в день")
    await reader.click("18:00")
    assert "✅ 18:00" in reader.last.buttons
    for number in range(12):
        await released(stage, f"Новость {number}")
    await stage.work()
    before = len(reader.inbox)

    stage.clock.advance(hours=6)
    await stage.work()

    digest = reader.last
    assert len(reader.inbox) == before + 1
    assert digest.text.startswith("12 новостей для вас\n\n1. Новость 11\nТекст.")
    assert digest.text.endswith("И ещё 2 новости — в разделе /news")
    assert digest.buttons[:10] == [str(n) for n in range(1, 11)]
    [item] = await reader.click("1", message=digest)
    assert item.text.startswith("Новость 11")


@pytest.mark.slow
async def test_withdrawal_and_correction_change_a_delivered_digest(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    await reader.click("Когда и как присылать")
    await reader.click("Раз в день")
    await reader.click("18:00")
    first = await released(stage, "С опечаткой", "О первом.")
    second = await released(stage, "Вторая", "О втором.")
    stage.clock.advance(hours=6)
    await stage.work()
    before = len(reader.inbox)
    organiser = UserClient(stage.world, ORGANISER, stage.deliver)

    await organiser.press(f"ef:{first.id}:title", forged=True)
    await organiser.send("Без опечатки")
    await stage.work()
    assert reader.last.text == (
        "2 новости для вас\n\n1. Вторая\nО втором.\n\n2. Без опечатки\nО первом."
    )
    await organiser.press(f"ei:w:{second.id}:0:1", forged=True)
    await stage.work()
    assert reader.last.text == "1 новость для вас\n\n1. Без опечатки\nО первом."
    assert reader.last.buttons == ["1", "🔔 Подписки", "🔕 Не присылать новости"]
    [opened] = await reader.click("1")
    assert opened.text.startswith("Без опечатки")
    await organiser.press(f"ei:w:{first.id}:0:1", forged=True)
    await stage.work()

    digest = reader.inbox[before - 1]
    assert digest.text == "🚫 Новости, о которых здесь говорилось, отозваны."
    assert digest.buttons == ["🔔 Подписки", "🔕 Не присылать новости"]


@pytest.mark.slow
async def test_withdrawn_digest_is_told_of_in_english(stage: Stage) -> None:
    reader = await subscribing(stage, "en")
    await reader.click("All news")
    await reader.press("wp:daily:18", forged=True)
    item = await released(stage, "Новость")
    stage.clock.advance(hours=6)
    await stage.work()

    organiser = UserClient(stage.world, ORGANISER, stage.deliver)
    await organiser.press(f"ei:w:{item.id}:0:1", forged=True)
    await stage.work()

    assert reader.last.text == "🚫 The news item that was here has been withdrawn."


async def test_words_are_typed_and_removed(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Слова")
    await reader.click("➕ Слова")
    await reader.send("…")
    assert reader.last.text.startswith("Не вижу слов.")
    await reader.send("сварщик, <Мастер года>")
    assert "➕ сварщик ✕" in reader.last.buttons
    await reader.click("Минус-слова")
    await reader.send("реклама")
    await reader.click("К подпискам")
    assert "Присылаю: «сварщик», «<Мастер года>»" in reader.last.text
    assert "Кроме новостей со словами: «реклама»" in reader.last.text
    await reader.click("Слова")
    await reader.click("➕ сварщик")

    assert "➕ сварщик ✕" not in reader.last.buttons


async def test_muted_news_are_told_of_on_the_screen(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    await reader.send("/settings")
    await reader.click("Уведомления")
    await reader.click("Новости", message=reader.last)
    await reader.click("Подписки")

    assert "⚠️ Новости отключены в уведомлениях" in reader.last.text


async def test_region_needs_a_home(stage: Stage) -> None:
    reader = await subscribing(stage)

    await reader.press("wk:h:1", forged=True)

    assert reader.toast == "Я не знаю, где вы живёте. Укажите место в настройках: /settings."


async def test_button_of_withdrawn_news_is_answered(stage: Stage) -> None:
    reader = await subscribing(stage)

    await reader.press(f"w:{NewsId(10**6)}", forged=True)

    assert reader.toast == "Этой новости больше нет."


async def test_export_has_the_choices_and_erasure_takes_them(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Все новости")
    await released(stage, "Новость")
    await stage.work()
    await reader.click("Читать")
    users = stage.app.dispatcher["users"]
    actor = await users.touch((await stage.user(reader)).profile, UpdateId(1))

    exported = await users.export(actor)
    await users.erase(actor)

    assert exported["news_delivery"] == {
        "pace": "at_once", "hour": 9, "is_silent": False, "is_on": True,
    }  # fmt: skip
    assert [one["kind"] for one in exported["news_subscriptions"]] == ["all"]
    assert [one["kind"] for one in exported["news_reactions"]] == ["opened"]
    async with stage.app.store.read() as tx:
        assert await tx.subscriptions.subscriber(actor.id) is None
        assert await tx.subscriptions.of(actor.id) == []
        assert await tx.subscriptions.reactions_of(actor.id) == []


async def test_subscriptions_speak_english(stage: Stage) -> None:
    reader = await subscribing(stage, "en")
    await reader.click("All news")
    assert "I send: all news" in reader.last.text

    await released(stage, "Новость")
    await stage.work()

    assert reader.last.buttons == ["📖 Read in full", "🔕 No more news"]


async def test_saved_searches_bring_news_of_what_they_find(stage: Stage) -> None:
    reader = await subscribing(stage)
    await reader.click("Сохранённые поиски")
    assert "✅ Сохранённые поиски" in reader.last.buttons
    assert "Присылаю: новости по сохранённым поискам" in reader.last.text
    assert "🔎 Сохранённых поисков у вас пока нет." in reader.last.text
    async with stage.app.store.read() as tx:
        clusters = {one.id: one for one in await tx.clusters.all()}
    cluster = next(one for one in clusters.values() if "«МедиПроф»" in one.name)
    await reader.send(f"медицина {cluster.city or cluster.region}")
    await reader.click("⭐ Сохранить")
    await reader.send("/my")
    await reader.click("Новости по этим поискам", message=reader.inbox[-2])
    assert "🔎" not in reader.last.text
    await stage.app.clusters.saved_search_matches.refresh()
    before = len(reader.inbox)

    item = await released(stage, "В кластере «МедиПроф» открыли лабораторию")
    await stage.work()

    assert item.labels.clusters == (cluster.id,)
    assert len(reader.inbox) == before + 1
    assert reader.last.text.startswith("В кластере «МедиПроф» открыли лабораторию")


async def test_saved_searches_speak_english(stage: Stage) -> None:
    reader = await subscribing(stage, "en")
    await reader.click("Saved searches")

    assert "I send: news of your saved searches" in reader.last.text
    assert "🔎 You have no saved searches yet." in reader.last.text

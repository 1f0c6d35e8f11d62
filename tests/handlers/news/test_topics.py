"""Organisers edit the topics in the chat."""

from __future__ import annotations

from domain.ids import TopicCode, UpdateId
from domain.news.items import Topic
from handlers.callbacks.news.editing import TopicDraftButton
from sandbox.client import UserClient
from tests.handlers.conftest import ORGANISER, Stage

NEW = "Хакатоны\nHackathons\nхакатон, Абилимпикс"


async def at_topics(stage: Stage) -> UserClient:
    organiser = await stage.organiser()
    await organiser.send("/admin")
    await organiser.click("Новости", message=organiser.last)
    await organiser.click("Темы")
    return organiser


async def stored(stage: Stage) -> dict[TopicCode, Topic]:
    async with stage.app.store.read() as tx:
        return {one.code: one for one in await tx.topics.all()}


async def test_topics_are_listed_with_words_and_news(stage: Stage) -> None:
    organiser = await at_topics(stage)

    listed = organiser.last
    assert "• Абилимпикс (Abilympics) — слов: 3, новостей: " in listed.text
    await organiser.click("Абилимпикс")
    assert organiser.last.text.startswith("🏷 Абилимпикс (Abilympics)\nНовостей: ")
    assert "Слова: Абилимпикс, Abilympics, участники с инвалидностью" in organiser.last.text
    await organiser.click("К темам")
    assert organiser.last.text == listed.text


async def test_new_topic_is_previewed_saved_and_labels_what_is_stored(stage: Stage) -> None:
    organiser = await at_topics(stage)
    await organiser.click("Новая тема")
    await organiser.send("Хакатоны")
    assert organiser.last.text.startswith("Нужны хотя бы три строки")
    await organiser.send(NEW)

    preview = organiser.last
    assert preview.text.startswith("🏷 Хакатоны (Hackathons)\n➕ хакатон, Абилимпикс\n\nТак тема")
    assert "из последних 8 новостей." in preview.text
    assert "— добавится" in preview.text
    assert "hackathons" not in await stored(stage)
    await organiser.click("Сохранить")
    assert organiser.toast == "Сохранено. Прежние новости переразмечу за несколько минут."
    assert organiser.last.text.startswith("🏷 Хакатоны (Hackathons)\nНовостей: 0")
    await stage.app.news.relabelling.run()
    await organiser.click("К темам")
    await organiser.click("Хакатоны")

    items = organiser.last.text.partition("Новостей: ")[2].partition(" ")[0]
    assert int(items) > 0
    save = TopicDraftButton(id=1).pack()
    await organiser.press(save, message=preview, forged=True)
    assert organiser.toast.startswith("Этот набросок уже сохранён")


async def test_words_are_added_and_taken_away_after_a_look(stage: Stage) -> None:
    organiser = await at_topics(stage)
    await organiser.click("Абилимпикс")
    await organiser.click("➕ Слова")
    await organiser.send("абилимпикса")
    assert organiser.last.text.startswith("Эти слова в теме уже есть")
    await organiser.send("<инклюзия>, наставник")
    assert "➕ <инклюзия>, наставник" in organiser.last.text
    await organiser.click("Сохранить")
    assert "участники с инвалидностью, <инклюзия>, наставник" in organiser.last.text
    await organiser.click("➖ Слова")
    await organiser.click("✕ Абилимпикс")

    assert "➖ Абилимпикс" in organiser.last.text
    assert "— уйдёт" in organiser.last.text
    await organiser.click("Не менять")
    assert "Слова: Абилимпикс" in organiser.last.text
    await organiser.click("➖ Слова")
    await organiser.click("✕ наставник")
    await organiser.click("Сохранить")
    words = (await stored(stage))[TopicCode("abilympics")].words
    assert words == ("Абилимпикс", "Abilympics", "участники с инвалидностью", "<инклюзия>")


async def test_long_list_of_words_is_cut_and_paged(stage: Stage) -> None:
    organiser = await at_topics(stage)
    await organiser.click("Абилимпикс")
    await organiser.click("➕ Слова")
    await organiser.send("\n".join(f"{'длинное' * 6} слово {n}" for n in range(70)))
    assert len(organiser.last.text) < 4096
    await organiser.click("Сохранить")

    assert "… и ещё " in organiser.last.text
    await organiser.click("➖ Слова")
    assert "1 / 4" in organiser.last.buttons
    await organiser.press("ew:abilympics:3", forged=True)
    assert len([one for one in organiser.last.buttons if one.startswith("✕")]) == 13


async def test_names_are_changed_and_bad_ones_wait_for_better(stage: Stage) -> None:
    organiser = await at_topics(stage)
    await organiser.click("Абилимпикс")
    await organiser.click("✏️ Название")
    await organiser.send("а" * 41)
    assert organiser.last.text.startswith("Название длиннее 40 знаков.")
    await organiser.send("волонтёры")
    assert organiser.last.text.startswith("Тема «волонтёры» уже есть.")
    await organiser.send("Чемпионат «Абилимпикс»")
    await organiser.click("✏️ По-английски")
    await organiser.send("Inclusion")

    topic = (await stored(stage))[TopicCode("abilympics")]
    assert (topic.name_ru, topic.name_en) == ("Чемпионат «Абилимпикс»", "Inclusion")
    await organiser.send("/admin")
    await organiser.click("Журнал", message=organiser.last)
    assert "переименована тема новостей «Абилимпикс»: теперь «Чемпионат" in organiser.last.text


async def test_topic_is_removed_after_a_question(stage: Stage) -> None:
    reader = stage.person()
    await reader.send("/start")
    await reader.press("wn:t", forged=True)
    await reader.click("Волонтёры")
    organiser = await at_topics(stage)
    await organiser.click("Волонтёры")
    await organiser.click("Удалить тему")
    assert "Подписку на неё потеряет 1 человек." in organiser.last.text
    assert TopicCode("volunteers") in await stored(stage)
    await organiser.click("Да, удалить")
    assert organiser.toast == "Тема удалена"
    await stage.app.news.relabelling.run()

    assert "Волонтёры" not in organiser.last.text
    await reader.press("wn:m", forged=True)
    assert "Пока вы ни на что не подписаны." in reader.last.text
    await organiser.press("ek:volunteers:s:0", forged=True)
    assert organiser.toast == "Этой темы больше нет."


async def test_strangers_have_no_right_to_topics(stage: Stage) -> None:
    organiser = await at_topics(stage)
    await organiser.click("Новая тема")
    await organiser.send(NEW)
    stranger = stage.person()
    await stranger.send("/start")
    before = await stored(stage)

    for data in (
        "eg:0", "eh", "ek:volunteers:s:0", "ek:volunteers:r:0", "ek:volunteers:a:0",
        "ek:volunteers:x:1", "ew:volunteers:0", "ex:volunteers:ffffffff", "ed:1",
    ):  # fmt: skip
        await stranger.press(data, forged=True)
        assert stranger.alert, data
    assert await stored(stage) == before


async def test_topics_speak_english(stage: Stage) -> None:
    organiser = stage.person("Olga", person_id=ORGANISER, language="en")
    await organiser.send("/start")
    await organiser.press("eg:0", forged=True)
    assert "• Abilympics (Абилимпикс) — words: 3, news: " in organiser.last.text
    await organiser.click("Abilympics")
    await organiser.click("➖ Words")
    await organiser.click("✕ Abilympics")
    assert "of the latest 8 news items." in organiser.last.text
    await organiser.click("Save")

    assert organiser.last.text.startswith("🏷 Abilympics (Абилимпикс)")


async def test_export_has_the_unsaved_topic_and_erasure_takes_it(stage: Stage) -> None:
    organiser = await at_topics(stage)
    await organiser.click("Новая тема")
    await organiser.send(NEW)
    users = stage.app.dispatcher["users"]
    actor = await users.touch((await stage.user(organiser)).profile, UpdateId(1))

    exported = await users.export(actor)
    await users.erase(actor)

    assert exported["unsaved_topics"] == [
        {"name": "Хакатоны", "added": ["хакатон", "Абилимпикс"], "removed": []}
    ]
    async with stage.app.store.read() as tx:
        assert await tx.topics.drafts_of(actor.id) == []

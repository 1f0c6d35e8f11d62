"""What organisers write of their desk rather than press leads to the part of it that is meant."""

from __future__ import annotations

import pytest

from tests.handlers.conftest import Stage

HEAD = "Похоже, вам сюда."
ANNOUNCEMENTS = ["📣 Новое объявление", "⏳ Идут и ждут", "🗂 Архив"]
NEWS = ["➕ Добавить новость", "📰 Новости"]
DOOR = ["🚪 Вход, списки", "🗓 Программа"]
FEEDBACK = ["💬 Вопросы и оценки"]
WHO = ["Организаторы"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("сделай рассылку", ANNOUNCEMENTS),
        ("отзови рассылку", ANNOUNCEMENTS),
        ("поставь рассылку на завтра 9 утра", ANNOUNCEMENTS),
        ("где мои черновики", None),
        ("черновики объявлений", ANNOUNCEMENTS),
        ("сообщи всем", ANNOUNCEMENTS),
        ("stop the broadcast", ANNOUNCEMENTS),
        ("опубликуй новость", NEWS),
        ("сними последнюю новость", NEWS),
        ("add a news item", NEWS),
        ("сколько всего записалось?", DOOR),
        ("кто не пришёл", DOOR),
        ("отметь Иванова", DOOR),
        ("how many people have signed up", DOOR),
        ("есть новые вопросы?", FEEDBACK),
        ("покажи оценки сессий", FEEDBACK),
        ("сделай @petrov организатором", WHO),
        ("кто у нас организаторы", WHO),
        ("журнал", ["📜 Журнал"]),
        ("кто изменил программу", ["📜 Журнал"]),
        ("есть ошибки в карточках?", ["Сообщения об ошибках"]),
    ],
)
async def test_part_of_the_desk_is_a_press_away(
    stage: Stage, text: str, labels: list[str] | None
) -> None:
    organiser, person = await stage.organiser(), stage.person()
    await person.send("/start")
    [screen] = await organiser.send(text)
    [other] = await person.send(text)

    assert not other.text.startswith(HEAD)
    if labels is None:
        assert not screen.text.startswith(HEAD)
        return
    assert screen.buttons == [*labels, "‹ Стол организатора"]
    await organiser.click(screen.buttons[0])
    assert organiser.last.text != screen.text


@pytest.mark.parametrize(
    "text",
    [
        "отпишись от рассылки",
        "не хочу получать рассылку",
        "отметьте меня, я пришёл",
        "новости",
        "какие вопросы на собеседовании",
        "кто идёт учиться на сварщика",
        "сколько человек записалось на сварщика в Казани",
        "журналистика",
    ],
)
async def test_what_readers_write_leads_to_no_desk(stage: Stage, text: str) -> None:
    organiser = await stage.organiser()
    [screen, *_] = await organiser.send(text)

    assert not screen.text.startswith(HEAD)

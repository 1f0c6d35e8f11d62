"""A participant's profile: offered once, filled in, changed and deleted."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from domain.ids import ClusterId, UserId
from domain.programme.participants import Participant
from sandbox.client import UserClient
from tests.handlers.conftest import Stage
from tests.handlers.programme.meeting import listed, profile

SAROV = "nn-sarov-nuclear"


async def test_offer_comes_once_and_not_now_is_remembered(
    programme: None, stage: Stage, student: UserClient
) -> None:
    await student.send("/start session_plenary")
    await student.click("Участвую")
    offered = student.last
    await student.click("Не сейчас")
    declined, toast = student.last, student.toast
    await student.send("/start session_atom")
    await student.click("Участвую")

    assert "Представиться организаторам?" in offered.text
    assert offered.message_id == declined.message_id
    assert "Представиться" not in declined.text + student.last.text
    assert "✅ Вы участвуете." in declined.text
    assert toast == "Хорошо, больше не спрошу. Анкета всегда есть в настройках."
    assert await profile(stage, student) == Participant(user_id=UserId(student.id))


async def test_region_of_the_home_is_offered_in_the_letters_of_the_reader(
    programme: None, stage: Stage
) -> None:
    person = stage.person(language="en")
    await person.send("/settings")
    await person.click("Set my place")
    await person.send("Tula")
    await person.send("/settings")
    await person.click("👤 My profile")
    await person.click("Fill in")
    await person.click("Skip")
    offered = person.last.buttons[0]
    await person.click("Tula Oblast")
    await person.click("‹ Back")

    assert offered == "Tula Oblast"
    assert "Tula Oblast" not in person.last.buttons, "told already"
    found = await profile(stage, person)
    assert found is not None
    assert found.region == "Тульская область"


async def test_form_is_filled_from_the_offer_to_the_directory(
    programme: None, stage: Stage
) -> None:
    raw = stage.world.add_person("Мария", last_name="Ли", username="mariali", language_code="ru")
    person = UserClient(stage.world, raw["id"], stage.deliver)
    await person.send("/start session_plenary")
    await person.click("Участвую")
    await person.click("Заполнить")
    await person.click("Мария Ли")
    [wrong] = await person.send("Атлантида-на-Марсе")
    [which] = await person.send("Киров")
    [cluster] = await person.send("нижегородская обл")
    await person.send("саров")
    await person.click("Саров")
    position = person.last.text
    [contact] = await person.send("мастер  цеха")
    await person.click("@mariali")
    consent = person.last.text
    await person.click("Показать в «Знакомствах»")

    assert wrong.text.startswith("Не знаю такого региона.")
    assert which.buttons == ["Кировская область", "Калужская область"]
    assert cluster.text.startswith("Какой кластер вы представляете?")
    assert position.startswith("Кем вы работаете?")
    assert contact.text.startswith("Как с вами связаться?")
    assert consent.startswith("Показать вас в «Знакомствах»?")
    assert person.last.text.startswith("👤 Анкета участника\n\nИмя: Мария Ли\n")
    found = await profile(stage, person)
    assert found is not None
    assert found == Participant(
        user_id=UserId(person.id),
        name="Мария Ли",
        region="Нижегородская область",
        industry=Industry.NUCLEAR,
        cluster_id=ClusterId(SAROV),
        cluster_name=found.cluster_name,
        position="мастер цеха",
        contact="@mariali",
        is_listed=True,
    )


async def asked_for_cluster(student: UserClient, town: str) -> None:
    """The third question of the form."""
    await student.send("/settings")
    await student.click("👤 Моя анкета")
    await student.click("Заполнить")
    await student.send("Мария")
    await student.send(town)


@pytest.mark.parametrize(
    "typed",
    [
        "Кластер «Машиностроение» (Рузаевка)",
        'кластер "машиностроение" (рузаевка)',
        "рузаевский институт машиностроения МГУ им. Н.П. Огарева",
        "Кластер «Атомная промышленность» (Озёрск)",
    ],
)
async def test_cluster_typed_as_it_is_called_is_saved_at_once(
    stage: Stage, student: UserClient, typed: str
) -> None:
    await asked_for_cluster(student, "Саранск")
    [following] = await student.send(typed)

    assert following.text.startswith("Кем вы работаете?")
    found = await profile(stage, student)
    assert found is not None
    assert found.cluster_id in {"mor-ruzaevka-mech", "chl-ozersk-nuclear"}


async def test_name_that_several_clusters_share_is_still_asked_about(
    stage: Stage, student: UserClient
) -> None:
    await asked_for_cluster(student, "Саранск")
    [which] = await student.send("машиностроение")

    assert which.text.startswith("Похоже на один из этих кластеров.")
    found = await profile(stage, student)
    assert found is not None
    assert found.cluster_id is None


@pytest.mark.parametrize("typed", ["легкая промышленность", "Лёгкая промышленность, Барнаул"])
async def test_cluster_is_found_by_its_words_however_they_are_written(
    stage: Stage, student: UserClient, typed: str
) -> None:
    await asked_for_cluster(student, "Барнаул")
    [which] = await student.send(typed)

    assert which.text.startswith("Похоже на один из этих кластеров.")
    assert all("Лёгкая промышленность" in label for label in which.buttons[:-1])


async def test_form_can_be_skipped_to_its_end(student: UserClient) -> None:
    await student.send("/settings")
    await student.click("👤 Моя анкета")
    await student.click("Заполнить")
    for _ in range(6):
        await student.click("Пропустить", message=student.last)

    blank = student.last.text
    [after] = await student.send("Саранск")

    assert "Пока пусто." in blank
    assert after.text.startswith("📍 Саранск")


async def test_other_organisation_is_taken_as_typed_and_asks_the_industry(
    stage: Stage, student: UserClient
) -> None:
    await student.send("/settings")
    await student.click("👤 Моя анкета")
    await student.click("Заполнить")
    await student.click("Пропустить")
    await student.click("Все регионы")
    await student.click("Дальше ›")
    await student.click("‹ Назад", message=student.last)
    await student.click("Алтайский край")
    [noted] = await student.send("Мебельная мастерская «Клён»")
    await student.click("Машиностроение", message=student.last)
    await student.click("‹ Назад")
    industry = student.last.text

    assert noted.text.splitlines()[0] == (
        "Такого кластера в списке нет, записал как организацию: Мебельная мастерская «Клён»."
    )
    assert "Сейчас: Машиностроение" in industry
    found = await profile(stage, student)
    assert found is not None
    assert (found.region, found.organisation) == ("Алтайский край", "Мебельная мастерская «Клён»")


async def test_one_field_is_changed_from_the_card_and_too_long_a_text_loses_nothing(
    stage: Stage,
) -> None:
    person = await listed(stage, "Анна", position="мастер")
    await person.send("/settings")
    await person.click("👤 Моя анкета")
    await person.click("Должность")
    asked = person.last.text
    [too_long] = await person.send("м" * 121)
    [card] = await person.send("директор")
    await person.click("Имя")
    await person.click("Стереть")
    unlisted = person.last.text
    await person.click("Показать в «Знакомствах»")

    assert "Сейчас: мастер" in asked
    assert too_long.text == "Слишком длинно: уместите, пожалуйста, в 120 знаков."
    assert "Должность: директор" in card.text
    assert "В «Знакомствах» вас нет" in unlisted
    assert person.toast == "Сначала укажите в анкете имя: по нему вас узнают."


async def test_profile_is_deleted_after_a_question(stage: Stage) -> None:
    person = await listed(stage, "Анна")
    await person.send("/settings")
    await person.click("👤 Моя анкета")
    await person.click("Удалить анкету")
    await person.click("Оставить")
    kept = person.last.text
    await person.click("Удалить анкету")
    await person.click("Да, удалить")

    assert "Имя: Анна" in kept
    assert person.last.text.startswith("Анкета удалена.")
    assert await profile(stage, person) == Participant(user_id=UserId(person.id))

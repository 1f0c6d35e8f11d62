"""Whatever arrives: a clear answer or a clear refusal, no traceback, nothing stored damaged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.updates.flood_gate import BURST
from domain.ids import ClusterId
from sandbox.client import UserClient
from services.clusters.catalogue import Clusters
from tests.handlers.conftest import Stage

STALE = "Эта кнопка устарела. Вот свежее меню."


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("🧭🧭🧭", "Не увидел в сообщении слов."),
        ("...", "Не увидел в сообщении слов."),
        ("\u200b\u200e\u202e", "Не увидел в сообщении слов."),
        ("\u202eСаранск\u202c", "📍 Саранск"),
        ("Са\u00adранск", "📍 Саранск"),
        ("Сapaнск", "📍 Саранск"),
        ("К\u200bа\u200bз\u200bа\u200bн\u200bь", "📍 Казань"),
        ("я" * 4096, "Не нашёл в этом ни профессии, ни города, ни вопроса: «яяя"),
        ("а" * 4096, "Не нашёл в этом ни профессии, ни города, ни вопроса: «ааа"),
        ("ыыы", "Не нашёл в этом ни профессии, ни города, ни вопроса: «ыыы»."),
        (
            "'; DROP TABLE users; --",
            "Не нашёл в этом ни профессии, ни города, ни вопроса: «'; DROP TABLE users; --».",
        ),
        ("1", "Не увидел в сообщении слов."),
        ("a 1 =", "Не нашёл в этом ни профессии, ни города, ни вопроса: «a 1 =»."),
        (
            "(?:[^а-я]+)*$|^\\d{1,",
            "Не нашёл в этом ни профессии, ни города, ни вопроса: «(?:[^а-я]+)*$|^\\d{1,».",
        ),
        (
            "%_%' OR 1=1 --",
            "Не нашёл в этом ни профессии, ни города, ни вопроса: «%_%' OR 1=1 --».",
        ),
        ("<u>синий</u> & <s>", "Об этом я не знаю: «<u>синий</u> & <s>»."),
        ("<b>жирный</b> & <i>", "Об этом я не знаю: «<b>жирный</b> & <i>»."),
        ("مرحبا بالعالم الجميل", "Извините, этого языка я не знаю"),
        ("我想学习焊接", "Извините, этого языка я не знаю"),
    ],
)
async def test_odd_text_is_answered(student: UserClient, text: str, beginning: str) -> None:
    [reply] = await student.send(text)

    assert reply.text.startswith(beginning)


@pytest.mark.slow
@pytest.mark.parametrize("noise", ["(", "щ", "сварщик ", "a' OR '1'='1", "\u200bщ", "zxq "])
async def test_4096_characters_of_noise_are_answered_within_one_message(
    student: UserClient, noise: str
) -> None:
    [reply] = await student.send((noise * 4096)[:4096])

    is_of_no_language = noise == "zxq "
    expected = ("Извините",) if is_of_no_language else ("Не нашёл", "Не увидел", "🔎 Ищу")
    assert reply.text.startswith(expected)


@pytest.mark.parametrize("text", ["хуй", "волонтеры", "лол"])
async def test_far_spelling_is_not_offered(student: UserClient, text: str) -> None:
    [reply] = await student.send(text)

    assert "🔎 Ищу" not in reply.text
    assert not any(label.startswith("Вы имели в виду") for label in reply.buttons)


async def test_what_was_not_understood_offers_examples_that_work(student: UserClient) -> None:
    [lost] = await student.send("😀")
    for example in lost.buttons[2:5]:
        [found] = await student.click(example, message=lost)

        assert found.text.startswith("🔎 Ищу: ")
        assert "Нашёл " in found.text


@pytest.mark.parametrize("kind", ["photo", "sticker", "document", "voice", "video"])
async def test_file_where_text_was_expected_gets_help(student: UserClient, kind: str) -> None:
    [reply] = await student.upload("x.bin", b"\0" * 64, kind=kind)

    assert reply.text.startswith("Не понял это сообщение.")
    assert reply.buttons[1] == "авиастроение"


@pytest.mark.parametrize(
    "data",
    [
        "n:p1:0::0",
        "n:p1:100::-1",
        "n:p1:100:piracy:0",
        "n:g99999,0:100::0",
        "n:x:100::0",
        "n:::::::",
        "nf:p1",
        "c:../../etc/passwd",
        "c:ПРИВЕТ",
        "cf:nn-sarov-nuclear:maybe",
        "r:zzzzzzzz:0",
        "rs:-5",
        "i:piracy:0",
        "s:everything",
        "sl:fr",
        "pr:now",
        "old:button:of:2019",
        "\x00",
    ],
)
async def test_forged_button_is_outdated_and_gives_a_menu(student: UserClient, data: str) -> None:
    await student.send("/start")

    [menu] = await student.press(data, forged=True)

    assert (student.toast, menu.text.split(".")[0]) == (STALE, "Главное меню")


@pytest.mark.parametrize("data", ["n:p999999999:100::0", "nh:g9001,0", "nf:g0,-18001:100"])
async def test_button_of_a_place_that_does_not_exist_is_outdated(
    student: UserClient, data: str
) -> None:
    await student.send("/start")

    [menu] = await student.press(data, forged=True)

    assert (student.toast, menu.text.split(".")[0]) == (STALE, "Главное меню")


async def test_page_far_past_the_end_says_so(student: UserClient) -> None:
    await student.send("Саранск")

    await student.press("n:p498698:100::9999", forged=True)

    assert student.last.text == "Это был последний: дальше кластеров нет."
    assert student.last.buttons[0] == "‹ Ближе"


async def test_page_of_a_list_that_shrank_shows_its_last_page(student: UserClient) -> None:
    await student.send("🏭 По отрасли")

    await student.press("i:nuclear:900", forged=True)

    assert student.last.text.startswith("Атомная отрасль — 8 кластеров\n\n5. ")


async def test_flood_gets_one_polite_word_and_others_are_served(
    stage: Stage, student: UserClient
) -> None:
    other = stage.person("Пётр")
    await student.send("/start")
    stage.clock.advance(seconds=60)
    before = len(student.inbox)
    for _ in range(200):
        stage.world.say(student.id, "/help")
    stage.world.say(other.id, "/help")
    while stage.world.bot.updates:
        update = stage.world.bot.updates.popleft()
        await stage.app.dispatcher.feed_raw_update(stage.app.bot, update)

    texts = [received.text for received in student.inbox[before:]]
    slow_down = "Вы пишете быстрее, чем я успеваю. Подождите, пожалуйста, несколько секунд."
    assert texts.count(slow_down) == 1
    assert len(texts) == BURST + 1
    assert other.last.text.startswith("Что я умею")


async def test_fault_inside_is_an_apology_with_an_id_and_a_trace_in_the_log(
    stage: Stage, student: UserClient, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Clusters):
        async def catalogue(self) -> Any:
            raise RuntimeError("the disk is on fire")

    working: Clusters = stage.app.dispatcher["clusters"]
    stage.app.dispatcher["clusters"] = Broken(store=working.store, clock=working.clock)
    [apology] = await student.send("Саранск")

    assert apology.text.startswith("Что-то сломалось на нашей стороне")
    error_id = apology.text.rsplit(" ", 1)[-1]
    [record] = [r for r in caplog.records if error_id in r.getMessage()]
    assert record.exc_info is not None
    assert "disk" not in apology.text
    stage.app.dispatcher["clusters"] = working
    [found] = await student.send("Саранск")
    assert found.text.startswith("📍 Саранск")


async def test_fault_under_a_button_is_told_too(stage: Stage, student: UserClient) -> None:
    class Broken(Clusters):
        async def card(self, cluster_id: ClusterId) -> Any:
            raise RuntimeError("the disk is on fire")

    working: Clusters = stage.app.dispatcher["clusters"]
    await student.send("Саранск")
    stage.app.dispatcher["clusters"] = Broken(store=working.store, clock=working.clock)
    [apology] = await student.click("1")

    assert apology.text.startswith("Что-то сломалось на нашей стороне")


async def test_reply_that_cannot_be_delivered_is_no_fault(
    stage: Stage, student: UserClient, caplog: pytest.LogCaptureFixture
) -> None:
    await student.send("/start")
    stage.world.say(student.id, "/help")
    stage.world.chat(student.id).is_blocked = True
    await stage.deliver(stage.world.bot.updates.popleft())

    assert [r.levelname for r in caplog.records if "reply failed" in r.getMessage()] == ["WARNING"]
    assert "error id" not in caplog.text


async def test_query_answered_too_late_still_shows_the_screen(
    stage: Stage, student: UserClient
) -> None:
    """Telegram refuses to answer a query after minutes of downtime; the tap must still work."""
    await student.send("🗺 По региону")
    stage.world.press(student.id, student.last.message_id, "rs:1")
    stage.clock.advance(hours=1)
    await stage.deliver(stage.world.bot.updates.popleft())

    assert "2 / 7" in student.last.buttons


async def test_screen_that_was_deleted_is_sent_anew(stage: Stage, student: UserClient) -> None:
    await student.send("🗺 По региону")
    gone = student.last.message_id
    stage.world.press(student.id, gone, "rs:1")
    update = stage.world.bot.updates.popleft()
    del stage.world.chat(student.id).messages[gone]
    await stage.deliver(update)

    assert student.last.message_id > gone
    assert "2 / 7" in student.last.buttons


async def test_names_from_imports_cannot_carry_markup(stage: Stage, student: UserClient) -> None:
    clusters: Clusters = stage.app.dispatcher["clusters"]
    known = await clusters.card(ClusterId("nn-sarov-nuclear"))
    evil = replace(known, name='<a href="https://evil.example">&amp;</a>', employers=("<b>",))
    async with stage.app.store.write() as tx:
        await tx.clusters.save([evil])

    await student.send("/start cluster_nn-sarov-nuclear")

    assert student.last.text.splitlines()[0] == evil.name
    assert "https://evil.example" not in [e.get("url") for e in student.last.entities]

"""The first screen of a new person, before they press Start."""

from __future__ import annotations

import logging

import pytest

from bot.introduction import DESCRIPTION_UNITS, SHORT_UNITS, introduce
from domain.people.users import Language
from domain.texts import utf16_units
from sandbox.faults import of_method
from tests.handlers.conftest import Stage
from ui.translator import translator


@pytest.mark.parametrize("language", list(Language))
def test_texts_fit_what_telegram_takes(language: Language) -> None:
    t = translator(language)

    assert 100 < utf16_units(t.plain("bot-description")) <= DESCRIPTION_UNITS
    assert 40 < utf16_units(t.plain("bot-short-description")) <= SHORT_UNITS


async def test_new_person_reads_what_the_bot_is_for_in_their_language(stage: Stage) -> None:
    bot = stage.app.bot
    await introduce(bot)
    told = {
        code: (
            (await bot.get_my_description(language_code=code)).description.split()[0],
            (await bot.get_my_short_description(language_code=code)).short_description.split()[0],
        )
        for code in ("ru", "uk", "en", "de")
    }

    russian, english = ("Помощник", "Колледжи"), ("A", "Colleges")
    assert told == {"ru": russian, "uk": russian, "en": english, "de": english}


async def test_second_start_sets_nothing_and_a_changed_text_is_set_alone(stage: Stage) -> None:
    bot, calls = stage.app.bot, stage.session.calls
    await introduce(bot)
    calls.clear()
    await introduce(bot)
    again = [name for name in calls if name.startswith("set")]
    await bot.set_my_description("Другое", language_code="ru")
    calls.clear()
    await introduce(bot)

    assert again == []
    assert [name for name in calls if name.startswith("set")] == ["setMyDescription"]


@pytest.mark.parametrize("method", ["getMyDescription", "setMyShortDescription"])
async def test_trouble_with_it_keeps_no_bot_from_starting(
    stage: Stage, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    stage.world.faults.server_error(502, when=of_method(method), times=100)
    with caplog.at_level(logging.WARNING):
        await introduce(stage.app.bot)
        await stage.app.start()
    await stage.app.stop()

    assert "the description could not be set" in caplog.text

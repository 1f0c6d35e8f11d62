"""An announcement to as many people as a benchmark wants, through the product's own services."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bench.post_office import TOKEN
from bot.app import App, build_app
from bot.settings import Settings
from domain.announcements.announcements import Post, PostKind
from domain.ids import ChatId, DispatchId, UpdateId, UserId
from domain.people.users import Actor, Language
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease

ORGANISER = 900
FIRST_PERSON = 10_001
TEXT = "Приём документов открыт до 15 августа: колледжи кластера ждут вас."

ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
    "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan",
    "Asia/Kamchatka",
)  # fmt: skip


def settings(folder: str, address: str, rate: int) -> Settings:
    return Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=address,
        database_url=f"sqlite+aiosqlite:///{store_file(folder)}",
        admin_ids=frozenset({UserId(ORGANISER)}),
        send_rate=rate,
        paid_broadcast=rate > 30,
        _env_file=None,
    )


def store_file(folder: str) -> Path:
    return Path(folder) / "bench.db"


async def prepared(folder: str, address: str, rate: int, people: int, **parts: Any) -> App:
    """The product, with a store that has so many people."""
    app = build_app(settings(folder, address, rate), **parts)
    await app.prepare()
    add_people(store_file(folder), people)
    return app


def add_people(file: Path, count: int) -> None:
    """Adds people of all of Russia's zones, without quiet hours: a benchmark may be run at
    night."""
    zones = " ".join(f"WHEN {n} THEN '{zone}'" for n, zone in enumerate(ZONES))
    statement = f"""
        WITH RECURSIVE numbers(n) AS (
            SELECT {FIRST_PERSON} UNION ALL
            SELECT n + 1 FROM numbers LIMIT {count}
        )
        INSERT INTO users (id, first_name, last_name, username, client_language, tz, created_at,
                           seen_on, quiet_from, quiet_until)
        SELECT n, 'Bench', '', '', 'ru', CASE n % {len(ZONES)} {zones} END,
               '2026-01-01 00:00:00.000000', '2026-01-01', NULL, NULL
        FROM numbers
    """
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(statement)
    connection.close()


async def announce(app: App, number: int = 1) -> DispatchId:
    """Drafts an announcement for everybody and confirms it; `number` tells several apart."""
    announcement_drafts: AnnouncementDrafts = app.dispatcher["announcement_drafts"]
    announcement_release: AnnouncementRelease = app.dispatcher["announcement_release"]
    post = Post(
        chat_id=ChatId(ORGANISER),
        message_ids=(number,),
        kind=PostKind.TEXT,
        content={"text": TEXT, "entities": []},
    )
    act = actor_acts(number)
    draft = await announcement_drafts.draft(act(), post)
    confirmation = await announcement_release.confirm(act(), draft.id, draft.mark)
    assert confirmation.dispatch is not None
    return confirmation.dispatch.id


async def fill(app: App) -> None:
    """The runner's round: fills the outbox, reports what is done."""
    await app.announcement_loop.runner.advance()


def actor_acts(number: int) -> Callable[[], Actor]:
    """The organiser, with an update of their own each time."""
    organiser = Actor(
        id=UserId(ORGANISER),
        name="Organiser",
        language=Language.RU,
        zone=ZoneInfo("Europe/Moscow"),
        home=None,
        is_owner=True,
        update_id=UpdateId(0),
    )
    ids = iter(range(number * 10, number * 10 + 10))
    return lambda: replace(organiser, update_id=UpdateId(next(ids)))

"""An article of a site becomes news: from the address in the chat to a student who reads it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.fetching import HttpFetcher
from tests.handlers.conftest import Stage, staged

ARTICLE = """<!DOCTYPE html><html lang="ru"><head><title>Колледж открыл цех — Сайт</title>
<meta property="og:title" content="Колледж открыл цех">
<meta property="og:description" content="В Саранске учат на новых станках.">
<meta property="og:image" content="/p.png">
<meta property="article:published_time" content="2026-11-20T10:30:00+03:00">
</head><body><nav><a href="/">Главная</a></nav><article><h1>Колледж открыл цех</h1>
<p>В Саранске открылся учебно-производственный цех. Его оснастили вместе с
<a href="/plant">заводом</a>, который ждёт выпускников.</p>
<p>Первая группа уже занимается на станках с программным управлением, а в мае
студенты сдадут демонстрационный экзамен прямо здесь, у своих рабочих мест.</p>
</article><footer>Все права защищены</footer></body></html>"""


def picture() -> bytes:
    """A white PNG of 64 x 36 points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    header = struct.pack(">IIBBBBB", 64, 36, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * 64) * 36)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture
async def site() -> AsyncIterator[str]:
    """The address of the article, on loopback."""

    async def article(_request: web.Request) -> web.Response:
        return web.Response(text=ARTICLE, content_type="text/html")

    async def image(_request: web.Request) -> web.Response:
        return web.Response(body=picture(), content_type="image/png")

    app = web.Application()
    app.router.add_get("/news/1", article)
    app.router.add_get("/p.png", image)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/news/1"))


@pytest.fixture
async def stage(tmp_path: Path, prepared: Path) -> AsyncIterator[Stage]:
    fetcher = HttpFetcher(allows_loopback=True)
    async with staged(tmp_path, prepared, fetcher) as one:
        yield one
    await fetcher.close()


@pytest.mark.slow
async def test_article_is_fetched_edited_released_and_read(stage: Stage, site: str) -> None:
    student = stage.person()
    await student.send("/start")
    await student.press("wn:m", forged=True)
    await student.click("Все новости")
    organiser = await stage.organiser()
    await organiser.send("/admin")
    await organiser.click("Новости", message=organiser.last)
    await organiser.click("Добавить новость")

    [draft] = await organiser.send(site)
    assert draft.text.startswith("📝 Черновик. Читатели его не видят.\n\nКолледж открыл цех\n")
    assert "В Саранске учат на новых станках." in draft.text
    assert "Его оснастили вместе с заводом, который ждёт выпускников." in draft.text
    assert "Главная" not in draft.text
    assert "Все права" not in draft.text
    assert f"Источник: {site}" in draft.text
    assert "Дата: 20 ноября 2026 г., 10:30 (Москва, UTC+3)" in draft.text
    assert "Картинка: есть" in draft.text
    await organiser.press("en", forged=True)
    [same] = await organiser.send(site)
    assert same.text == draft.text, "the same address is the same item"

    await organiser.click("Заголовок")
    await organiser.send("В Саранске открыли цех")
    await organiser.click("Подводка")
    await organiser.send("Учатся на станках завода.")
    await organiser.click("Выпустить")
    await organiser.click("Да, выпустить")
    await stage.work()

    letter = student.last
    assert letter.text.splitlines() == [
        "В Саранске открыли цех",
        "20 ноября, 10:30 (Москва, UTC+3)",
        "",
        "Учатся на станках завода.",
    ]
    assert letter.raw["link_preview_options"]["url"] == site.replace("/news/1", "/p.png")
    [item] = await student.click("Читать")
    assert stage.world.files[item.raw["photo"][-1]["file_id"]].data == picture()
    assert item.caption.startswith("В Саранске открыли цех\n20 ноября 2026 г., 10:30")
    assert "демонстрационный экзамен" in item.caption
    links = [one for one in item.raw["caption_entities"] if one["type"] == "text_link"]
    assert [one["url"] for one in links] == [site.replace("/news/1", "/plant")]
    assert "📖 Читать полностью" in item.buttons

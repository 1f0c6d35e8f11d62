"""The real bot, the sandbox and its web chat in this process, and Debian's Chromium over them.

One Chromium for all tests of a process, and in it one tab for each kind of visitor, which goes
from test to test: starting them took longer than most tests. What a page keeps (storage, cache)
belongs to its address, which no two tests share, and cookies are taken away between them. Browser
and driver belong to an event loop, so all tests of this folder run in one.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Error, Page, async_playwright, expect
from pydantic import SecretStr

from bot.app import App, build_app
from bot.settings import Settings
from domain.ids import UserId
from sandbox.demo import PERSONAS, TOKEN, demo_world
from sandbox.server import make_app
from sandbox.web.server import add_chat, read_towns
from sandbox.world import World
from tests.prepared_store import prepared

__all__ = ["prepared"]  # a fixture

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCREENSHOTS = ROOT / "docs" / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 820}
PHONE = {"width": 390, "height": 844}

PATIENCE = 60_000
"""Milliseconds. The first search of a process builds the index, and the machine may be busy."""

expect.set_options(timeout=PATIENCE)

Save = Callable[[Page, str], Awaitable[None]]


@dataclass(slots=True)
class Site:
    """Where the web chat listens, and the world behind it."""

    address: str
    world: World
    app: App


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    files = {item.path for item in items}  # hundreds, of thousands of tests
    here = {path for path in files if HERE in path.parents}
    for item in items:
        if item.path in here:
            item.add_marker(pytest.mark.asyncio(loop_scope="package"), append=False)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The headless one where there is it: the same pages, for a quarter less of the processor."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None and os.environ.get("REQUIRE_BROWSER"):
        pytest.fail("REQUIRE_BROWSER is set and there is no chromium on the PATH")
    if path is None:
        pytest.skip("there is no chromium on the PATH")
    return path


@pytest_asyncio.fixture(loop_scope="package")
async def site(
    tmp_path: Path, unused_tcp_port_factory: Callable[[], int], chromium: str, prepared: Path
) -> AsyncIterator[Site]:
    """The product is chosen by BOT_API_URL alone, as in `make demo`, but in this process."""
    port = unused_tcp_port_factory()  # another one each time: what a page keeps goes by it
    database = shutil.copy(prepared, tmp_path)
    world = demo_world()
    app = make_app(world)
    add_chat(app, world, PERSONAS, read_towns(ROOT / "data" / "places_ru.csv"))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    address = f"http://127.0.0.1:{port}"
    await web.TCPSite(runner, "127.0.0.1", port).start()
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=address,
        admin_ids=frozenset({UserId(PERSONAS[-1].id)}),
        database_url=f"sqlite+aiosqlite:///{database}",
        _env_file=None,
    )
    bot = build_app(settings)
    await bot.start()
    task = asyncio.create_task(bot.polling.run(bot.allowed_updates()))
    yield Site(address, world, bot)
    bot.polling.stop()
    await task
    await bot.stop()
    await runner.cleanup()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        await opened.close()


Visitors = Callable[[str, Any], Awaitable[Page]]


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def visitors(browser: Browser) -> Visitors:
    """The tab of those of a language and a screen, opened for the first of them."""
    opened: dict[tuple[str, int], Page] = {}

    async def tab(locale: str, viewport: Any) -> Page:
        key = locale, viewport["width"]
        if key not in opened or opened[key].is_closed():
            context = await browser.new_context(
                locale=locale, viewport=viewport, color_scheme="light", reduced_motion="reduce"
            )
            opened[key] = await context.new_page()
            opened[key].set_default_timeout(PATIENCE)
        return opened[key]

    return tab


@pytest_asyncio.fixture(loop_scope="package")
async def page(visitors: Visitors, site: Site) -> AsyncIterator[Page]:
    """A Russian visitor at a desktop; an error in the page's script fails the test."""
    async with _visit(await visitors("ru-RU", DESKTOP), site) as visitor:
        yield visitor


@pytest_asyncio.fixture(loop_scope="package")
async def phone(visitors: Visitors, site: Site) -> AsyncIterator[Page]:
    async with _visit(await visitors("ru-RU", PHONE), site) as visitor:
        yield visitor


@pytest_asyncio.fixture(loop_scope="package")
async def english(visitors: Visitors, site: Site) -> AsyncIterator[Page]:
    async with _visit(await visitors("en-GB", PHONE), site) as visitor:
        yield visitor


@asynccontextmanager
async def _visit(tab: Page, site: Site) -> AsyncIterator[Page]:
    troubles: list[str] = []

    def complain(error: Error) -> None:
        troubles.append(str(error))

    tab.on("pageerror", complain)
    await tab.goto(site.address)
    yield tab
    await tab.unroute_all()
    await tab.goto("about:blank")
    await tab.context.clear_cookies()
    tab.remove_listener("pageerror", complain)
    assert len(tab.context.pages) == 1
    assert troubles == []


@pytest.fixture
def save() -> Save:
    """Keeps a screenshot in docs/ (what the README shows) where SAVE_SCREENSHOTS is set; else
    nobody would see it, and none is taken."""

    async def keep(page: Page, name: str) -> None:
        if os.environ.get("SAVE_SCREENSHOTS"):
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            await page.wait_for_timeout(150)
            await page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return keep

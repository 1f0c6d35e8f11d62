"""The real bot, the sandbox and its web chat in this process, and Debian's Chromium over them.

One Chromium for all tests of a process, each with a context (cookies, storage, tabs) of its own:
starting it and its driver took longer than most tests. They belong to an event loop, so all tests
of this folder run in one.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright, expect
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
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="package"), append=False)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = shutil.which("chromium")
    if path is None and os.environ.get("REQUIRE_BROWSER"):
        pytest.fail("REQUIRE_BROWSER is set and there is no chromium on the PATH")
    if path is None:
        pytest.skip("there is no chromium on the PATH")
    return path


@pytest_asyncio.fixture(loop_scope="package")
async def site(
    tmp_path: Path, unused_tcp_port: int, chromium: str, prepared: Path
) -> AsyncIterator[Site]:
    """The product is chosen by BOT_API_URL alone, as in `make demo`, but in this process."""
    database = shutil.copy(prepared, tmp_path)
    world = demo_world()
    app = make_app(world)
    add_chat(app, world, PERSONAS, read_towns(ROOT / "data" / "places_ru.csv"))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    address = f"http://127.0.0.1:{unused_tcp_port}"
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
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


@pytest_asyncio.fixture(loop_scope="package")
async def page(browser: Browser, site: Site) -> AsyncIterator[Page]:
    """A Russian visitor at a desktop; an error in the page's script fails the test."""
    async for opened in _visitor(browser, site, "ru-RU", DESKTOP):
        yield opened


@pytest_asyncio.fixture(loop_scope="package")
async def phone(browser: Browser, site: Site) -> AsyncIterator[Page]:
    async for opened in _visitor(browser, site, "ru-RU", PHONE):
        yield opened


@pytest_asyncio.fixture(loop_scope="package")
async def english(browser: Browser, site: Site) -> AsyncIterator[Page]:
    async for opened in _visitor(browser, site, "en-GB", PHONE):
        yield opened


async def _visitor(
    browser: Browser, site: Site, locale: str, viewport: Any
) -> AsyncIterator[Page]:
    context = await browser.new_context(
        locale=locale, viewport=viewport, color_scheme="light", reduced_motion="reduce"
    )
    opened = await context.new_page()
    opened.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    await opened.goto(site.address)
    yield opened
    await context.close()
    assert troubles == []


@pytest.fixture
def save(request: pytest.FixtureRequest) -> Save:
    """Keeps a screenshot; into docs/ (what the README shows) when SAVE_SCREENSHOTS is set."""
    folder = SCREENSHOTS if os.environ.get("SAVE_SCREENSHOTS") else _scratch(request)

    async def keep(page: Page, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        await page.wait_for_timeout(150)
        await page.screenshot(path=folder / f"{name}.png")

    return keep


def _scratch(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue("tmp_path")
    return path

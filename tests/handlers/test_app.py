"""The running app as a whole: a loop that dies must not leave half a bot behind."""

from __future__ import annotations

import asyncio

import pytest

from tests.clocks import PATIENCE
from tests.handlers.conftest import Stage


@pytest.mark.slow
@pytest.mark.parametrize("loop", ["worker", "announcement_loop"])
async def test_loop_that_dies_stops_the_process_with_its_error(
    stage: Stage, loop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(_self: object) -> None:
        raise RuntimeError("the loop died")

    monkeypatch.setattr(type(getattr(stage.app, loop)), "run", die)
    with pytest.raises(RuntimeError, match="the loop died"):
        async with asyncio.timeout(PATIENCE):
            await stage.app.run()

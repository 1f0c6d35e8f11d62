"""Settings that replicas should share, compared without telling them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from bot.monitoring.settings_watch import LOOKS, SHARED, SettingsWatch, digests
from bot.settings import Settings
from domain.ids import UserId

NUMBERS = frozenset(map(UserId, (5_000_000_001, 17, 900)))


def settings(**values: Any) -> Settings:
    given: dict[str, Any] = {"bot_token": SecretStr("42:token"), "admin_ids": NUMBERS}
    return Settings(**given | values, _env_file=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("send_rate", 30),
        ("admin_ids", frozenset({UserId(17)})),
        ("default_timezone", "Asia/Omsk"),
        ("news_feeds", ("https://e.org/feed",)),
        ("paid_broadcast", True),
    ],
)
def test_what_differs_for_so_long_is_named_and_named_no_more_when_it_agrees(
    name: str, value: object
) -> None:
    mine, other = digests(settings()), digests(settings(**{name: value}))
    watch = SettingsWatch(mine)
    told = [watch.look([mine, other]) for _ in range(LOOKS)]

    assert told == [[]] * (LOOKS - 1) + [[name.upper()]]
    assert watch.look([mine, mine]) == []


def test_same_settings_have_the_same_digests_and_say_nothing_of_their_values() -> None:
    """Owners in another order are the same; secrets are not among them."""
    told = digests(settings())

    assert told == digests(settings(admin_ids="900, 17 5000000001"))
    assert not {"BOT_TOKEN", "WEBHOOK_SECRET", "BOT_PROXY", "DATABASE_URL"} & told.keys()
    assert not any(isinstance(getattr(settings(), name), SecretStr) for name in SHARED)
    assert not any(one == "17" or "Europe" in one for one in told.values())


def test_setting_that_another_release_does_not_know_is_no_difference() -> None:
    watch = SettingsWatch(digests(settings()))

    assert [watch.look([{"SEND_RATE": watch.mine["SEND_RATE"]}]) for _ in range(LOOKS + 1)] == [
        []
    ] * (LOOKS + 1)


def test_feeds_in_another_order_and_an_address_with_a_slash_are_no_difference() -> None:
    first, second = "https://e.org/a", "https://e.org/b"
    one = settings(news_feeds=(first, second), public_url="https://e.org", web_port=8080)
    other = settings(news_feeds=(second, first), public_url="https://e.org/", web_port=8080)

    assert digests(one) == digests(other)

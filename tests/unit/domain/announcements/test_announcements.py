"""Buttons from what an organiser typed; figures of a dispatch."""

from __future__ import annotations

from typing import Any

import pytest

from domain.announcements.announcements import LinkButton, Totals, read_buttons
from domain.errors import UserError
from domain.outbox import OutboxState

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("text", "buttons"),
    [
        (f"Записаться — {SITE}", [("Записаться", SITE)]),
        (f"Записаться – {SITE}", [("Записаться", SITE)]),
        (f"Записаться - {SITE}", [("Записаться", SITE)]),
        (f"Записаться: {SITE}", [("Записаться", SITE)]),
        (f"Записаться {SITE}", [("Записаться", SITE)]),
        (f"  День — 2: начало —  {SITE}/a?b=c#d  ", [("День — 2: начало", f"{SITE}/a?b=c#d")]),
        ("Канал — tg://resolve?domain=x", [("Канал", "tg://resolve?domain=x")]),
        ("Сайт — http://профкомпас.рф/путь", [("Сайт", "http://профкомпас.рф/путь")]),
        (f"А {SITE}\n\n \nБ {SITE}/b", [("А", SITE), ("Б", f"{SITE}/b")]),
        (f"{'Я' * 60} {SITE}", [("Я" * 60, SITE)]),
        ("\n".join(f"{n} {SITE}" for n in range(8)), [(str(n), SITE) for n in range(8)]),
        ("Порт — https://example.org:8443/x", [("Порт", "https://example.org:8443/x")]),
    ],
)
def test_read_buttons_good_lines_become_buttons(text: str, buttons: list[tuple[str, str]]) -> None:
    assert read_buttons(text) == tuple(LinkButton(label, url) for label, url in buttons)


@pytest.mark.parametrize(
    ("text", "key", "params"),
    [
        ("", "broadcast-buttons-empty", {}),
        (" \n ", "broadcast-buttons-empty", {}),
        ("\n".join([f"А {SITE}"] * 9), "broadcast-buttons-too-many", {"limit": 8}),
        ("Без ссылки", "broadcast-button-unclear", {"line": 1}),
        (f"А {SITE}\n\n{SITE}", "broadcast-button-unclear", {"line": 2}),
        (f"— {SITE}", "broadcast-button-unclear", {"line": 1}),
        (f"А {SITE}\nБ example.org", "broadcast-button-unclear", {"line": 2}),
        ("А ftp://example.org", "broadcast-button-unclear", {"line": 1}),
        ("А javascript:alert(1)", "broadcast-button-unclear", {"line": 1}),
        ("А https://localhost/x", "broadcast-button-unclear", {"line": 1}),
        ("А https://.org", "broadcast-button-unclear", {"line": 1}),
        ("А https://example.org/<b>", "broadcast-button-unclear", {"line": 1}),
        (f"{SITE} — А", "broadcast-button-unclear", {"line": 1}),
        (f"А {SITE}\n{'Я' * 61} {SITE}", "broadcast-button-long", {"line": 2, "limit": 60}),
    ],
)
def test_read_buttons_bad_line_is_named(text: str, key: str, params: dict[str, Any]) -> None:
    with pytest.raises(UserError) as raised:
        read_buttons(text)

    assert (raised.value.key, raised.value.params) == (key, params)


def test_totals_every_state_is_either_sent_left_or_failed() -> None:
    totals = Totals({state: 10**number for number, state in enumerate(OutboxState)}, uncertain=3)

    assert (totals.left, totals.sent, totals.failed, totals.all) == (11, 100, 1111000, 1111111)
    assert (Totals({}).all, Totals({}).failed) == (0, 0)

from __future__ import annotations

import pytest

from sandbox.links import LinkError, checked_link, link_target, start_payload


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("https://example.org", "https://example.org/"),
        ("example.org", "http://example.org/"),
        ("https://пример.рф/путь?a=1#б", "https://пример.рф/путь?a=1#б"),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
        ("tg://resolve?domain=kompas_bot", "tg://resolve?domain=kompas_bot"),
    ],
)
def test_link_is_stored_with_scheme_and_slash(address: str, stored: str) -> None:
    assert checked_link(address) == stored


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Wrong HTTP URL"),
        ("слово", "Wrong HTTP URL"),
        ("https://", "Wrong HTTP URL"),
        ("https://a b.ru", "Wrong HTTP URL"),
        ("https://a.ru:порт", "Wrong HTTP URL"),
        ("javascript:alert(1)", "Unsupported URL protocol"),
        ("mailto:a@b.ru", "Unsupported URL protocol"),
    ],
)
def test_link_that_leads_nowhere_is_refused(address: str, words: str) -> None:
    with pytest.raises(LinkError, match=words):
        checked_link(address)
    assert link_target(address) is None


@pytest.mark.parametrize(
    ("address", "payload"),
    [
        ("https://t.me/kompas_bot?start=news_7", "news_7"),
        ("https://t.me/kompas_bot?ref=1&start=a-b", "a-b"),
        ("t.me/KOMPAS_BOT", ""),
        ("https://t.me/kompas_bot?start=" + "a" * 65, ""),
        ("https://t.me/kompas_bot?start=a.b", ""),
        ("https://t.me/other_bot?start=a", None),
        ("https://example.org/kompas_bot?start=a", None),
    ],
)
def test_start_payload_is_at_most_64_plain_characters(address: str, payload: str | None) -> None:
    assert start_payload(address, "kompas_bot") == payload

from __future__ import annotations

import json
import logging

import pytest

from bot.logs import configure_logging, redacted


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("POST https://host/bot42:sandbox/getMe", "POST https://host/bot<token>/getMe"),
        ("token 1234567890:" + "A" * 35 + " refused", "token <token> refused"),
        ("GET /calendar/AbC-d_1.ics HTTP/1.1", "GET /calendar/<token> HTTP/1.1"),
        ("Error handling request from 203.0.113.7", "Error handling request from <address>"),
        ("at 09:41 in room 12:30", "at 09:41 in room 12:30"),
    ],
)
def test_redacted_hides_tokens_only(text: str, clean: str) -> None:
    assert redacted(text) == clean


def test_logged_exception_with_token_in_the_trace_is_redacted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        configure_logging()
        try:
            raise ConnectionError("https://host/bot42:sandbox-secret/getMe")
        except ConnectionError:
            logging.getLogger("x").exception("failed")
        line = capsys.readouterr().err
    finally:
        root.handlers[:], root.level = before[0], before[1]

    assert "sandbox-secret" not in line
    assert json.loads(line)["event"] == "failed"
    assert "bot<token>/getMe" in json.loads(line)["exception"]

"""Reply markup as the Bot API takes it: https://core.telegram.org/bots/api#inlinekeyboardmarkup."""

from __future__ import annotations

from typing import Any

from sandbox.entities import is_link
from sandbox.errors import bad_request

BUTTONS_LIMIT = 100
CALLBACK_BYTES = 64
STYLES = {"primary", "success", "danger"}
ACTIONS = (
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "login_url",
    "callback_game",
    "pay",
)


def checked_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The markup without its nulls. Raises BotApiError for what Telegram refuses."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        rows = [[_inline(_bare(b)) for b in row] for row in markup["inline_keyboard"] if row]
        _count(rows)
        return {"inline_keyboard": rows}
    if "keyboard" in markup:
        rows = [[_reply(b) for b in row] for row in markup["keyboard"] if row]
        if not rows:
            raise bad_request("reply keyboard is empty")
        _count(rows)
        return {**_bare(markup), "keyboard": rows}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return _bare(markup)
    raise bad_request("object expected as reply markup")


def _inline(button: dict[str, Any]) -> dict[str, Any]:
    if not str(button.get("text", "")).strip():
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if sum(action in button for action in ACTIONS) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not is_link(str(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise bad_request("invalid button style specified")
    return button


def _reply(button: dict[str, Any] | str) -> dict[str, Any]:
    button = {"text": button} if isinstance(button, str) else _bare(button)
    if not str(button.get("text", "")).strip():
        raise bad_request("reply keyboard button text must be non-empty")
    return button


def _bare(value: dict[str, Any]) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if inner is not None}


def _count(rows: list[list[dict[str, Any]]]) -> None:
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")

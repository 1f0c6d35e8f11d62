"""Reply markup as the Bot API takes it: https://core.telegram.org/bots/api#inlinekeyboardmarkup."""

from __future__ import annotations

from typing import Any

from sandbox.entities import units
from sandbox.errors import BotApiError, bad_request
from sandbox.links import LinkError, checked_link

BUTTONS_LIMIT = 100
CALLBACK_BYTES = 64
"""InlineKeyboardButton: "callback_data ... 1-64 bytes"."""

REQUESTED_USERS = 10
""" "The maximum number of users to be selected; 1-10" (KeyboardButtonRequestUsers)."""

COPY_TEXT_UNITS = 256
PLACEHOLDER_UNITS = 64
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
    "disabled",
)


def checked_markup(markup: Any) -> dict[str, Any] | None:
    """The markup without its nulls; None for none. Raises BotApiError for what is refused."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = [[_inline(b) for b in row] for row in _rows(markup["inline_keyboard"])]
        _count(rows)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        return _reply_keyboard(markup)
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        _check_placeholder(markup)
        return _bare(markup)
    raise bad_request("object expected as reply markup")


def _reply_keyboard(markup: dict[str, Any]) -> dict[str, Any]:
    rows = [[_reply(button) for button in row] for row in _rows(markup["keyboard"])]
    if not rows:
        raise bad_request("reply keyboard is empty")
    _count(rows)
    _check_unique(rows)
    _check_placeholder(markup)
    return {**_bare(markup), "keyboard": rows}


def _rows(value: Any) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return [row for row in value if row]


def _inline(given: Any) -> dict[str, Any]:
    button = _bare(given)
    if not str(button.get("text", "")).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in ACTIONS if action in button]
    if len(actions) != 1:
        raise _cannot_parse("Text buttons are unallowed in the inline keyboard")
    if actions[0] in {"callback_game", "pay", "login_url"}:
        raise BotApiError(501, f"Not Implemented: the sandbox has no {actions[0]} buttons")
    check = CHECKS.get(actions[0])
    if check is not None:
        button[actions[0]] = check(button[actions[0]])
    _check_style(button)
    return button


def _checked_data(data: Any) -> str:
    if not 1 <= len(str(data).encode()) <= CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return str(data)


def _checked_url(url: Any) -> str:
    try:
        return checked_link(str(url))
    except LinkError as error:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {error}") from None


def _checked_copy(copied: Any) -> dict[str, Any]:
    text = copied.get("text", "") if isinstance(copied, dict) else ""
    if not 1 <= units(text) <= COPY_TEXT_UNITS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _checked_app(app: Any) -> dict[str, Any]:
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    if not url.startswith("https://"):
        reason = "Only HTTPS links are allowed"
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: {reason}")
    return {"url": url}


CHECKS = {
    "callback_data": _checked_data,
    "url": _checked_url,
    "copy_text": _checked_copy,
    "web_app": _checked_app,
}


def _reply(given: Any) -> dict[str, Any]:
    button: dict[str, Any] = {"text": given} if isinstance(given, str) else _bare(given)
    if not str(button.get("text", "")).strip():
        raise bad_request("keyboard button text must be non-empty")
    if "request_users" in button:
        button["request_users"] = _checked_request(button["request_users"])
        if not 1 <= button["request_users"].get("max_quantity", 1) <= REQUESTED_USERS:
            raise bad_request("BUTTON_COUNT_INVALID")
    if "request_chat" in button:
        button["request_chat"] = _checked_request(button["request_chat"])
        if not isinstance(button["request_chat"].get("chat_is_channel"), bool):
            raise _cannot_parse_request('Can\'t find field "chat_is_channel"')
        _check_rights(button["request_chat"])
    _check_style(button)
    return button


def _checked_request(given: Any) -> dict[str, Any]:
    request = _bare(given)
    number = request.get("request_id")
    if not isinstance(number, int) or not -(2**31) <= number < 2**31:
        raise _cannot_parse_request('Field "request_id" must be a signed 32-bit Number')
    return request


def _check_rights(request: dict[str, Any]) -> None:
    """KeyboardButtonRequestChat: the bot's rights "must be a subset of" the user's."""
    wanted, owned = (
        {name for name, is_given in request.get(whose, {}).items() if is_given is True}
        for whose in ("bot_administrator_rights", "user_administrator_rights")
    )
    if not wanted <= owned:
        raise bad_request("BUTTON_USER_RIGHTS_INVALID")


def _check_unique(rows: list[list[dict[str, Any]]]) -> None:
    """request_id "must be unique within the message"."""
    buttons = [button for row in rows for button in row]
    requests = [one.get("request_users") or one.get("request_chat") for one in buttons]
    numbers = [one["request_id"] for one in requests if one]
    if len(numbers) != len(set(numbers)):
        raise bad_request("BUTTON_ID_INVALID")


def _check_style(button: dict[str, Any]) -> None:
    if "style" in button and button["style"] not in STYLES:
        raise bad_request("invalid button style specified")


def _check_placeholder(markup: dict[str, Any]) -> None:
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= units(str(placeholder)) <= PLACEHOLDER_UNITS:
        raise bad_request("input field placeholder must be 1-64 characters long")


def _bare(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _cannot_parse("Object expected")
    return {name: inner for name, inner in value.items() if inner is not None}


def _count(rows: list[list[dict[str, Any]]]) -> None:
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")


def _cannot_parse(reason: str) -> BotApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _cannot_parse_request(reason: str) -> BotApiError:
    return bad_request(f"can't parse keyboard button: {reason}")

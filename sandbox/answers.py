"""What a bot answers to a pressed button and to an inline query."""

from __future__ import annotations

from sandbox.calls import TEXT_UNITS, Call, Handler, formatted
from sandbox.chats import Json, Question
from sandbox.entities import units
from sandbox.errors import BotApiError, bad_request
from sandbox.keyboards import checked_markup
from sandbox.links import START_PAYLOAD
from sandbox.rich import rich_content
from sandbox.sending import contact, location, venue

ANSWER_UNITS = 200
"""answerCallbackQuery: "Text of the notification ... 0-200 characters"."""

RESULTS_LIMIT = 50
"""answerInlineQuery: "No more than 50 results per query are allowed"."""

CACHE_SECONDS = 300
"""answerInlineQuery: "cache_time ... Defaults to 300"."""

ID_BYTES = 64
OFFSET_BYTES = 64


def _question(call: Call, name: str) -> Question:
    question = call.world.question(call.text(name))
    if question is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return question


def answer_callback_query(call: Call) -> bool:
    question = _question(call, "callback_query_id")
    text = call.text("text")
    if units(text) > ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": call.flag("show_alert"), "url": call.text("url")}
    question.answer = answer
    call.world.emit(
        "callback_answer", question.person_id, callback_query_id=question.id, answer=answer
    )
    return True


def answer_inline_query(call: Call) -> bool:
    question = _question(call, "inline_query_id")
    results = call.objects("results")
    _check_results(results)
    if len(call.text("next_offset").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer: Json = {"results": results, "next_offset": call.text("next_offset")}
    if call.object("button") is not None:
        answer["button"] = _checked_button(call.mapping("button"))
    question.answer = answer
    cache_time = call.number("cache_time") if "cache_time" in call.params else CACHE_SECONDS
    call.world.cache_inline(question, cache_time, is_personal=call.flag("is_personal"))
    call.world.emit(
        "inline_answer", question.person_id, inline_query_id=question.id, answer=answer
    )
    return True


def _check_results(results: list[Json]) -> None:
    if len(results) > RESULTS_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if not all(1 <= len(number.encode()) <= ID_BYTES for number in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        if result.get("type") in {"article", "location", "venue"} and not result.get("title"):
            raise bad_request("ARTICLE_TITLE_EMPTY")
        inline_content(result)


def _checked_button(button: Json) -> Json:
    payload = str(button.get("start_parameter") or "")
    if ("web_app" in button) == bool(payload):
        raise bad_request("BUTTON_TYPE_INVALID")
    if payload and not START_PAYLOAD.fullmatch(payload):
        raise bad_request("START_PARAM_INVALID")
    return button


def inline_content(result: Json) -> Json:
    """The message that a chosen result sends. Raises BotApiError for what is refused."""
    markup = checked_markup(result.get("reply_markup"))
    given = result.get("input_message_content")
    if given is None:
        content = _content_of_type(result)
    elif "message_text" in given:
        content = _text_content(given)
    elif "rich_message" in given:
        content = rich_content(given["rich_message"])
    else:
        content = _place_or_contact(given)
    return {**content, "reply_markup": markup} if markup else content


def _text_content(given: Json) -> Json:
    source, explicit = str(given["message_text"]), given.get("entities") or []
    text, entities = formatted(source, given.get("parse_mode"), explicit)
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_UNITS:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def _content_of_type(result: Json) -> Json:
    if result.get("type") in {"location", "venue", "contact"}:
        return _place_or_contact(result)
    if result.get("type") == "article":
        raise bad_request("input message content is not specified")
    raise BotApiError(501, f"Not Implemented: the sandbox has no inline {result.get('type')}")


def _place_or_contact(given: Json) -> Json:
    if "phone_number" in given:
        return contact(given)
    return venue(given) if "address" in given else {"location": location(given)}


ANSWERS: dict[str, Handler] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}

"""Polls nobody votes in: their form is checked, their life is not played.

https://core.telegram.org/bots/api#sendpoll
"""

from __future__ import annotations

from typing import Any

from sandbox.calls import Call, formatted
from sandbox.chats import Json
from sandbox.entities import units
from sandbox.errors import bad_request

POLL_QUESTION = 300
POLL_OPTIONS = range(1, 13)
POLL_OPTION = 100
"""sendPoll: "Poll question, 1-300 characters", "1-12 answer options"; InputPollOption: 1-100."""


def poll(call: Call) -> Json:
    """The message part that sendPoll makes of its parameters."""
    question, entities = formatted(call.text("question"), call.text("question_parse_mode"), [])
    options = call.object("options")
    if not question:
        raise bad_request("poll question must be non-empty")
    if units(question) > POLL_QUESTION:
        raise bad_request(f"poll question length must not exceed {POLL_QUESTION}")
    if not isinstance(options, list) or len(options) not in POLL_OPTIONS:
        raise bad_request(f"poll must have 1-{POLL_OPTIONS[-1]} options")
    made: Json = {
        "id": call.world.serial("poll"),
        "question": question,
        **({"question_entities": entities} if entities else {}),
        "options": [_option(number, given) for number, given in enumerate(options)],
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.text("is_anonymous").lower() != "false",
        "type": call.text("type") or "regular",
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": call.flag("allows_revoting"),
        "members_only": call.flag("members_only"),
    }
    if made["type"] == "quiz":
        made["correct_option_ids"] = call.object("correct_option_ids")
        if not made["correct_option_ids"]:
            raise bad_request("quiz poll must have at least one correct answer")
    return {"poll": made}


def _option(number: int, given: Any) -> Json:
    source = given if isinstance(given, dict) else {"text": given}
    text, entities = formatted(str(source.get("text") or ""), source.get("text_parse_mode"), [])
    if not text:
        raise bad_request("poll options must be non-empty")
    if units(text) > POLL_OPTION:
        raise bad_request(f"poll options length must not exceed {POLL_OPTION}")
    option: Json = {"persistent_id": str(number), "text": text, "voter_count": 0}
    return {**option, "text_entities": entities} if entities else option


def reposted(given: Json, poll_id: str) -> Json:
    """A copy is a poll of its own, without the votes of its original."""
    options = [{**option, "voter_count": 0} for option in given["options"]]
    return {**given, "id": poll_id, "options": options, "total_voter_count": 0}


def is_secret_quiz(given: Json) -> bool:
    """Whether the bot cannot know the right answer (Poll.correct_option_ids)."""
    return given["type"] == "quiz" and not given.get("correct_option_ids")

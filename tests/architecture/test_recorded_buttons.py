"""What an earlier release left in chats and in the store goes on working in this one.

recorded.json has for each prefix the fields in their order (an Enum as its values) with the
longest data that they had at first, and every string that the store can hold for a dialogue; the
first of them are from before the conversations were sorted into areas. What is new is added by
`python -m tests.architecture.record` in the commit that makes it, and nothing is taken out.
"""

from __future__ import annotations

import json

from aiogram.filters.callback_data import CallbackQueryFilter

import handlers
from tests.architecture.record import FILE, by_prefix, dialogues, values

RECORDED = json.loads(FILE.read_text("utf-8"))


def test_recorded_buttons_are_there_with_the_same_fields() -> None:
    now = {prefix: list(button.model_fields) for prefix, button in by_prefix().items()}
    then = {prefix: list(one["fields"]) for prefix, one in RECORDED["buttons"].items()}

    assert {prefix: now.get(prefix) for prefix in then} == then


def test_recorded_values_of_fields_are_still_known() -> None:
    known = by_prefix()
    lost = {
        f"{prefix}.{name}": sorted(set(kept) - values(known[prefix].model_fields[name].annotation))
        for prefix, one in RECORDED["buttons"].items()
        for name, kept in one["fields"].items()
        if kept
    }

    assert {field: gone for field, gone in lost.items() if gone} == {}


def test_recorded_data_are_read_and_mean_the_same() -> None:
    known = by_prefix()
    data = {prefix: one["data"] for prefix, one in RECORDED["buttons"].items()}

    assert {prefix: known[prefix].unpack(text).pack() for prefix, text in data.items()} == data


def test_every_recorded_button_has_a_handler() -> None:
    handled = {
        found.callback.callback_data.__prefix__
        for router in handlers.build_routers()
        for handler in router.callback_query.handlers
        for found in handler.filters or ()
        if isinstance(found.callback, CallbackQueryFilter)
    }

    assert set(RECORDED["buttons"]) - handled == set()


def test_recorded_dialogues_go_on() -> None:
    assert set(RECORDED["states"]) - dialogues() == set()


def test_what_this_commit_can_leave_is_recorded() -> None:
    """Else the next one could break it unseen. `python -m tests.architecture.record` adds it."""
    buttons_now = {
        prefix: {name: values(field.annotation) for name, field in button.model_fields.items()}
        for prefix, button in by_prefix().items()
    }
    recorded = {
        prefix: {name: set(kept) for name, kept in one["fields"].items()}
        for prefix, one in RECORDED["buttons"].items()
    }

    assert buttons_now == recorded
    assert dialogues() - set(RECORDED["states"]) == set()

"""What the screens of organisers share: the three sheets of a session lead to one another."""

from __future__ import annotations

from enum import StrEnum

from handlers.callbacks.programme.checkin import CheckInSessionButton
from handlers.callbacks.programme.editing import SessionEditingButton
from handlers.callbacks.programme.feedback import SessionFeedbackButton
from ui.keyboards import Row, button
from ui.translator import Translator


class SessionScreen(StrEnum):
    EDITING = "office"
    CHECK_IN = "door"
    FEEDBACK = "feedback"


SESSION_SCREENS: dict[
    SessionScreen, type[SessionEditingButton | CheckInSessionButton | SessionFeedbackButton]
] = {
    SessionScreen.EDITING: SessionEditingButton,
    SessionScreen.CHECK_IN: CheckInSessionButton,
    SessionScreen.FEEDBACK: SessionFeedbackButton,
}


def other_screens(here: SessionScreen, session_id: str, t: Translator) -> Row:
    """Buttons to the sheets of this session that the reader is not looking at."""
    return [
        button(t.plain(f"sheet-{screen}"), target(id=session_id))
        for screen, target in SESSION_SCREENS.items()
        if screen is not here
    ]

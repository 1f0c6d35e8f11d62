from __future__ import annotations

from datetime import timedelta

import pytest

from domain.people.users import Language
from domain.programme.reminders import bits_of
from handlers.programme.reminders.lead_time_views import coming_leads
from ui.translator import translator


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.RU, "за час и за 10 минут"),
        (Language.EN, "an hour before and 10 minutes before"),
    ],
)
def test_two_reminders_do_not_read_as_one_of_an_hour_and_10_minutes(
    language: Language, expected: str
) -> None:
    asked = bits_of([24 * 60, 60, 10])

    assert coming_leads(asked, timedelta(hours=2), translator(language)) == expected

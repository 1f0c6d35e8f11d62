"""An audience is put together value by value."""

from __future__ import annotations

import pytest

from domain.announcements.audiences import (
    EVERYONE,
    Audience,
    AudienceTerm,
    Chosen,
    Condition,
    Languages,
    Regions,
    Roles,
    Within,
)
from domain.ids import AnnouncementId
from domain.people.users import Language, Role
from domain.places.geo import Point

MORDOVIA, PENZA = Regions(frozenset({"Мордовия"})), Regions(frozenset({"Пенза"}))
BOTH = Regions(frozenset({"Мордовия", "Пенза"}))
STUDENTS = Roles(frozenset({Role.STUDENT}))
NEAR = Within("Саранск", Point(54.18, 45.17), 50)


def of(*terms: Condition | AudienceTerm) -> Audience:
    return Audience(
        tuple(one if isinstance(one, AudienceTerm) else AudienceTerm(one) for one in terms)
    )


@pytest.mark.parametrize(
    ("before", "condition", "is_excluded", "after"),
    [
        (EVERYONE, MORDOVIA, False, of(MORDOVIA)),
        (of(MORDOVIA), PENZA, False, of(BOTH)),
        (of(BOTH), PENZA, False, of(MORDOVIA)),
        (of(MORDOVIA), MORDOVIA, False, EVERYONE),
        (of(MORDOVIA), PENZA, True, of(MORDOVIA, AudienceTerm(PENZA, is_excluded=True))),
        (of(AudienceTerm(PENZA, is_excluded=True)), PENZA, True, EVERYONE),
        (of(MORDOVIA), STUDENTS, False, of(MORDOVIA, STUDENTS)),
        (of(MORDOVIA, STUDENTS), PENZA, False, of(BOTH, STUDENTS)),
        (of(MORDOVIA, STUDENTS), MORDOVIA, False, of(STUDENTS)),
        (of(NEAR), NEAR, True, of(NEAR, AudienceTerm(NEAR, is_excluded=True))),
        (
            of(),
            Chosen(AnnouncementId(1), 3),
            True,
            of(AudienceTerm(Chosen(AnnouncementId(1), 3), True)),
        ),
    ],
)
def test_toggled_value_joins_or_leaves_the_term_of_its_kind(
    before: Audience, condition: Condition, is_excluded: bool, after: Audience
) -> None:
    assert before.toggled(condition, is_excluded=is_excluded) == after


@pytest.mark.parametrize(
    ("number", "after"),
    [
        (0, of(STUDENTS)),
        (1, of(MORDOVIA)),
        (2, of(MORDOVIA, STUDENTS)),
        (-1, of(MORDOVIA, STUDENTS)),
    ],
)
def test_without_takes_the_term_at_a_position(number: int, after: Audience) -> None:
    assert of(MORDOVIA, STUDENTS).without(number) == after


def test_toggled_twice_is_the_same_for_several_values() -> None:
    several = Languages(frozenset(Language))
    once = EVERYONE.toggled(several, is_excluded=True)

    assert once.toggled(several, is_excluded=True) == EVERYONE

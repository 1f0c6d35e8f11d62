from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import EventId
from domain.programme.sessions import Session, session_id
from services.programme.files.diff import (
    ChangeKind,
    ScheduleDiff,
    cancel,
    compare,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def session(uid: str, **values: Any) -> Session:
    start = NOW + timedelta(days=8)
    return Session(
        id=session_id(uid),
        event_id=EventId("fair"),
        uid=uid,
        **{
            "title": "Открытие",
            "starts_at": start,
            "ends_at": start + timedelta(hours=1),
            **values,
        },
    )


def kinds(old: Session, new: Session, **options: Any) -> set[ChangeKind]:
    diff = compare([old], [new], now=NOW, **options)
    return {kind for change in diff.changes for kind in change.kinds}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, set()),
        ({"sequence": 7}, set()),
        ({"starts_at": NOW + timedelta(days=8, minutes=-5)}, {ChangeKind.MOVED}),
        ({"ends_at": NOW + timedelta(days=9)}, {ChangeKind.MOVED}),
        ({"title": "Начало"}, {ChangeKind.RENAMED}),
        ({"room": "Зал 2"}, {ChangeKind.RELOCATED}),
        ({"abstract": "Коротко"}, {ChangeKind.CHANGED}),
        ({"capacity": 10, "speakers": ("Эксперт",)}, {ChangeKind.CHANGED}),
        ({"title": "Начало", "room": "Зал 2"}, {ChangeKind.RENAMED, ChangeKind.RELOCATED}),
        ({"is_cancelled": True}, {ChangeKind.CANCELLED}),
        ({"is_cancelled": True, "room": "Зал 2"}, {ChangeKind.CANCELLED}),
    ],
)
def test_change_is_of_every_kind_that_visitors_notice(
    changed: dict[str, Any], expected: set[ChangeKind]
) -> None:
    assert kinds(session("a"), session("a", **changed)) == expected


def test_restored_session_may_come_back_elsewhere() -> None:
    off = session("a", is_cancelled=True)

    assert kinds(off, session("a")) == {ChangeKind.RESTORED}
    assert kinds(off, session("a", room="Зал 2")) == {ChangeKind.RESTORED, ChangeKind.RELOCATED}


def test_what_happens_to_a_cancelled_session_moves_nobody() -> None:
    off = session("a", is_cancelled=True)

    assert kinds(off, replace(off, room="Зал 2", title="x")) == {ChangeKind.CHANGED}


def test_sequence_grows_with_every_visible_change_and_never_falls() -> None:
    def sequence(old: int, new: int) -> int:
        diff = compare(
            [session("a", sequence=old)], [session("a", sequence=new, room="Зал 2")], now=NOW
        )
        return diff.changes[0].new.sequence

    assert (sequence(3, 0), sequence(3, 3), sequence(3, 9)) == (4, 4, 9)


def test_field_of_which_the_file_is_silent_stays() -> None:
    old = session("a", capacity=50)
    new = session("a", room="Зал 2")

    diff = compare([old], [new], now=NOW, silent={"capacity"})

    assert diff.changes[0].new == replace(old, room="Зал 2", sequence=1)
    assert kinds(old, session("a"), silent={"capacity"}) == set()


@pytest.mark.parametrize(
    ("was_off", "is_off", "expected"),
    [
        (False, True, {ChangeKind.CANCELLED}),
        (True, True, set()),
        (True, False, set()),
        (False, False, set()),
    ],
)
def test_table_without_a_column_of_status_cancels_by_the_title_and_restores_nothing(
    was_off: bool, is_off: bool, expected: set[ChangeKind]
) -> None:
    """«Открытие (отменено)» in a file that came again was found to be unchanged."""
    old, new = session("a", is_cancelled=was_off), session("a", is_cancelled=is_off)

    assert kinds(old, new, silent={"is_cancelled", "capacity"}) == expected


def test_session_keeps_the_id_that_links_have() -> None:
    old = replace(session("a"), id=session_id("older"))

    [change] = compare([old], [session("a", room="Зал 2")], now=NOW).changes

    assert change.new.id == "older"


def test_missing_are_those_still_to_come_and_not_yet_cancelled() -> None:
    past = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=1)}
    old = [session("a"), session("past", **past), session("off", is_cancelled=True)]

    diff = compare(old, [session("b")], now=NOW)

    assert diff == ScheduleDiff(
        added=(session("b"),), changes=(), unchanged=(), missing=(session("a"),)
    )
    assert cancel(diff.missing[0]) == session("a", is_cancelled=True, sequence=1)
    assert cancel(old[2]) is old[2]


def test_lists_of_a_diff_name_each_change_where_it_belongs() -> None:
    changed: dict[str, dict[str, Any]] = {
        "moved": {"ends_at": NOW + timedelta(days=9)},
        "renamed": {"title": "Начало"},
        "relocated": {"room": "Зал 2"},
        "cancelled": {"is_cancelled": True},
        "changed": {"track": "ИТ"},
    }
    old = [*map(session, changed), session("restored", is_cancelled=True)]
    new = [*(session(uid, **values) for uid, values in changed.items()), session("restored")]

    diff = compare(old, [*new, session("added")], now=NOW)

    for name in (*changed, "restored"):
        assert [change.new.uid for change in diff.of(ChangeKind(name))] == [name]
    assert [one.uid for one in diff.to_save()] == ["added", *changed, "restored"]


UIDS = st.lists(st.sampled_from("abcdef"), unique=True)


@settings(max_examples=40)
@given(UIDS, UIDS, st.sampled_from(["", "Зал 2"]))
def test_saving_a_diff_brings_the_new_schedule(old: list[str], new: list[str], room: str) -> None:
    known = {uid: session(uid) for uid in old}
    wanted = [session(uid, room=room) for uid in new]

    diff = compare(known.values(), wanted, now=NOW)
    saved = known | {one.uid: one for one in diff.to_save()}

    assert {one.uid for one in diff.missing} == set(old) - set(new)
    again = compare(saved.values(), wanted, now=NOW)
    assert (again.added, again.changes) == ((), ())


def series(hour: int, days: tuple[int, ...] = (0, 7, 14), title: str = "Кружок") -> list[Session]:
    starts = [NOW.replace(hour=hour) + timedelta(days=8 + day) for day in days]
    return [
        session(
            f"k1/{at:%Y%m%dT%H%M%SZ}", title=title, starts_at=at, ends_at=at + timedelta(hours=1)
        )
        for at in starts
    ]


def test_moved_series_is_the_same_sessions_under_new_names() -> None:
    old, new = series(7), series(12)

    diff = compare(old, new, now=NOW)

    assert (diff.added, diff.missing) == ((), ())
    assert [(change.old.id, change.new.id) for change in diff.moved] == [(s.id, s.id) for s in old]
    assert [change.new.uid for change in diff.moved] == [one.uid for one in new]
    again = compare([change.new for change in diff.moved], new, now=NOW)
    assert len(again.unchanged) == 3


def test_series_moved_to_other_days_goes_along_in_order() -> None:
    diff = compare(series(7), series(7, (1, 8, 15, 22)), now=NOW)

    assert (len(diff.moved), len(diff.added), diff.missing) == (3, 1, ())


def test_occurrence_that_goes_while_others_stay_is_missing() -> None:
    diff = compare(series(7), series(7, (7, 14, 21)), now=NOW)

    assert (len(diff.unchanged), len(diff.added), len(diff.missing)) == (2, 1, 1)


def test_single_event_that_becomes_a_series_is_its_first_occurrence() -> None:
    [first, *others] = series(12)
    single = replace(first, uid="k1", starts_at=first.starts_at - timedelta(hours=5))

    diff = compare([single], [first, *others], now=NOW)

    assert [change.old for change in diff.moved] == [single]
    assert diff.added == tuple(others)


def test_cancelled_uid_ends_all_of_its_series() -> None:
    old = [*series(7), session("other")]

    part = compare(old, [], now=NOW, ended={"k1"}, is_whole=False)
    one = compare(old, [], now=NOW, ended={old[0].uid}, is_whole=False)
    whole = compare(old, [session("other"), session("k1", is_cancelled=True)], now=NOW)

    assert [change.old for change in part.cancelled] == old[:3]
    assert [change.old for change in one.cancelled] == old[:1]
    assert [change.old for change in whole.cancelled] == old[:3]
    assert (part.missing, whole.added) == ((), ())


def test_row_of_a_repeated_title_keeps_its_session_when_it_moves() -> None:
    start = NOW + timedelta(days=8)
    uids = [f"{n:016x}@fair" for n in range(3)]
    times = {"ends_at": start + timedelta(days=2)}
    old = [
        session(uids[0], title="Обед", **times),
        session(uids[1], title="Обед", starts_at=start + timedelta(days=1), **times),
    ]
    new = [old[0], replace(old[1], uid=uids[2], starts_at=start + timedelta(days=1, hours=1))]

    diff = compare(old, new, now=NOW)

    assert (len(diff.unchanged), [change.old for change in diff.moved]) == (1, [old[1]])
    assert (diff.added, diff.missing) == ((), ())


ROW = "0123456789abcdef@fair"


@pytest.mark.parametrize(
    "uid", ["b7", "3f0c@calendar.example", "3f0c@calendar.example/20261201T090000Z"]
)
@pytest.mark.parametrize(
    ("hours", "title"), [(0, "Открытие"), (1, "открытие"), (48, "ОТКРЫТИЕ"), (-24, "Открытие")]
)
def test_row_without_an_id_is_the_session_of_its_title_however_that_came(
    uid: str, hours: int, title: str
) -> None:
    """Added by hand, out of a calendar, an occurrence of its series; with its id kept."""
    old = session(uid, capacity=5)
    new = session(ROW, title=title, room="Зал 2", starts_at=old.starts_at + timedelta(hours=hours))
    diff = compare([old], [new], now=NOW, silent={"capacity"})

    assert (diff.added, diff.missing) == ((), ())
    [change] = diff.changes
    assert (change.new.id, change.new.uid, change.new.room) == (old.id, uid, "Зал 2")


def test_row_without_an_id_is_not_the_session_of_another_year_or_title() -> None:
    old = [session("a"), session("b", title="Обед")]
    year_ago = {"starts_at": NOW - timedelta(days=357), "ends_at": NOW - timedelta(days=356)}
    new = [session(ROW, **year_ago), session(ROW.replace("0", "1"), title="Ужин")]
    diff = compare(old, new, now=NOW)

    assert list(diff.added) == new
    assert list(diff.missing) == old


def test_sessions_with_ids_of_their_own_are_not_matched_by_title() -> None:
    diff = compare([session("a")], [session("b")], now=NOW)

    assert [len(diff.added), len(diff.missing)] == [1, 1]


def test_past_are_those_that_a_file_puts_where_all_is_over() -> None:
    def at(days: int, uid: str, **values: Any) -> Session:
        start = NOW + timedelta(days=days)
        return session(
            uid, **{"starts_at": start, "ends_at": start + timedelta(hours=1), **values}
        )

    old = [at(2, "slipped"), at(2, "moved"), at(-2, "was"), at(-3, "was-too")]
    new = [
        at(-363, "slipped"),
        at(3, "moved"),
        at(-1, "was"),
        at(-3, "was-too", room="Зал 2"),
        at(-1, "added"),
        at(-1, "off", is_cancelled=True),
        at(1, "to-come"),
        at(0, "under-way"),
    ]
    diff = compare(old, new, now=NOW)

    assert [one.uid for one in diff.past(NOW)] == ["added", "slipped"]

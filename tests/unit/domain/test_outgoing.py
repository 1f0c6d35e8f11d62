"""Rows that earlier releases wrote are read, and written in the same shape under the same keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import domain.announcements.messages
import domain.clusters.messages
import domain.news.messages
import domain.people.messages
import domain.programme.messages
from domain.announcements.messages import (
    AnnouncementCopy,
    AnnouncementCorrection,
    AnnouncementRecall,
    AnnouncementReturned,
    ApprovalRequest,
    DispatchStalled,
    DispatchSummary,
)
from domain.clusters.card_reports import CardField
from domain.clusters.messages import (
    CardReportAnswer,
    CardReportNotice,
    OpenDayChange,
    OpenDayReminder,
)
from domain.ids import (
    AnnouncementId,
    ChatId,
    ClusterId,
    DispatchId,
    IntroductionId,
    NewsId,
    QuestionId,
    ReportId,
    RevisionId,
    SessionId,
    SourceId,
    UpdateId,
    UserId,
)
from domain.news.messages import (
    BrokenFeed,
    ChannelOffer,
    NewsCopy,
    NewsDigest,
    NewsDigestEdit,
    NewsEdit,
    NewsRecall,
)
from domain.outgoing import Kind, Outgoing, Payload, UnreadableMessage
from domain.people.admission_dates import AdmissionDate
from domain.people.messages import AdmissionReminder, OutageNotice
from domain.programme.messages import (
    DayDigest,
    FreePlace,
    MeetingComplaint,
    MeetingContacts,
    MeetingRequest,
    QuestionNotice,
    RatingRequest,
    RegistrationNotice,
    Reminder,
    ReminderEdit,
    SessionChangeNotice,
)

RECORDED: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("recorded_messages.json").read_text("utf-8")
)
"""Kinds, payloads and dedupe keys of rows that were written before messages had types."""

AREAS = (
    domain.announcements.messages,
    domain.clusters.messages,
    domain.news.messages,
    domain.people.messages,
    domain.programme.messages,
)
TYPES = {
    one.kind: one
    for area in AREAS
    for one in vars(area).values()
    if isinstance(one, type) and issubclass(one, Outgoing) and hasattr(one, "kind")
}

A, REPORT = SessionId("a"), ReportId(1)
DISPATCH, ANNOUNCEMENT = DispatchId(1), AnnouncementId(1)
MEETING, NEWS = IntroductionId(1), NewsId(1)
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def types_of(cls: type[Outgoing]) -> Iterator[type[Outgoing]]:
    for one in cls.__subclasses__():
        yield one
        yield from types_of(one)


def test_every_kind_has_one_type_in_the_messages_of_its_area() -> None:
    kinds = [one.kind for one in set(types_of(Outgoing)) if hasattr(one, "kind")]

    # A dataclass with slots is made twice; the first one stays among the subclasses.
    assert set(kinds) == set(Kind) == TYPES.keys()
    assert len({one.__qualname__ for one in TYPES.values()}) == len(Kind)


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: str(row["dedupe_key"]))
def test_recorded_row_is_read_and_written_alike(row: dict[str, Any]) -> None:
    message = TYPES[Kind(row["kind"])].from_json(row["payload"])

    assert message.kind == row["kind"]
    assert message.as_json() == row["payload"]
    assert json.loads(json.dumps(message.as_json())) == row["payload"]


def test_every_kind_was_recorded() -> None:
    assert {row["kind"] for row in RECORDED} == set(Kind)


def keys() -> Iterator[str]:
    report = CardReportNotice(
        report=REPORT, cluster_id=None, cluster_name="", reporter="", comment=""
    )
    change = SessionChangeNotice(session=A, title="", starts=0, room="", cancelled=False)
    outage = OutageNotice(since=START, waiting=0)
    over = OutageNotice(since=START, waiting=0, until=START)
    opens = AdmissionReminder(date=AdmissionDate.OPENS, on=date(2027, 6, 20))
    open_day = OpenDayReminder(cluster=ClusterId("a"), day=date(2027, 4, 17))
    yield open_day.key(1807974000, UserId(1))
    yield OpenDayChange.prefix(ClusterId("a"), date(2027, 4, 17), 7) + "1"
    yield opens.key(START, UserId(1))
    yield MeetingContacts(introduction=MEETING).key(UserId(2))
    yield MeetingComplaint(introduction=MEETING).key(UserId(900))
    yield MeetingRequest(introduction=MEETING).key(UserId(2))
    yield AnnouncementCopy().outlet_key(DISPATCH, ChatId(-1001), None)
    yield AnnouncementCopy.prefix(DISPATCH) + "3"
    yield AnnouncementCopy(announcement=ANNOUNCEMENT).test_key(UpdateId(2))
    yield AnnouncementCorrection.prefix(DispatchId(2)) + "2"
    yield AnnouncementRecall.prefix(DispatchId(2)) + "4"
    yield DispatchStalled(dispatch=DISPATCH, error="").key(2)
    yield DispatchSummary(dispatch=DISPATCH).key()
    yield ApprovalRequest(announcement=ANNOUNCEMENT, author="", people=0).key(
        UpdateId(2), UserId(1)
    )
    yield AnnouncementReturned(announcement=ANNOUNCEMENT, by="").key(UpdateId(2))
    yield CardReportAnswer(report=REPORT, cluster_id=None, cluster_name="", answer="").key(
        UserId(1001)
    )
    yield report.key(UserId(2))
    yield report.key(UserId(900))
    yield change.key(1, UserId(3))
    yield ChannelOffer(chat=ChatId(-1001000000001), title="").key(UserId(900))
    yield RegistrationNotice(session=SessionId("welding")).key(UpdateId(1795424402))
    yield DayDigest(day=date(2026, 11, 25)).prefix + "11"
    yield BrokenFeed(source=SourceId(1), error="").key(None, UserId(1))
    yield NewsCopy(news=NEWS).prefix + "14"
    yield NewsDigest(since=START, until=START.replace(hour=15)).key(UserId(11))
    yield NewsDigestEdit.prefix(1) + "3"
    yield NewsEdit.prefix(1) + "2"
    yield NewsRecall.prefix(2) + "2"
    yield outage.key(UserId(900))
    yield over.key(UserId(900))
    yield FreePlace(session=A).key(UserId(2), datetime.fromtimestamp(1795424400, UTC))
    yield FreePlace(session=A, door=True).key(
        UserId(1002), datetime.fromtimestamp(1795424408, UTC)
    )
    yield QuestionNotice(session=A).key(QuestionId(1), 0, UserId(900))
    yield RatingRequest(session=A, ends=1795431600).prefix + "2"
    yield Reminder(session=A, minutes=1440, starts=1795597200).prefix + "1"
    yield Reminder(session=A).put_off_key(UpdateId(1), UserId(1))
    yield ReminderEdit.prefix(RevisionId(1)) + "2"


def test_keys_are_those_of_earlier_releases() -> None:
    assert set(keys()) == {row["dedupe_key"] for row in RECORDED}


def test_feed_is_told_of_once_for_each_time_it_could_be_read() -> None:
    broken = BrokenFeed(source=SourceId(1), error="fetch-no-answer")

    assert broken.key(START, UserId(1)) == f"feed:1:{int(START.timestamp())}:1"


def test_report_of_before_reports_were_kept_is_read() -> None:
    payload: Payload = {
        "cluster_id": "a",
        "cluster_name": "А",
        "reporter": "Я",
        "comment": "Опечатка",
    }

    assert CardReportNotice.from_json(payload) == CardReportNotice(
        report=None,
        cluster_id=ClusterId("a"),
        cluster_name="А",
        field=CardField.OTHER,
        reporter="Я",
        comment="Опечатка",
    )


@pytest.mark.parametrize(
    ("type_", "payload", "reason"),
    [
        (Reminder, {}, "a message of kind 'reminder' cannot be read: 'session' is missing"),
        (Reminder, {"session": "a", "minute": 5}, "'minute' is unknown"),
        (Reminder, {"session": 7}, "'session' is no str: 7"),
        (Reminder, {"session": None}, "'session' is no str: None"),
        (Reminder, {"session": "a", "minutes": "60"}, "'minutes' is no int or NoneType: '60'"),
        (Reminder, {"session": "a", "minutes": True}, "'minutes' is no int or NoneType: True"),
        (Reminder, {"session": "a", "minutes": 1.5}, "'minutes' is no int or NoneType: 1.5"),
        (FreePlace, {"session": "a", "door": 1}, "'door' is no bool: 1"),
        (DayDigest, {"day": "вчера"}, "'day' is no date: 'вчера'"),
        (DayDigest, {"day": 20261125}, "'day' is no date: 20261125"),
        (NewsDigest, {"since": "2026", "until": "x"}, "'since' is no datetime: '2026'"),
        (DispatchSummary, {"dispatch": "1"}, "'dispatch' is no int: '1'"),
        (
            CardReportNotice,
            {"cluster_id": 1, "cluster_name": "", "reporter": "", "comment": ""},
            "'cluster_id' is no str or NoneType: 1",
        ),
        (
            CardReportNotice,
            {"cluster_id": None, "cluster_name": "", "reporter": "", "comment": "", "field": "?"},
            "'field' is no CardField: '?'",
        ),
        (AnnouncementCorrection, {"post": 1}, "'post' is unknown"),
    ],
)
def test_payload_of_another_shape_is_refused_with_its_field(
    type_: type[Outgoing], payload: Payload, reason: str
) -> None:
    with pytest.raises(UnreadableMessage) as refused:
        type_.from_json(payload)

    assert str(refused.value).endswith(reason)
    assert str(refused.value).startswith(f"a message of kind '{type_.kind}' cannot be read: ")

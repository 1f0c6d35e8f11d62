"""`python main.py rehearse`, in this process: the real bot on a virtual clock and a copy."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    DispatchState,
    Post,
    PostKind,
)
from domain.ids import AnnouncementId, ChatId, SessionId, UpdateId, UserId
from domain.news.items import Content
from domain.news.subscriptions import Subscriber, Subscription, SubscriptionKind
from domain.people.users import Actor, Category, Language, Preferences
from domain.programme.reminders import bits_of
from services.announcements.dispatches import start
from services.programme.files.diff import change_of
from services.programme.revisions import Revisions
from tests.clocks import START, ManualClock
from tests.newsroom import OWNER, newsroom
from tests.rehearsal.conftest import Theatre, at

pytestmark = pytest.mark.slow

MOSCOW = ZoneInfo("Europe/Moscow")

REMINDER = "Напоминание"


def of_kind(theatre: Theatre, kind: str = REMINDER) -> list[list[str]]:
    return [row for row in theatre.rows if row[3] == kind]


def test_rehearsal_lists_who_gets_what_and_when(theatre: Theatre) -> None:
    theatre.people(1, 2)
    theatre.programme(at(2), people=[1, 2])

    assert theatre.run() == 0

    assert [row[:3] + row[4:] for row in of_kind(theatre)] == [
        [moment, str(person), f"Гость {person}", "Сессия a", line, "0.0"]
        for moment, line in (
            ("2026-11-24 12:00:00", "⏰ Завтра в 12:00"),
            ("2026-11-25 11:00:00", "⏰ Через час"),
            ("2026-11-25 11:50:00", "⏰ Через 10 минут"),
        )
        for person in (1, 2)
    ]
    assert "Получателей: 2" in theatre.told
    assert "Накладок не нашлось." in theatre.told


def test_rehearsal_leaves_the_store_as_it_was(theatre: Theatre) -> None:
    theatre.people(1)
    theatre.programme(at(2), people=[1])
    before = theatre.digest

    assert theatre.run() == 0
    assert theatre.run() == 0

    assert theatre.digest == before
    assert len(of_kind(theatre)) == 3


def test_rehearsal_is_the_same_each_time(theatre: Theatre) -> None:
    people = range(1, 11)
    theatre.people(*people)
    theatre.programme(*(at(2 + n / 96, f"s{n}") for n in range(4)), people=people)
    found = []

    for _ in range(2):
        theatre.run()
        found.append((theatre.rows, theatre.page))

    assert found[0] == found[1]
    assert len(of_kind(theatre)) == 10 * 4 * 3


def test_rehearsal_opens_no_socket(theatre: Theatre, monkeypatch: pytest.MonkeyPatch) -> None:
    theatre.people(1)
    theatre.programme(at(2), people=[1])

    async def subscribe(tx: Transaction) -> None:
        await tx.news_sources.add_feed("http://127.0.0.1:9/rss", "Лента", START)

    theatre.write(subscribe)
    monkeypatch.setenv("BOT_TOKEN", "123456:real-looking-token")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")

    def refuse(*_args: object) -> None:
        raise AssertionError("a rehearsal has no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert theatre.run() == 0
    assert len(of_kind(theatre)) == 3


def test_rehearsal_tells_of_a_move_and_reminds_of_the_new_time(theatre: Theatre) -> None:
    theatre.people(1)
    theatre.programme(at(2), people=[1])

    moved = replace(at(2.25), sequence=1)

    async def move(store: Store) -> None:
        revisions = Revisions(store=store, clock=ManualClock(), default_zone=MOSCOW)
        change = change_of(at(2), moved)
        assert change is not None
        async with store.write() as tx:
            await revisions.save(tx, moved.event_id, [change])

    theatre.do(move)

    assert theatre.run() == 0

    assert [(row[0], row[3]) for row in theatre.rows] == [
        ("2026-11-23 12:02:00", "Изменение в программе"),
        ("2026-11-24 18:00:00", REMINDER),
        ("2026-11-25 08:00:00", "Утренняя сводка"),
        ("2026-11-25 17:00:00", REMINDER),
        ("2026-11-25 17:50:00", REMINDER),
        ("2026-11-25 19:10:00", "Просьба оценить сессию"),
    ]


def test_planned_news_are_told_at_their_time(theatre: Theatre) -> None:
    theatre.people(1)
    theatre.programme(at(2))
    plans = [START + timedelta(hours=2), START + timedelta(hours=3, minutes=20)]

    async def plan(store: Store) -> None:
        editing = newsroom(store, ManualClock()).editing
        async with store.write() as tx:
            await tx.subscriptions.save_subscriber(Subscriber(user_id=UserId(1)))
            await tx.subscriptions.add(UserId(1), [Subscription(kind=SubscriptionKind.ALL)])
        for number, moment in enumerate(plans):
            organiser = Actor(
                id=OWNER, name="Оля", language=Language.RU, zone=MOSCOW, home=None,
                is_owner=True, update_id=UpdateId(number),
            )  # fmt: skip
            draft = await editing.write(organiser, Content(title=f"Новость {number}"))
            await editing.plan(organiser, draft.id, moment)

    theatre.do(plan)

    assert theatre.run() == 0
    assert [row[0] for row in theatre.rows] == [
        f"{moment.astimezone(MOSCOW):%Y-%m-%d %H:%M:%S}" for moment in plans
    ]


def test_unreachable_people_are_reported_and_not_written_to(theatre: Theatre) -> None:
    theatre.people(1, 2, 3, 4)
    theatre.programme(at(2), at(3, "b"), people=[1, 2, 3, 4])

    async def leave(tx: Transaction) -> None:
        await tx.users.set_unreachable(UserId(2), START)
        await tx.users.set_stopped(UserId(3), START)
        muted = Preferences(muted=frozenset({Category.SESSIONS}))
        await tx.users.set_preferences(UserId(4), muted)

    theatre.write(leave)

    assert theatre.run() == 0

    assert {row[1] for row in of_kind(theatre)} == {"1"}
    assert [row for row in theatre.rows if not row[0]] == [
        ["", "2", "Гость 2", "недоступен: заблокировал бота или удалил аккаунт", "", "", ""],
        ["", "3", "Гость 3", "остановил бота", "", "", ""],
        ["", "4", "Гость 4", "отключил сообщения о сессиях", "", "", ""],
    ]
    assert "Записаны, но ничего не получат: 3" in theatre.told


TEN_MINUTES, FIVE_MINUTES = bits_of([10]), bits_of([5])


def crowd(theatre: Theatre, count: int, bits: int) -> None:
    """So many people of one session who want one reminder."""
    people = range(1, count + 1)
    theatre.people(*people)
    theatre.programme(at(2), people=people)

    async def choose(tx: Transaction) -> None:
        for person in people:
            await tx.lead_times.set_session_reminders(UserId(person), SessionId("a"), bits)

    theatre.write(choose)


def test_a_wave_beyond_the_rate_is_an_overload(
    theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seventy at one a second: all in time for the start, the last one late by over a minute."""
    monkeypatch.setenv("SEND_RATE", "1")
    crowd(theatre, 70, TEN_MINUTES)

    assert theatre.run() == 0

    late = [float(row[6]) for row in of_kind(theatre)]
    assert len(late) == 70
    assert 68 < max(late) < 75
    assert theatre.told.count("70 напоминаний в одну минуту (Сессия a)") == 1
    assert "SEND_RATE (сейчас 1 в секунду" in theatre.page


def test_a_wave_that_does_not_leave_before_the_start_is_an_overload(
    theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three hundred and twenty at one a second, five minutes before."""
    monkeypatch.setenv("SEND_RATE", "1")
    crowd(theatre, 320, FIVE_MINUTES)

    assert theatre.run() == 0

    sent = len(of_kind(theatre))
    assert 290 < sent <= 300
    assert f"; до начала не успеют: {320 - sent}" in theatre.told


def test_a_wave_within_the_rate_is_none(theatre: Theatre) -> None:
    crowd(theatre, 130, TEN_MINUTES)

    theatre.run()

    assert "Накладок не нашлось." in theatre.told
    assert "Больше всего за секунду: 25" in theatre.told


def test_planned_announcements_are_heard_too(theatre: Theatre) -> None:
    theatre.people(1, 2, 900)
    theatre.programme(at(2), people=[1])
    announcement = Announcement(
        id=AnnouncementId(0),
        author_id=UserId(900),
        state=AnnouncementState.PLANNED,
        post=Post(
            chat_id=ChatId(900),
            message_ids=(5,),
            kind=PostKind.TEXT,
            content={"text": "\nСбор в холле\nв девять"},
        ),
        category=Category.IMPORTANT,
        starts_at=START + timedelta(hours=4),
        created_at=START,
    )

    async def plan(tx: Transaction) -> None:
        number = await tx.announcements.add(UserId(900), announcement.post, START)
        await tx.announcements.save(replace(announcement, id=number), AnnouncementState.DRAFT)

    theatre.write(plan)

    assert theatre.run() == 0

    assert [row[:2] + row[5:] for row in of_kind(theatre, "Объявление")] == [
        ["2026-11-23 16:00:00", person, "Сбор в холле", "0.0"] for person in ("1", "2", "900")
    ]


def test_what_a_running_bot_holds_is_no_obstacle(theatre: Theatre) -> None:
    """Its delivery lease; an announcement that somebody has paused is not carried on."""
    theatre.people(1)
    theatre.programme(at(2), people=[1])

    async def hold(tx: Transaction) -> None:
        await tx.leases.take("delivery", "somebody", START, timedelta(days=9))
        post = Post(chat_id=ChatId(1), message_ids=(5,), kind=PostKind.TEXT, content={"text": "А"})
        number = await tx.announcements.add(UserId(1), post, START)
        one = await tx.announcements.find(number)
        assert one is not None
        dispatch = await start(tx, one, START, AnnouncementState.DRAFT)
        assert dispatch is not None
        await tx.dispatches.fill_with_people(dispatch, one, lambda *_: START, START, 10)
        running, paused = DispatchState.RUNNING, DispatchState.PAUSED
        await tx.dispatches.change(dispatch.id, paused, START, running)

    theatre.write(hold)

    assert theatre.run() == 0

    assert len(of_kind(theatre)) == 3
    assert of_kind(theatre, "Объявление") == []
    assert "К концу ещё ждут очереди" not in theatre.told


def test_what_was_sent_since_the_beginning_is_sent_once_more(theatre: Theatre) -> None:
    theatre.people(1)
    theatre.programme(at(2), people=[1])

    async def fire(tx: Transaction) -> None:
        day_before = START + timedelta(days=1)
        await tx.waves.fire_part(SessionId("a"), 1440, day_before, window=100)
        await tx.outbox.cancel_queued(ChatId(1), day_before, "unreachable")

    theatre.write(fire)

    theatre.run("--from", "2026-11-24T12:30")
    late_start = len(of_kind(theatre))
    theatre.run("--from", "2026-11-24T11:30")

    assert (late_start, len(of_kind(theatre))) == (2, 3)


def test_window_is_read_on_the_event_s_clock(theatre: Theatre) -> None:
    theatre.people(1)
    theatre.programme(at(2), people=[1])

    assert theatre.run("--from", "2026-11-25T11:30", "--to", "2026-11-25T08:51Z") == 0

    assert [row[0] for row in theatre.rows] == ["2026-11-25 11:50:00"]


def test_conflicts_of_the_programme_are_told(theatre: Theatre) -> None:
    theatre.people(1, 2)
    speakers = ("А. Петрова",)
    theatre.programme(
        at(2, speakers=speakers, capacity=1),
        at(2.01, "b", speakers=speakers),
        at(6, "c"),
        people=[1, 2],
    )

    assert theatre.run() == 0

    told = theatre.told
    assert "Зал 3 занят дважды: «Сессия a» и «Сессия b»" in told
    assert "А. Петрова выступает в двух местах сразу: «Сессия a» и «Сессия b»" in told
    assert "2 человека записаны на две сессии в одно время" in told
    assert "«Сессия a»: мест не хватит — лишних 1" in told
    assert "«Сессия c» стоит далеко от остальных дней события" in told


def test_rehearsal_speaks_english(theatre: Theatre) -> None:
    theatre.people(1)
    theatre.programme(at(2), people=[1])

    assert theatre.run("--language", "en", "--event", "expert") == 0

    assert "No conflicts found." in theatre.told
    assert '<html lang="en">' in theatre.page
    assert "Reminder" in (theatre.folder / "rehearsal.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--event", "nobody"], "События «nobody» нет. Есть: expert"),
        (["--from", "2026-11-26", "--to", "2026-11-25"], "Конец репетиции не позже её начала"),
        (["--from", "завтра"], "Не понял время «завтра»"),
        (["--to", "2030-01-01"], "Слишком длинный срок"),
    ],
)
def test_wrong_words_are_explained_and_exit_2(
    theatre: Theatre, words: list[str], complaint: str
) -> None:
    theatre.programme(at(2))

    assert theatre.run(*words) == 2
    assert complaint in theatre.complaints
    assert not (theatre.folder / "rehearsal.html").exists()


def test_an_empty_programme_is_explained_and_exits_2(theatre: Theatre) -> None:
    theatre.people(1)

    assert theatre.run() == 2
    assert "Репетировать нечего" in theatre.complaints


def test_a_store_that_is_not_there_exits_1_and_is_not_made(theatre: Theatre) -> None:
    assert theatre.run() == 1
    assert "bot.db нет" in theatre.complaints
    assert not theatre.file.exists()


def test_a_file_that_is_no_store_exits_1(theatre: Theatre) -> None:
    theatre.file.write_bytes(b"not a database" * 99)

    assert theatre.run() == 1
    assert "Не получилось скопировать данные" in theatre.complaints


def test_a_folder_that_cannot_be_made_exits_1(theatre: Theatre) -> None:
    theatre.programme(at(2))
    theatre.folder.write_text("")

    assert theatre.run() == 1
    assert "Не получилось записать отчёт" in theatre.complaints

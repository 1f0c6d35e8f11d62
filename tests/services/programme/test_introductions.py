"""Getting acquainted: who may ask whom, what each of the two learns, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox, users
from db.unit_of_work import Store
from domain.clusters.cards import Industry
from domain.errors import AlreadyHandled, Forbidden, NotFound, UserError
from domain.ids import IntroductionId, UpdateId, UserId
from domain.people.users import Actor, Language
from domain.programme.participants import Participant, ProfileField, Relation
from services.people.organisers import Organisers
from services.people.users import Users
from services.programme.participants.directory import Directory, DirectoryFilter
from services.programme.participants.introductions import (
    MESSAGE_LIMIT,
    REQUESTS_A_DAY,
    Introductions,
    PersonCard,
    acquaintance_for,
    complaint_about,
    request_for,
)
from services.programme.participants.profiles import LIMITS, Participants
from tests.clocks import ManualClock
from tests.people import add_people

MOSCOW = ZoneInfo("Europe/Moscow")
A, B, C = UserId(1), UserId(2), UserId(3)
OWNER = UserId(900)


@dataclass(slots=True)
class Circle:
    """Named people of a directory, and what is said among them. `tell` makes each act new."""

    database: Database
    store: Store
    clock: ManualClock
    introductions: Introductions
    participants: Participants
    directory: Directory
    updates: int = 0

    def actor(self, user_id: UserId) -> Actor:
        self.updates += 1
        return Actor(
            id=user_id,
            name=f"П{user_id}",
            language=Language.RU,
            zone=MOSCOW,
            home=None,
            is_owner=False,
            update_id=UpdateId(self.updates),
        )

    async def join(self, *people: UserId, is_listed: bool = True) -> None:
        await add_people(self.database, [{"id": n, "username": f"user{n}"} for n in people])
        async with self.store.write() as tx:
            for n in people:
                one = Participant(
                    user_id=n, name=f"Имя {n}", contact=f"+7 {n}", is_listed=is_listed
                )
                await tx.participants.save(one, self.clock.now())

    async def ask(self, one: UserId, other: UserId, message: str = "") -> PersonCard:
        return await self.introductions.ask(self.actor(one), other, message)

    async def card(self, one: UserId, other: UserId) -> PersonCard:
        return await self.introductions.card(self.actor(one), other)

    async def request(self, one: UserId, other: UserId) -> IntroductionId:
        async with self.store.read() as tx:
            found = await tx.introductions.from_to(one, other)
        assert found is not None
        return found.id

    async def answer(self, one: UserId, other: UserId, *, accept: bool) -> PersonCard:
        number = await self.request(other, one)
        return await self.introductions.answer(self.actor(one), number, accept=accept)

    async def told(self) -> list[tuple[int, str]]:
        query = sa.select(outbox.c.chat_id, outbox.c.kind).order_by(outbox.c.id)
        async with self.database.read() as connection:
            return [(row.chat_id, row.kind) for row in await connection.execute(query)]

    async def set(self, user_id: UserId, **values: object) -> None:
        async with self.database.write() as connection:
            await connection.execute(
                sa.update(users).where(users.c.id == user_id).values(**values)
            )


@pytest.fixture
def circle(database: Database, store: Store) -> Circle:
    clock = ManualClock()
    organisers = Organisers(store=store, clock=clock, owners=frozenset({OWNER}))
    return Circle(
        database,
        store,
        clock,
        Introductions(
            store=store,
            clock=clock,
            organisers=organisers,
            default_zone=MOSCOW,
        ),
        Participants(store=store, clock=clock),
        Directory(store=store),
    )


async def test_contacts_appear_only_when_both_have_agreed(circle: Circle) -> None:
    await circle.join(A, B)
    before = await circle.card(A, B)
    asked = await circle.ask(A, B, "  Здравствуйте! \n\n Мы соседи ")
    waiting = await circle.card(B, A)
    agreed = await circle.answer(B, A, accept=True)
    after = await circle.card(A, B)

    assert [one.relation for one in (before, asked, waiting, agreed, after)] == [
        Relation.STRANGER,
        Relation.ASKED,
        Relation.ASKS,
        Relation.ACQUAINTED,
        Relation.ACQUAINTED,
    ]
    for card in (before, asked, waiting):
        assert (card.person.contact, card.username) == ("", "")
    assert waiting.introduction is not None
    assert waiting.introduction.message == "Здравствуйте!\nМы соседи"
    assert (after.person.contact, after.username) == ("+7 2", "user2")
    assert (agreed.person.contact, agreed.username) == ("+7 1", "user1")
    assert await circle.told() == [(B, "introduction"), (A, "acquaintance"), (B, "acquaintance")]


async def test_answer_is_given_once_and_by_the_one_who_was_asked(circle: Circle) -> None:
    await circle.join(A, B, C)
    await circle.ask(A, B)
    number = await circle.request(A, B)
    for stranger in (A, C):
        with pytest.raises(NotFound, match="introduction-gone"):
            await circle.introductions.answer(circle.actor(stranger), number, accept=True)
    await circle.answer(B, A, accept=True)
    again = await circle.answer(B, A, accept=True)
    late = await circle.answer(B, A, accept=False)

    assert again.relation is late.relation is Relation.ACQUAINTED
    assert len(await circle.told()) == 3


async def test_no_is_the_others_secret_and_ends_further_requests(circle: Circle) -> None:
    await circle.join(A, B)
    await circle.ask(A, B)
    declined = await circle.answer(B, A, accept=False)
    asked_again = await circle.ask(A, B)
    late_yes = await circle.answer(B, A, accept=True)
    requests = await circle.introductions.requests(circle.actor(A), 0)
    received = await circle.introductions.requests(circle.actor(B), 0)

    assert declined.relation is late_yes.relation is Relation.STRANGER
    assert asked_again.relation is Relation.ASKED
    assert [one.relation for one in requests.cards] == [Relation.ASKED]
    assert received.cards == ()
    assert await circle.told() == [(B, "introduction")]


async def test_asking_each_other_is_agreement(circle: Circle) -> None:
    await circle.join(A, B)
    await circle.ask(A, B)
    card = await circle.ask(B, A, "И я хотел бы")

    assert card.relation is Relation.ACQUAINTED
    assert await circle.told() == [(B, "introduction"), (A, "acquaintance"), (B, "acquaintance")]


async def test_same_update_asks_once(circle: Circle) -> None:
    await circle.join(A, B)
    actor = circle.actor(A)
    await circle.introductions.ask(actor, B, "")
    with pytest.raises(AlreadyHandled):
        await circle.introductions.ask(actor, B, "")

    assert await circle.told() == [(B, "introduction")]


async def test_a_day_has_so_many_requests_and_then_a_new_one_begins(circle: Circle) -> None:
    others = [UserId(n) for n in range(10, 11 + REQUESTS_A_DAY)]
    await circle.join(A, *others)
    for other in others[:-1]:
        await circle.ask(A, other)
    with pytest.raises(UserError, match="introduction-limit"):
        await circle.ask(A, others[-1])
    circle.clock.advance(days=1, seconds=1)

    assert (await circle.ask(A, others[-1])).relation is Relation.ASKED


async def test_request_that_makes_no_sense_is_refused(circle: Circle) -> None:
    """Without a name, to somebody hidden or unknown, with too long a message."""
    await circle.join(B)
    await circle.join(C, is_listed=False)
    await add_people(circle.database, [{"id": A}])
    with pytest.raises(UserError, match="introduction-name-first"):
        await circle.ask(A, B)
    await circle.participants.type_in(circle.actor(A), ProfileField.NAME, "Анна")
    for other in (C, UserId(77)):
        with pytest.raises(NotFound, match="participant-gone"):
            await circle.ask(A, other)
    with pytest.raises(UserError, match="introduction-too-long"):
        await circle.ask(A, B, "🧭" * (MESSAGE_LIMIT // 2) + "!")

    assert (await circle.ask(A, B, "🧭" * (MESSAGE_LIMIT // 2))).relation is Relation.ASKED
    assert (await circle.card(A, A)).relation is Relation.SELF
    assert (await circle.ask(A, A)).relation is Relation.SELF


async def test_leaving_the_directory_ends_open_requests_but_no_acquaintance(
    circle: Circle,
) -> None:
    await circle.join(A, B, C)
    await circle.ask(A, B)
    await circle.ask(C, B)
    await circle.answer(B, C, accept=True)
    await circle.participants.set_listed(circle.actor(B), wanted=False)
    number = await circle.request(A, B)
    with pytest.raises(UserError, match="introduction-unlisted"):
        await circle.answer(B, A, accept=True)
    async with circle.store.read() as tx:
        unsent = await request_for(tx, B, number)
    requests = await circle.introductions.requests(circle.actor(A), 0)

    assert (await circle.card(A, B)).relation is Relation.GONE
    assert [one.relation for one in requests.cards] == [Relation.GONE]
    assert unsent is None
    assert (await circle.card(C, B)).relation is Relation.ACQUAINTED


async def test_erased_profile_takes_requests_and_contacts_with_it(circle: Circle) -> None:
    await circle.join(A, B, C)
    await circle.ask(A, B)
    await circle.ask(C, A)
    await circle.answer(A, C, accept=True)
    asked, agreed = await circle.request(A, B), await circle.request(C, A)
    await circle.participants.erase(circle.actor(A))
    with pytest.raises(NotFound):
        await circle.answer(B, A, accept=True)
    with pytest.raises(NotFound):
        await circle.card(C, A)
    async with circle.store.read() as tx:
        late = await request_for(tx, B, asked), await acquaintance_for(tx, C, agreed)

    assert late == (None, None)


async def test_erased_person_leaves_no_request_behind(circle: Circle) -> None:
    await circle.join(A, B)
    await circle.ask(A, B, "Тайна")
    users_service = Users(
        store=circle.store,
        clock=circle.clock,
        owners=frozenset(),
        default_zone=MOSCOW,
        default_language=Language.RU,
    )
    exported = await users_service.export(circle.actor(A))
    number = await circle.request(A, B)
    await users_service.erase(circle.actor(A))
    async with circle.store.read() as tx:
        left = (
            await tx.participants.find(A),
            await tx.introductions.find(number),
            await request_for(tx, B, number),
            await complaint_about(tx, number),
        )

    assert exported["participant"]["contact"] == "+7 1"
    assert [one["message"] for one in exported["requests_to_meet"]] == ["Тайна"]
    assert left == (None, None, None, None)


async def test_export_does_not_tell_of_a_no(circle: Circle) -> None:
    await circle.join(A, B)
    await circle.ask(A, B)
    await circle.answer(B, A, accept=False)
    users_service = Users(
        store=circle.store,
        clock=circle.clock,
        owners=frozenset(),
        default_zone=MOSCOW,
        default_language=Language.RU,
    )
    mine, theirs = [
        (await users_service.export(circle.actor(one)))["requests_to_meet"][0]["state"]
        for one in (A, B)
    ]

    assert (mine, theirs) == ("asked", "declined")


async def test_who_is_away_or_paused_finds_the_request_in_their_list(circle: Circle) -> None:
    await circle.join(A, B, C, UserId(4))
    await circle.set(B, stopped_at=circle.clock.now())
    await circle.set(C, unreachable_at=circle.clock.now())
    await circle.set(UserId(4), is_paused=True)
    for other in (B, C, UserId(4)):
        await circle.ask(A, other)
    requests = await circle.introductions.requests(circle.actor(B), 0)

    assert await circle.told() == []
    assert [one.relation for one in requests.cards] == [Relation.ASKS]


async def test_request_waits_for_the_end_of_quiet_hours(circle: Circle) -> None:
    await circle.join(A, B)
    circle.clock.advance(hours=13)  # 01:00 in Moscow
    await circle.ask(A, B)
    query = sa.select(outbox.c.not_before)
    async with circle.database.read() as connection:
        at = (await connection.execute(query)).scalar_one()

    assert at.astimezone(MOSCOW).hour == 8


async def test_complaint_reaches_organisers_once_and_declines(circle: Circle) -> None:
    await circle.join(A, B)
    await circle.ask(A, B, "Купите слона")
    number = await circle.request(A, B)
    for _ in range(3):
        await circle.introductions.complain(circle.actor(B), number)
    with pytest.raises(NotFound):
        await circle.introductions.complain(circle.actor(A), number)
    async with circle.store.read() as tx:
        complaint = await complaint_about(tx, number)

    assert await circle.told() == [(B, "introduction"), (OWNER, "complaint")]
    assert complaint is not None
    assert (complaint.asker_username, complaint.introduction.message) == ("user1", "Купите слона")
    assert (await circle.card(A, B)).relation is Relation.ASKED


# -- the profile and the directory


async def test_directory_is_open_to_named_and_registered_people(circle: Circle) -> None:
    await circle.join(*[UserId(n) for n in range(1, 9)])
    await add_people(circle.database, [{"id": 50}])
    with pytest.raises(Forbidden, match="directory-closed"):
        await circle.directory.page(circle.actor(UserId(50)), DirectoryFilter(), 0)
    with pytest.raises(Forbidden, match="directory-closed"):
        await circle.card(UserId(50), A)
    page = await circle.directory.page(circle.actor(A), DirectoryFilter(), 99)

    assert (page.page, page.total, page.is_listed, page.waiting) == (1, 8, True, 0)
    assert [one.name for one in page.found] == ["Имя 7", "Имя 8"]


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        (ProfileField.NAME, " \u200b ", "profile-text-empty"),
        (ProfileField.NAME, "...", "profile-text-empty"),
        (ProfileField.CONTACT, "🧭1" * LIMITS[ProfileField.CONTACT], "profile-text-too-long"),
    ],
)
async def test_bad_answer_is_refused_and_changes_nothing(
    circle: Circle, field: ProfileField, text: str, key: str
) -> None:
    await circle.join(A)
    before = await circle.participants.get(circle.actor(A))
    with pytest.raises(UserError, match=key):
        await circle.participants.type_in(circle.actor(A), field, text)

    assert await circle.participants.get(circle.actor(A)) == before


async def test_offer_is_made_once_in_a_life(circle: Circle) -> None:
    await add_people(circle.database, [{"id": A}])
    offers = [await circle.participants.offer(circle.actor(A)) for _ in range(2)]
    await circle.participants.choose_industry(circle.actor(A), Industry.IT)
    await circle.participants.erase(circle.actor(A))

    assert [*offers, await circle.participants.offer(circle.actor(A))] == [True, False, False]


async def test_listing_needs_a_name_and_ends_with_it(circle: Circle) -> None:
    await circle.join(A)
    unnamed = await circle.participants.clear(circle.actor(A), ProfileField.NAME)
    with pytest.raises(UserError, match="profile-name-first"):
        await circle.participants.set_listed(circle.actor(A), wanted=True)

    assert replace(unnamed, contact="") == Participant(user_id=A)


async def test_unlisting_is_for_organisers_and_recorded_once(circle: Circle) -> None:
    await circle.join(A, B)
    await circle.ask(A, B, "Купите слона")
    number = await circle.request(A, B)
    with pytest.raises(Forbidden, match="admin-forbidden"):
        await circle.introductions.unlist(circle.actor(B), number)
    for _ in range(2):
        complaint = await circle.introductions.unlist(circle.actor(OWNER), number)
        assert not complaint.asker.is_listed
    with pytest.raises(NotFound):
        await circle.introductions.unlist(circle.actor(OWNER), IntroductionId(999))
    async with circle.store.read() as tx:
        log = await tx.organisers.log(0, 9)

    assert [(entry.action, entry.details) for entry in log] == [
        ("directory-unlisted", {"visitor": A})
    ]

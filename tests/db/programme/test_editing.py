"""Rows of the organisers' side of a programme, on both engines."""

from __future__ import annotations

from datetime import timedelta

from db.unit_of_work import Store
from domain.ids import UserId
from domain.programme.materials import FileType, NewMaterial
from domain.programme.sessions import SessionDraft
from domain.uploads import Upload, UploadSubject
from tests.clocks import START
from tests.programmes import SESSION, add_sessions

AUTHOR = UserId(900)


async def test_upload_keeps_its_bytes_until_it_is_tidied(store: Store) -> None:
    content = bytes(range(256))
    async with store.write() as tx:
        upload_id = await tx.uploads.add(
            AUTHOR, UploadSubject.SESSIONS, "{}", "p.xlsx", content, START
        )
        await tx.uploads.set_version(upload_id, "v1")
        found = await tx.uploads.find(upload_id)
        await tx.uploads.set_applied(upload_id, START)
        await tx.uploads.forget_before(START)
        emptied = await tx.uploads.find(upload_id)
        await tx.uploads.forget_before(START + timedelta(seconds=1))
        gone = await tx.uploads.find(upload_id)

    assert found == Upload(
        id=upload_id, author_id=AUTHOR, subject=UploadSubject.SESSIONS, target="{}",
        file_name="p.xlsx", content=content, version="v1", applied_at=None,
    )  # fmt: skip
    assert emptied is not None
    assert (emptied.content, emptied.applied_at, gone) == (b"", START, None)


async def test_draft_is_one_organisers_and_ends_with_a_deletion(store: Store) -> None:
    await add_sessions(store, SESSION)
    async with store.write() as tx:
        draft_id = await tx.session_drafts.add(AUTHOR, SESSION.id, 3, START)
        await tx.session_drafts.set(draft_id, 4, {"capacity": None, "speakers": ["Ведущий"]})
        mine = await tx.session_drafts.open(AUTHOR, SESSION.id)
        others = await tx.session_drafts.open(UserId(1), SESSION.id)
        await tx.session_drafts.forget_before(START + timedelta(seconds=1))
        gone = await tx.session_drafts.find(draft_id)

    assert mine == SessionDraft(
        id=draft_id, author_id=AUTHOR, session_id=SESSION.id, sequence=4,
        changes={"capacity": None, "speakers": ["Ведущий"]},
    )  # fmt: skip
    assert (others, gone) == (None, None)


async def test_materials_keep_their_order_and_forget_who_added_them(store: Store) -> None:
    await add_sessions(store, SESSION)
    async with store.write() as tx:
        for new in (
            NewMaterial(title="План", file_id="x", file_type=FileType.DOCUMENT),
            NewMaterial(title="Слайды", url="https://example.org"),
        ):
            await tx.materials.add(SESSION.id, new, AUTHOR, START)
        attached = await tx.materials.titles_of(AUTHOR)
        await tx.materials.forget_person(AUTHOR)
        found = await tx.materials.of(SESSION.id)
        after = await tx.materials.titles_of(AUTHOR)

    assert (attached, after) == (["План", "Слайды"], [])
    assert [(one.title, one.file_type, one.url) for one in found] == [
        ("План", FileType.DOCUMENT, None),
        ("Слайды", None, "https://example.org"),
    ]

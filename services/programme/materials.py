"""Materials of a session: everybody may have them, organisers attach and remove them."""

from __future__ import annotations

from dataclasses import dataclass

from db.unit_of_work import Store, Transaction
from domain.errors import Ended, NotFound, UserError
from domain.ids import MaterialId, SessionId
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.materials import Material, NewMaterial
from domain.programme.sessions import Session
from domain.texts import is_web_address, one_line
from services.people.organisers import Organisers
from services.programme.admission.closed_sessions import require_admitted
from services.programme.files.parsed import LIMITS
from services.programme.required import required_session

MATERIALS_LIMIT = 20
"""Materials of one session."""

TITLE_LIMIT = 60
"""What a button shows of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionMaterials:
    session: Session
    materials: tuple[Material, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Materials:
    store: Store
    clock: Clock
    organisers: Organisers

    async def of(self, actor: Actor, session_id: SessionId) -> SessionMaterials:
        """Raises UserError for a closed session that the reader may not enter."""
        async with self.store.read() as tx:
            found = await _of(tx, session_id)
            await self._admit(tx, actor, session_id)
            return found

    async def editable(self, actor: Actor, session_id: SessionId) -> SessionMaterials:
        """The materials of a session, for organisers only."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await _of(tx, session_id)

    async def get(self, actor: Actor, material_id: MaterialId) -> Material:
        async with self.store.read() as tx:
            found = await _required(tx, material_id)
            await self._admit(tx, actor, found.session_id)
            return found

    async def add(self, actor: Actor, session_id: SessionId, new: NewMaterial) -> SessionMaterials:
        """Raises UserError for a wrong address or one more than MATERIALS_LIMIT."""
        now = self.clock.now()
        cleaned = _checked(new)
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            await self.organisers.require(tx, actor)
            found = await _of(tx, session_id)
            if len(found.materials) >= MATERIALS_LIMIT:
                raise Ended("materials-full", limit=MATERIALS_LIMIT)
            await tx.materials.add(session_id, cleaned, actor.id, now)
            await self.organisers.record(
                tx, actor, "material-added", title=cleaned.title, session=found.session.title
            )
            return await _of(tx, session_id)

    async def remove(self, actor: Actor, material_id: MaterialId) -> SessionMaterials:
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            await self.organisers.require(tx, actor)
            gone = await _required(tx, material_id)
            await tx.materials.delete(material_id)
            found = await _of(tx, gone.session_id)
            await self.organisers.record(
                tx, actor, "material-removed", title=gone.title, session=found.session.title
            )
            return found

    async def _admit(self, tx: Transaction, actor: Actor, session_id: SessionId) -> None:
        if not await self.organisers.is_one(tx, actor):
            await require_admitted(tx, actor.id, session_id)


def _checked(new: NewMaterial) -> NewMaterial:
    if new.url is not None and (not is_web_address(new.url) or len(new.url) > LIMITS["url"]):
        raise UserError("materials-link-wrong")
    title = one_line(new.title)[:TITLE_LIMIT]
    return NewMaterial(
        title=title or (new.url or "—")[:TITLE_LIMIT],
        url=new.url,
        file_id=new.file_id,
        file_type=new.file_type,
    )


async def _of(tx: Transaction, session_id: SessionId) -> SessionMaterials:
    session = await required_session(tx, session_id)
    return SessionMaterials(session=session, materials=tuple(await tx.materials.of(session_id)))


async def _required(tx: Transaction, material_id: MaterialId) -> Material:
    material = await tx.materials.find(material_id)
    if material is None:
        raise NotFound("materials-gone")
    return material

"""Files and links of sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import materials
from domain.ids import NOBODY, MaterialId, SessionId, UserId
from domain.programme.materials import FileType, Material, NewMaterial


class MaterialQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, session_id: SessionId) -> list[Material]:
        """The materials of a session in the order in which they were added."""
        query = (
            sa.select(materials)
            .where(materials.c.session_id == session_id)
            .order_by(materials.c.id)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [_material(row) for row in rows]

    async def find(self, material_id: MaterialId) -> Material | None:
        query = sa.select(materials).where(materials.c.id == material_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _material(row) if row else None

    async def count(self, session_id: SessionId) -> int:
        query = (
            sa.select(sa.func.count())
            .select_from(materials)
            .where(materials.c.session_id == session_id)
        )
        return (await self._connection.execute(query)).scalar_one()

    async def add(
        self, session_id: SessionId, new: NewMaterial, added_by: UserId, now: datetime
    ) -> None:
        await self._connection.execute(
            sa.insert(materials).values(
                session_id=session_id,
                title=new.title,
                url=new.url,
                file_id=new.file_id,
                file_type=new.file_type.value if new.file_type else None,
                added_by=added_by,
                added_at=now,
            )
        )

    async def delete(self, material_id: MaterialId) -> bool:
        statement = sa.delete(materials).where(materials.c.id == material_id)
        return (await self._connection.execute(statement)).rowcount > 0

    async def titles_of(self, person: UserId) -> list[str]:
        """What a person has attached."""
        query = (
            sa.select(materials.c.title)
            .where(materials.c.added_by == person)
            .order_by(materials.c.id)
        )
        return list((await self._connection.execute(query)).scalars())

    async def forget_person(self, person: UserId) -> None:
        """Erasure: what they attached stays, their name does not."""
        await self._connection.execute(
            sa.update(materials).where(materials.c.added_by == person).values(added_by=NOBODY)
        )


def _material(row: Mapping[Any, Any]) -> Material:
    return Material(
        id=MaterialId(row["id"]),
        session_id=SessionId(row["session_id"]),
        title=row["title"],
        url=row["url"],
        file_id=row["file_id"],
        file_type=FileType(row["file_type"]) if row["file_type"] else None,
    )

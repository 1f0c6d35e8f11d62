"""Files that organisers send to the chat, until they are applied or forgotten."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import uploads
from domain.ids import UploadId, UserId
from domain.uploads import Upload, UploadSubject


class UploadQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        author_id: UserId,
        subject: UploadSubject,
        target: str,
        file_name: str,
        content: bytes,
        now: datetime,
    ) -> UploadId:
        statement = (
            sa.insert(uploads)
            .values(
                author_id=author_id,
                subject=subject.value,
                target=target,
                file_name=file_name,
                content=content,
                version="",
                created_at=now,
            )
            .returning(uploads.c.id)
        )
        return UploadId((await self._connection.execute(statement)).scalar_one())

    async def find(self, upload_id: UploadId) -> Upload | None:
        query = sa.select(uploads).where(uploads.c.id == upload_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return Upload(
            id=UploadId(row.id),
            author_id=UserId(row.author_id),
            subject=UploadSubject(row.subject),
            target=row.target,
            file_name=row.file_name,
            content=row.content,
            version=row.version,
            applied_at=row.applied_at,
        )

    async def set_target(self, upload_id: UploadId, target: str) -> None:
        await self._set(upload_id, target=target)

    async def set_version(self, upload_id: UploadId, version: str) -> None:
        await self._set(upload_id, version=version)

    async def set_applied(self, upload_id: UploadId, now: datetime) -> None:
        await self._set(upload_id, applied_at=now)

    async def delete(self, upload_id: UploadId) -> None:
        await self._connection.execute(sa.delete(uploads).where(uploads.c.id == upload_id))

    async def names_of(self, author_id: UserId) -> list[str]:
        query = (
            sa.select(uploads.c.file_name)
            .where(uploads.c.author_id == author_id)
            .order_by(uploads.c.id)
        )
        return list((await self._connection.execute(query)).scalars())

    async def delete_of(self, author_id: UserId) -> None:
        await self._connection.execute(sa.delete(uploads).where(uploads.c.author_id == author_id))

    async def forget_before(self, moment: datetime) -> None:
        """Those of before `moment` as a whole, and what the applied ones contained."""
        await self._connection.execute(sa.delete(uploads).where(uploads.c.created_at < moment))
        await self._connection.execute(
            sa.update(uploads)
            .where(uploads.c.applied_at.is_not(None), sa.func.length(uploads.c.content) > 0)
            .values(content=b"")
        )

    async def _set(self, upload_id: UploadId, **values: str | datetime) -> None:
        await self._connection.execute(
            sa.update(uploads).where(uploads.c.id == upload_id).values(**values)
        )

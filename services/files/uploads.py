"""Files that organisers sent to the chat: whose they are, and that each is applied once."""

from __future__ import annotations

from db.unit_of_work import Transaction
from domain.errors import NotFound, UserError
from domain.ids import UploadId
from domain.people.users import Actor
from domain.uploads import Upload, UploadSubject


async def own_upload(
    tx: Transaction, actor: Actor, upload_id: UploadId, subject: UploadSubject
) -> Upload:
    """One of the actor's own about that subject, not applied yet. Raises NotFound, UserError."""
    upload = await tx.uploads.find(upload_id)
    if upload is None or upload.author_id != actor.id or upload.subject is not subject:
        raise NotFound("upload-gone")
    if upload.applied_at is not None:
        raise UserError("upload-applied-already")
    return upload

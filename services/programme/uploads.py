"""A programme out of a file that an organiser sends to the chat: look first, then apply once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from db.unit_of_work import Store, Transaction
from domain.errors import ImportFileError, NotFound, UserError
from domain.ids import EventId, UploadId
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.sessions import Event, session_id
from domain.texts import one_line
from domain.uploads import Upload, UploadSubject
from services.files.rows import known_zones
from services.files.uploads import own_upload
from services.people.organisers import Organisers
from services.programme.files import event_details, read_schedule
from services.programme.files.parsed import LIMITS, ParsedSchedule
from services.programme.imports import ScheduleImports, ScheduleReport

UNKNOWN_YET = "-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The event that a file is for. `id` is empty until somebody says which; one that the store
    does not know yet is new, and begins with the title and the zone that are told here.
    """

    id: str = ""
    title: str = ""
    tz: str = ""

    @classmethod
    def load(cls, text: str) -> Target:
        return cls(**json.loads(text))

    def dump(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammePreview:
    """A file compared with the programme as it is now. `is_news`: the programme has changed
    since the organiser looked at the comparison."""

    upload_id: UploadId
    file_name: str
    report: ScheduleReport
    cancels_missing: bool
    is_new_event: bool
    is_news: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeUploads:
    """Organisers only. An upload belongs to the one who sent it."""

    store: Store
    clock: Clock
    organisers: Organisers
    imports: ScheduleImports

    async def begin(self, actor: Actor) -> None:
        """Before a file is fetched: that of somebody else stays where it is."""
        await self.organisers.check(actor)

    async def add(
        self, actor: Actor, name: str, content: bytes, event_id: EventId | None
    ) -> UploadId:
        """Without an event nobody should be asked for one in vain: raises ImportFileError for a
        file beyond reading, or of another subject."""
        if event_id is None:
            await self._look_at(name, content, actor)
        target = Target(id=event_id or "")
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            await self.organisers.require(tx, actor)
            return await tx.uploads.add(
                actor.id, UploadSubject.SESSIONS, target.dump(), name, content, self.clock.now()
            )

    async def file_name(self, actor: Actor, upload_id: UploadId) -> str:
        async with self.store.read() as tx:
            return (await self._required(tx, actor, upload_id)).file_name

    async def target(self, actor: Actor, upload_id: UploadId) -> Target:
        async with self.store.read() as tx:
            return Target.load((await self._required(tx, actor, upload_id)).target)

    async def choose(self, actor: Actor, upload_id: UploadId, event_id: EventId) -> None:
        await self._retarget(actor, upload_id, lambda _: Target(id=event_id))

    async def begin_event(self, actor: Actor, upload_id: UploadId) -> Target:
        """A new event, called and timed as the file says; what it leaves open is to be asked."""
        async with self.store.read() as tx:
            upload = await self._required(tx, actor, upload_id)
        said = await self.imports.reader.run(event_details, upload.file_name, upload.content)
        new = Target(id=UNKNOWN_YET, title=said.title, tz=said.tz)
        return await self._retarget(actor, upload_id, lambda _: _named(new, upload_id))

    async def name_event(self, actor: Actor, upload_id: UploadId, title: str) -> Target:
        """Raises UserError for a title that will not do."""
        cleaned = one_line(title)
        if not cleaned or len(cleaned) > LIMITS["title"]:
            raise UserError("upload-title-wrong", limit=LIMITS["title"])
        return await self._retarget(
            actor, upload_id, lambda known: _named(replace(known, title=cleaned), upload_id)
        )

    async def set_zone(self, actor: Actor, upload_id: UploadId, tz: str) -> Target:
        if tz not in known_zones():
            raise UserError("upload-zone-unclear")
        return await self._retarget(actor, upload_id, lambda known: replace(known, tz=tz))

    async def preview(
        self, actor: Actor, upload_id: UploadId, *, cancels_missing: bool = False
    ) -> ProgrammePreview:
        """What applying it would change. Raises ImportFileError for a file beyond reading."""
        upload, event, parsed = await self._parsed(actor, upload_id)
        report = await self.imports.plan(event, parsed, cancels_missing=cancels_missing)
        async with self.store.write() as tx:
            await tx.uploads.set_version(upload.id, report.version)
            return await self._preview(tx, upload, report, cancels_missing=cancels_missing)

    async def apply(
        self, actor: Actor, upload_id: UploadId, *, cancels_missing: bool, is_quiet: bool
    ) -> ProgrammePreview:
        """Applies the file, once. Where the programme has changed since it was shown, changes
        nothing and returns the new comparison."""
        upload, event, parsed = await self._parsed(actor, upload_id)
        report = await self.imports.plan(event, parsed, cancels_missing=cancels_missing)
        if report.version != upload.version:
            return await self._shown_anew(actor, upload_id, cancels_missing=cancels_missing)
        if parsed.problems:
            async with self.store.read() as tx:
                return await self._preview(tx, upload, report, cancels_missing=cancels_missing)
        revision_id = await self.imports.stage(report, is_quiet=is_quiet)
        async with self.store.write() as tx:
            # Again, in the transaction that applies it: rights and the first tap of two.
            upload = await self._required(tx, actor, upload_id)
            preview = await self._preview(tx, upload, report, cancels_missing=cancels_missing)
            is_applied = await self.imports.publish(tx, report, revision_id)
            if is_applied:
                await self._record(tx, actor, upload, report, is_quiet=is_quiet)
        if not is_applied:
            return await self._shown_anew(actor, upload_id, cancels_missing=cancels_missing)
        return replace(preview, report=replace(report, is_applied=True))

    async def discard(self, actor: Actor, upload_id: UploadId) -> None:
        async with self.store.write() as tx:
            await self._required(tx, actor, upload_id)
            await tx.uploads.delete(upload_id)

    async def _look_at(self, name: str, content: bytes, actor: Actor) -> None:
        event = Event(id=EventId(UNKNOWN_YET), title="", tz=actor.zone.key)
        try:
            await self.imports.reader.run(read_schedule, name, content, event, self.clock.now())
        except ImportFileError as error:
            # «Время (Омск)» is a column only of an event there.
            if error.key != "import-file-columns":
                raise

    async def _shown_anew(
        self, actor: Actor, upload_id: UploadId, *, cancels_missing: bool
    ) -> ProgrammePreview:
        preview = await self.preview(actor, upload_id, cancels_missing=cancels_missing)
        return replace(preview, is_news=True)

    async def _parsed(
        self, actor: Actor, upload_id: UploadId
    ) -> tuple[Upload, Event, ParsedSchedule]:
        async with self.store.read() as tx:
            upload = await self._required(tx, actor, upload_id)
            target = Target.load(upload.target)
            event = await tx.programme.event(EventId(target.id))
        if event is None:
            event = _new_event(target)
        return upload, event, await self.imports.read(event, upload.file_name, upload.content)

    async def _preview(
        self, tx: Transaction, upload: Upload, report: ScheduleReport, *, cancels_missing: bool
    ) -> ProgrammePreview:
        return ProgrammePreview(
            upload_id=upload.id,
            file_name=upload.file_name,
            report=report,
            cancels_missing=cancels_missing,
            is_new_event=await tx.programme.event(report.event.id) is None,
        )

    async def _record(
        self,
        tx: Transaction,
        actor: Actor,
        upload: Upload,
        report: ScheduleReport,
        *,
        is_quiet: bool,
    ) -> None:
        await tx.uploads.set_applied(upload.id, self.clock.now())
        await self.organisers.record(
            tx, actor, "programme-imported", event=report.event.title, file=upload.file_name,
            added=len(report.diff.added), changed=len(report.diff.changes),
            people=0 if is_quiet else report.audience,
        )  # fmt: skip

    async def _retarget(
        self, actor: Actor, upload_id: UploadId, change: Callable[[Target], Target]
    ) -> Target:
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            upload = await self._required(tx, actor, upload_id)
            target = change(Target.load(upload.target))
            await tx.uploads.set_target(upload_id, target.dump())
        return target

    async def _required(self, tx: Transaction, actor: Actor, upload_id: UploadId) -> Upload:
        await self.organisers.require(tx, actor)
        return await own_upload(tx, actor, upload_id, UploadSubject.SESSIONS)


def _named(target: Target, upload_id: UploadId) -> Target:
    """An id of its own: next year's event of the same title is another one."""
    if not target.title:
        return target
    return replace(target, id=session_id(f"{target.title}/{upload_id}"))


def _new_event(target: Target) -> Event:
    if not target.id or not target.title or not target.tz:
        raise NotFound("programme-event-gone")
    return Event(id=EventId(target.id), title=target.title, tz=target.tz)

"""Backups by themselves: one a night, kept for some days, and owners told when one fails."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from db.copies.backups import SUM_SUFFIX, back_up, suffix_of
from db.diagnosis import reason_of
from domain.errors import UserError
from domain.people.users import Language
from domain.ports import Clock, OwnerAlerts
from ui.translator import translator

log = logging.getLogger(__name__)

BACKUP_HOUR = 3
"""On the clock of DEFAULT_TIMEZONE: few people write then."""

ABANDONED_AFTER = timedelta(days=1)
"""No backup takes so long: what is not finished by then was killed."""

NAMED = re.compile(r"profkompas-(\d{8}T\d{6}Z)\.(?:db|dump)")
WRITTEN = "%Y%m%dT%H%M%SZ"


def name_of(moment: datetime, url: str) -> str:
    return f"profkompas-{moment.astimezone(UTC):{WRITTEN}}{suffix_of(url)}"


def made_at(file: Path) -> datetime | None:
    """None for files of others, and of backups that are not finished."""
    found = NAMED.fullmatch(file.name)
    return datetime.strptime(found[1], WRITTEN).replace(tzinfo=UTC) if found else None


def backups_in(folder: Path) -> dict[datetime, Path]:
    """Oldest first."""
    files = folder.iterdir() if folder.is_dir() else ()
    found = {moment: file for file in files if (moment := made_at(file)) is not None}
    return dict(sorted(found.items()))


def forget(folder: Path, kept: timedelta, now: datetime) -> list[Path]:
    """Deletes what is older than `kept`, the newest never; which those were. What killed
    processes have left goes too.
    """
    old = [file for moment, file in list(backups_in(folder).items())[:-1] if now - moment > kept]
    for file in old:
        file.unlink()
        file.with_name(file.name + SUM_SUFFIX).unlink(missing_ok=True)
    for part in folder.glob("profkompas-*.part"):
        begun = made_at(part.with_suffix("").with_suffix(""))
        if begun is not None and now - begun > ABANDONED_AFTER:
            part.unlink(missing_ok=True)
    return old


def latest_night(now: datetime, zone: ZoneInfo) -> datetime:
    """The newest moment when a backup was to be made."""
    local = now.astimezone(zone)
    today = local.replace(hour=BACKUP_HOUR, minute=0, second=0, microsecond=0)
    return (today if today <= local else today - timedelta(days=1)).astimezone(UTC)


def words_for(error: Exception, language: Language) -> str:
    if isinstance(error, UserError):
        return translator(language).plain(error.key, **error.params)
    return reason_of(error)


@dataclass(kw_only=True, slots=True)
class NightlyBackups:
    """`folder` None: none are made. A bot that was off at night makes its backup when it is on."""

    url: str
    folder: Path | None
    kept: timedelta
    zone: ZoneInfo
    language: Language
    clock: Clock
    owner_alerts: OwnerAlerts
    _is_failing: bool = False

    async def run_due(self) -> None:
        """Owners are told of the first failure, and of the first success after it."""
        if self.folder is None or not await asyncio.to_thread(self._is_due, self.folder):
            return
        now = self.clock.now()
        try:
            await back_up(self.url, self.folder / name_of(now, self.url))
            await asyncio.to_thread(forget, self.folder, self.kept, now)
        except Exception as error:
            await self._failed(error)
            return
        log.info("the store is backed up")
        if self._is_failing:
            self._is_failing = not await self.owner_alerts.report("alarm-backup-works")

    def _is_due(self, folder: Path) -> bool:
        newest = max(backups_in(folder), default=None)
        return newest is None or newest < latest_night(self.clock.now(), self.zone)

    async def _failed(self, error: Exception) -> None:
        reason = words_for(error, self.language)
        log.error("no backup could be made: %s", reason, exc_info=not _is_told(error))
        if not self._is_failing:
            self._is_failing = await self.owner_alerts.report("alarm-backup-failed", reason=reason)


def _is_told(error: Exception) -> bool:
    """Trouble outside of the program: a traceback would say nothing more."""
    return isinstance(error, (UserError, OSError))

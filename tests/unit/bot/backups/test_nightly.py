"""One backup a night, the newest never deleted, owners told twice and not every quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.backups.nightly import NightlyBackups, backups_in, forget, latest_night, name_of
from bot.settings import Settings
from db.copies.backups import check
from domain.people.users import Language
from domain.ports import Periodic
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import START, ManualClock
from tests.stores import furnish

MOSCOW = ZoneInfo("Europe/Moscow")


class Heard:
    """A domain.ports.OwnerAlerts."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    async def report(self, problem: str, **_params: str | int) -> bool:
        self.problems.append(problem)
        return True


def nightly(store: Path, folder: Path | None, clock: ManualClock, heard: Heard) -> NightlyBackups:
    return NightlyBackups(
        url=f"sqlite+aiosqlite:///{store}",
        folder=folder,
        kept=timedelta(days=3),
        zone=MOSCOW,
        language=Language.RU,
        clock=clock,
        owner_alerts=heard,
    )


@pytest.mark.slow
async def test_backup_is_made_once_a_night_and_kept_for_its_days(tmp_path: Path) -> None:
    await furnish(tmp_path / "a.db")
    clock, folder = ManualClock(), tmp_path / "backups"
    backups = nightly(tmp_path / "a.db", folder, clock, Heard())

    for _ in range(6 * 24 * 4):
        await backups.run_due()
        clock.advance(minutes=15)

    made = list(backups_in(folder))
    local = [moment.astimezone(MOSCOW) for moment in made]
    assert [(one.day, one.hour, one.minute) for one in local] == [
        (26, 3, 0), (27, 3, 0), (28, 3, 0), (29, 3, 0)
    ]  # fmt: skip
    assert len(list(folder.iterdir())) == 2 * len(made)
    for file in backups_in(folder).values():
        assert await check(file) is not None


async def test_owners_are_told_of_the_first_failure_and_of_its_end(tmp_path: Path) -> None:
    clock, heard = ManualClock(), Heard()
    backups = nightly(tmp_path / "a.db", tmp_path / "backups", clock, heard)

    for _ in range(3):
        await backups.run_due()
    assert heard.problems == ["alarm-backup-failed"]

    await furnish(tmp_path / "a.db")
    for _ in range(3):
        await backups.run_due()
        clock.advance(days=1)
    assert heard.problems == ["alarm-backup-failed", "alarm-backup-works"]
    assert len(backups_in(tmp_path / "backups")) == 3


async def test_failed_backup_deletes_no_older_one(tmp_path: Path) -> None:
    await furnish(tmp_path / "a.db")
    clock, folder = ManualClock(), tmp_path / "backups"
    backups = nightly(tmp_path / "a.db", folder, clock, Heard())
    await backups.run_due()
    before = sorted(folder.iterdir())
    (tmp_path / "a.db").write_bytes(b"nothing of SQLite")

    clock.advance(days=30)
    await backups.run_due()

    assert sorted(folder.iterdir()) == before


async def test_no_folder_no_backup(tmp_path: Path) -> None:
    await furnish(tmp_path / "a.db")
    heard = Heard()
    await nightly(tmp_path / "a.db", None, ManualClock(), heard).run_due()
    assert (heard.problems, (tmp_path / "backups").exists()) == ([], False)


class Recorded:
    """A domain.ports.Timer that only remembers what it was to do."""

    def __init__(self) -> None:
        self.jobs: dict[str, Periodic] = {}

    def start(self, _ring: Callable[[], None], periodic: Sequence[Periodic]) -> None:
        self.jobs = {job.name: job for job in periodic}

    def wake(self) -> None:
        return None

    def wake_at(self, _moment: datetime) -> None:
        return None

    def stop(self) -> None:
        return None


@pytest.mark.slow
async def test_bot_makes_backups_in_the_folder_of_its_settings(tmp_path: Path) -> None:
    world, timer, clock = World(limits=FloodLimits.off()), Recorded(), ManualClock()
    world.add_bot("42:sandbox", username="profkompas_bot", name="Профкомпас")
    settings = Settings(
        bot_token=SecretStr("42:sandbox"),
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}",
        backup_folder=str(tmp_path / "backups"),
        _env_file=None,
    )
    await furnish(tmp_path / "bot.db")
    app = build_app(settings, session=SandboxSession(world), timer=timer, clock=clock)
    await app.start()

    work = timer.jobs["backups"].run()
    assert work is not None
    await work
    await app.stop()

    assert list(backups_in(tmp_path / "backups")) == [START]


def test_files_of_others_and_the_newest_backup_stay(tmp_path: Path) -> None:
    old = [
        tmp_path / name_of(START + timedelta(days=day), "sqlite+aiosqlite:///a") for day in (0, 1)
    ]
    late = name_of(START + timedelta(days=399, hours=1), "sqlite+aiosqlite:///a")
    others = [tmp_path / "notes.db", tmp_path / "notes.part", tmp_path / f"{late}.77.part"]
    (tmp_path / f"{old[0].name}.77.part").touch()
    for file in [*old, *others]:
        file.touch()

    gone = forget(tmp_path, timedelta(days=3), START + timedelta(days=400))

    assert gone == old[:1]
    assert sorted(tmp_path.iterdir()) == sorted([old[1], *others])


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 11, 23, 23, 59, tzinfo=UTC), datetime(2026, 11, 23, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 0, 0, tzinfo=UTC), datetime(2026, 11, 24, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 21, 30, tzinfo=UTC), datetime(2026, 11, 23, 0, tzinfo=UTC)),
    ],
)
def test_night_is_three_o_clock_where_the_bot_lives(now: datetime, night: datetime) -> None:
    assert latest_night(now, MOSCOW) == night

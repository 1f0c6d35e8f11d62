"""The queue of updates that came by the webhook: stored once, taken by one replica, in order.

PostgreSQL only. Every function is one statement that is right whatever others do meanwhile, so
none needs a turn to write. docs/adr/0030 has the states and what becomes of each after a crash.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

ORDER_GRACE = timedelta(milliseconds=250)
"""How long an update waits for one with a smaller number that has not come yet."""

ORDER_SPAN = 8
"""So many numbers before it are looked at. "Update identifiers ... increase sequentially", which
allows "to restore the correct update sequence, should they get out of order" (Bot API, Update)."""

ALBUM_GRACE = timedelta(milliseconds=700)
"""After the newest part of an album, for a part more."""

REMEMBERED_NUMBERS = 100
"""How many numbers of the newest updates are kept for ever: else the first one after a quiet
day would wait."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """`lane` is the person whose updates are handled one by one, else the chat, else 0."""

    update_id: int
    lane: int
    album: str | None
    body: str
    """JSON."""


@dataclass(frozen=True, slots=True)
class Taken:
    """`verdict` on a flood: pass, warn or drop. `album`: its other parts wait for it."""

    update_id: int
    lane: int
    album: str | None
    body: str
    attempts: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many updates a person may send: at once, and for how long a while."""

    burst: int
    per_second: float


class IncomingQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, arrivals: Sequence[Arrival]) -> None:
        """Those whose number is known are left out. In the order of numbers, or two replicas that
        get the same ones would wait for each other."""
        ordered = sorted({one.update_id: one for one in arrivals}.values(), key=_number)
        rows = json.dumps([asdict(one) for one in ordered])
        await self._connection.execute(_ADD, {"arrivals": rows})

    async def take(self, replica: str, room: int, bucket: Bucket) -> list[Taken]:
        """Takes at most `room` of the updates that may be handled now, one of each lane, with what
        the gate says of each. Raises IntegrityError where another replica has taken a lane at this
        very moment."""
        found = await self._connection.execute(
            _TAKE,
            {
                "replica": replica,
                "room": room,
                "grace": ORDER_GRACE,
                "album_grace": ALBUM_GRACE,
                "span": ORDER_SPAN,
                "burst": float(bucket.burst),
                "per_second": bucket.per_second,
            },
        )
        return [Taken(*row) for row in found]

    async def parts(
        self, lane: int, album: str, *, in_a_row: bool = False
    ) -> list[tuple[int, str]]:
        """Numbers and bodies of an album's parts that are not finished, in their order.

        `in_a_row`: up to whatever else the person has sent, where `album` names more than one.
        """
        rows = await self._connection.execute(_PARTS, {"lane": lane, "album": album})
        found = [(row.update_id, row.body) for row in rows]
        if not in_a_row or not found:
            return found
        given = {"lane": lane, "album": album, "first": found[0][0]}
        other = (await self._connection.execute(_OTHER, given)).scalar_one()
        return [one for one in found if other is None or one[0] < other]

    async def finish(self, replica: str, update_ids: Sequence[int]) -> None:
        """Ends updates that `replica` has in hand. What another one has by now is left to it: its
        lane must not be free before."""
        given = {"replica": replica, "ids": _listed(update_ids)}
        await self._connection.execute(_FINISH, given)

    async def put_back(self, replica: str, held: Collection[int] = ()) -> int:
        """What the replica has taken and not finished is anybody's again, but `held`; how many."""
        given = {"replica": replica, "held": _listed(held)}
        return (await self._connection.execute(_PUT_BACK, given)).rowcount

    async def free_abandoned(self, replica: str, silence: timedelta) -> int:
        """Frees the updates of replicas that this one has not seen for so long; how many updates
        that were."""
        given = {"replica": replica, "silence": silence}
        return (await self._connection.execute(_FREE_ABANDONED, given)).rowcount

    async def waiting(self) -> tuple[int, float]:
        """How many updates are not finished, and for how many seconds the oldest of them has been
        there."""
        row = (await self._connection.execute(_WAITING)).one()
        return row.waiting, float(row.age or 0)

    async def forget(self, kept: timedelta) -> None:
        """Numbers that Telegram delivers no more, and buckets that are full again."""
        await self._connection.execute(
            _FORGET_NUMBERS, {"kept": kept, "newest": REMEMBERED_NUMBERS}
        )
        await self._connection.execute(_FORGET_BUCKETS)


class PresenceQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def beat(self, replica: str, wanted: int = 0) -> None:
        """It is there, and would send so many messages in the next second."""
        await self._connection.execute(_BEAT, {"replica": replica, "wanted": wanted})

    async def wanted(self, silence: timedelta) -> dict[str, int]:
        """What each replica that was seen within that time would send in the next second."""
        found = await self._connection.execute(_WANTED, {"silence": silence})
        return {row.id: row.wanted for row in found}

    async def settings(
        self, replica: str, mine: Mapping[str, str], silence: timedelta
    ) -> list[dict[str, str]]:
        """Digests by their names, of all that were seen within that time and have left theirs as
        `replica` does now."""
        given = {"replica": replica, "settings": json.dumps(mine, sort_keys=True)}
        await self._connection.execute(_LEAVE_SETTINGS, given)
        found = await self._connection.execute(_SETTINGS, {"silence": silence})
        return [dict(row.settings) for row in found]

    async def tell(self, word: str) -> None:
        """All that listen (db.listening), without leaving a trace."""
        await self._connection.execute(_TELL, {"word": word})

    async def leave(self, replica: str) -> None:
        await self._connection.execute(_LEAVE, {"replica": replica})

    async def forget(self, kept: timedelta) -> None:
        """Those that were killed and have not been seen for so long."""
        await self._connection.execute(_FORGET_REPLICAS, {"kept": kept})


def _listed(update_ids: Collection[int]) -> str:
    return ",".join(map(str, update_ids))


def _number(arrival: Arrival) -> int:
    return arrival.update_id


def _text(words: str, **types: sa.types.TypeEngine[Any]) -> sa.TextClause:
    return sa.text(words).bindparams(*(sa.bindparam(name, type_=of) for name, of in types.items()))


_SPAN = sa.Interval()

# Texts for lists: of an array's type asyncpg asks the server first, once for each connection.
_ADD = _text(
    """
    INSERT INTO incoming_updates (update_id, lane, album, body, received_at, attempts)
    SELECT update_id, lane, album, body, clock_timestamp(), 0
    FROM json_to_recordset(CAST(:arrivals AS json))
    AS came (update_id bigint, lane bigint, album text, body text)
    ORDER BY update_id
    ON CONFLICT (update_id) DO NOTHING
    """,
    arrivals=sa.Text(),
)

# Of each lane only the first one is judged: a crowd has written more than may be in hand.
# Steps that are kept apart, or the planner would judge all that wait before it leaves most out.
# `body IS NOT NULL` is `finished_at IS NULL` (finished_empty) in words that offer no other index
# than that of numbers.
# Nowhere a join: where statistics are of a quiet moment, the planner takes either side for a row,
# and reads all that wait for each person anew. Of a list it seeks each number in the index.
# The gate counts when an update came, not when its turn did; only people have one.
_TAKE = _text(
    """
    WITH heads AS MATERIALIZED (
        SELECT DISTINCT ON (lane) update_id, lane, album, received_at FROM incoming_updates
        WHERE finished_at IS NULL ORDER BY lane, update_id
    ), ready AS MATERIALIZED (
        SELECT update_id FROM heads AS one WHERE lane NOT IN (
            SELECT lane FROM incoming_updates WHERE taken_by IS NOT NULL
        )
        AND (one.album IS NULL OR NOT EXISTS (
            SELECT 1 FROM incoming_updates AS part
            WHERE part.lane = one.lane AND part.finished_at IS NULL AND part.album = one.album
            AND part.received_at > clock_timestamp() - :album_grace
        ))
        AND (one.received_at <= clock_timestamp() - :grace OR :span = (
            SELECT count(*) FROM incoming_updates AS former
            WHERE former.update_id BETWEEN one.update_id - :span AND one.update_id - 1
        ))
    ), free AS (
        SELECT update_id FROM incoming_updates
        WHERE update_id = ANY(ARRAY(SELECT update_id FROM ready))
        AND body IS NOT NULL AND taken_by IS NULL
        ORDER BY update_id LIMIT :room FOR UPDATE SKIP LOCKED
    ), taken AS (
        UPDATE incoming_updates AS one SET taken_by = :replica, attempts = one.attempts + 1
        WHERE one.update_id = ANY(ARRAY(SELECT update_id FROM free)) AND one.taken_by IS NULL
        RETURNING one.update_id, one.lane, one.album, one.body, one.attempts, one.received_at
    ), gate AS (
        INSERT INTO flood_buckets AS bucket (lane, tokens, filled_at, is_warned, verdict)
        SELECT lane, :burst - 1, received_at, false, 'pass' FROM taken WHERE lane > 0
        ON CONFLICT (lane) DO UPDATE SET (tokens, filled_at, is_warned, verdict) = (
            SELECT
                CASE WHEN level >= 1 THEN level - 1 ELSE level END,
                greatest(bucket.filled_at, excluded.filled_at),
                CASE WHEN level >= 1 THEN bucket.is_warned AND level < :burst / 2 ELSE true END,
                CASE WHEN level >= 1 THEN 'pass' WHEN bucket.is_warned THEN 'drop' ELSE 'warn' END
            FROM (SELECT least(:burst, bucket.tokens + :per_second * greatest(
                0, extract(epoch FROM excluded.filled_at - bucket.filled_at)
            )) AS level) AS filled
        )
        RETURNING lane, verdict
    )
    SELECT update_id, lane, album, body, attempts,
        coalesce((SELECT jsonb_object_agg(lane, verdict) FROM gate) ->> taken.lane::text, 'pass')
    FROM taken ORDER BY update_id
    """,
    replica=sa.Text(),
    room=sa.Integer(),
    grace=_SPAN,
    album_grace=_SPAN,
    span=sa.BigInteger(),
    burst=sa.Float(),
    per_second=sa.Float(),
)

_PARTS = _text(
    """
    SELECT update_id, body FROM incoming_updates
    WHERE lane = :lane AND album = :album AND finished_at IS NULL ORDER BY update_id
    """,
    lane=sa.BigInteger(),
    album=sa.Text(),
)

_OTHER = _text(
    """
    SELECT min(update_id) FROM incoming_updates
    WHERE lane = :lane AND finished_at IS NULL AND album IS DISTINCT FROM :album
    AND update_id > :first
    """,
    lane=sa.BigInteger(),
    album=sa.Text(),
    first=sa.BigInteger(),
)

_FINISH = _text(
    """
    UPDATE incoming_updates
    SET finished_at = clock_timestamp(), taken_by = NULL, body = NULL, album = NULL, lane = 0
    WHERE update_id = ANY(CAST(string_to_array(:ids, ',') AS bigint[])) AND finished_at IS NULL
    AND (taken_by IS NULL OR taken_by = :replica)
    """,
    replica=sa.Text(),
    ids=sa.Text(),
)

_PUT_BACK = _text(
    """
    UPDATE incoming_updates SET taken_by = NULL WHERE taken_by = :replica
    AND NOT update_id = ANY(CAST(string_to_array(:held, ',') AS bigint[]))
    """,
    replica=sa.Text(),
    held=sa.Text(),
)

_FREE_ABANDONED = _text(
    """
    UPDATE incoming_updates SET taken_by = NULL WHERE taken_by <> :replica AND NOT EXISTS (
        SELECT 1 FROM replicas
        WHERE replicas.id = taken_by AND seen_at > clock_timestamp() - :silence
    )
    """,
    replica=sa.Text(),
    silence=_SPAN,
)

_WAITING = sa.text(
    """
    SELECT count(*) AS waiting, extract(epoch FROM clock_timestamp() - min(received_at)) AS age
    FROM incoming_updates WHERE finished_at IS NULL
    """
)

# Not clock_timestamp(), which may be another one for each row: no index is sought by it.
_FORGET_NUMBERS = _text(
    """
    DELETE FROM incoming_updates WHERE finished_at IS NOT NULL
    AND received_at < statement_timestamp() - :kept
    AND update_id <= (SELECT max(update_id) FROM incoming_updates) - :newest
    """,
    kept=_SPAN,
    newest=sa.BigInteger(),
)

_FORGET_BUCKETS = sa.text(
    "DELETE FROM flood_buckets WHERE filled_at < statement_timestamp() - interval '1 hour'"
)

_BEAT = _text(
    """
    INSERT INTO replicas (id, seen_at, wanted) VALUES (:replica, clock_timestamp(), :wanted)
    ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), wanted = excluded.wanted
    """,
    replica=sa.Text(),
    wanted=sa.Integer(),
)

_LEAVE = _text("DELETE FROM replicas WHERE id = :replica", replica=sa.Text())

_FORGET_REPLICAS = _text(
    "DELETE FROM replicas WHERE seen_at < statement_timestamp() - :kept", kept=_SPAN
)

_WANTED = _text(
    "SELECT id, wanted FROM replicas WHERE seen_at > clock_timestamp() - :silence", silence=_SPAN
)

_LEAVE_SETTINGS = _text(
    "UPDATE replicas SET settings = CAST(:settings AS json) WHERE id = :replica"
    " AND settings::text IS DISTINCT FROM :settings",
    replica=sa.Text(),
    settings=sa.Text(),
)

_SETTINGS = _text(
    "SELECT settings FROM replicas WHERE settings IS NOT NULL"
    " AND seen_at > clock_timestamp() - :silence",
    silence=_SPAN,
).columns(settings=sa.JSON())

_TELL = _text(
    "SELECT pg_notify(left('profkompas/' || current_schema(), 63), :word)", word=sa.Text()
)

"""Fields of button data, each of a known width: data are at most 64 bytes.

A test adds the widths up, so a field has its bounds in its annotation or is an Enum or a bool.
Lengths are of ASCII. What lies outside is a button that we never made: it counts as outdated.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Row = Annotated[int, Field(ge=0, le=2**53)]
"""Number of a row in the store; 0: none."""

ShortRow = Annotated[int, Field(ge=0, lt=10**12)]
"""The same where a slug stands beside it and more."""

Version = Annotated[int, Field(ge=0, le=2**31)]
"""Version of a row that changes."""

Person = Annotated[int, Field(ge=1, le=2**52)]
"""A Telegram user id."""

Chat = Annotated[int, Field(ge=-(2**52), le=2**52)]
"""A Telegram chat id."""

Thread = Annotated[int, Field(ge=0, le=2**31)]
"""A topic of a forum; 0: none."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
"""Id of a cluster, an answer, an event or a session."""

AnySlug = Annotated[str, Field(pattern=r"^[a-z0-9-]*$", max_length=40)]
"""A `Slug`, or empty, or "-" for none."""

Code = Annotated[str, Field(pattern=r"^[!-~]*$", max_length=40)]
"""Whatever a condition of an audience chooses by: a language, a role, a slug."""

TopicKey = Annotated[str, Field(pattern=r"^[^:\s]*$", max_length=20)]
"""Code of a topic of news; empty: all topics. The store lets no code be longer."""

RegionKey = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$", max_length=8)]
"""services.clusters.catalogue.region_key of a region."""

Mark = Annotated[str, Field(pattern=r"^[!-~]*$", max_length=8)]
"""Some digits of a digest: what was looked at, so that a late press is known for one."""

Page = Annotated[int, Field(ge=0, le=100_000)]
ShortPage = Annotated[int, Field(ge=0, le=999)]
"""Where the ids beside it leave no more room."""

PageOrKinds = Annotated[int, Field(ge=-1, le=999)]
"""A `ShortPage`; -1: the choice that comes before the pages."""

ListIndex = Annotated[int, Field(ge=0, le=999)]
"""In a list, from 0."""

Track = Annotated[int, Field(ge=-1, le=999)]
"""Place in the list of an event's tracks; -1: all of them."""

Town = Annotated[int, Field(ge=1, le=10**12)]
"""GeoNames id of a populated place."""

Radius = Annotated[int, Field(ge=1, le=1_000)]
"""In kilometres."""

Day = Annotated[int, Field(ge=1, le=3_652_059)]
"""`date.toordinal`."""

Hour = Annotated[int, Field(ge=0, le=23)]
Minutes = Annotated[int, Field(ge=-1, le=100_000)]
"""Minutes of a lead time or a delay; what 0 and -1 mean is for the button to say."""

Shift = Annotated[int, Field(ge=-10_080, le=10_080)]
"""Minutes by which a session begins later; earlier below 0. A week at most."""

Stars = Annotated[int, Field(ge=1, le=5)]

"""Rows that tests of the store share."""

from __future__ import annotations

from datetime import timedelta

from domain.clusters.cards import Cluster, Industry
from domain.ids import ChatId, ClusterId, UserId
from domain.people.users import (
    Profile,
)
from domain.places.geo import Point

PERSON = Profile(id=UserId(2**40), first_name="Ия", username="iya", client_language="ru")

CLUSTER = Cluster(
    id=ClusterId("a"),
    name="Кластер",
    industry=Industry.IT,
    region="Курская область",
    point=Point(51.7, 36.2),
    employers=("Завод", "Верфь"),
)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


CHANNEL, GROUP = ChatId(-1001), ChatId(-1002)

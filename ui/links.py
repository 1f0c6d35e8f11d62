"""Addresses of services that find what the bot does not know: a place on a map, a website."""

from __future__ import annotations

from urllib.parse import quote

from domain.clusters.cards import Cluster

MAP_SEARCH = "https://yandex.ru/maps/?text="
WEB_SEARCH = "https://yandex.ru/search/?text="


def map_search(cluster: Cluster) -> str:
    """Finds the college by its name, or at least its town; empty where neither is known.

    With the address, where it is told, instead of the town.
    """
    if not (cluster.base_college or cluster.city or cluster.address):
        return ""
    where = cluster.address or ", ".join(dict.fromkeys(filter(None, _town(cluster))))
    return MAP_SEARCH + quote(", ".join(filter(None, (cluster.base_college, where))), safe="")


def site_search(cluster: Cluster) -> str:
    """Empty where no college is named or its site is known."""
    if cluster.website or not cluster.base_college:
        return ""
    words = (cluster.base_college, cluster.city or cluster.region, "официальный сайт")
    return WEB_SEARCH + quote(" ".join(words), safe="")


def _town(cluster: Cluster) -> tuple[str, str]:
    return cluster.city, cluster.region

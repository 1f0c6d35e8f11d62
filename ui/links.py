"""Addresses: at t.me, and of services that find what the bot does not know."""

from __future__ import annotations

from urllib.parse import quote

from domain.clusters.cards import Cluster

MAP_SEARCH = "https://yandex.ru/maps/?text="
WEB_SEARCH = "https://yandex.ru/search/?text="


def deep_link(bot_username: str, kind: str, payload: object) -> str:
    """Opens the bot with /start <kind>_<payload>.

    Bot API features, Deep linking: 64 characters of A-Z, a-z, 0-9, _ and -.
    """
    return f"https://t.me/{bot_username}?start={kind}_{payload}"


def share_link(url: str, text: str) -> str:
    """Lets the reader choose a chat to send `url` to."""
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(text)}"


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

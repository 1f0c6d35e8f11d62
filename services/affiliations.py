"""Which clusters a participant may have meant by a typed name, town or region."""

from __future__ import annotations

from domain.clusters import Cluster
from services.clusters import Catalogue
from services.places import Gazetteer

CHOICE_LIMIT = 8
NEAR_KM = 100


def meant(text: str, catalogue: Catalogue, places: Gazetteer) -> tuple[Cluster, ...]:
    """By words of its name, college or town; else of the region; else near the town."""
    words = text.casefold().split()
    named = [one for one in catalogue.by_id.values() if words and _names(one, words)]
    if named:
        return tuple(named[:CHOICE_LIMIT])
    match = places.find(text)
    region = None if match.exact else places.find_region(text)
    if region is not None:
        return catalogue.by_region.get(region, ())[:CHOICE_LIMIT]
    if not match.exact:
        return ()
    near = catalogue.nearest.nearest(match.places[0].point, CHOICE_LIMIT)
    return tuple(cluster for km, cluster in near if km <= NEAR_KM)


def _names(cluster: Cluster, words: list[str]) -> bool:
    known = f"{cluster.name} {cluster.base_college} {cluster.city}".casefold()
    return all(word in known for word in words)

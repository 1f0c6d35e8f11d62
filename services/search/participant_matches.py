"""Which clusters and regions a participant may have meant by what they typed."""

from __future__ import annotations

from domain.clusters.cards import Cluster
from domain.errors import UserError
from services.clusters.catalogue import Catalogue, named
from services.language.letters import words
from services.places.gazetteer import Gazetteer

CHOICE_LIMIT = 8
"""Clusters that are offered."""

NEAR_KM = 100


def meant(text: str, catalogue: Catalogue, places: Gazetteer) -> tuple[Cluster, ...]:
    """Clusters that the text means: by words of their name, college or town; else of the region;
    else near the town."""
    found = named(tuple(catalogue.by_id.values()), text)
    if words(text) and found:
        return found[:CHOICE_LIMIT]
    match = places.find(text)
    region = None if match.exact else places.find_region(text)
    if region is not None:
        return catalogue.by_region.get(region, ())[:CHOICE_LIMIT]
    if match.is_guess or not match.places:
        return ()
    near = catalogue.nearest.nearest(match.places[0].point, CHOICE_LIMIT)
    return tuple(cluster for km, cluster in near if km <= NEAR_KM)


def named_exactly(text: str, catalogue: Catalogue) -> Cluster | None:
    """The one whose name or college the text is, letter for letter; None for namesakes."""
    typed = _plain(text)
    found = [
        one
        for one in catalogue.by_id.values()
        if typed and typed in {_plain(one.name), _plain(one.base_college)}
    ]
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    """The name without case, repeated spaces and quotation marks, for comparison."""
    return " ".join(words(name))


def regions_meant(text: str, places: Gazetteer) -> tuple[str, ...]:
    """The region of a region's or a town's name, slips forgiven; several where towns share the
    name. Raises UserError where there is none."""
    match = places.find(text)
    region = None if match.exact else places.find_region(text)
    if region is not None:
        return (region,)
    if not match.places:
        raise UserError("profile-region-unknown")
    return tuple(dict.fromkeys(place.region for place in match.places))

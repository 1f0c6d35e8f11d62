"""How replicas of one bot divide its rate among them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

LEAST_PART = 10
"""The least share is a tenth of the rate: who wakes up with a crowd at the door can begin."""


def shares(rate: int, wanted: Mapping[str, int]) -> dict[str, int]:
    """Messages a second for each replica, by what each would send in the next one.

    Max-min fair (Bertsekas and Gallager, Data Networks, 6.5.2): nobody gets more than wanted
    while somebody lacks; what nobody wants is divided evenly. Together they are `rate`, unless
    there are more replicas than that: each may send one.
    """
    least = max(1, rate // max(LEAST_PART, len(wanted)))
    found = dict.fromkeys(sorted(wanted), least)
    for _ in range(rate - least * len(found)):
        lacking = [one for one in found if found[one] < wanted[one]] or list(found)
        found[min(lacking, key=found.__getitem__)] += 1
    return found

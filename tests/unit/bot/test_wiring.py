"""Two areas cannot offer handlers different services under one name."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bot.wiring.updates import named_for_handlers


def test_services_of_all_areas_go_by_their_names() -> None:
    areas = [SimpleNamespace(users=1, organisers=2), SimpleNamespace(clusters=3)]

    assert named_for_handlers(areas) == {"users": 1, "organisers": 2, "clusters": 3}


def test_a_name_used_twice_is_refused() -> None:
    with pytest.raises(AssertionError, match=r"two services are called \['uploads'\]"):
        named_for_handlers([SimpleNamespace(uploads=1), SimpleNamespace(uploads=2)])

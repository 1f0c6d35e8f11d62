from __future__ import annotations

import pytest

from services.search.index import Index
from tests.searching import shipped_index


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index()

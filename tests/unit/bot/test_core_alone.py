"""Whether SQLAlchemy comes without its ORM, and whole when asked; fails when it changes."""

from __future__ import annotations

import pytest

from tests.started import started

pytestmark = pytest.mark.slow


def test_package_comes_without_its_orm_and_is_whole_when_asked(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = started(tmp_path_factory)
    alone, plain = told.late, told.at_once

    assert [alone["is_alone"], *alone["orm"]] == [True, False, 5, False]
    assert [plain["is_alone"], *plain["orm"]] == [False, True, 5, True]
    assert alone["package"] == plain["package"]

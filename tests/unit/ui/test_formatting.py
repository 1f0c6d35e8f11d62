from __future__ import annotations

import pytest

from domain.users import Language
from ui.formatting import distance, quoted, shortened
from ui.translator import translator


@pytest.mark.parametrize(
    ("km", "russian", "english"),
    [
        (0.0, "менее 1\xa0км", "under 1\xa0km"),
        (0.99, "менее 1\xa0км", "under 1\xa0km"),
        (1.4, "1\xa0км", "1\xa0km"),
        (34.6, "35\xa0км", "35\xa0km"),
        (99.6, "100\xa0км", "100\xa0km"),
        (347.0, "350\xa0км", "350\xa0km"),
        (1234.0, "1\xa0230\xa0км", "1,230\xa0km"),
    ],
)
def test_distance_is_rounded_sensibly(km: float, russian: str, english: str) -> None:
    said = distance(km, translator(Language.RU)), distance(km, translator(Language.EN))

    assert said == (russian, english)


def test_shortened_fits_the_limit() -> None:
    assert shortened("Нижний Новгород", 8) == "Нижний…"


def test_quotation_marks_are_those_of_the_reader() -> None:
    said = [quoted("IT", translator(language)) for language in (Language.RU, Language.EN)]

    assert said == ["«IT»", "“IT”"]

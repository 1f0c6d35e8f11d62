"""The markup of programmes on colleges' own pages, as colleges really write it."""

from __future__ import annotations

import pytest

from domain.clusters.facts import StudyForm
from services.clusters.files.college_pages import (
    PROGRAMMES_LIMIT,
    CollegePage,
    read_page,
    titles_of,
)

TABLE = """
<html><body><h1>Образование</h1><table>
<tr><th>Код</th><th>Наименование</th><th>Форма</th></tr>
<tr itemprop="eduOp"><td itemprop="eduCode">15.01.05</td>
  <td itemprop="eduName"> Сварщик <b>(ручной</b>
  сварки)</td><td itemprop="eduLevel">СПО</td><td itemprop="eduForm">Очная</td></tr>
<tr itemprop="eduOp"><td itemprop="eduCode">15.01.05</td><td itemprop="eduName">Сварщик</td>
  <td itemprop="eduForm">очно&ndash;заочная: 1 год 10 месяцев</td></tr>
<tr itemprop="eduOp"><td itemprop="eduCode">44.03.01</td><td itemprop="eduName">Педагогика</td>
  <td itemprop="eduForm">Заочная</td></tr>
</table></body></html>
"""


def test_rows_of_a_table_are_programmes_with_forms_of_their_own_level() -> None:
    page = read_page(TABLE)

    assert page.programmes == (("15.01.05", "Сварщик (ручной сварки)"),)
    assert page.study_forms == (StudyForm.FULL_TIME, StudyForm.PART_TIME)


@pytest.mark.parametrize(
    "text",
    [
        # Cells whose end tags are left out, as HTML allows.
        "<table><tr><td itemprop=eduCode>09.02.07<td itemprop=eduName>Системы<tr><td>x</table>",
        # The name before the code, and attributes of other vocabularies beside.
        '<p itemprop="eduName x">Системы</p><p itemprop="eduCode">Код 09.02.07 ИС</p>',
        '<div><div itemprop="eduName">Системы</div><i itemprop="eduCode"> 09.02.07</i></div>',
        '<meta itemprop="eduCode" content="09.02.07"><meta itemprop="eduName" content="Системы">',
        '<span ITEMPROP="eduCode">09.02.07</span><span itemprop="eduName">Системы',
    ],
)
def test_other_ways_of_the_same_markup(text: str) -> None:
    assert read_page(text).programmes == (("09.02.07", "Системы"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<h1>Колледж</h1><p>15.01.05 Сварщик</p>",
        '<td itemprop="eduCode">не код</td><td itemprop="eduName">Сварщик</td>',
        '<td itemprop="eduName"',
        "<![CDATA[ <td itemprop=eduCode>",
        "\x00\ufffd<<<<>>>>",
    ],
)
def test_page_without_the_markup_has_no_programmes(text: str) -> None:
    assert read_page(text) == CollegePage(programmes=(), study_forms=())


def test_programmes_of_a_page_are_bounded() -> None:
    row = '<tr><td itemprop="eduCode">{0:02}.01.{1:02}</td><td itemprop="eduName">Имя</td>'
    page = read_page(
        "".join(row.format(n // 100 % 100, n % 100) for n in range(PROGRAMMES_LIMIT + 500))
    )

    assert len(page.programmes) == PROGRAMMES_LIMIT


def test_titles_are_official_where_the_code_is_known() -> None:
    page = CollegePage(
        programmes=(("15.01.05", "сварка; х"), ("99.01.01", "Новое; дело")), study_forms=()
    )

    assert titles_of(page, {"15.01.05": "Сварщик"}) == ("Сварщик", "Новое, дело")


@pytest.mark.slow
def test_page_that_closes_nothing_is_read_in_time_that_grows_with_it() -> None:
    """Work is counted, not clocked: elements read at once, and words kept of each."""
    page = read_page('<div itemprop="eduName">x' * 20_000)

    assert page.programmes == ()

"""The clusters as organisers see them, a file beside them, and one card field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.clusters.cards import Cluster, ClusterChange, Industry
from domain.ids import UploadId
from domain.paging import clamped, page_count
from handlers.callbacks.clusters.cards import CardButton
from handlers.callbacks.clusters.editing import (
    ClusterEditingButton,
    ColumnButton,
    EditButton,
    EditingScreen,
    PageButton,
    PreviewButton,
    UndoButton,
    UploadAct,
)
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.clusters.cards.card_views import open_day_words
from handlers.clusters.cards.views import industry_name
from services.clusters.editing import (
    EDITED,
    POINT,
    WITH_THE_POINT,
    ClusterOverview,
    ClusterPreview,
)
from services.clusters.files.cards import CardChange
from services.clusters.files.exports import row_of
from ui.formatting import column_words, line_words, moment, number, shortened
from ui.keyboards import (
    Row,
    button,
    cancelling_to,
    in_columns,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

CHANGES_ON_PAGE = 10
"""Changed cards on a page, each with at most FIELDS_SHOWN fields: below 4,096 units."""

FIELDS_SHOWN = 3
VALUE_CHARACTERS = 40
PRESENT_CHARACTERS = 1_500
"""Of the value that a field has, where a new one is asked for."""

NAME_CHARACTERS = 60
DAYS_SHOWN = 3
DAY_CHARACTERS = 70


def overview_screen(overview: ClusterOverview, zone: ZoneInfo, t: Translator) -> Screen:
    lines = [t("shelf-title"), "", t("shelf-count", count=overview.clusters)]
    undo: Row = []
    if overview.last is not None:
        last = overview.last
        lines.append(
            t(
                "shelf-last",
                moment=moment(last.at, zone, t),
                name=last.actor_name or t.plain("shelf-by-command"),
                added=number(len(last.added), t),
                changed=number(len(last.before), t),
            )
        )
        if overview.can_undo:
            undo = [button(t.plain("shelf-undo"), UndoButton(version=last.version))]
    lines += ["", t("shelf-hint")]
    return Screen(
        "\n".join(lines),
        inline(
            [button(t.plain("shelf-file"), ClusterEditingButton(place=EditingScreen.FILE))],
            [
                button(t.plain("shelf-csv"), ClusterEditingButton(place=EditingScreen.CSV)),
                button(t.plain("shelf-xlsx"), ClusterEditingButton(place=EditingScreen.XLSX)),
            ],
            undo,
            [button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))],
        ),
    )


def ask_file(t: Translator) -> Screen:
    cancel = cancelling_to(ClusterEditingButton(place=EditingScreen.HOME), t)
    return Screen(t("shelf-ask-file"), inline([cancel]))


def undo_screen(last: ClusterChange, zone: ZoneInfo, t: Translator) -> Screen:
    text = t(
        "shelf-undo-ask",
        moment=moment(last.at, zone, t),
        added=number(len(last.added), t),
        changed=number(len(last.before), t),
    )
    sure = UndoButton(version=last.version, sure=True)
    return Screen(
        text, inline([button(t.plain("shelf-undo-yes"), sure, ButtonStyle.DANGER)], [_back(t)])
    )


def preview_screen(preview: ClusterPreview, page: int, t: Translator) -> Screen:
    """Counts first, then card after card, a page at a time."""
    diff, problems = preview.report.diff, preview.report.parsed.problems
    entries = list(_entries(preview, t))
    page = clamped(page, len(entries), CHANGES_ON_PAGE)
    lines = []
    if preview.is_news:
        lines += [t("shelf-changed-meanwhile"), ""]
    if not preview.is_edit:
        lines += [t("shelf-file-title", file=shortened(preview.file_name, NAME_CHARACTERS))]
        lines += _counts(preview, t)
        lines.append("")
    lines += entries[page * CHANGES_ON_PAGE :][:CHANGES_ON_PAGE]
    is_worth = bool(diff.added or diff.changed) and not problems
    if problems:
        lines += ["", t("shelf-refused")]
    elif not is_worth:
        lines += ["", t("shelf-nothing")]
    turn = pager(
        t,
        page,
        page_count(len(entries), CHANGES_ON_PAGE),
        lambda p: PreviewButton(act=UploadAct.SHOW, id=preview.upload_id, page=p),
    )
    return Screen(
        "\n".join(lines),
        inline(
            turn,
            _replacing(preview, t, is_worth=is_worth),
            _choices(preview.upload_id, t, is_worth=is_worth),
        ),
    )


def applied_screen(preview: ClusterPreview, t: Translator) -> Screen:
    diff = preview.report.diff
    text = t("shelf-applied", added=len(diff.added), changed=len(diff.changed))
    card: Row = []
    if len(preview.report.parsed.clusters) == 1:
        cluster = preview.report.parsed.clusters[0]
        card = [button(t.plain("report-open"), CardButton(id=cluster.id))]
    # A file that comes unasked is taken for a programme.
    more = [button(t.plain("shelf-file"), ClusterEditingButton(place=EditingScreen.FILE))]
    return Screen(text, inline(card, more, [_back(t)]))


def fields_screen(cluster: Cluster, t: Translator) -> Screen:
    buttons = [
        button(_field_label(column, t), ColumnButton(id=cluster.id, column=number))
        for number, column in enumerate(EDITED)
        if column not in WITH_THE_POINT
    ]
    card = button(t.plain("report-open"), CardButton(id=cluster.id))
    page = button(t.plain("edit-card-page"), PageButton(id=cluster.id))
    title = t("edit-card-title", name=cluster.name)
    return Screen(title, inline(*in_columns(buttons, 2), [page], [card]))


def ask_page(cluster: Cluster, t: Translator) -> Screen:
    cancel = cancelling_to(EditButton(id=cluster.id), t)
    return Screen(t("edit-card-page-ask", name=cluster.name), inline([cancel]))


def _field_label(column: str, t: Translator) -> str:
    return t.plain("edit-card-point") if column == POINT else column_name(column, t)


def ask_value(cluster: Cluster, column: str, row: Mapping[str, str], t: Translator) -> Screen:
    value = ", ".join(filter(None, (row["lat"], row["lon"]))) if column == POINT else row[column]
    present = shortened(_value_words(column, value, t), PRESENT_CHARACTERS) or t.plain(
        "edit-card-empty"
    )
    text = t("edit-card-ask", name=cluster.name, field=_field_label(column, t), present=present)
    hints = {
        "industry": "edit-card-hint-industry",
        "employers": "edit-card-hint-list",
        "network_colleges": "edit-card-hint-list",
        "professions": "edit-card-hint-list",
        "checked_on": "edit-card-hint-date",
        POINT: "edit-card-hint-point",
        "study_forms": "edit-card-hint-forms",
        "grades": "edit-card-hint-grades",
        "dormitory": "edit-card-hint-dormitory",
        "open_days": "edit-card-hint-open-days",
    }
    if column in hints:
        text += "\n" + t(hints[column])
    cancel = cancelling_to(EditButton(id=cluster.id), t)
    return Screen(text, inline([cancel]))


def column_name(column: str, t: Translator) -> str:
    return t.plain(f"column-{column.replace('_', '-')}")


def _counts(preview: ClusterPreview, t: Translator) -> list[str]:
    diff = preview.report.diff
    counts = (
        ("upload-added", len(diff.added)),
        ("upload-changed", len(diff.changed)),
        ("upload-unchanged", len(diff.unchanged)),
        ("upload-rejected", len(preview.report.parsed.problems)),
    )
    return [t(key, count=count) for key, count in counts if count]


def _entries(preview: ClusterPreview, t: Translator) -> Iterator[str]:
    parsed, diff = preview.report.parsed, preview.report.diff
    for problem in parsed.problems:
        key = "shelf-problem-edit" if preview.is_edit else "import-problem"
        reason = t.plain(problem.key, **problem.params)
        line = line_words(problem.line, problem.sheet, t)
        yield t(key, line=line, field=column_words(problem.column, t), reason=reason)
    for note in parsed.notes:
        line = line_words(note.line, note.sheet, t)
        yield t("import-note", line=line, reason=t.plain(note.key, **note.params))
    for column in parsed.unknown_columns:
        yield t("import-unknown-column", column=column)
    for change in diff.changed:
        yield _changed(change, t)
    for cluster, one in parsed.staying:
        when = shortened(open_day_words(one, t), DAY_CHARACTERS)
        name = shortened(cluster.base_college or cluster.name, NAME_CHARACTERS)
        yield t("shelf-day-stays", name=name, when=when)
    for cluster in diff.added:
        yield t("shelf-added", name=cluster.name, region=cluster.region)


def _changed(change: CardChange, t: Translator) -> str:
    """Old and new of the first fields, and how many more there are."""
    old, new = row_of(change.old), row_of(change.new)
    columns = [column for column in old if old[column] != new[column]]
    lines = [t("shelf-card", name=change.new.name)]
    for column in columns[:FIELDS_SHOWN]:
        if column == "open_days":
            lines += _days(change, t)
            continue
        empty = t.plain("edit-card-empty")
        lines.append(
            t(
                "shelf-field",
                field=column_name(column, t),
                old=shortened(_value_words(column, old[column], t), VALUE_CHARACTERS) or empty,
                new=shortened(_value_words(column, new[column], t), VALUE_CHARACTERS) or empty,
            )
        )
    if len(columns) > FIELDS_SHOWN:
        lines.append(t("shelf-more-fields", count=len(columns) - FIELDS_SHOWN))
    return "\n".join(lines)


def _value_words(column: str, value: str, t: Translator) -> str:
    """A value in words, where a file has it in English; all others stand as they are."""
    if column == "industry":
        return industry_name(Industry(value), t)
    is_word = column in {"point_of", "dormitory"} and value
    return t.plain(f"edit-value-{value}") if is_word else value


def _days(change: CardChange, t: Translator) -> list[str]:
    """Days that go and that come; more than fit are counted."""
    old, new = change.old.open_days, change.new.open_days
    found = [("shelf-day-goes", one) for one in old if one not in new]
    found += [("shelf-day-comes", one) for one in new if one not in old]
    lines = [
        t(key, when=shortened(open_day_words(one, t), DAY_CHARACTERS))
        for key, one in found[:DAYS_SHOWN]
    ]
    rest = len(found) - DAYS_SHOWN
    return [*lines, t("shelf-more-days", count=rest)] if rest > 0 else lines


def _replacing(preview: ClusterPreview, t: Translator, *, is_worth: bool) -> Row:
    """The button that replaces, where a file of days leaves some out, which stay otherwise."""
    parsed = preview.report.parsed
    if not parsed.staying or parsed.problems:
        return []
    replace = PreviewButton(act=UploadAct.REPLACE, id=preview.upload_id)
    key = "shelf-apply-replacing" if is_worth else "shelf-only-removing"
    return [button(t.plain(key, count=len(parsed.staying)), replace, ButtonStyle.DANGER)]


def _choices(upload_id: UploadId, t: Translator, *, is_worth: bool) -> Row:
    drop = button(t.plain("shelf-drop"), PreviewButton(act=UploadAct.DROP, id=upload_id))
    if not is_worth:
        return [drop]
    apply = PreviewButton(act=UploadAct.APPLY, id=upload_id)
    return [button(t.plain("shelf-apply"), apply, ButtonStyle.SUCCESS), drop]


def _back(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("shelf-back"), ClusterEditingButton(place=EditingScreen.HOME))

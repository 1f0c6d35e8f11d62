"""Screens of the profile. Pure: what is known and a translator in, text and markup out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.clusters.cards import Cluster, Industry
from domain.paging import clamped, page_count
from domain.programme.participants import Participant, ProfileField
from handlers.callbacks.people.settings import Choice, SettingsButton
from handlers.callbacks.programme.directory import OpenDirectoryButton
from handlers.callbacks.programme.profile import (
    ClusterChoiceButton,
    IndustryChoiceButton,
    ProfileAct,
    ProfileButton,
    ProfileFieldButton,
    ProfileStep,
    RegionChoiceButton,
    RegionListButton,
)
from handlers.clusters.cards.views import industry_name
from services.clusters.catalogue import region_key
from ui.formatting import shortened
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

REGIONS_ON_PAGE = 16
CLUSTERS_ON_PAGE = 8
VALUE_SHOWN = 40
"""Characters of a suggestion on its button."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileQuestion:
    """One step of the form. `clusters` are those of the person's region."""

    field: ProfileField
    known: Participant
    is_single: bool
    suggestion: str = ""
    clusters: tuple[Cluster, ...] = ()
    note: str = ""
    """HTML above the question: what became of the last answer."""


def next_field(field: ProfileField, known: Participant) -> ProfileField | None:
    """The question after `field`: a cluster tells its industry, and only a name can be listed."""
    order = list(ProfileField)
    for other in order[order.index(field) + 1 :]:
        is_told = other is ProfileField.INDUSTRY and known.cluster_id is not None
        if not is_told and (other is not ProfileField.LISTED or known.name):
            return other
    return None


def previous_field(field: ProfileField, known: Participant) -> ProfileField | None:
    order = [
        one for one in ProfileField if one is not ProfileField.INDUSTRY or known.cluster_id is None
    ]
    at = order.index(field) if field in order else 0
    return order[at - 1] if at else None


def value_of(field: ProfileField, known: Participant, t: Translator) -> str:
    """Plain; empty where nothing is told."""
    values = {
        ProfileField.NAME: known.name,
        ProfileField.REGION: t.toponym(known.region),
        ProfileField.CLUSTER: known.affiliation,
        ProfileField.INDUSTRY: industry_name(known.industry, t) if known.industry else "",
        ProfileField.POSITION: known.position,
        ProfileField.CONTACT: known.contact,
        ProfileField.LISTED: t.plain("profile-listed" if known.is_listed else "profile-unlisted"),
    }
    return values[field]


def question_screen(question: ProfileQuestion, t: Translator) -> Screen:
    field, known = question.field, question.known
    lines = [question.note, ""] if question.note else []
    lines.append(t(f"profile-ask-{field}"))
    value = value_of(field, known, t)
    if value and field is not ProfileField.LISTED:
        lines += ["", t("profile-now", value=value)]
    if field is ProfileField.LISTED:
        return Screen("\n".join(lines), inline(*_listing(question, t)))
    markup = inline(*_answers(question, t), *_steering(question, is_told=bool(value), t=t))
    return Screen("\n".join(lines), markup)


def found_screen(clusters: Sequence[Cluster], t: Translator, *, is_single: bool) -> Screen:
    """Which of the clusters that a typed text may mean?"""
    rows = [[_cluster(one, is_single=is_single)] for one in clusters[:CLUSTERS_ON_PAGE]]
    other = ProfileFieldButton(
        field=ProfileField.CLUSTER, way=ProfileStep.TYPE, is_single=is_single
    )
    return Screen(
        t("profile-which-cluster"),
        inline(*rows, [button(t.plain("profile-other-organisation"), other)]),
    )


def which_region_screen(regions: Sequence[str], t: Translator, *, is_single: bool) -> Screen:
    """Towns of one name lie in all of these."""
    buttons = [
        [
            button(
                t.toponym(region), RegionChoiceButton(key=region_key(region), is_single=is_single)
            )
        ]
        for region in regions
    ]
    return Screen(t("profile-which-region"), inline(*buttons))


def regions_screen(regions: Sequence[str], page: int, t: Translator, *, is_single: bool) -> Screen:
    page = clamped(page, len(regions), REGIONS_ON_PAGE)
    shown = regions[page * REGIONS_ON_PAGE : (page + 1) * REGIONS_ON_PAGE]
    buttons = [
        button(t.toponym(region), RegionChoiceButton(key=region_key(region), is_single=is_single))
        for region in shown
    ]
    turning = pager(
        t,
        page,
        page_count(len(regions), REGIONS_ON_PAGE),
        lambda other: RegionListButton(page=other, is_single=is_single),
    )
    back = ProfileFieldButton(field=ProfileField.REGION, way=ProfileStep.ASK, is_single=is_single)
    return Screen(
        t("profile-regions"),
        inline(*in_columns(buttons, 2), turning, [button(t.plain("profile-back"), back)]),
    )


def card_screen(known: Participant, t: Translator, note: str = "") -> Screen:
    lines = [note, ""] if note else []
    lines += [t("profile-title"), ""]
    if known.is_blank:
        fill = ProfileButton(act=ProfileAct.FILL)
        lines += [t("profile-blank"), "", t("profile-who-sees")]
        return Screen(
            "\n".join(lines), inline([button(t.plain("profile-fill"), fill, ButtonStyle.PRIMARY)])
        )
    for field in ProfileField:
        if field is not ProfileField.LISTED:
            value = value_of(field, known, t) or "—"
            lines.append(t("profile-line", label=t.plain(f"profile-label-{field}"), value=value))
    lines += ["", t("profile-is-listed" if known.is_listed else "profile-is-unlisted")]
    lines += ["", t("profile-who-sees")]
    return Screen("\n".join(lines), inline(*_card_rows(known, t)))


def erase_screen(t: Translator) -> Screen:
    sure, keep = ProfileButton(act=ProfileAct.SURE), ProfileButton(act=ProfileAct.CARD)
    return Screen(
        t("profile-erase-ask"),
        inline(
            [
                button(t.plain("profile-erase-sure"), sure, ButtonStyle.DANGER),
                button(t.plain("profile-erase-keep"), keep),
            ]
        ),
    )


def erased_screen(t: Translator) -> Screen:
    back = button(t.plain("settings-back"), SettingsButton(choice=Choice.MAIN))
    return Screen(t("profile-erased"), inline([back]))


def _card_rows(known: Participant, t: Translator) -> list[Row]:
    fields = [
        button(
            t.plain(f"profile-label-{field}"),
            ProfileFieldButton(field=field, way=ProfileStep.ASK, is_single=True),
        )
        for field in ProfileField
        if field is not ProfileField.LISTED
    ]
    act, key = (
        (ProfileAct.UNLIST, "profile-unlist")
        if known.is_listed
        else (ProfileAct.LIST, "profile-list")
    )
    return [
        *in_columns(fields, 3),
        [button(t.plain(key), ProfileButton(act=act))],
        [
            button(t.plain("directory-open"), OpenDirectoryButton()),
            button(t.plain("profile-erase"), ProfileButton(act=ProfileAct.ERASE)),
        ],
    ]


def _answers(question: ProfileQuestion, t: Translator) -> list[Row]:
    field, is_single = question.field, question.is_single
    if field is ProfileField.INDUSTRY:
        choices = sorted(Industry, key=lambda one: industry_name(one, t))
        buttons = [
            button(industry_name(one, t), IndustryChoiceButton(industry=one, is_single=is_single))
            for one in choices
        ]
        return in_columns(buttons, 2)
    rows: list[Row] = []
    if question.suggestion:
        label = shortened(question.suggestion, VALUE_SHOWN)
        take = ProfileFieldButton(field=field, way=ProfileStep.SUGGEST, is_single=is_single)
        rows.append([button(label, take, ButtonStyle.PRIMARY)])
    if field is ProfileField.REGION:
        listed = RegionListButton(is_single=is_single)
        rows.append([button(t.plain("profile-all-regions"), listed)])
    if field is ProfileField.CLUSTER:
        rows += [
            [_cluster(one, is_single=is_single)] for one in question.clusters[:CLUSTERS_ON_PAGE]
        ]
        other = ProfileFieldButton(field=field, way=ProfileStep.TYPE, is_single=is_single)
        rows.append([button(t.plain("profile-other-organisation"), other)])
    return rows


def _cluster(cluster: Cluster, *, is_single: bool) -> InlineKeyboardButton:
    return button(cluster.name, ClusterChoiceButton(id=cluster.id, is_single=is_single))


def _steering(question: ProfileQuestion, *, is_told: bool, t: Translator) -> list[Row]:
    field, is_single = question.field, question.is_single
    keep = ProfileFieldButton(field=field, way=ProfileStep.KEEP, is_single=is_single)
    row = [button(t.plain("profile-keep" if is_told else "profile-skip"), keep)]
    if is_told:
        clear = ProfileFieldButton(field=field, way=ProfileStep.CLEAR, is_single=is_single)
        row.append(button(t.plain("profile-clear"), clear))
    return [row, _leaving(question, t)]


def _listing(question: ProfileQuestion, t: Translator) -> list[Row]:
    return [
        [
            button(
                t.plain("profile-list"), ProfileButton(act=ProfileAct.LIST), ButtonStyle.SUCCESS
            ),
            button(t.plain("profile-list-no"), ProfileButton(act=ProfileAct.UNLIST)),
        ],
        _leaving(question, t),
    ]


def _leaving(question: ProfileQuestion, t: Translator) -> Row:
    """Buttons that lead to the question before, and out of all of them."""
    cancel = cancelling_to(ProfileButton(act=ProfileAct.CARD), t)
    earlier = previous_field(question.field, question.known)
    if question.is_single or earlier is None:
        return [cancel]
    return [
        button(t.plain("profile-back"), ProfileFieldButton(field=earlier, way=ProfileStep.ASK)),
        cancel,
    ]

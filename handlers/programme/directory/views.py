"""Screens of the directory and of requests to meet, and the messages that carry them."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.clusters.cards import Industry
from domain.paging import clamped, page_count
from domain.programme.participants import Participant, Relation
from handlers.callbacks.programme.directory import (
    AskButton,
    DirectoryButton,
    Facet,
    FacetButton,
    IntroductionReply,
    PersonButton,
    ReplyButton,
    RequestsButton,
    SendButton,
    UnlistButton,
)
from handlers.callbacks.programme.profile import ProfileAct, ProfileButton
from handlers.clusters.cards.views import industry_name
from services.clusters.catalogue import region_key
from services.programme.participants.directory import PAGE_SIZE, DirectoryFilter, DirectoryPage
from services.programme.participants.introductions import (
    MESSAGE_LIMIT,
    REQUESTS_ON_PAGE,
    Complaint,
    PersonCard,
    Requests,
)
from ui.formatting import number
from ui.keyboards import (
    Row,
    button,
    cancelling_to,
    in_columns,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Html, Translator

REGIONS_ON_PAGE = 20

REQUEST_MARKS = {
    Relation.ASKED: "⏳ ",
    Relation.ASKS: "🤝 ",
    Relation.GONE: "",
    Relation.ACQUAINTED: "✅ ",
}
"""How a request can stand: strangers and oneself have none."""


def directory_screen(page: DirectoryPage, t: Translator) -> Screen:
    lines = [t("directory-title"), *_narrowed(page.wanted, t), ""]
    lines.append(_count(page, t))
    first = page.page * PAGE_SIZE + 1
    people: list[Row] = []
    for place, one in enumerate(page.found, first):
        lines += ["", t("directory-line", number=str(place), name=one.name)]
        lines += _details(one, t)
        label = t.plain("directory-person", number=str(place), name=one.name)
        people.append([button(label, _person(one, page))])
    if not page.is_listed:
        lines += ["", t("directory-you-are-not")]
    turning = pager(
        t, page.page, page_count(page.total, PAGE_SIZE), lambda other: _list(page.wanted, other)
    )
    return Screen(
        "\n".join(lines), inline(*people, turning, _facets(page.wanted, t), _beneath(page, t))
    )


def industries_screen(
    counts: Mapping[Industry, int], wanted: DirectoryFilter, t: Translator
) -> Screen:
    ordered = sorted(counts, key=lambda one: (-counts[one], industry_name(one, t)))
    buttons = [
        button(
            t.plain("directory-option", name=industry_name(one, t), count=counts[one]),
            _list(DirectoryFilter(industry=one, region=wanted.region)),
        )
        for one in ordered
    ]
    every = button(t.plain("directory-any-industry"), _list(DirectoryFilter(region=wanted.region)))
    return Screen(t("directory-industries"), inline([every], *in_columns(buttons, 2)))


def regions_screen(
    counts: Mapping[str, int], wanted: DirectoryFilter, page: int, t: Translator
) -> Screen:
    names = sorted(counts)
    page = clamped(page, len(names), REGIONS_ON_PAGE)
    shown = names[page * REGIONS_ON_PAGE : (page + 1) * REGIONS_ON_PAGE]
    buttons = [
        button(
            t.plain("directory-option", name=t.toponym(name), count=counts[name]),
            _list(DirectoryFilter(industry=wanted.industry, region=name)),
        )
        for name in shown
    ]
    turning = pager(
        t,
        page,
        page_count(len(names), REGIONS_ON_PAGE),
        lambda other: FacetButton(
            facet=Facet.REGION, industry=wanted.industry, region=_key(wanted), page=other
        ),
    )
    every = button(
        t.plain("directory-any-region"), _list(DirectoryFilter(industry=wanted.industry))
    )
    return Screen(t("directory-regions"), inline([every], *in_columns(buttons, 2), turning))


def person_screen(card: PersonCard, back: DirectoryButton | None, t: Translator) -> Screen:
    one = card.person
    lines = [t("person-name", name=one.name)]
    if card.relation is not Relation.GONE:
        lines += _details(one, t)
        if one.industry is not None:
            lines.append(t("person-industry", industry=industry_name(one.industry, t)))
    lines += ["", *_relation(card, t)]
    to_list = back or DirectoryButton()
    return Screen(
        "\n".join(lines).rstrip(),
        inline(*_acts(card, t), [button(t.plain("directory-back"), to_list)]),
    )


def ask_screen(card: PersonCard, t: Translator) -> Screen:
    send = SendButton(id=card.person.user_id)
    person = PersonButton(id=card.person.user_id)
    return Screen(
        t("introduction-ask", name=card.person.name, limit=MESSAGE_LIMIT),
        inline(
            [button(t.plain("introduction-no-message"), send)],
            [cancelling_to(person, t)],
        ),
    )


def requests_screen(requests: Requests, t: Translator) -> Screen:
    back = [button(t.plain("directory-back"), DirectoryButton())]
    if not requests.cards:
        return Screen(t("requests-none"), inline(back))
    lines = [t("requests-title")]
    rows: list[Row] = []
    for card in requests.cards:
        lines += ["", t(f"requests-{card.relation}", name=card.person.name)]
        label = f"{REQUEST_MARKS[card.relation]}{card.person.name}"
        rows.append([button(label, PersonButton(id=card.person.user_id))])
    turning = pager(
        t,
        requests.page,
        page_count(requests.total, REQUESTS_ON_PAGE),
        lambda other: RequestsButton(page=other),
    )
    return Screen("\n".join(lines), inline(*rows, turning, back))


def answered_screen(card: PersonCard, t: Translator) -> Screen:
    key = (
        "introduction-accepted"
        if card.relation is Relation.ACQUAINTED
        else "introduction-declined"
    )
    return Screen(t(key, name=card.person.name), inline([_requests(t)]))


def complained_screen(t: Translator) -> Screen:
    return Screen(t("complaint-sent"), inline([_requests(t)]))


def complain_screen(card: PersonCard, t: Translator) -> Screen:
    assert card.introduction is not None
    sure = ReplyButton(id=card.introduction.id, reply=IntroductionReply.SURE)
    look = ReplyButton(id=card.introduction.id, reply=IntroductionReply.LOOK)
    return Screen(
        t("complaint-ask", name=card.person.name),
        inline(
            [
                button(t.plain("complaint-sure"), sure, ButtonStyle.DANGER),
                button(t.plain("complaint-back"), look),
            ]
        ),
    )


def request_message(card: PersonCard, t: Translator) -> Screen:
    """The request as the one who is asked gets it; the request's own buttons come back to it
    too."""
    lines = [t("introduction-head", name=card.person.name), *_details(card.person, t)]
    if card.introduction is not None and card.introduction.message:
        lines += ["", t("introduction-quote", message=card.introduction.message)]
    if card.relation is not Relation.ASKS:
        return answered_screen(card, t)
    lines += ["", t("introduction-what-happens")]
    return Screen("\n".join(lines), inline(*_acts(card, t)))


def acquaintance_message(card: PersonCard, t: Translator) -> Screen:
    lines = [t("acquaintance-head", name=card.person.name), *_details(card.person, t)]
    lines += ["", *_contacts(card.person, card.username, t)]
    return Screen("\n".join(lines), inline([_requests(t)]))


def complaint_message(complaint: Complaint, t: Translator) -> Screen:
    asker = complaint.asker
    message = complaint.introduction.message or t.plain("complaint-no-message")
    text = t(
        "complaint-message",
        asker=Html(_link(asker, complaint.asker_username, t)),
        reader=complaint.reader.name or "—",
        message=message,
    )
    if not asker.is_listed:
        return Screen("\n\n".join([text, t("complaint-not-listed")]), inline())
    unlist = UnlistButton(id=complaint.introduction.id)
    return Screen(text, inline([button(t.plain("complaint-unlist"), unlist)]))


def _narrowed(wanted: DirectoryFilter, t: Translator) -> list[str]:
    words = [industry_name(wanted.industry, t)] if wanted.industry else []
    words += [t.toponym(wanted.region)] if wanted.region else []
    return [t("directory-narrowed", words=" · ".join(words))] if words else []


def _count(page: DirectoryPage, t: Translator) -> str:
    if not page.total:
        return t("directory-empty")
    if page.is_cut:
        return t("directory-many", count=number(page.total, t))
    return t("directory-count", count=page.total)


def _details(one: Participant, t: Translator) -> list[str]:
    words = [part for part in (one.affiliation, one.position, t.toponym(one.region)) if part]
    return [t("directory-details", words=" · ".join(words))] if words else []


def _relation(card: PersonCard, t: Translator) -> list[str]:
    match card.relation:
        case Relation.STRANGER:
            return []
        case Relation.ACQUAINTED:
            return [t("person-acquainted"), *_contacts(card.person, card.username, t)]
        case Relation.ASKS:
            said = card.introduction.message if card.introduction else ""
            quote = [t("introduction-quote", message=said)] if said else []
            return [t("person-asks"), *quote]
        case other:
            return [t(f"person-{other}")]


def _acts(card: PersonCard, t: Translator) -> list[Row]:
    match card.relation:
        case Relation.SELF:
            return [[button(t.plain("profile-open"), ProfileButton(act=ProfileAct.OPEN))]]
        case Relation.STRANGER:
            ask = AskButton(id=card.person.user_id)
            return [[button(t.plain("introduction-request"), ask, ButtonStyle.PRIMARY)]]
        case Relation.ASKS if card.introduction is not None:
            return _replies(card.introduction.id, t)
    return []


def _replies(introduction_id: int, t: Translator) -> list[Row]:
    def reply(
        key: str, what: IntroductionReply, style: ButtonStyle | None = None
    ) -> InlineKeyboardButton:
        return button(t.plain(key), ReplyButton(id=introduction_id, reply=what), style)

    return [
        [
            reply("introduction-accept", IntroductionReply.ACCEPT, ButtonStyle.SUCCESS),
            reply("introduction-decline", IntroductionReply.DECLINE),
        ],
        [reply("introduction-complain", IntroductionReply.COMPLAIN)],
    ]


def _contacts(one: Participant, username: str, t: Translator) -> list[str]:
    lines = []
    if one.contact and one.contact.lower() != f"@{username}".lower():
        lines.append(t("acquaintance-contact", contact=one.contact))
    return [*lines, t("acquaintance-telegram", link=Html(_link(one, username, t)))]


def _link(one: Participant, username: str, t: Translator) -> str:
    """A mention where there is no username: a button with tg://user?id= is refused for people who
    hide their account from forwards (BUTTON_USER_PRIVACY_RESTRICTED), a mention is not."""
    if username:
        return t("person-link", url=f"https://t.me/{username}", name=f"@{username}")
    return t("person-link", url=f"tg://user?id={one.user_id}", name=one.name)


def _list(wanted: DirectoryFilter, page: int = 0) -> DirectoryButton:
    return DirectoryButton(industry=wanted.industry, region=_key(wanted), page=page)


def _person(one: Participant, page: DirectoryPage) -> PersonButton:
    return PersonButton(
        id=one.user_id,
        industry=page.wanted.industry,
        region=_key(page.wanted),
        page=page.page,
    )


def _key(wanted: DirectoryFilter) -> str:
    return region_key(wanted.region) if wanted.region else ""


def _facets(wanted: DirectoryFilter, t: Translator) -> Row:
    industry, region = wanted.industry, _key(wanted)
    return [
        button(
            t.plain("directory-by-industry"),
            FacetButton(facet=Facet.INDUSTRY, industry=industry, region=region),
        ),
        button(
            t.plain("directory-by-region"),
            FacetButton(facet=Facet.REGION, industry=industry, region=region),
        ),
    ]


def _beneath(page: DirectoryPage, t: Translator) -> Row:
    label = (
        t.plain("requests-open-waiting", count=page.waiting)
        if page.waiting
        else t.plain("requests-open")
    )
    return [
        button(label, RequestsButton()),
        button(t.plain("profile-open"), ProfileButton(act=ProfileAct.OPEN)),
    ]


def _requests(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("requests-open"), RequestsButton())

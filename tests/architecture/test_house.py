"""What the plan forbids, beside the import contracts of `make check`."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from aiogram.filters.callback_data import CallbackData

import handlers
from bot.commands import COMMANDS
from bot.delivery.renderers import RENDERERS
from domain.clusters.answers import AnswerField, AnswerSection
from domain.clusters.card_reports import CardField
from domain.clusters.cards import Industry
from domain.news.subscriptions import Pace
from domain.outbox import Kind
from domain.people.users import Category, Role
from domain.programme.attendance import QuestionState
from domain.programme.participants import Field as ProfileField
from handlers.callbacks import announcements as broadcast
from handlers.callbacks.clusters import answer_editing as answer_desk
from handlers.callbacks.clusters import answers, favourites, reports, search
from handlers.callbacks.clusters import cards as clusters
from handlers.callbacks.clusters import comparison as comparing
from handlers.callbacks.clusters import editing as shelf
from handlers.callbacks.clusters import questionnaire as choosing
from handlers.callbacks.news import editing as news_editing
from handlers.callbacks.news import reading as news
from handlers.callbacks.news import subscriptions
from handlers.callbacks.people import admin, privacy, settings
from handlers.callbacks.programme import (
    calendars,
    directory,
    feedback,
    profile,
    questions,
    ratings,
    reminders,
)
from handlers.callbacks.programme import checkin as door
from handlers.callbacks.programme import downloads as papers
from handlers.callbacks.programme import editing as office
from handlers.callbacks.programme import sessions as programme
from services.programme.reminders import SNOOZES
from services.programme.session_fields import Field
from services.search.changes import Change

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "ui", "services", "outbox", "db", "domain", "sandbox")

ID = 10**8
"""A hundred million announcements fit."""

WANTED = {"industry": max(Industry, key=len), "region": "f" * 8, "page": 100_000}

NEWS_PLACE = {"topic": "a" * 20, "edge": 10**12 - 1, "newer": True}

LONGEST: dict[Any, CallbackData] = {
    button: button(**values)
    for button, values in cast(
        "dict[Any, dict[str, Any]]",
        {
            clusters.NearestButton: {
                "origin": "g-8999,-17999",
                "radius": 1000,
                "industry": max(Industry, key=len),
                "page": 100_000,
            },
            clusters.MapButton: {
                "origin": "g-8999,-17999",
                "radius": 1000,
                "industry": max(Industry, key=len),
                "page": 100_000,
            },
            clusters.FilterButton: {"origin": "p999999999999", "radius": 1000},
            clusters.RememberButton: {"origin": "g-8999,-17999"},
            clusters.CardButton: {"id": "a" * 40},
            clusters.NearbyButton: {"id": "a" * 40},
            clusters.PinButton: {"id": "a" * 40},
            clusters.FavouriteButton: {"id": "a" * 40, "wanted": True},
            clusters.ReportButton: {"id": "a" * 40},
            clusters.ReportFieldButton: {"field": max(CardField, key=len), "id": "a" * 40},
            shelf.PageButton: {"id": "x" * 40},
            shelf.CoverageButton: {"page": 100_000},
            shelf.ClusterEditingButton: {"place": max(shelf.Place, key=len)},
            shelf.UndoButton: {"version": 2**31, "sure": True},
            shelf.TrialButton: {"act": max(shelf.Act, key=len), "id": 2**53, "page": 100_000},
            shelf.EditButton: {"id": "a" * 40},
            shelf.ColumnButton: {"id": "a" * 40, "column": 99},
            news_editing.NewsEditingButton: {"shelf": "r", "after": 2**53},
            news_editing.NewNewsButton: {},
            news_editing.NewsItemButton: {
                "act": "s",
                "id": 2**53,
                "revision": 10**6,
                "sure": True,
            },
            news_editing.NewsFieldButton: {"id": 2**53, "field": max(news_editing.Field, key=len)},
            news_editing.NewsTopicButton: {"id": 2**53, "code": "a" * 20, "wanted": True},
            news_editing.SourcesButton: {"page": 100_000},
            news_editing.AddChannelButton: {},
            news_editing.AddFeedButton: {},
            news_editing.SourceButton: {"id": 2**53, "change": "s", "sure": True},
            news_editing.TopicsButton: {"page": 100_000},
            news_editing.AddTopicButton: {},
            news_editing.TopicButton: {"code": "a" * 20, "act": "s", "sure": True},
            news_editing.TopicWordsButton: {"code": "a" * 20, "page": 100_000},
            news_editing.TopicWordButton: {"code": "a" * 20, "mark": "f" * 8},
            news_editing.TopicDraftButton: {"id": 2**53},
            subscriptions.StopNewsButton: {"id": 2**53},
            subscriptions.SubscriptionsButton: {"page": "m"},
            subscriptions.SwitchButton: {"switch": "a", "wanted": True},
            subscriptions.TopicSwitchButton: {"code": "a" * 20, "wanted": True},
            subscriptions.AddWordsButton: {"minus": True},
            subscriptions.DropButton: {"id": 2**53, "page": "w"},
            subscriptions.PaceButton: {"pace": max(Pace, key=len), "hour": 23},
            subscriptions.SilentButton: {"wanted": True},
            subscriptions.ResumeButton: {},
            reports.QueueButton: {"page": 100_000},
            reports.ReportedButton: {"act": max(reports.Act, key=len), "id": 2**53},
            clusters.OpenDaysButton: {},
            clusters.OpenDayFileButton: {"id": "x" * 40},
            clusters.MissingButton: {"key": "f" * 8},
            clusters.RegionsButton: {"page": 100_000},
            clusters.RegionButton: {"key": "f" * 8, "page": 100_000},
            clusters.IndustriesButton: {},
            clusters.IndustryButton: {"industry": max(Industry, key=len), "page": 100_000},
            clusters.FavouritesButton: {"page": 100_000},
            comparing.MarkButton: {"id": "a" * 40, "wanted": True},
            comparing.CompareButton: {},
            comparing.UnmarkButton: {"id": "a" * 40},
            comparing.ClearButton: {},
            favourites.PickingButton: {"page": 100_000},
            favourites.PickButton: {"id": "a" * 40, "wanted": True, "page": 100_000},
            favourites.DroppingButton: {"page": 100_000},
            favourites.DropButton: {"id": "a" * 40, "wanted": True, "page": 100_000},
            settings.SettingsButton: {"choice": max(settings.Choice, key=len)},
            settings.LanguageButton: {"language": "ru"},
            settings.MuteButton: {"category": max(Category, key=len)},
            settings.RoleButton: {"role": max(Role, key=len)},
            settings.QuietButton: {"start": 23, "end": 23},
            broadcast.DraftButton: {"step": max(broadcast.Step, key=len), "id": ID},
            broadcast.CategoryButton: {"id": ID, "category": max(Category, key=len)},
            broadcast.KindButton: {"id": ID, "kind": "l", "excluded": True, "page": 999},
            broadcast.ValueButton: {
                "id": ID,
                "kind": "f",
                "value": "a" * 40,
                "excluded": True,
                "page": 99,
            },
            broadcast.DropButton: {"id": ID, "number": 99},
            broadcast.WithinButton: {"id": ID, "place": 10**9, "km": 500, "excluded": True},
            broadcast.OutletButton: {"id": ID, "chat": -(10**13), "thread": 10**9},
            broadcast.EventButton: {"id": ID, "event": "a" * 40, "excluded": True},
            broadcast.RegisteredButton: {
                "id": ID,
                "what": "t",
                "item": "a" * 40,
                "number": 99,
                "excluded": True,
            },
            papers.ChangesButton: {"event": "a" * 40, "page": 10_000},
            papers.FormatsButton: {"event": "a" * 40},
            papers.DownloadButton: {"event": "a" * 40, "format": papers.Format.JSON},
            papers.MaterialsButton: {"id": "a" * 40},
            papers.MaterialButton: {"id": ID},
            office.ProgrammeEditingButton: {},
            office.EventEditingButton: {"id": "a" * 40},
            office.DayEditingButton: {"event": "a" * 40, "day": 10**6, "page": 1_000},
            office.SessionEditingButton: {"id": "a" * 40},
            office.AskButton: {"what": office.Ask.FILE, "event": "a" * 40},
            office.EditButton: {"id": "a" * 40},
            office.EditStepButton: {"step": office.Step.SAVE, "id": ID},
            office.FieldButton: {"id": ID, "field": max(Field, key=len)},
            office.UploadButton: {
                "act": office.Act.APPLY,
                "id": ID,
                "missing": True,
                "page": 10_000,
            },
            office.UploadEventButton: {"id": ID, "event": "a" * 40},
            office.MaterialsEditingButton: {"id": "a" * 40},
            office.AddMaterialButton: {"id": "a" * 40},
            office.RemoveMaterialButton: {"id": ID},
            reminders.LeadsButton: {"id": "a" * 40},
            reminders.LeadButton: {"id": "a" * 40, "minutes": 10080},
            reminders.TrackLeadsButton: {"event": "a" * 40, "track": "f" * 8},
            reminders.TrackLeadButton: {"event": "a" * 40, "track": "f" * 8, "minutes": 10080},
            feedback.FeedbackButton: {"event": "a" * 40, "page": 9_999},
            feedback.HeardButton: {"id": "a" * 40},
            feedback.ModerationButton: {"id": "a" * 40, "waiting": True, "page": 9_999},
            feedback.JudgeButton: {
                "id": ID,
                "state": max(QuestionState, key=len),
                "waiting": True,
                "page": 9_999,
            },
            feedback.ResultsButton: {"id": "a" * 40},
            feedback.CommentsButton: {"id": "a" * 40, "page": 9_999},
            questions.AskButton: {"id": "a" * 40},
            questions.QuestionsButton: {"id": "a" * 40, "page": 9_999},
            questions.VoteButton: {"id": ID, "wanted": True, "page": 9_999},
            ratings.RatingButton: {"id": "a" * 40},
            ratings.RateButton: {"id": "a" * 40, "stars": 5},
            ratings.CommentButton: {"id": "a" * 40},
            settings.DigestButton: {"wanted": True},
            programme.EventsButton: {},
            programme.EventButton: {"id": "a" * 40},
            programme.DayButton: {"event": "a" * 40, "day": 10**6, "track": 999},
            programme.DayPageButton: {
                "event": "a" * 40,
                "day": 10**6,
                "track": 999,
                "page": 9_999,
            },
            programme.MoreButton: {"event": "a" * 40, "day": 10**6, "track": 999},
            programme.TracksButton: {"event": "a" * 40, "day": 10**6},
            programme.NowButton: {"event": "a" * 40},
            programme.SessionButton: {"id": "a" * 40},
            programme.JoinButton: {"id": "a" * 40, "wanted": True},
            programme.CalendarButton: {"id": "a" * 40},
            programme.VenueButton: {"id": "a" * 40},
            programme.ScheduleButton: {},
            programme.SchedulePageButton: {"page": 100_000},
            calendars.MyCalendarButton: {},
            calendars.CalendarFileButton: {},
            calendars.FeedButton: {"step": max(calendars.Step, key=len), "mark": "f" * 8},
            admin.DeskButton: {"place": max(admin.Desk, key=len)},
            admin.ArchiveButton: {"page": 100_000},
            admin.LogButton: {"page": 100_000},
            admin.RemoveButton: {"id": 2**52, "sure": True},
            broadcast.DispatchButton: {"act": max(broadcast.Act, key=len), "id": ID},
            broadcast.SentButton: {"step": max(broadcast.Later, key=len), "id": ID},
            profile.OfferButton: {"session": "a" * 40, "wanted": True},
            profile.ProfileButton: {"act": max(profile.Act, key=len)},
            profile.FieldButton: {
                "field": max(ProfileField, key=len),
                "way": max(profile.Way, key=len),
                "is_single": True,
            },
            profile.RegionListButton: {"page": 100_000, "is_single": True},
            profile.RegionChoiceButton: {"key": "f" * 8, "is_single": True},
            profile.ClusterChoiceButton: {"id": "a" * 40, "is_single": True},
            profile.IndustryChoiceButton: {
                "industry": max(Industry, key=len),
                "is_single": True,
            },
            directory.OpenDirectoryButton: {},
            directory.DirectoryButton: WANTED,
            directory.FacetButton: {**WANTED, "facet": "i"},
            directory.PersonButton: {**WANTED, "id": 2**52 - 1},
            directory.AskButton: {"id": 2**52 - 1},
            directory.SendButton: {"id": 2**52 - 1},
            directory.ReplyButton: {"id": 10**14, "reply": max(directory.Reply, key=len)},
            directory.UnlistButton: {"id": 10**14},
            directory.RequestsButton: {"page": 100_000},
            reminders.SnoozeButton: {"id": "a" * 40, "minutes": max(SNOOZES)},
            reminders.AckButton: {"id": "a" * 40},
            door.CheckInButton: {},
            door.CheckInEventButton: {"event": "a" * 40, "page": 999},
            door.CheckInSessionButton: {"id": "a" * 40},
            door.InvitationButton: {"id": "a" * 40},
            door.ClosingButton: {"id": "a" * 40, "closing": "n", "mark": "f" * 6},
            door.InvitationCodeButton: {"id": "a" * 40},
            door.CodeButton: {},
            door.BadgeButton: {},
            door.RenewBadgeButton: {"mark": "f" * 8},
            door.VisitorButton: {"person": 2**52, "session": "a" * 40},
            door.ActButton: {"act": max(door.Act, key=len), "session": "a" * 40, "person": 2**52},
            door.AddButton: {"person": 2**52},
            door.ListButton: {"id": "a" * 40, "page": 100_000},
            door.ExportButton: {"id": "a" * 40, "format": "xlsx", "whole": True},
            answers.SectionsButton: {"apart": True},
            answers.SectionButton: {"section": max(AnswerSection, key=len)},
            answers.AnswerButton: {"id": "a" * 40},
            answers.WhomToAskButton: {},
            answer_desk.AnswerEditingButton: {"section": max(AnswerSection, key=len)},
            answer_desk.EditedButton: {"id": "a" * 40},
            answer_desk.FieldButton: {"id": "a" * 40, "field": max(AnswerField, key=len)},
            answer_desk.DraftButton: {"id": "a" * 40, "draft": 10**10, "keep": True},
            answer_desk.VisibleButton: {"id": "a" * 40, "hidden": True},
            answer_desk.ResetButton: {"id": "a" * 40, "sure": True},
            answer_desk.AddButton: {"section": max(AnswerSection, key=len)},
            choosing.QuestionButton: {"version": "f" * 8, "answers": "9" * 20},
            choosing.ResultButton: {"version": "f" * 8, "answers": "9" * 20},
            choosing.StartButton: {},
            choosing.WhereButton: {"industry": max(Industry, key=len)},
            search.ResultsButton: {"id": 2**53, "page": 1_000, "seen": "f" * 8},
            search.ChangeButton: {"id": 2**53, "change": Change.TRADE, "value": "a" * 16},
            search.MenuButton: {"id": 2**53, "menu": search.Menu.PLACE},
            search.PictureButton: {"id": 2**53, "page": 1_000},
            search.KeepButton: {"id": 2**53, "wanted": True},
            search.OpenButton: {"id": 2**53},
            search.DropButton: {"id": 2**53},
            search.RefineButton: {
                "place": 10**12,
                "radius": 1_000,
                "industry": max(Industry, key=len),
            },
            search.ExampleButton: {"number": 3},
            search.AskedButton: {"id": "a" * 40},
            search.WhereButton: {"id": 2**53},
            news.NewsListButton: NEWS_PLACE,
            news.NewsTopicsButton: {},
            news.NewsItemButton: {**NEWS_PLACE, "id": 10**12 - 1},
            news.RelatedButton: {**NEWS_PLACE, "id": 10**12 - 1},
            news.WholeTextButton: {"id": 10**12 - 1},
            news.AskWordsButton: {},
            news.FoundButton: {"id": 10**12 - 1},
            news.OpenNewsButton: {"id": 10**12 - 1},
            news.FoundPageButton: {"after": 10**12 - 1, "best": True},
            news.ChannelButton: {"chat": -(10**13), "wanted": True},
            privacy.PrivacyButton: {"step": max(privacy.Step, key=len)},
        },
    ).items()
}


def trees() -> Iterator[tuple[str, ast.AST]]:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    for path in [*files, ROOT / "main.py", ROOT / "scheduler.py"]:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def calls(name: str) -> set[str]:
    """Files that call a method or function written `name`, such as `datetime.now`."""
    return {
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(name)
    }


def test_every_callback_fits_64_bytes() -> None:
    names = [module.name for module in pkgutil.walk_packages(handlers.__path__, "handlers.")]
    declared = {
        button
        for name in names
        if name.startswith("handlers.callbacks.")
        for button in vars(importlib.import_module(name)).values()
        if isinstance(button, type)
        and issubclass(button, CallbackData)
        and button is not CallbackData
    }

    assert declared == set(LONGEST)
    assert len({button.__prefix__ for button in declared}) == len(declared)
    assert {b: len(v.pack().encode()) for b, v in LONGEST.items() if len(v.pack()) > 64} == {}


def test_no_two_buttons_begin_alike() -> None:
    """aiogram would hand the click to whichever handler it asks first."""
    prefixes = [button.__prefix__ for button in LONGEST]

    assert sorted(prefixes) == sorted(set(prefixes))


def test_every_kind_of_message_has_a_renderer() -> None:
    assert set(RENDERERS) == set(Kind)


def test_only_the_clock_asks_for_the_time_and_sleeps() -> None:
    product = {path for path in calls("datetime.now") if not path.startswith("sandbox/")}
    sleepers = {path for path in calls("asyncio.sleep") if not path.startswith("sandbox/")}

    assert (product, sleepers) == ({"domain/clock.py"}, {"domain/clock.py"})


def test_only_the_unit_of_work_commits() -> None:
    drivers_own = "db/sqlite_on_loop.py"
    assert calls(".commit") == {"db/engine.py", drivers_own}
    assert calls("connection.begin") == {"db/engine.py"}
    assert calls("_engine.begin") == set()


def imported(path: str) -> set[str]:
    """Rooms that a module of the top level imports, at any depth of its code."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    modules = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    return {module.split(".")[0] for module in modules} & {*ROOMS, "main", "scheduler"}


def test_modules_of_the_top_level_import_only_what_the_plan_allows() -> None:
    assert imported("main.py") == {"bot", "sandbox"}
    assert imported("scheduler.py") <= {"services", "domain"}


def test_only_the_composition_root_knows_the_scheduler() -> None:
    knowing = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "scheduler" in imported(path.relative_to(ROOT).as_posix())
    }

    assert knowing == {"bot/app.py"}


def test_no_conversation_imports_the_router_of_another() -> None:
    for path in (ROOT / "handlers").rglob("*.py"):
        own = ".".join(path.relative_to(ROOT).parent.parts)
        for line in path.read_text("utf-8").splitlines():
            found = line.startswith("from handlers.") and ".router" in line
            assert not found or f"from {own}." in line, f"{path}: {line}"


def test_no_message_filter_costs_a_thread() -> None:
    """aiogram runs synchronous filters in threads: see ui/filters.py."""
    slow = {
        f"{router.name}: {handler.callback.__name__}"
        for router in handlers.build_routers()
        for observer in (router.message, router.callback_query)
        for handler in observer.handlers
        for found in handler.filters or ()
        if not found.awaitable
    }

    assert slow == set()


def test_forbidden_names_do_not_exist() -> None:
    forbidden = {"utils.py", "helpers.py", "common.py", "misc.py"}
    found = {p.name for room in ROOMS for p in (ROOT / room).rglob("*")}

    assert found & forbidden == set()


def test_main_stays_thin() -> None:
    assert len((ROOT / "main.py").read_text("utf-8").splitlines()) < 80


def test_every_command_of_the_menu_has_a_handler() -> None:
    handled: set[str] = {"start"}
    for router in handlers.build_routers():
        for handler in router.message.handlers:
            for found in handler.filters or ():
                handled |= commands_in(found.callback)

    assert set(COMMANDS) - handled == set()


def commands_in(callback: object) -> set[str]:
    """Names in a Command filter, also inside or_f(...)."""
    inner = [commands_in(target.callback) for target in getattr(callback, "targets", ())]
    own = {str(command) for command in getattr(callback, "commands", ())}
    return own.union(*inner)

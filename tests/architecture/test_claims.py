"""An update may be handled again after a crash: what it changes is claimed, or may be repeated.

All unconfirmed updates of a person come again, in their order, so among writes that say what shall
be the last one stays the last. docs/adr/0018.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

REPEATABLE = {
    "says what shall be: the row is then as it was after the first time": (
        "AdmissionDates.choose",
        "Calendars.revoke",
        "ClusterEditing.preview",
        "Clusters.set_favourite",
        "Comparisons.choose",
        "Comparisons.choose_only",
        "Comparisons.clear",
        "Comparisons.remove",
        "Subscriptions.add_words",
        "Subscriptions.remove",
        "Subscriptions.resume",
        "Subscriptions.set_frequency",
        "Subscriptions.set_silent",
        "Subscriptions.stop",
        "Subscriptions.switch",
        "OpenDayReminders.choose",
        "Outlets.forget",
        "Outlets.move",
        "Outlets.remember",
        "ProgrammeUploads.preview",
        "Reminders.choose",
        "Reminders.choose_for",
        "Reminders.choose_for_track",
        "Users.choose_language",
        "Users.choose_zone",
        "Programmes.leave_all",
        "Users._erase",
        "Users.forget_home",
        "Users.prefer",
        "Users.remember_home",
        "Users.follow_link",
        "Users.hear_of_sessions",
        "Users.resume",
        "Users.set_reachable",
        "Users.stop",
        "Users._save_all",
    ),
    "made if there is none, else found: the first time has made it": (
        "AnswerEditing.add",
        "CheckIn.badge",
        "Calendars.feed",
        "NewsChannels.offer",
        "NewsSources.add_feed",
        "ProgrammeEditing.begin",
    ),
    "an entry has a guid, by the update or by the post: the first time has taken it": (
        "NewsChannels.posted",
        "NewsEditing._take",
    ),
    "a change of state from one that it has left by the first time": (
        "AnswerEditing.reset",
        "AnswerEditing.set_hidden",
        "Introductions.answer",
        "Introductions.complain",
        "Introductions.unlist",
        "NewsChannels.choose",
        "NewsEditing.drop_proposal",
        "NewsEditing.release",
        "NewsEditing.withdraw",
        "TopicEditing.rename",
        "Reports.close",
        "SavedSearches.drop",
        "SavedSearches.keep",
    ),
    "names the version it was made for, and that is gone after the first time": (
        "CheckIn.renew_badge",
        "Calendars.renew",
        "ClusterEditing.undo",
        "Invitations.change",
        "NewsEditing._rewrite",
    ),
    "takes a draft, an upload or a row that is gone or applied after the first time": (
        "AnswerEditing.discard",
        "AnswerEditing.save",
        "ClusterEditing.apply",
        "ClusterEditing.discard",
        "NewsSources.remove",
        "TopicEditing.remove",
        "TopicEditing.save",
        "ProgrammeEditing.drop",
        "ProgrammeUploads.apply",
        "ProgrammeUploads.discard",
    ),
    "kept by person and update, or by person and item: a repeat is the same row": (
        "Invitations.redeem",
        "Subscriptions.opened",
    ),
    "a row that only the buttons of its own answer lead to; tidied up when nobody presses them": (
        "TopicEditing._draft",
        "SavedSearches._begin_all",
        "SavedSearches.change",
    ),
    "the number of a message that was sent: a repeat has sent another one": (
        "AnnouncementRelease.set_panel",
        "Dispatches.set_progress_message",
        "NewsEditing.keep_picture",
    ),
    "which message of theirs shows the progress: a repeat says the same": (
        "Dispatches.follow",
        "Dispatches.leave",
    ),
    "hurries what still waits; nothing does the second time": ("Dispatches._hurry_some",),
    "a line of the log for each file that leaves the house: a repeat sends another one": (
        "AttendeeLists._list",
    ),
    "sets what shall be; the log has a line more, which is true": (
        "NewsEditing.plan",
        "NewsEditing.set_topic",
    ),
    "asks once in a person's life: whom the answer did not reach is not asked again": (
        "Participants._offer_all",
    ),
    "out of sight until it is published, and forgotten where it never is": ("Revisions.stage",),
    "no update leads here: a loop, the start, or the command line": (
        "OpenDayReminders.tick",
        "Answers.import_shipped",
        "ClusterImports.import_file",
        "ClusterImports.import_starter",
        "AnnouncementRunner._cancel_rest",
        "AnnouncementRunner._end",
        "AnnouncementRunner._fill",
        "AnnouncementRunner._start_planned",
        "DigestContents.carried",
        "Digests._write",
        "Housekeeping._forget_messages",
        "Housekeeping._forget_news",
        "Housekeeping._forget_revisions",
        "Housekeeping.tidy",
        "SavedSearchMatches._match_some",
        "SavedSearchMatches._read_some",
        "NewsDelivery._change_some",
        "NewsDelivery._tell",
        "NewsDelivery._write_digests",
        "NewsEditing.release_due",
        "NewsImports.import_file",
        "NewsImports.import_starter",
        "FeedPolling._failed",
        "FeedPolling._take",
        "FeedPolling._unchanged",
        "FeedPolling.poll_due",
        "Relabelling._forget_some",
        "Relabelling._relabel_some",
        "NewsSources.ensure_feeds",
        "RegisterImports.import_file",
        "Ratings._ask",
        "Reminders._fire",
        "Revisions.tick",
        "ScheduleImports.import_file",
    ),
}


@pytest.mark.slow
def test_every_write_of_a_service_claims_its_update_or_says_why_not() -> None:
    """A new one that fails here: `await tx.updates.claim(actor.update_id, now)` comes first in the
    transaction, unless a second time changes nothing for one of the reasons above."""
    explained = [name for names in REPEATABLE.values() for name in names]
    without = {name for name, is_claimed in writes() if not is_claimed}

    assert sorted(explained) == sorted(without)


def test_nobody_but_services_and_loops_of_the_house_opens_a_write() -> None:
    found = {
        file.relative_to(ROOT).as_posix()
        for room in ("bot", "handlers", "ui", "outbox")
        for file in (ROOT / room).rglob("*.py")
        if "tore.write(" in file.read_text() or "Store(database).write(" in file.read_text()
    }

    assert found == {
        "bot/updates/fsm_storage.py",
        "bot/rehearsal/run.py",
        "bot/replies/promise_keeper.py",
        "outbox/worker.py",
    }


def writes() -> Iterator[tuple[str, bool]]:
    """Methods of services that open a write, and whether it claims, itself or one call further."""
    for file in sorted((ROOT / "services").rglob("*.py")):
        for part in ast.parse(file.read_text()).body:
            if isinstance(part, ast.ClassDef):
                yield from _writes_of(part)
            else:
                text = ast.unparse(part)
                is_write = "store.write(" in text or "store.single(" in text
                assert not is_write, f"a write outside a class: {file}"


def _writes_of(part: ast.ClassDef) -> Iterator[tuple[str, bool]]:
    bodies = {
        one.name: ast.unparse(one) for one in part.body if isinstance(one, ast.AsyncFunctionDef)
    }
    for name, body in bodies.items():
        if "store.write(" in body or "store.single(" in body:
            called = [text for other, text in bodies.items() if f"self.{other}(" in body]
            is_claimed = any("updates.claim" in text for text in (body, *called))
            yield f"{part.name}.{name}", is_claimed

"""An update may be handled again after a crash: what it changes is claimed, or may be repeated.

All unconfirmed updates of a person come again, in their order, so among writes that say what shall
be the last one stays the last. docs/adr/0018.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

REPEATABLE = {
    "says what shall be: the row is then as it was after the first time": (
        "calendars.Calendars.revoke",
        "cluster_uploads.ClusterUploads.try_out",
        "clusters.Clusters.set_favourite",
        "comparisons.Comparisons.choose",
        "comparisons.Comparisons.clear",
        "comparisons.Comparisons.remove",
        "news.subscriptions.Subscriptions.add_words",
        "news.subscriptions.Subscriptions.remove",
        "news.subscriptions.Subscriptions.resume",
        "news.subscriptions.Subscriptions.set_pace",
        "news.subscriptions.Subscriptions.set_silent",
        "news.subscriptions.Subscriptions.stop",
        "news.subscriptions.Subscriptions.switch",
        "outlets.Outlets.forget",
        "outlets.Outlets.move",
        "outlets.Outlets.remember",
        "programme_uploads.ProgrammeUploads.try_out",
        "reminders.Reminders.choose",
        "reminders.Reminders.choose_for",
        "reminders.Reminders.choose_for_track",
        "users.Users.choose_language",
        "users.Users.choose_zone",
        "users.Users.erase",
        "users.Users.forget_home",
        "users.Users.prefer",
        "users.Users.remember_home",
        "users.Users.resume",
        "users.Users.set_reachable",
        "users.Users.stop",
        "users.Users.touch",
    ),
    "made if there is none, else found: the first time has made it": (
        "answer_edits.AnswerEdits.add",
        "attendance.Attendance.badge",
        "calendars.Calendars.feed",
        "news.channels.NewsChannels.offer",
        "news.sources.NewsSources.add_feed",
        "programme_office.ProgrammeOffice.begin",
    ),
    "an entry has a guid, by the update or by the post: the first time has taken it": (
        "news.channels.NewsChannels.posted",
        "news.desk.NewsDesk._take",
    ),
    "a change of state from one that it has left by the first time": (
        "answer_edits.AnswerEdits.reset",
        "answer_edits.AnswerEdits.set_hidden",
        "introductions.Introductions.answer",
        "introductions.Introductions.complain",
        "introductions.Introductions.unlist",
        "news.channels.NewsChannels.choose",
        "news.desk.NewsDesk.drop_proposal",
        "news.desk.NewsDesk.release",
        "news.desk.NewsDesk.withdraw",
        "news.topics.TopicDesk.rename",
        "reports.Reports.close",
        "saved_searches.SavedSearches.drop",
        "saved_searches.SavedSearches.keep",
    ),
    "names the version it was made for, and that is gone after the first time": (
        "attendance.Attendance.renew_badge",
        "calendars.Calendars.renew",
        "cluster_uploads.ClusterUploads.undo",
        "invitations.Invitations.change",
        "news.desk.NewsDesk._rewrite",
    ),
    "takes a draft, an upload or a row that is gone or applied after the first time": (
        "answer_edits.AnswerEdits.discard",
        "answer_edits.AnswerEdits.save",
        "cluster_uploads.ClusterUploads.apply",
        "cluster_uploads.ClusterUploads.discard",
        "news.sources.NewsSources.remove",
        "news.topics.TopicDesk.remove",
        "news.topics.TopicDesk.save",
        "programme_office.ProgrammeOffice.drop",
        "programme_uploads.ProgrammeUploads.apply",
        "programme_uploads.ProgrammeUploads.discard",
    ),
    "kept by person and update, or by person and item: a repeat is the same row": (
        "invitations.Invitations.redeem",
        "news.subscriptions.Subscriptions.opened",
    ),
    "a row that only the buttons of its own answer lead to; tidied up when nobody presses them": (
        "news.topics.TopicDesk._draft",
        "saved_searches.SavedSearches.begin",
        "saved_searches.SavedSearches.change",
    ),
    "the number of a message that was sent: a repeat has sent another one": (
        "broadcasts.Broadcasts.set_panel",
        "dispatches.Dispatches.set_progress_message",
        "news.desk.NewsDesk.keep_picture",
    ),
    "a line of the log for each file that leaves the house: a repeat sends another one": (
        "attendee_lists.AttendeeLists._list",
    ),
    "sets what shall be; the log has a line more, which is true": (
        "news.desk.NewsDesk.plan",
        "news.desk.NewsDesk.set_topic",
    ),
    "asks once in a person's life: whom the answer did not reach is not asked again": (
        "participants.Participants.offer",
    ),
    "no update leads here: a loop, the start, or the command line": (
        "answers.Answers.import_shipped",
        "cluster_imports.ClusterImports.import_file",
        "conductor.Conductor._cancel_rest",
        "conductor.Conductor._end",
        "conductor.Conductor._fill",
        "conductor.Conductor._start_planned",
        "digests.Digests._write",
        "housekeeping.Housekeeping._forget_news",
        "housekeeping.Housekeeping.tidy",
        "looks.Looks._look_some",
        "looks.Looks._read_some",
        "news.delivery.Letters.carried",
        "news.delivery.NewsDelivery._change_some",
        "news.delivery.NewsDelivery._tell",
        "news.delivery.NewsDelivery._write_digests",
        "news.desk.NewsDesk.release_due",
        "news.imports.NewsImports.import_file",
        "news.imports.NewsImports.import_starter",
        "news.polling.FeedPolling._failed",
        "news.polling.FeedPolling._take",
        "news.polling.FeedPolling._unchanged",
        "news.polling.FeedPolling.poll_due",
        "news.relabelling.Relabelling._forget_some",
        "news.relabelling.Relabelling._relabel_some",
        "news.sources.NewsSources.ensure_feeds",
        "ratings.Ratings._ask",
        "reminders.Reminders._fire",
        "schedule_imports.ScheduleImports.import_file",
    ),
}


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
        if "tore.write()" in file.read_text() or "Store(database).write()" in file.read_text()
    }

    assert found == {"bot/conversation_storage.py", "bot/rehearsal.py", "outbox/worker.py"}


def writes() -> Iterator[tuple[str, bool]]:
    """Methods of services that open a write, and whether it claims, itself or one call further."""
    for file in sorted((ROOT / "services").rglob("*.py")):
        module = ".".join(file.relative_to(ROOT / "services").with_suffix("").parts)
        for part in ast.parse(file.read_text()).body:
            if isinstance(part, ast.ClassDef):
                yield from _writes_of(part, module)
            else:
                assert "store.write(" not in ast.unparse(part), f"a write outside a class: {file}"


def _writes_of(part: ast.ClassDef, module: str) -> Iterator[tuple[str, bool]]:
    bodies = {
        one.name: ast.unparse(one) for one in part.body if isinstance(one, ast.AsyncFunctionDef)
    }
    for name, body in bodies.items():
        if "store.write(" in body:
            called = [text for other, text in bodies.items() if f"self.{other}(" in body]
            is_claimed = any("updates.claim(" in text for text in (body, *called))
            yield f"{module}.{part.name}.{name}", is_claimed

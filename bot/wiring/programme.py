"""Programmes of events: their sessions, reminders, editing, the door, and who meets whom."""

from __future__ import annotations

from bot.wiring.shared import SharedParts
from services.programme.admission.attendee_lists import AttendeeLists
from services.programme.admission.checkin import CheckIn
from services.programme.admission.invitations import Invitations
from services.programme.calendars import Calendars
from services.programme.day_digests import Digests
from services.programme.editing import ProgrammeEditing
from services.programme.feedback import Feedback
from services.programme.imports import ScheduleImports
from services.programme.materials import Materials
from services.programme.participants.directory import Directory
from services.programme.participants.introductions import Introductions
from services.programme.participants.profiles import Participants
from services.programme.questions import Questions
from services.programme.ratings import Ratings
from services.programme.reminders import Reminders
from services.programme.revisions import Revisions
from services.programme.sessions import Programmes
from services.programme.typed.answers import TypedQuestions
from services.programme.uploads import ProgrammeUploads


class ProgrammeArea:
    def __init__(self, shared: SharedParts) -> None:
        store, clock, alarm = shared.store, shared.clock, shared.alarm
        organisers, zone = shared.organisers, shared.settings.zone
        self.programmes = Programmes(
            store=store, clock=clock, default_zone=zone, organisers=organisers
        )
        self.typed_questions = TypedQuestions(programmes=self.programmes, clock=clock)
        self.reminders = Reminders(store=store, clock=clock, alarm=alarm)
        self.digests = Digests(store=store, clock=clock, alarm=alarm, default_zone=zone)
        self.calendars = Calendars(
            store=store, clock=clock, address=shared.settings.web_address, default_zone=zone
        )

        self.revisions = Revisions(store=store, clock=clock, default_zone=zone)
        self.schedules = ScheduleImports(
            store=store, clock=clock, revisions=self.revisions, reader=shared.file_reader
        )
        self.uploads = ProgrammeUploads(
            store=store, clock=clock, organisers=organisers, imports=self.schedules
        )
        self.programme_editing = ProgrammeEditing(
            store=store, clock=clock, organisers=organisers, revisions=self.revisions
        )
        self.materials = Materials(store=store, clock=clock, organisers=organisers)

        self.invitations = Invitations(store=store, clock=clock, organisers=organisers)
        self.checkin = CheckIn(store=store, clock=clock, organisers=organisers)
        self.attendee_lists = AttendeeLists(store=store, organisers=organisers)
        self.questions = Questions(store=store, clock=clock, organisers=organisers)
        self.ratings = Ratings(store=store, clock=clock, alarm=alarm, default_zone=zone)
        self.feedback = Feedback(store=store, clock=clock, organisers=organisers)

        self.participants = Participants(store=store, clock=clock)
        self.directory = Directory(store=store)
        self.introductions = Introductions(
            store=store, clock=clock, organisers=organisers, default_zone=zone
        )

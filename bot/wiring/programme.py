"""Programmes of events: their sessions, reminders, editing, the door, and who meets whom."""

from __future__ import annotations

from bot.wiring.ground import Ground
from services.attendance import Attendance
from services.attendee_lists import AttendeeLists
from services.calendars import Calendars
from services.digests import Digests
from services.directory import Directory
from services.feedback import Feedback
from services.introductions import Introductions
from services.invitations import Invitations
from services.materials import Materials
from services.participants import Participants
from services.programme import Programmes
from services.programme_office import ProgrammeOffice
from services.programme_uploads import ProgrammeUploads
from services.questions import Questions
from services.ratings import Ratings
from services.reminders import Reminders
from services.revisions import Revisions
from services.schedule_imports import ScheduleImports


class ProgrammeArea:
    def __init__(self, ground: Ground) -> None:
        store, clock, alarm = ground.store, ground.clock, ground.alarm
        organisers, zone = ground.organisers, ground.settings.zone
        self.programmes = Programmes(store=store, clock=clock, alarm=alarm)
        self.reminders = Reminders(store=store, clock=clock, alarm=alarm)
        self.digests = Digests(store=store, clock=clock, alarm=alarm, default_zone=zone)
        self.calendars = Calendars(
            store=store, clock=clock, address=ground.settings.web_address, default_zone=zone
        )

        self.revisions = Revisions(store=store, clock=clock, alarm=alarm)
        self.schedules = ScheduleImports(
            store=store, clock=clock, revisions=self.revisions, reader=ground.file_reader
        )
        self.uploads = ProgrammeUploads(
            store=store, clock=clock, organisers=organisers, imports=self.schedules
        )
        self.office = ProgrammeOffice(
            store=store, clock=clock, organisers=organisers, revisions=self.revisions
        )
        self.materials = Materials(store=store, clock=clock, organisers=organisers)

        self.invitations = Invitations(store=store, clock=clock, organisers=organisers)
        self.attendance = Attendance(store=store, clock=clock, alarm=alarm, organisers=organisers)
        self.attendee_lists = AttendeeLists(store=store, organisers=organisers)
        self.questions = Questions(store=store, clock=clock, alarm=alarm, organisers=organisers)
        self.ratings = Ratings(store=store, clock=clock, alarm=alarm, default_zone=zone)
        self.feedback = Feedback(store=store, organisers=organisers)

        self.participants = Participants(store=store, clock=clock)
        self.directory = Directory(store=store)
        self.introductions = Introductions(
            store=store, clock=clock, alarm=alarm, organisers=organisers, default_zone=zone
        )

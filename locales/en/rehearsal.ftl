# Rehearsal of an event: the organiser's report and the rehearse command.

rehearsal-title = Rehearsal: { $event }
rehearsal-window = { $start } to { $end } ({ $zone })
rehearsal-note = It all ran on a copy of the data, and nobody got anything. Times are exact to a second.

rehearsal-sent = Messages
rehearsal-reached = People reached
rehearsal-peak = Most in one second
rehearsal-latest = Latest by
rehearsal-late-p99 = 99 of 100 late by no more than
rehearsal-quiet = In quiet hours
rehearsal-absent-count = Registered, but get nothing
rehearsal-waiting = Still waiting at the end
rehearsal-in-time = in time

rehearsal-conflicts = Worth fixing
rehearsal-no-conflicts = No conflicts found.
rehearsal-when = When
rehearsal-what = What is wrong
rehearsal-advice = What to do
rehearsal-more = …and { $count } more.

rehearsal-room = { $name } is taken twice: “{ $first }” and “{ $second }”
rehearsal-room-advice = Give one of the sessions another room or time.
rehearsal-speaker = { $name } speaks in two places at once: “{ $first }” and “{ $second }”
rehearsal-speaker-advice = Move one of the sessions, or check who speaks.
rehearsal-people = { $count ->
    [one] { $count } person is
   *[other] { $count } people are
} registered for two sessions at the same time: “{ $first }” and “{ $second }”
rehearsal-people-advice = Move one of the sessions, or ask people to choose one.
rehearsal-days = “{ $title }” is far from the other days of the event
rehearsal-days-advice = Check the date: it looks like a slip.
rehearsal-capacity = “{ $title }” has { $count } more people than places
rehearsal-capacity-advice = Find a larger room, or raise the number of places.
rehearsal-storm = { $count ->
    [one] { $count } reminder
   *[other] { $count } reminders
} within one minute ({ $titles }); the last one is late by { $late }{ $lost ->
    [0] {""}
   *[other] ; not in time for the start: { $lost }
}
rehearsal-storm-advice = Let the sessions begin some minutes apart, or raise SEND_RATE (now { $rate } a second; above 30 is paid).

rehearsal-kinds = What arrives
rehearsal-kind = Kind
rehearsal-count = How many
rehearsal-kind-acquaintance = Contacts of a new acquaintance
rehearsal-kind-admission = Reminder of an admission date
rehearsal-kind-announcement = Announcement
rehearsal-kind-answer = Answer to a report of a mistake
rehearsal-kind-approval = Request to approve an announcement
rehearsal-kind-change = Change of the programme
rehearsal-kind-channel = Question about a channel with news
rehearsal-kind-complaint = Complaint about a request to meet
rehearsal-kind-confirmation = Confirmation of a registration
rehearsal-kind-correction = Correction of an announcement
rehearsal-kind-digest = Morning digest
rehearsal-kind-feed = A feed of news cannot be read
rehearsal-kind-introduction = Request to meet
rehearsal-kind-news = News item
rehearsal-kind-news-digest = News digest
rehearsal-kind-news-digest-edit = Correction of a news digest
rehearsal-kind-news-edit = Correction of a news item
rehearsal-kind-news-recall = Removal of a news item
rehearsal-kind-open-day = Reminder of an open day
rehearsal-kind-open-day-change = Change of an open day
rehearsal-kind-outage = Telegram was away
rehearsal-kind-place = A place has become free
rehearsal-kind-question = Questions to a speaker
rehearsal-kind-rating = Request to rate a session
rehearsal-kind-recall = Removal of an announcement
rehearsal-kind-reminder = Reminder
rehearsal-kind-reminder-edit = Correction of a reminder
rehearsal-kind-report = Report of a mistake
rehearsal-kind-returned = Announcement given back
rehearsal-kind-stalled = An announcement has stopped
rehearsal-kind-summary = Report on an announcement

rehearsal-timeline = By the hour
rehearsal-nothing = Nothing arrives in this time.
rehearsal-unsent = What does not arrive
rehearsal-reason = Reason
rehearsal-absent = Who gets nothing
rehearsal-absent-note = These people are registered for sessions, but the bot will not write to them. Tell them some other way.
rehearsal-absent-blocked = out of reach: blocked the bot or left Telegram
rehearsal-absent-stopped = stopped the bot
rehearsal-absent-muted = switched messages about sessions off
rehearsal-person = Name
rehearsal-sessions = Sessions

rehearsal-id = id
rehearsal-session = Session
rehearsal-line = First line
rehearsal-late = Late by, s

rehearsal-progress = { $moment } — messages: { $count }
rehearsal-saved = Done in { $seconds } s. Report and list: { $folder }
rehearsal-stopped = The rehearsal was stopped; there is no report.
rehearsal-not-saved = The report could not be written: { $reason }
rehearsal-no-event = There is no event “{ $event }”. There are: { $known }
rehearsal-no-sessions = Nothing to rehearse: the programme has no session.
rehearsal-time-unclear = “{ $value }” is no time. Write it so: 2026-11-25 or 2026-11-25T09:00.
rehearsal-ends-early = The rehearsal ends before it begins. Check --from and --to.
rehearsal-too-long = Too long: up to { $days } days. Give --from and --to.

# Programmes of events: reading files with schedules.

import-schedule-type = I do not read “.{ $kind }” files. Use ics, csv, xlsx, ods, schedule.xml or schedule.json. { import-file-advice }
import-schedule-too-many = Too many sessions: up to { $limit } are fine.
import-schedule-zone = The event has an unknown time zone, “{ $value }”.
import-schedule-empty = There is not a single session in the file.
import-schedule-shape = This is no frab or pretalx schedule: the days, rooms and sessions are not where they should be.
import-schedule-doctype = The file has a DOCTYPE. I do not open such files: remove that line and try again.
import-schedule-cut = The calendar is broken in line { $line }: something is opened and not closed. Perhaps it was not downloaded as a whole.

import-session-date-only = “{ $value }” is a day without a time: hours and minutes are needed
import-session-moment = “{ $value }” is not a date with a time
import-session-time = “{ $value }” is not a time (10:00 or 2026-12-01T10:00 is needed)
import-session-year = the year { $year } will not do: from { $low } to { $high } is fine
import-session-skipped = there is no { $value } in that place: clocks go forward in that hour
import-session-twice = { $value } comes twice in that place: clocks go back in that hour. Give it in UTC
import-session-two-days = “{ $value }” is another day than the row names: { $date }
import-session-length = “{ $value }”: start and length make the end { $end }, but another one is written
import-session-no-end = “{ $value }” is only a start; an end is needed too: 10:00–11:30, or a column “end”
import-session-order = the end is not later than the start
import-session-too-long = the session is longer than { $days ->
    [one] { $days } day
   *[other] { $days } days
}
import-session-duration = “{ $value }” is not a duration (00:45 or PT45M is needed)
import-session-status = the status “{ $value }” is unknown (“cancelled” or nothing is needed)
import-session-line = line { $line } cannot be made out
import-session-endless = “{ $title }” recurs without end: add a last day or a number of times
import-session-rule-long = “{ $title }” recurs for more than a year: shorten the series or divide it
import-session-rule-many = “{ $title }” recurs too often: up to { $limit } times are fine
import-session-rule-part = in the rule by which “{ $title }” recurs I do not understand { $part }

import-event-id = “{ $value }” does not do as an event's id: up to 40 lower-case Latin letters, digits and hyphens.
import-missing = In the programme but not in the file: { $count }
import-change-moved = other time
import-change-renamed = new title
import-change-relocated = other room
import-change-cancelled = cancelled
import-change-restored = takes place again
import-change-changed = description changed
import-event-point = “{ $value }” is no point: latitude and longitude with a comma are needed, such as 56.33,43.96.

import-note-private = “{ $title }” is private in the calendar, yet everybody sees it in the programme
import-note-all-day = all day, without a time, left out: “{ $title }”
import-note-endless = repeated without end, left out: “{ $title }”
import-note-ended = the series ends before it begins, left out: “{ $title }”
import-note-no-end = “{ $title }”: no end given, an hour taken
import-note-shortened = “{ $title }”: text shortened to { $limit } characters
import-note-url = “{ $title }”: the link “{ $value }” was left out, not everybody can open it
import-note-hidden = hidden, but read (hidden rows: { $count }). Delete those that you do not want
import-note-grid = read as a grid: times go down, and across go { $columns }. Every filled cell is a session
import-note-speakers = one more speaker of the session in line { $first }, added to it
import-note-repeated = the same session as in line { $first }, taken once

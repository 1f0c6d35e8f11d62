## Importing a file

import-register-none = the file has no certificate (Certificate): it is not the register of accredited programmes
import-register-colleges = Organisations of secondary vocational education: { $count }
import-register-matched = Cards found: { $count }
import-register-ambiguous =   ? { $name }: the register has more than one “{ $college }”, left as it is
import-added = Added: { $count }
import-changed = Changed: { $count }
import-unchanged = Unchanged: { $count }
import-rejected = Rejected: { $count }
import-problem = Line { $line }, field “{ $field }”: { $reason }
import-line-of-sheet = { $line } (sheet “{ $sheet }”)
import-note = Line { $line }: { $reason }
import-unknown-column = Column “{ $column }” is unknown and was not read.
import-stored = Stored.
import-nothing-stored = Nothing was stored: mend the rejected rows and try again.
import-same = There was nothing to store: nothing has changed.
import-unknown-session = ? { $uid }: nothing to cancel, the programme has no such session
import-dry-run = Dry run: nothing was stored.
import-file-unreadable = The file { $file } could not be opened: { $reason }

import-file-empty = The file is empty.
import-file-too-large = The file is too large: up to { $limit } MB is fine.
import-file-type = I do not read “.{ $kind }” files. Use csv, xlsx, ods or json. { import-file-advice }
import-file-advice = { $kind ->
    [xls] Open the file in Excel, LibreOffice or Google Sheets and save it as xlsx.
    [xlsb] Open the file in Excel, LibreOffice or Google Sheets and save it as xlsx.
    [html] It is a web page. Open it in Excel or LibreOffice and save it as xlsx.
    [mxl] In 1C, save it as “Excel2007 (xlsx)”.
    [numbers] In Numbers, export it to Excel.
    [zip] Unpack the archive and send the file that is in it.
    [rar] Unpack the archive and send the file that is in it.
    [gz] Unpack the archive and send the file that is in it.
   *[other] Put the table into Excel, LibreOffice or Google Sheets and save it as xlsx.
}
import-file-password = The file has a password. Remove the password and send the file again.
import-file-of-programme = This looks like the programme of an event, not a table of clusters or of open days. It is uploaded elsewhere: organisers' desk (/admin) → “🗓 Programme” → “📥 Upload a file”.
import-file-of-clusters = This looks like a table of clusters, not the programme of an event. It is uploaded elsewhere: organisers' desk (/admin) → “🏭 Clusters” → “Upload a file”.
import-file-of-open-days = These look like open days, not the programme of an event. They are uploaded elsewhere: organisers' desk (/admin) → “🏭 Clusters” → “Upload a file”.
import-calendar-method = { $method ->
    [COUNTER] This proposes another time for a meeting
    [REFRESH] This asks for an invitation once more
   *[other] This answers an invitation
} (METHOD:{ $method }) and is no calendar. Save the calendar itself as ics and send it.
import-file-no-rows = There is not a single row of data in the file.
import-file-too-many-rows = Too many rows: up to { $limit } are fine.
import-file-corrupt = { $line ->
    [0] The file is damaged or is not what its name says.
   *[other] The file is damaged or is not what its name says: look at line { $line }.
}
import-file-quotes = Line { $line }: quotation marks inside a cell. Double them ("") or use other ones.
import-file-encoding = I could not tell how the text is encoded. Use UTF-8 or windows-1251.
import-file-unpacks-too-large = The file unpacks to more than { $limit } MB: I do not open such files.
import-file-too-many-cells = The table is too large: its filled cells take { $rows } rows and { $columns } columns, and there may be { $limit } cells, empty ones included. Delete what stands far from the table and send the file again.
import-file-too-heavy = I could not read the file: it would take more than { $memory } MB of memory or { $seconds } seconds. Leave one table in it, without pictures and formatting, or save it as csv.
import-file-json-shape = A json file must hold a list of objects, alone or under the key “{ $list }”.
import-file-row-too-wide = Line { $line } has more values than the header has columns.
import-file-columns = The file lacks { $count ->
    [one] the column { $columns }
   *[other] the columns { $columns }
}.{ $seen ->
    [none] { "" }
   *[other] { " " }I see these: { $seen }.
}
import-file-column = “{ $name }”

import-row-empty = a required field is empty
import-row-duplicate = the same id stands in line { $first }
import-row-repeated = a session of this title, time and place is in line { $first } already
import-row-weekday = “{ $value }” has another weekday: { $date } is a { $weekday ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}
import-file-formula = Line { $line }{ $sheet ->
    [none] {""}
   *[other] {" "}(sheet “{ $sheet }”)
}, column “{ $column }”: a formula failed there, and an error stands in place of the value. Mend it or empty the cell, then send the file again.
import-file-column-twice = The column “{ $column }” stands in the table twice: two tables seem to stand side by side. Put one below the other, or into sheets of their own.
import-row-id = “{ $value }” will not do: up to 40 lower-case Latin letters, digits and hyphens
import-row-industry = the industry “{ $value }” is unknown: call it as the bot does, “Medicine”, “Mechanical engineering”
import-row-too-long = { $length } characters, up to { $limit } are fine
import-row-control = there are control characters
import-row-half-point = only one of the coordinates is given
import-row-number = “{ $value }” are not numbers
import-row-far = far from { $city }: { $km } km; check latitude and longitude
import-note-region = the region “{ $value }” is not on the map: “near me” will not find the cluster
import-note-college = no college is named: the cluster is in the lists of its region and industry, “near me” will not find it
import-note-city = the town “{ $value }” is not on the map: “near me” will not find the cluster
import-row-swapped = latitude and longitude have changed places: { $lat }, { $lon }
import-row-off-globe = there is no such point on the globe: { $lat }, { $lon }
import-row-zone = the time zone “{ $value }” is unknown
import-row-out-of-range = “{ $value }” is not a whole number from { $low } to { $high }
import-row-url = “{ $value }” is not a web address (http:// or https:// is needed)
import-note-year = the date “{ $value }” has no year, the nearest day is taken: { $date }
import-note-day = “{ $value }” is taken for { $date }: counted from the day that has a date
import-note-aside = does not look like a row of the table, left out: “{ $value }”
import-row-days = “{ $value }” is several days: give each a line of its own
import-row-no-year = the date “{ $value }” has no year (23.11.2026 is needed)
import-row-point-of = “{ $value }” is neither town nor building
import-row-point-of-none = the point of a building needs latitude and longitude
import-row-phone = “{ $value }” is not a phone number
import-row-study-form = “{ $value }” is not a form of study (full-time, part-time, extramural)
import-row-grades = “{ $value }” are not grades (9 or 11)
import-row-yes-no = “{ $value }” is neither yes nor no
import-row-open-day = “{ $value }” is not an open day (17.04.2027 11:00 | address | link is needed)
import-day-time = “{ $value }” is not a time (11:00 is needed)
import-day-card = there is no card with the code “{ $value }”
import-day-no-college = no college is named
import-day-college = the college “{ $value }” is not among the cards; check its name and town, or give the code of the card
import-day-colleges = “{ $value }” may be several colleges: { $found }. Give the town or the code of the card
import-day-recurs = a recurring event: save each day as an event of its own
import-day-several = an event with a time that lasts several days: save each day as an event of its own
import-day-long = an event of more than { $days } days is not an open day
import-note-day-college = “{ $value }” was taken for { $name } ({ $place }). If it is another one, give the code of the card
import-note-day-past = { $date } is over and left out
import-note-day-no-such = { $date } is not on the card: nothing to cancel
import-row-date = “{ $value }” is not a date (2026-11-23 or 23.11.2026 is needed)

## Columns of files

import-column = { $name } ({ $column })
column-uid = Code
column-title = Title
column-date = Date
column-weekday = Weekday
column-start-date = Start date
column-end-date = End date
column-all-day = All day
column-time = Time
column-start = Start
column-starts-at = Start
column-dtstart = Start
column-end = End
column-ends-at = End
column-dtend = End
column-duration = Duration
column-room = Room
column-track = Track
column-speakers = Speakers
column-capacity = Places
column-abstract = Description
column-description = Description
column-summary = Title
column-rrule = Repetition
column-url = Link
column-status = Status
column-is-cancelled = Status
column-id = Code
column-lead = Lead
column-text = Text
column-picture = Picture
column-published = Published
column-dated = Day is known

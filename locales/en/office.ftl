# The programme as organisers see it: a file, an edit, materials; and what everybody takes from it.

import-crowded = “{ $title }” has { $capacity } seats and { $going } registered. All of them stay, nobody new gets in.

office-open = 🗓 Programme
office-events =
    <b>Programme</b>
    Which event? Or send a schedule file.
office-events-none =
    <b>Programme</b>
    No events yet. Send a schedule file to start the first one.
office-file = 📥 Upload a file
office-new = ➕ Session
office-back = ‹ All events
office-event = ‹ To the programme
office-sheet = ‹ To the session
office-no-sessions = No sessions yet: upload a file or add the first one.
office-day = Sessions on this day: { $day }, in all: { $all }
office-time = 🕒 { $span } ({ $zone })
office-url = 🔗 { $value }
office-people = 👥 Going: { $going }, waiting: { $waiting }
office-capacity = Seats: { $capacity }
office-capacity-none = Seats are not limited.
office-uid = <i>UID { $uid }, revision { $sequence }</i>
office-edit = ✏️ Edit

upload-ask =
    Send the programme as a file: ics, xlsx, csv, schedule.xml or schedule.json, up to 20 MB.
    I will show what would change first. Nothing changes until you agree.
upload-file-please = I am waiting for a file: ics, xlsx, csv, xml or json. Changed your mind? /cancel
upload-event-ask =
    <b>{ $file }</b>
    Which event is this programme for?
upload-event-new = ➕ A new event
upload-title-ask = What is the new event called?
upload-title-wrong = The title has to be one line of up to { $limit } characters.
upload-zone-ask =
    <b>{ $title }</b>
    Whose clock does the programme follow? Type a city or a zone, such as “Europe/Moscow”.
upload-zone-unclear = I don’t know that time zone. Type a larger city, or a zone such as Asia/Yekaterinburg.
upload-head =
    <b>{ $title }</b>
    File { $file }, times: { $zone }
upload-head-new =
    <b>New event: { $title }</b>
    File { $file }, times: { $zone }
upload-added = Added: { $count }
upload-changed = Changed: { $count }
upload-unchanged = Unchanged: { $count }
upload-missing = In the programme but not in the file: { $count }
upload-rejected = With mistakes: { $count }
upload-problem = ⛔️ Line { $line }, field “{ $field }”: { $reason }
upload-crowded = ⚠️ <b>{ $title }</b> has { $capacity } seats and { $going } registered. All of them stay, nobody new gets in.
upload-line-added = ➕ <b>{ $title }</b>, { $span }
upload-line-moved = 🕒 <b>{ $title }</b>: { $old } → { $new }
upload-line-renamed = ✏️ “{ $old }” → <b>“{ $title }”</b>
upload-line-relocated = 📍 <b>{ $title }</b>: { $old } → { $new }
upload-line-cancelled = ❌ <b>{ $title }</b>: cancelled
upload-line-restored = ✅ <b>{ $title }</b>: takes place again
upload-line-changed = 📝 <b>{ $title }</b>: description, speakers or seats
upload-line-missing = ❔ <b>{ $title }</b>, { $span }: not in the file, stays as it is
upload-column = I don’t know the column “{ $column }” and skip it.
upload-refused = Nothing changes while the file has mistakes. Correct them and send it again.
upload-nothing = The file changes nothing: the programme is like that already.
upload-changed-meanwhile = ⚠️ The programme changed while you were looking. Here is the new comparison, please check it.
upload-cancel-missing = ❌ Cancel what the file lacks: { $count }
upload-keep-missing = ↩️ Don’t cancel what the file lacks
upload-apply = Apply
upload-apply-telling = Apply and tell { $count }
upload-apply-quietly = Apply quietly
upload-drop = Don’t apply
upload-dropped = All right, the file is put aside. The programme stays as it was.
upload-applied = ✅ Done: <b>{ $title }</b>
upload-telling = { $count ->
    [one] { $count } person will hear of it in two minutes.
   *[other] { $count } people will hear of it in two minutes.
}
upload-gone = This file is no longer here: it was put aside, or a week has passed. Send it again.
upload-applied-already = This file has been applied already.

edit-title = ✏️ <b>{ $title }</b>
edit-empty = Nothing changed so far. What needs an edit?
edit-stale = ⚠️ Somebody else changed this session while you were editing. Your edits are safe: compare them with what it is now, and save.
edit-field-starts = Start
edit-field-ends = End
edit-field-title = Title
edit-field-room = Room
edit-field-speakers = Speakers
edit-field-track = Track
edit-field-capacity = Seats
edit-field-abstract = Description
edit-field-url = Link
edit-cancel = ❌ Cancel the session
edit-restore = ✅ Bring it back
edit-save = Save…
edit-drop = Leave it
edit-back = ‹ Back
edit-ask-starts = When does it start? “15:00” means the same day; or “tomorrow 15:00”, “25 November 15:00”. Times: { $zone }. It stays as long as it was.
edit-ask-ends = When does it end? A time (“16:30”) or how long (“45 min”, “1 h 30 min”). Times: { $zone }.
edit-ask-title = The new title?
edit-ask-room = Which room? “—” for none.
edit-ask-speakers = Who speaks? Separate names with semicolons or new lines. “—” for nobody.
edit-ask-track = Which track? “—” for none.
edit-ask-capacity = How many seats? A number, or “—” for no limit.
edit-ask-abstract = The new description? “—” to remove it.
edit-ask-url = Address of its page (https://…)? “—” to remove it.
edit-confirm =
    <b>{ $title }</b>
    Save this?
edit-audience = { $count ->
    [0] Nobody needs to be told.
    [one] { $count } person will be told of the change.
   *[other] { $count } people will be told of the change.
}
edit-save-telling = Save and tell
edit-save-quietly = Save quietly
edit-save-now = Save
edit-saved = Saved.
edit-nothing = Nothing is changed here, so there is nothing to save.
edit-gone = This edit has been saved or dropped already. Here is a fresh menu.
edit-crowded = That would be { $capacity } seats, and { $going } people are registered. Give at least { $going }, or keep them all and close the list.
edit-capacity-again = Give another number
edit-keep-all = Keep all, let nobody new in
edit-capacity = A whole number of seats is needed, such as 40. For no limit, “—”.
edit-row-empty = It cannot do without: type a word at least.
edit-row-too-long = Too long: { $length } characters, and { $limit } fit. Send something shorter.
edit-row-control = There are invisible control characters in the text. Type it instead of pasting.
edit-row-url = “{ $value }” does not look like an address: those begin with http:// or https://
edit-row-out-of-range = “{ $value }” will not do: there can be { $low } to { $high } seats.
edit-session-order = The end would not be after the start. Give a later end; if it is on another day, add the date.
edit-session-too-long = The session would last more than { $days ->
    [one] { $days } day
   *[other] { $days } days
}. Check the date.
edit-session-year = The year { $year } will not do: { $low } to { $high } will.
edit-session-skipped = There is no { $value } there: clocks go forward in that hour. Give another time.
edit-session-twice =
    { $value } comes twice there: clocks go back in that hour. Which of the two? Send one:
    <code>{ $first }</code>
    <code>{ $second }</code>
edit-new-ask =
    Send the new session in lines:
    title
    start (“tomorrow 15:00”)
    end or how long (“45 min”)
    room, if there is one
edit-new-lines = Three or four lines are needed: title, start, end or how long, room.
edit-new-done = ✅ The session is added. Use “Edit” to fill in the rest.

materials-button = 📎 Materials · { $count }
materials-title =
    <b>{ $title }</b>
    Materials. Tap one, and I will send it.
materials-none =
    <b>{ $title }</b>
    No materials yet.
materials-office =
    <b>{ $title }</b>
    Materials: { $count } of { $limit }
materials-line = { $label }
materials-ask = Send a file, photo, video or link. A link may have a title: “Slides https://…”. Everybody will see them.
materials-more = Added. You can send more.
materials-add = ➕ Add
materials-done = Done
materials-remove = 🗑 { $title }
materials-removed = Removed.
materials-photo = Photo
materials-video = Video
materials-audio = Audio
materials-document = Document
materials-full = No more than { $limit } materials fit. Remove one, or give a link to a folder.
materials-unclear = I cannot attach this. Send a file, photo, video, audio or link.
materials-link-wrong = This does not look like a link. A full address is needed: https://…
materials-gone = This material has been removed. Here is a fresh menu.
materials-file-gone = Telegram no longer has the file “{ $title }”. Ask the organisers.

programme-changes = 📢 Changes
programme-download = 💾 Download
changes-title = <b>Changes: { $title }</b>
changes-zone = Times: { $zone }
changes-none = The programme has not changed so far.
changes-at = <i>{ $moment }</i>
changes-added = ➕ Added: <b>{ $title }</b>, { $span }
changes-removed = ❌ Removed: <b>{ $title }</b>
changed-cancelled = ❌ Cancelled
changed-restored = ✅ Takes place again
changed-time = 🕒 { $old } → <b>{ $new }</b>
changed-title = Title: “{ $old }” → <b>“{ $new }”</b>
changed-room = 📍 Room: { $old } → <b>{ $new }</b>
changed-track = Track: { $old } → <b>{ $new }</b>
changed-speakers = Speakers: { $old } → <b>{ $new }</b>
changed-capacity = Seats: { $old } → <b>{ $new }</b>
changed-url = Link: { $old } → <b>{ $new }</b>
changed-abstract = New description: { $new }
changed-no-limit = no limit

download-ask =
    <b>{ $title }</b>
    In which form would you like the programme?
download-ics = 📅 For a calendar (ics)
download-xml = schedule.xml for apps
download-json = schedule.json for apps
download-caption-ics = “{ $title }”: open the file, and the whole programme is in your calendar.
download-caption-xml = “{ $title }”: the programme for Giggity and other conference apps.
download-caption-json = “{ $title }”: the programme as schedule.json.

audit-session-added = added the session “{ $title }”
audit-session-changed = changed the session “{ $title }”, told: { $people }
audit-programme-imported = loaded the programme “{ $event }” from { $file }: { $added } added, { $changed } changed, told: { $people }
audit-material-added = added the material “{ $title }” to the session “{ $session }”
audit-material-removed = removed the material “{ $title }” from the session “{ $session }”

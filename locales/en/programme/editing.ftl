# The programme as organisers see it: a file, an edit, materials; and what everybody takes from it.

import-past = “{ $title }”: { $day }, which is over already.
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
office-uid = <i>Code in files (uid): { $uid }, revision { $sequence }</i>
office-edit = ✏️ Edit
office-move = 🕒 Move

edit-title = ✏️ <b>{ $title }</b>
edit-empty = Nothing changed so far. What needs an edit?
edit-stale = ⚠️ Somebody else changed this session while you were editing. Your edits are safe: compare them with what it is now, and save.
edit-field-starts = Start
move-ask =
    <b>{ $title }</b>
    It begins { $present }. Move it by how much? Or type the new start: “15:00”, “tomorrow 15:00”.
move-minutes = { $count } min
move-hours = { $count } h
move-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
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
edit-ask-starts = When does it start? “15:00” means the same day; or “tomorrow 15:00”, or with the end: “15:00–16:30”. Without an end it stays as long as it was. Times: { $zone }.
edit-ask-ends = When does it end? A time (“16:30”, “midnight”) or how long (“45 min”, “1 h 30 min”). Times: { $zone }.
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
office-typed-one = You seem to mean this session. Choose what to do with it.
office-typed-past = That time has passed already. Choose another with «Move».
office-typed-several = Which session shall I open?
office-typed-none = Which session is it? Here are the next ones; all are in the programme.
office-typed-announce =
    An announcement reaches those whom you choose.

    If the programme itself changes, change the session: I will tell those who go to it.
edit-called =
    { $count ->
        [one] { $count } person of the waiting list gets a place: I will write to them.
       *[other] { $count } people of the waiting list get a place: I will write to them.
    }
edit-clash = ⚠️ At that time “{ $title }” is in the room “{ $name }”: { $span }.
edit-clash-speaker = ⚠️ At that time { $name } speaks at “{ $title }”, too: { $span }.
edit-audience = { $count ->
    [0] Nobody needs to be told.
    [one] { $count } person will be told of the change.
   *[other] { $count } people will be told of the change.
}
edit-save-telling = Save and tell
edit-save-quietly = Save quietly
edit-save-now = Save
edit-saved-telling = { $count ->
    [one] Saved. In two minutes { $count } person will be told.
   *[other] Saved. In two minutes { $count } people will be told.
}
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
edit-session-order = The end has to be after the start. If it is on another day, add the date.
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
    start and end (“tomorrow 15:00–16:30”)
    room, if there is one
edit-new-lines = Two or three lines are needed: title, start and end (“tomorrow 15:00–16:30”), room. Start and end may be two lines, too.
edit-new-done = ✅ The session is added. Use “Edit” to fill in the rest.

audit-session-added = added the session “{ $title }”
audit-session-changed = changed the session “{ $title }”, told: { $people }
audit-programme-imported = loaded the programme “{ $event }” from { $file }: { $added } added, { $changed } changed, told: { $people }
audit-material-added = added the material “{ $title }” to the session “{ $session }”
audit-material-removed = removed the material “{ $title }” from the session “{ $session }”

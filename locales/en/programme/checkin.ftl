# The door: invitations, badges, who came, lists.

sheet-office = 🗓 Session
sheet-door = 🚪 Door
sheet-feedback = 💬 Questions, ratings
admin-door = 🚪 Door and lists

session-closed = 🔒 By invitation
session-closed-admitted = 🔓 By invitation, and you have one
session-closed-how = 🔒 <b>By invitation.</b> Open the organisers' link or QR code, or press “Enter a code”.
session-barred = This session is by invitation. Open the organisers' link, or enter the code on the session's card. If you have neither, ask the organisers.
session-attended = You have been checked in at the door, so you cannot leave the session any more. If that is a mistake, please see the organisers.
session-enter-code = 🔑 Enter a code
schedule-badge = 🎫 My badge

invitation-accepted = { $count ->
    [one] 🔓 Your invitation is accepted. It opens { $count } session:
   *[other] 🔓 Your invitation is accepted. It opens { $count } sessions:
}
invitation-session =
    <b>{ $title }</b>
    { $moment }
invitation-more = And { $count } more: see the programme.
invitation-ask = Send the code of your invitation: 13 Latin letters and digits, such as <code>7k3m-9xqp-2dtwa</code>. Changed your mind? /cancel
invitation-wrong = This code opens nothing at the moment. Please check it: 13 Latin letters and digits. If it is right, ask the organisers for a new one.
invitation-too-many = { $minutes ->
    [one] Too many wrong codes. Please try again in { $minutes } minute.
   *[other] Too many wrong codes. Please try again in { $minutes } minutes.
}
invitation-open = Anybody can join. Close the session, and only those with a code or a link can.
invitation-closed = { $count ->
    [one] 🔒 By invitation. The code opens { $count } session.
   *[other] 🔒 By invitation. The code opens { $count } sessions.
}
invitation-code = Code: <code>{ $code }</code>
invitation-link = Link: { $url }
invitation-note = Who joined before stays on the list. A new code ends the old one.
invitation-caption =
    <b>{ $title }</b>
    An invitation: open the link or point a camera at the QR code.
    { $url }
    Code: <code>{ $code }</code>
invitation-back = ‹ To the invitation
invitation-show = Show the QR code
invitation-close = 🔒 Close to the public
invitation-close-track = 🔒 Close the whole track ({ $count })
invitation-renew = New code
invitation-renew-track = New code for the track ({ $count })
invitation-reopen = Open to all
invitation-reopen-track = Open the whole track ({ $count })
invitation-none = Anybody can join at the moment, nobody needs an invitation.

badge-caption =
    🎫 <b>{ $name }</b>
    This is your personal badge: show the QR code at the door. Do not pass it on.
    { $url }
badge-renew = Issue a new one
badge-renewed = Here is your new badge. The old one is no longer valid.
badge-gone = This badge is no longer valid. Ask its owner to open “My badge” again.
badge-not-yours = This link checks guests in at the door, it works for organisers only. Your own badge is in “My schedule”: /my.

visit-name = 👤 <b>{ $name }</b>
visit-name-username = 👤 <b>{ $name }</b> · @{ $username }
visit-session =
    <b>{ $title }</b>
    { $moment }{ $where }
visit-came = ✅ Checked in: { $moment } — { $witness }
visit-waits = ⏳ On the waiting list
visit-not-registered = Not registered for what is on soon. You can add them here.
visit-nothing = There is nothing to add them to now or in the next three hours.
visit-add = ➕ Add to a session
visit-add-ask = Which session? Beside the title you see how many places are taken.
visit-add-to = ➕ { $title } · { $places }
visit-back = ‹ Back
visit-mark = ✅ Check in: { $title }
visit-let-in = Let in: { $title } · { $places }
visit-undo = ↩️ Undo check-in: { $title }

door-events = <b>Door and lists.</b> Which event?
door-event =
    <b>{ $title }</b>
    Which session? Below are the lists of the whole event.
door-title = 🚪 <b>{ $title }</b>
door-when = 🕒 { $moment }
door-came = Came: <b>{ $shown }</b>
door-going = Registered: { $shown }
door-capacity = Places: { $shown }
door-waiting = Waiting list: { $shown }
door-counted = As of { $time }
door-refresh = 🔄 Refresh
door-undo = ↩️ Undo check-in: { $name }
door-list = 👥 List
door-invitation = 🔒 Invitation
door-back = ‹ To the sessions
door-back-session = ‹ At the door
door-all = 🚪 Door and lists
door-no-place = This person has no place in the session. Open their badge again.
door-waits = This person is on the waiting list. Open their badge again and press “Let in”.
door-nobody = This person is not in the bot any more. Here is a fresh menu.
door-toast-mark = Checked in.
door-toast-let-in = They have a place and are checked in.
door-toast-add = Added and checked in.
door-toast-undo = The check-in is undone.
door-toast-was = It is so already.

list-title = { $count ->
    [one] 👥 <b>{ $title }</b>: { $count } person
   *[other] 👥 <b>{ $title }</b>: { $count } people
}
list-line-came = ✅ { $name }, is here
list-line-going = • { $name }
list-line-waiting = ⏳ { $name }, waiting list
list-empty = Nobody has joined yet.
list-search-hint = Type a name or a part of it: I will find the person, one button checks them in.
list-search-next = Who is next? Type a name. When done: “‹ At the door” or /cancel.
list-found = { $count ->
    [one] 🔎 “{ $text }”, <b>{ $title }</b>: found { $count } person
   *[other] 🔎 “{ $text }”, <b>{ $title }</b>: found { $count } people
}
list-found-more = These are the first { $shown }: type more of the name.
list-found-nobody =
    🔎 “{ $text }”: nobody found among those registered.
    Spell the name or surname differently. Who is not registered can show their badge: “My schedule” → “My badge”. When done: “‹ At the door” or /cancel.
list-export = ⬇️ { $kind }
list-export-all = ⬇️ Whole event: { $kind }
list-being-made = Making the file…
list-caption = { $count ->
    [one] “{ $title }”: { $count } row. The file holds personal data, please pass it on only where needed.
   *[other] “{ $title }”: { $count } rows. The file holds personal data, please pass it on only where needed.
}
list-too-long = One file holds { $limit } rows. Please export the sessions one by one.
list-sheet = Participants
list-going = going
list-waiting = waiting list
list-column-session = Session
list-column-starts = Starts
list-column-name = Name
list-column-username = Username
list-column-id = Telegram ID
list-column-region = Region
list-column-cluster = Cluster
list-column-organisation = Organisation
list-column-position = Position
list-column-state = Going
list-column-registered = Registered
list-column-came = Came

audit-session-closed = made a new code for “{ $title }” (sessions: { $count })
audit-session-opened = opened “{ $title }” to all (sessions: { $count })
audit-door-came = checked in guest { $visitor } at “{ $title }”
audit-door-let-in = let guest { $visitor } in from the waiting list of “{ $title }”
audit-door-added = added guest { $visitor } at the door of “{ $title }”
audit-door-undone = undid the check-in of guest { $visitor } at “{ $title }”
audit-list-exported = exported the list of “{ $title }” ({ $kind }, rows: { $rows })

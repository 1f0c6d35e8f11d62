## The organisers' desk

admin-forbidden = This is for organisers only.
admin-owners-only = Only the bot's owner can do this.
admin-title = <b>Organisers' desk</b>
admin-people = People: <b>{ $shown }</b>
admin-active = Here in the last 7 days: { $week }, in 30 days: { $month }
admin-unreachable = Unreachable: { $unreachable }, want no messages: { $stopped }
admin-queue = Waiting to be sent: { $shown }
admin-late = The oldest of them has been waiting { $late }
admin-announcements = Announcements planned: { $planned }, being sent: { $running }
admin-errors = Last errors of sending:
admin-error = • { $error }
admin-compose = 📣 New announcement
admin-under-way = ⏳ Under way
admin-archive = 🗂 Archive
admin-organisers = 👤 Organisers
admin-log = 📜 Log
admin-refresh = 🔄 Refresh
admin-home = ‹ Organisers' desk
admin-back = ‹ Back
admin-under-way-title = <b>Under way</b>
admin-under-way-none = Nothing is being sent or planned, and you have no drafts.
admin-running = No. { $number }: being sent, { $done } of { $all }
admin-planned = No. { $number }: { $when }. To: { $audience }
admin-draft = No. { $number }: a draft of { $when }. To: { $audience }
admin-awaiting = No. { $number }: waits for approval. To: { $audience }. { $when }
admin-open = Open No. { $number }
admin-archive-title = { $count ->
    [0] <b>The archive</b> is empty.
    [one] <b>Archive</b>: { $count } announcement
   *[other] <b>Archive</b>: { $count } announcements
}
admin-archived = No. { $number }, { $moment }: delivered { $sent } of { $all }
admin-archived-words = “{ $words }”
post-kind-text = text
post-kind-media = photo or file
post-kind-album = album
post-kind-poll = poll
post-kind-other = message

organisers-title = <b>Organisers</b>
organisers-none = Nobody besides the owners.
organisers-line = • { $name } ({ $id }), since { $moment }
organisers-add = ➕ Add
organisers-ask =
    Forward any message of that person here, or send their id as a number.
    Changed your mind? /cancel
organisers-pick = 👤 Choose a person
organisers-pick-ask = Or choose a person from your chats with the button below: that works for those who are hidden in forwards too.
organisers-added = Done: { $name } is an organiser now.
organisers-already = { $name } is an organiser already.
organisers-remove = ✕ { $name }
organisers-remove-ask = Take the organiser's rights from { $name }?
organisers-remove-yes = Yes, take them
organisers-gone = This organiser is not on the list any more.
organisers-bot = A bot cannot be an organiser.
organisers-hidden = This person hides who they are when forwarded. Choose them with the button “👤 Choose a person” below, or send their id as a number.
organisers-unclear = I do not understand who that is. Forward a message of theirs, or send their id as a number. Or /cancel.
organisers-id-wrong = No Telegram id looks like that. Check the number.

log-title = <b>Log</b>
log-none = No entries yet.
log-line = { $moment }, { $name }: { $what }
audit-organiser-added = added organiser { $name } ({ $id })
audit-organiser-removed = removed organiser { $name } ({ $id })
audit-unknown = action { $action }
desk-typed = This seems to be the place. Words alone change and send nothing: press what you need.
desk-typed-reports = Reports of mistakes

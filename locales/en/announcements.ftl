# Announcements: draft, audience, time, sending, results.

announcement-settings = 🔔 Notification settings
announcement-album-tail = ⬆️ An announcement of the Professionalitet programme

duration-seconds = { $count ->
    [one] about { $count } second
   *[other] about { $count } seconds
}
duration-minutes = { $count ->
    [one] about { $count } minute
   *[other] about { $count } minutes
}
duration-hours = { $count ->
    [one] about { $count } hour
   *[other] about { $count } hours
}

## The post

broadcast-ask =
    <b>New announcement</b>
    Send the post as one message: text with any formatting, a photo, a video, a document, an album or a poll.
    I copy it as it is. Changed your mind? /cancel
post-refused = Telegram does not let bots copy such a message. Please send the post as another one.
post-correction-too-long = A correction has at most { $limit } characters: Telegram does not let longer messages be edited. Please shorten it.
post-refused-paid = Telegram does not let bots copy paid media. Please send the post as another message.
post-refused-giveaway = Telegram does not let bots copy giveaways. Please send the post as another message.
post-refused-invoice = Telegram does not let bots copy invoices. Please send the post as another message.
post-refused-quiz = A quiz can be copied only if the bot knows the right answer. Please send an ordinary poll.
post-refused-service = This is a service message, it cannot be sent on. Please send an ordinary post.

## The draft

broadcast-title-draft = <b>Announcement</b>, a draft. The post above is exactly what recipients will see.
broadcast-title-awaiting = <b>Announcement</b>, waiting for a second organiser's approval.
broadcast-title-planned = <b>Announcement</b>, planned.
broadcast-title-started = <b>Announcement</b>, being sent or sent already.
broadcast-fact-audience = To: { $audience }
broadcast-fact-people = { $count ->
    [0] <b>No recipients</b>
    [one] <b>{ $shown }</b> recipient, { $takes }
   *[other] <b>{ $shown }</b> recipients, { $takes }
}
broadcast-fact-now = When: as soon as you confirm
broadcast-fact-at = When: { $moment }
broadcast-fact-local = When: { $moment }, each recipient's local time
broadcast-fact-zones-past = Where that hour has passed already ({ $past } of { $zones } time zones) it leaves at once.
broadcast-fact-category-important = Category: important. Reaches everyone, in quiet hours too
broadcast-fact-category-news = Category: news. Recipients' quiet hours are kept
broadcast-fact-category-sessions = Category: sessions. Recipients' quiet hours are kept
broadcast-fact-outlets = Also to channels and topics: { $titles }
broadcast-fact-buttons = Buttons: { $labels }
broadcast-fact-silent = Without sound
broadcast-fact-expiry = Not to be sent after: { $moment }
broadcast-album-hint = Telegram allows no buttons under an album: they follow in a message of their own.

broadcast-audience = 👥 To whom
broadcast-when = 🕒 When
broadcast-category = 🏷 Category
broadcast-buttons = 🔗 Buttons
broadcast-silent-off = 🔔 With sound
broadcast-silent-on = 🔕 Silent
broadcast-expiry = ⌛ Expiry
broadcast-outlets = 📣 Channels
broadcast-test = 🧪 Try it on me
broadcast-send = Send
broadcast-discard = 🗑 Delete
broadcast-withdraw = ↩️ Back to drafts
broadcast-back = ‹ Back

broadcast-category-title =
    <b>What is it about?</b>
    Recipients can switch off news and sessions, but not what is important. That comes in quiet hours too.
category-important = Important
category-news = News
category-sessions = Sessions

broadcast-buttons-ask =
    <b>Buttons under the post</b>
    Send up to eight lines such as “Text — https://address”.
    For example: Sign up — https://example.org/form
broadcast-buttons-remove = Remove the buttons
broadcast-buttons-empty = I see no line at all. It should be “Text — https://address”.
broadcast-buttons-too-many = Too many buttons: up to { $limit } are possible.
broadcast-button-unclear = I do not understand line { $line }. It should be “Text — https://address”.
broadcast-button-long = The label in line { $line } is too long: up to { $limit } characters.

broadcast-when-title = <b>When should it leave?</b>
broadcast-type-time = ✏️ Set a time
broadcast-now = As soon as I confirm
broadcast-local-on = 🌍 At everyone's local time
broadcast-local-off = 📍 At one moment for all
broadcast-local-needs-time = Set a time first.
broadcast-time-ask =
    Write the time as you would say it: “tomorrow 10:00”, “December 25 14:30”, “in 2 hours”.
    Time zone: { $zone }. Changed your mind? /cancel
moment-unclear = I do not understand the time. Write, for example, “tomorrow 10:00”, “December 25 14:30” or “in 2 hours”. Or /cancel.
moment-no-clock = At what time? Write the day and the hour together, for example “tomorrow 10:00” or “December 25 14:30”. Or /cancel.
moment-past = That time has passed. Set one in the future, or /cancel.
moment-too-far = That is too far ahead: a year is the most.

broadcast-expiry-ask =
    <b>Until when does the announcement make sense?</b>
    Whoever we do not reach by then will not get it at all.
    Write a time: “today 18:00”, “in 2 hours”. Changed your mind? /cancel
broadcast-expiry-remove = Remove the expiry
broadcast-expires-before-start = It would expire before it leaves, and nobody would get it. Change the expiry or the time.

broadcast-outlets-title =
    <b>Where else should it go?</b>
    Tick channels, groups and topics. The bot has to be an administrator there.
broadcast-outlets-none =
    <b>Where else should it go?</b>
    Nowhere yet: make the bot an administrator of a channel or group, or add one by its link.
broadcast-outlet-add = ➕ Add by link
broadcast-outlet-ask =
    Send a link to the channel, group or topic (https://t.me/…), a @name, or forward a post from the channel.
    Changed your mind? /cancel
broadcast-outlet-pick = Or choose with the buttons below: the bot becomes an administrator there at once.
broadcast-outlet-added = Done: “{ $title }” is added.
pick-channel = 📣 Choose a channel
pick-group = 👥 Choose a group
outlet-unclear = I do not understand which channel that is. Send a link https://t.me/…, a @name or a post from the channel. Or /cancel.
outlet-not-reachable = I see no such channel, group or topic. Check the link, and add the bot there as an administrator.
outlet-no-rights = The bot is no administrator there, or may not post. Give it that right and try again.

broadcast-test-sent = A copy is on its way to you: recipients will see just that.
broadcast-confirm = <b>Send the announcement?</b>
broadcast-confirm-approval = That is a large audience, so a second organiser will approve it first.
broadcast-confirm-yes = Yes, send it
broadcast-confirm-plan = Yes, plan it
broadcast-awaiting = The other organisers have been asked. As soon as one of them agrees it will leave.
broadcast-planned = <b>Planned.</b>
broadcast-approval = { $count ->
    [one] <b>Your approval is needed.</b> An announcement by “{ $author }” will go to { $shown } recipient.
   *[other] <b>Your approval is needed.</b> An announcement by “{ $author }” will go to { $shown } recipients.
}
broadcast-approve = Approve
broadcast-reject = Return to the author
broadcast-approved = Approved: it is being sent.
broadcast-approved-later = Approved: it will leave at its time.
broadcast-rejected = It has gone back to its author's drafts.
broadcast-discard-ask = Delete the announcement? It cannot be brought back.
broadcast-discard-yes = Yes, delete it
broadcast-discarded = The announcement is deleted.

broadcast-nobody = There are no recipients: change whom it is for.
broadcast-start-past = The time that was set has passed. Set another one.
broadcast-already-confirmed = This announcement is confirmed already and cannot be changed.
broadcast-not-yours = Another organiser is preparing this announcement.
broadcast-approve-own = You cannot approve your own announcement: a second organiser has to.
broadcast-nobody-approves = More than { $limit } recipients need a second organiser, and there is none. Add one in /admin.
broadcast-gone = This announcement is gone. Here is a fresh menu.

## Audience

audience-title =
    <b>To whom?</b>
    Conditions add up: whoever meets all of them gets it.
audience-except-title =
    <b>Whom to leave out?</b>
    Whoever meets this condition does not get it.
audience-none-yet = No conditions yet: everyone gets it.
audience-everyone = everyone
audience-except = except: { $words }
audience-languages = language: { $values }
audience-roles = role: { $values }
audience-regions = region: { $values }
audience-within = within { $km } km of { $place }
audience-favourites = { $count ->
    [one] { $count } favourite cluster
   *[other] { $count } favourite clusters
}
audience-industries = industry of favourites: { $values }
audience-registered = registered: { $name }
audience-chosen = { $count ->
    [one] { $count } person from a file
   *[other] { $count } people from a file
}
audience-received = those who have got it
audience-add-except = ➖ Except…
audience-reset = Everyone, no conditions
audience-kind-language = ➕ Language
audience-kind-role = ➕ Role
audience-kind-region = ➕ Region
audience-kind-place = ➕ Near a place
audience-kind-favourite = ➕ Favourite cluster
audience-kind-industry = ➕ Industry
audience-kind-registered = ➕ Registered for…
audience-kind-file = ➕ List from a file
audience-values = <b>To whom.</b> Tick one or several: any of them will do.
audience-values-except = <b>Whom to leave out.</b> Tick one or several.
audience-values-none = There is nothing to choose from yet: nobody has told this about themselves.
audience-place-ask = Near which place? Write a town or village. Changed your mind? /cancel
audience-radius-title = <b>{ $place }</b>, { $region }. How far?
audience-radius = within { $km } km
audience-events = <b>Registered for which event?</b>
audience-events-none = There are no events yet. Once there is a programme, those registered can be chosen here.
audience-event-title = <b>{ $title }</b>
audience-event-whole = Everyone registered for the event
audience-event-track = Track: { $track }
audience-file-ask =
    Send a file with the list: txt, csv or xlsx, one Telegram id a line or in a column “id”.
    Changed your mind? /cancel
audience-file-read = { $count ->
    [one] I read { $count } id; known to the bot: { $known }.
   *[other] I read { $count } ids; known to the bot: { $known }.
}
audience-file-empty = There is no id in the file.
audience-file-too-long = The list is too long: up to { $limit } ids.
audience-file-row = Line { $line }: “{ $value }” is no id. Nothing was stored; correct the file and send it again.

## Sending

dispatch-send-running = <b>Being sent</b>
dispatch-send-paused = <b>Sending is paused</b>
dispatch-send-finished = <b>Sending is finished</b>
dispatch-send-cancelled = <b>Sending was stopped</b>
dispatch-correct-running = <b>Being corrected at the recipients</b>
dispatch-correct-paused = <b>Correcting is paused</b>
dispatch-correct-finished = <b>Correcting is finished</b>
dispatch-correct-cancelled = <b>Correcting was stopped</b>
dispatch-recall-running = <b>Being recalled from the recipients</b>
dispatch-recall-paused = <b>Recalling is paused</b>
dispatch-recall-finished = <b>Recalling is finished</b>
dispatch-recall-cancelled = <b>Recalling was stopped</b>
dispatch-filling = Making the list: { $shown }…
dispatch-bar = { $bar } { $percent } %
dispatch-figures = Done { $sent } · failed { $failed } · left { $left }
dispatch-left-in = { $takes } to go
dispatch-pause = ⏸ Pause
dispatch-resume = ▶️ Resume
dispatch-cancel = ⛔️ Stop
dispatch-cancel-ask = Stop for good? Those who have not got it yet ({ $left }) will not.
dispatch-cancel-yes = Yes, stop
dispatch-over = It is over already.
dispatch-busy = Wait until the earlier correction or recall has ended.
dispatch-recalled = The announcement was recalled: there is nothing left to change.
dispatch-recall-too-late = More than 48 hours have passed: Telegram does not let these messages be deleted any more.
dispatch-not-paused = The sending is not paused.
dispatch-correct-impossible = Telegram does not let albums and polls be corrected. You can recall it and send it anew.
dispatch-correct-kind = It can be corrected only in kind: text by text, a photo or file by a photo or file.
dispatch-stalled =
    <b>The sending has stopped.</b>
    The post was deleted from our chat, and there is nothing left to copy. Nobody is lost: the rest wait in the queue.
    Send the post once more, or stop the sending for good.
dispatch-replace = Send the post again
dispatch-replace-ask = Send the post, and the sending goes on where it stopped. Changed your mind? /cancel
dispatch-open-send = Open the sending
dispatch-open-correct = Open the correction
dispatch-open-recall = Open the recall

## Afterwards

sent-title = <b>Announcement No. { $number }</b>
sent-began = Begun: { $moment }
sent-correct = ✏️ Correct
sent-recall = ↩️ Recall
sent-repeat = 🔁 To those without it
sent-refresh = 🔄 Refresh
sent-correct-ask =
    Send the corrected post. Copies that were sent change in place, and whoever has none yet gets the corrected one.
    Changed your mind? /cancel
sent-recall-ask = Delete the announcement at everyone who got it ({ $shown })? Telegram allows that for 48 hours only.
sent-recall-yes = Yes, recall it

summary-sent-send = Delivered: <b>{ $shown }</b>
summary-sent-correct = Corrected: <b>{ $shown }</b>
summary-sent-recall = Recalled: <b>{ $shown }</b>
summary-failed = Failed: { $shown }
summary-reason = • { $reason }: { $shown }
summary-uncertain = May have arrived twice, for the connection broke: { $shown }
summary-took = It took { $takes }
reason-blocked = blocked the bot
reason-deactivated = account deleted
reason-not-found = chat not available
reason-opted-out = do not want such messages
reason-cancelled = stopped
reason-expired = not in time
reason-too-old = more than 48 hours old
reason-other = other: { $error }
chart-title-send = Delivered
chart-title-correct = Corrected
chart-title-recall = Recalled
chart-seconds = seconds since { $moment }
chart-count = messages

## The organisers' desk

command-admin = Organisers' desk
command-broadcast = New announcement
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
audit-confirmed = confirmed announcement No. { $id }, recipients: { $people }
audit-approval-asked = asked for approval of announcement No. { $id }, recipients: { $people }
audit-approved = approved announcement No. { $id }, recipients: { $people }
audit-withdrawn = returned announcement No. { $id } to drafts
audit-discarded = deleted announcement No. { $id }
audit-dispatch-paused = paused a sending ({ $id })
audit-dispatch-running = resumed a sending ({ $id })
audit-dispatch-cancelled = stopped a sending ({ $id })
audit-post-replaced = sent a post again ({ $id })
audit-correct-begun = corrected announcement No. { $id }
audit-recall-begun = recalled announcement No. { $id }
audit-unknown = action { $action }

## Alarms to the owners

alarm-store =
    🚨 <b>The database takes no more writes.</b>
    Sending has stopped, nothing is lost. Make room or check the disk, and it goes on by itself.
    Reason: <code>{ $reason }</code>
alarm-token =
    🚨 <b>Telegram does not let the bot in.</b>
    The token was revoked, or another process runs this bot. Messages wait in the queue.
    Reason: <code>{ $reason }</code>
outage-begun =
    ⚠️ <b>Telegram stopped answering the bot on { $since }.</b>
    Announcements, reminders and notices joined the queue: { $waiting } waited in it then. Nothing is lost, and there is nothing for you to do.
    This message waited with them: it has arrived, so Telegram is coming back.
outage-over =
    ✅ <b>Telegram answers the bot again.</b>
    It was away for { $lasted }: from { $since } to { $until }.
    In the queue: { $waiting }. All of it leaves at the usual rate, except what has become outdated.

## Notification settings

settings-role = Who you are: { $role }
settings-notify = Notifications: { $wishes }
settings-set-notify = 🔔 Notifications
settings-set-role = Who you are
settings-back = ‹ Back
role-title =
    <b>Who are you?</b>
    Organisers can then send you only what fits. You need not answer; one more tap takes the mark away.
role-none = not told
role-student = pupil or student
role-parent = parent
role-cluster = representative of a cluster or college
role-employer = employer
role-other = other
notify-title = <b>Notifications</b>
notify-important = What is important always comes. If you want nothing at all: /stop
notify-paused = Now only what is important comes.
notify-only-important = only what is important
notify-with-quiet = { $words }; quiet { $hours }
notify-quiet = Quiet hours: { $hours }, your time. Then only what is important comes.
notify-no-quiet = No quiet hours: messages come at any time.
notify-set-quiet = 🌙 Quiet hours
notify-pause = ⏸ Only what is important
notify-unpause = ▶️ Send me everything again
quiet-title = <b>Quiet hours</b>, your time: what is not important waits for their end.
quiet-none = No quiet hours

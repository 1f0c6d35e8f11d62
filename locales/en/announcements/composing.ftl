# Announcements: draft, audience, time, sending, results.

announcement-settings = 🔔 Notification settings
announcement-album-tail = ⬆️ An announcement of the Professionalitet programme

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

broadcast-title-draft = <b>Announcement</b>, a draft. The latest copy of the post is exactly what recipients will see.
broadcast-title-awaiting = <b>Announcement</b>, waiting for a second organiser's approval.
broadcast-title-planned = <b>Announcement</b>, planned.
broadcast-title-started = <b>Announcement</b>, being sent or sent already.
broadcast-fact-audience = To: { $audience }
broadcast-fact-people = { $count ->
    [0] <b>No recipients</b>
    [one] <b>{ $shown }</b> recipient, { $takes }
   *[other] <b>{ $shown }</b> recipients, { $takes }
}
broadcast-fact-counting = Recipients: counting…
broadcast-fact-now = When: as soon as you confirm
broadcast-fact-at = When: { $moment }
broadcast-fact-local = When: { $moment }, each recipient's local time
broadcast-fact-zones-past = Where that hour has passed already ({ $past } of { $zones } time zones) it leaves at once.
broadcast-fact-quiet = 🌙 Quiet hours: <b>{ $reached }</b> get it at once, <b>{ $held }</b> at { $hours } by their own clock.
broadcast-fact-quiet-planned = 🌙 Quiet hours: <b>{ $reached }</b> get it at the time set, <b>{ $held }</b> at { $hours } by their own clock.
broadcast-make-important = ❗ Important: reaches all at once
broadcast-fact-category-important = Category: important. Reaches also those who turned the others off, in quiet hours too
broadcast-fact-category-news = Category: news. Recipients' quiet hours are kept
broadcast-fact-category-sessions = Category: sessions. Recipients' quiet hours are kept
broadcast-fact-outlets = Also to channels and topics: { $titles }
broadcast-fact-outlets-more = Also to channels and topics: { $titles } and { $count } more
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
broadcast-replace = ✏️ Replace the post
broadcast-test = 🧪 Try it on me
broadcast-send = Send
broadcast-discard = 🗑 Delete
broadcast-withdraw = ↩️ Back to drafts
broadcast-back = ‹ Back

broadcast-category-title =
    <b>What is it about?</b>
    Recipients can switch off news and sessions, but not what is important. That comes in quiet hours too.

broadcast-buttons-ask =
    <b>Buttons under the post</b>
    Send up to eight lines such as “Text — https://address”.
    For example: Sign up — https://example.org/form
broadcast-buttons-remove = Remove the buttons
broadcast-buttons-empty = I see no line at all. It should be “Text — https://address”.
broadcast-buttons-too-many = Too many buttons: up to { $limit } are possible.
broadcast-button-unclear = I do not understand line { $line }. It should be “Text — https://address”.
broadcast-button-long = The label in line { $line } is too long: up to { $limit } characters.

broadcast-replace-ask =
    <b>Another post</b>
    Send the corrected post as a whole: text, photo, video, document, album or poll. To whom, when and all other settings stay. Changed your mind? /cancel.

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
moment-no-such-day = There is no such day: { $day }. Check the date, or cancel: /cancel.
moment-past = That time has passed. Set one in the future, or /cancel.
moment-too-far = That is too far ahead: a year is the most.
moment-weekday = { $date } is a { $weekday ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}, but you wrote “{ $value }”. Which day is right? Write the time again. Or cancel: /cancel.

broadcast-expiry-ask =
    <b>Until when does the announcement make sense?</b>
    Whoever we do not reach by then will not get it at all.
    Write a time: “today 18:00”, “in 2 hours”. Changed your mind? /cancel
broadcast-expiry-remove = Remove the expiry
broadcast-expires-before-start = It would expire before it leaves, and nobody would get it. Change the expiry or the time.

broadcast-outlets-title =
    <b>Where else should it go?</b>
    Tick channels, groups and topics. The bot has to be an administrator there.
broadcast-outlets-gone = ⚠️ — the bot is no administrator there any more, the post will not arrive. Untick it, or give the bot its rights back.
broadcast-outlets-none =
    <b>Where else should it go?</b>
    Nowhere yet: make the bot an administrator of a channel or group, or add one by its link.
broadcast-outlets-back = ‹ To the announcement
broadcast-outlet-add = ➕ Add by link
broadcast-outlet-ask =
    Send a link to the channel, group or topic (https://t.me/…), a @name, or forward a post from the channel.
    Changed your mind? /cancel
broadcast-outlet-pick = Or choose with the buttons below: the bot becomes an administrator there at once.
broadcast-outlet-added = Done, ticked: “{ $title }”.
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
broadcast-confirm-changed = The draft has been changed since, and nothing is sent yet. Look at what would go out now, and confirm it anew.
broadcast-confirm-look = Nothing is sent yet. Look at what would go out now, and confirm it once more.
broadcast-awaiting = The other organisers have been asked. As soon as one of them agrees it will leave.
broadcast-planned = <b>Planned.</b>
broadcast-approval = { $count ->
    [one] <b>Your approval is needed.</b> An announcement by “{ $author }” will go to { $shown } recipient.
   *[other] <b>Your approval is needed.</b> An announcement by “{ $author }” will go to { $shown } recipients.
}
broadcast-approve = Approve
broadcast-reject = Return to the author
broadcast-approval-changed = The announcement has been changed since. Look at what would go out now, and decide anew.
broadcast-approved = Approved: it is being sent.
broadcast-approved-later = Approved: it will leave at its time.
broadcast-rejected = It has gone back to its author's drafts.
broadcast-returned = <b>Your announcement was not approved:</b> it is a draft again and will not go out by itself.
broadcast-returned-plan = <b>Your announcement was taken off its plan:</b> it is a draft again and will not go out by itself.
broadcast-post-words = The post: { $words }
broadcast-returned-by = It was returned by “{ $organiser }”. Change what is needed and send it again.
broadcast-returned-already = This announcement is back among its author’s drafts. If it is sent again, you will be asked anew.
broadcast-open-draft = ✏️ Open the draft
broadcast-discard-ask = Delete the announcement? It cannot be brought back.
broadcast-discard-yes = Yes, delete it
broadcast-discarded = The announcement is deleted.

broadcast-nobody = There are no recipients: change whom it is for.
broadcast-start-past = The time that was set has passed. Set another one.
broadcast-already-confirmed = This announcement is confirmed already and cannot be changed.
broadcast-replace-confirmed = The announcement is confirmed already, its post is as it was. To replace the post, take the announcement back to the drafts, then confirm it anew.
broadcast-edited-album = A change inside an album cannot be taken over: press “✏️ Replace the post” under the draft and send the album again. Until then it has the former one.
broadcast-not-yours = Another organiser is preparing this announcement.
broadcast-approve-own = You cannot approve your own announcement: a second organiser has to.
broadcast-nobody-approves = More than { $limit } recipients need a second organiser, and there is none. Add one in /admin.
broadcast-gone = This announcement is gone. Here is a fresh menu.

## The organisers' desk

audit-confirmed = confirmed announcement No. { $id }, recipients: { $people }
audit-approval-asked = asked for approval of announcement No. { $id }, recipients: { $people }
audit-approved = approved announcement No. { $id }, recipients: { $people }
audit-withdrawn = returned announcement No. { $id } to drafts
audit-discarded = deleted announcement No. { $id }
audit-dispatch-paused = paused a sending ({ $id })
audit-dispatch-running = resumed a sending ({ $id })
audit-dispatch-cancelled = stopped a sending ({ $id })
audit-made-important = made announcement no. { $id } important, not to wait for quiet hours
audit-post-replaced = sent a post again ({ $id })
audit-correct-begun = corrected announcement No. { $id }
audit-recall-begun = recalled announcement No. { $id }

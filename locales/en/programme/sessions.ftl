# The programme of events.

## News and programme

programme-badge-asked = Your badge is a personal QR code: show it at the entrance. The button below opens it.
programme-not-coming = If you are not coming, open the session and press “I am not going”: somebody else gets the place.
programme-named = 🔎 This is a session of your event. Looking for where to learn it? Add a town: “{ $title }, Kazan”.
programme-named-place = 🔎 This is a session of your event. Looking for colleges? Add the word: “colleges, { $title }”.
programme-changes-asked = What was moved, cancelled and added is behind the button. About the sessions you have joined I write to you myself.
programme-late = If you are late, do come: your place on the list stays yours until you press “I am not going”. The bot does not tell the organisers: let them know yourself.
programme-ask-speaker = To ask a speaker, open the session and press “🙋 Ask a question”. Only the organisers see your name.
programme-materials = Materials are on the card of the session, under “📎 Materials”, once the organisers have added them.
programme-certificate = I know nothing of certificates for participants and issue none. Ask the organisers, at the registration desk or wherever you were invited. Show your badge at the entrance, so that your coming is on record.
programme-on-site =
    That I do not know: the organisers on site can help, at the entrance or the registration desk.
    What I have is the programme: times, rooms and the address are on the card of a session.
asked-join = “I am going” signs you up: words alone do not.
asked-over = This session is over.
asked-wait = No places are left. The button below puts you on the waiting list: words alone do not.
asked-leave = “I am not going” gives up your place: words alone do not.
asked-leave-not = You have not joined this session.
asked-question = Ask the speaker with “🙋 Ask a question”.
asked-question-not = Questions to the speaker are taken from a day before the session until six hours after it.
asked-materials-none = There are no materials yet. Once the organisers add them, they will be here, under “📎 Materials”.
asked-rate = Rate the session with the button below.
asked-rate-not = A session can be rated once it is over, and for a week after that, by those who have joined it.
asked-remind = Choose how early to be reminded with “⏰ When to remind me”.
asked-remind-not = I remind of sessions that you have joined: press “I am going”.
asked-several = This is what the programme has:
asked-several-wish = Open the session that you mean. Words alone join and leave nothing: the buttons on its card do.
asked-to-rate = Which one to rate?
asked-here = You are checked in at the door: show your badge there. It is under the button.
asked-files = “{ $title }”: the programme as a file is under the button; choose a format.
asked-meal = The programme has nothing of that name. The times of sessions show the breaks; the organisers at the venue know the rest.
asked-places = The card of a session tells how many places are free. Where there are none, it has a waiting list.
asked-join-how = To join, open a session and press “I am going”.
programme-calendar-asked = Your schedule in your calendar: as a file, or as a link that keeps it up to date. The button is below.
programme-people = Your profile is what you tell of yourself; “People” are participants who agreed to be found.
programme-empty =
    <b>Programme</b>
    No events at the moment. When the organisers publish a programme, it will appear here: you can join sessions, get a badge and reminders, and ask speakers.
    If you were invited to something and see nothing here, ask those who invited you: I learn of an event from its organisers only.

## On now

now-refreshed = As of { $time } · time: { $zone }
now-line = { $mark }<b>{ $title }</b>{ $where } — until { $end }, { $left }
now-left-minutes = { $minutes } min left
now-left-hours = { $hours } h { $minutes } min left
now-left-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}{ $hours ->
    [0] { "" }
   *[other] { " " }{ $hours } h
} left
now-next-title = <b>Next.</b> { $left }: { $moment }
now-next-far = <b>Next:</b> { $moment }
now-more = …and { $count } more in the whole programme.
now-over = The programme is over.
now-nothing = Nothing is on just now.
now-refresh = 🔄 Refresh
now-all-events = All events

programme-events = <b>Which event?</b>
programme-title = <b>{ $title }</b>
programme-day = { $day } · time: { $zone }
programme-track = Track: { $track }
programme-day-empty = There is nothing of this track on that day.
programme-no-sessions =
    <b>{ $title }</b>
    The programme is not published yet. Please come back later.
programme-line = { $mark }{ $times } <b>{ $title }</b>{ $where }
programme-line-cancelled = { $mark }<s>{ $times } { $title }</s>, cancelled
programme-until = until { $end }
programme-day-number = day { $day } of { $days }
programme-label-day = Day { $day } · { $title }
programme-tracks = Tracks
programme-tracks-title = <b>Which track?</b> The numbers count their sessions.
programme-all-tracks = All tracks
programme-track-option = { $track } · { $count }
programme-now = ▶️ Now and next
programme-now-title = <b>Now</b>
programme-now-none = There is a break now.
programme-more = ⋯ More
programme-more-title =
    <b>{ $title }</b>
    What would you like to see?
programme-whole = ‹ All sessions
programme-mine = 🗓 My schedule
programme-event-gone = This event is gone. Here is a fresh menu.
programme-session-gone = This session is not in the programme any more. Here is a fresh menu.
programme-cancelled = This session is cancelled.
programme-over = This session is over already.
programme-no-point = The exact place is not known yet.

session-title = <b>{ $title }</b>
session-cancelled = ❌ <b>Cancelled</b>
session-time = 🕒 { $start }, until { $end }
session-time-yours = Your time: { $moment }
session-room = 📍 { $value }
session-track = Track: { $value }
session-speakers = Speakers: { $value }
session-places = Places left: { $free } of { $capacity }
session-abstract = { $text }
session-you-go = ✅ You are going.
session-you-wait = { $count ->
    [1] ⏳ No places left. You are first in the queue.
    [one] ⏳ No places left, you are on the waiting list with { $count } person in it.
   *[other] ⏳ No places left, you are on the waiting list with { $count } people in it.
}
session-clash-more = ⚠️ At that time you are going to { $titles } and { $count } more.
session-clash = ⚠️ At that time you are going to { $titles }.
session-join = I am going
session-full = No places left
session-wait = Join the waiting list
session-leave = I am not going
session-calendar = 📅 To calendar
session-calendar-caption = “{ $title }”: open the file, and the session is in your calendar.
session-venue = 📍 Where it is
session-materials = 🔗 More on the website
session-edit = ✏️ Edit
session-day = ‹ Programme of the day
session-open = Open the card
session-back = ‹ To the session
session-joined = You are going. I will remind you { $leads }.
session-joined-begun = You are going. The session is already under way.
session-joined-soon = You are going. It begins soon: there will be no reminder.
session-joined-unasked = You are going. You have switched reminders off: “When to remind” brings them back.
session-joined-silent = You are going, but no reminder will come. The card says why.
session-silent-off = 🔕 No reminder will come: notifications about sessions are off. Switch them on?
session-silent-stopped = 🔕 No reminder will come: you sent /stop. Shall I write to you about sessions?
session-silent-waiting = 🔕 If a place gets free, I will not write: you sent /stop. Shall I write to you about sessions?
session-hear = 🔔 Yes, write about sessions
session-hearing = All right, I will write about your sessions.
session-waiting = No places left: you are on the waiting list. I will write if one gets free.
session-waiting-late = No places left: you are on the waiting list. The session is under way, so I will not write if one gets free: ask at the door.
session-waiting-silent = No places left: you are on the waiting list. But as things are I may not write if one gets free.
session-left = You are not going.
session-confirmed-going = ✅ You are going: <b>{ $title }</b>.
session-confirmed-waiting = ⏳ You are on the waiting list: <b>{ $title }</b>. I will write if a place gets free.
session-confirmed-waiting-late = ⏳ You are on the waiting list: <b>{ $title }</b>. The session is under way, so I will not write if a place gets free: ask at the door.
session-confirmed-left = You are not going any more: <b>{ $title }</b>.
session-place-at-door = 🎫 You have been added at the door: <b>{ $title }</b>. The place is yours, and you are checked in.
session-place-freed = 🎉 A place is yours now: <b>{ $title }</b>. You are going. If not, press “I am not going”, and the next one gets it.
session-place-freed-begun = 🎉 A place is yours now: <b>{ $title }</b>. You are going. The session is under way, until { $ends }. If not, press “I am not going”, and the next one gets it.

schedule-title = <b>My schedule</b>
schedule-empty = <b>My schedule</b> is empty. Open the programme and press “I am going” on a session's card.
schedule-waiting = ⏳ { $line }, waiting list

change-head = 📢 <b>The programme has changed</b>
change-time = 🕒 It was { $old }, now it is <b>{ $new }</b>
change-end = 🕒 End: it was { $old }, now it is <b>{ $new }</b>
change-room = 📍 Room: { $old } → <b>{ $new }</b>
change-title = Title: “{ $old }” → “{ $new }”
change-cancelled = ❌ The session is cancelled.
change-restored = ✅ The session takes place after all: { $moment }

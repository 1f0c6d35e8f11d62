# Reminders of sessions.

programme-track-leads = ⏰ Reminders of this track
programme-track-gone = This track is no longer in the programme. Here is a fresh menu.
leads-track-title = <b>Reminders of the track</b> “{ $track }”
leads-track-usual = I remind you as usual. Tick something else, and it holds for all your sessions of this track, new ones too.
leads-track-own = This track has reminders of its own. They hold for all your sessions in it, new ones too.
leads-track-off = I will not remind you of this track, except where you choose a time for a single session.
leads-session-track = I remind you as you chose for the track “{ $track }”. Tick something else, and it holds for this session only.
leads-usual-track = As for the track
leads-off = 🔕 Do not remind me

reminder-headline = ⏰ <b>{ $left }</b>
reminder-in-minutes = In { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
reminder-in-hours = In { $hours ->
    [1] an hour
    [one] { $hours } hour
   *[other] { $hours } hours
}
reminder-in-hours-minutes = In { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
reminder-today = Today at { $time }
reminder-tomorrow = Tomorrow at { $time }
reminder-on-day = { $day } at { $time }
reminder-begun = It has begun
reminder-moved = 🕒 The session was moved to <b>{ $moment }</b>
reminder-title = <b>{ $title }</b>
reminder-when = 🗓 { $moment }
reminder-when-yours = 🕒 By your clock: { $moment }
reminder-where = 📍 { $place }

reminder-ack = ✅ I am going
reminder-acked = ✅ Great, see you there!
reminder-snooze-10 = ⏰ In 10 minutes
reminder-snooze-60 = ⏰ In an hour
reminder-snooze-morning = Tomorrow at 8:00
reminder-snoozed = 🔔 I will remind you again: { $moment }
reminder-snoozed-toast = All right, I will remind you again.

reminder-gone = This session does not take place: it was cancelled or taken off the programme.
reminder-not-going = You are not registered for this session, so there is nothing to remind you of.
reminder-snooze-late = By then the session will have begun. Please choose an earlier time.

notify-leads = ⏰ Reminders of sessions
session-leads = ⏰ When to remind me
leads-title =
    <b>Reminders of sessions</b>
    How long before the sessions that you go to? With nothing ticked I do not remind you.
leads-session-title = <b>{ $title }</b>
leads-session-usual = I will remind you as usual. Tick something else, and it will hold for this session only.
leads-session-own = This session has reminders of its own, so long before the start.
leads-usual = As usual
leads-silent = 🔕 As things are, none of these comes: notifications about sessions are off. Switch them on in /settings.
leads-silent-stopped = 🔕 As things are, none of these comes: you sent /stop. To get notifications back: /start.
lead-before = { $lead } before
lead-days = { $count ->
    [1] A day
    [one] { $count } day
   *[other] { $count } days
}
lead-hours = { $count ->
    [1] An hour
    [one] { $count } hour
   *[other] { $count } hours
}
lead-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}

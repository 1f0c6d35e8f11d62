## Open days

open-days-near = 🚪 Open days
open-days-to-calendar = 📅 To calendar
open-days-remind = 🔔 Reminders
open-days-of =
    <b>Open days</b>
    { $name } · { $city }
open-days-entry = • { $when }
open-days-entry-awaited = 🔔 { $when }
open-days-source = (<a href="{ $url }">{ $host }</a>)
open-days-local = Times are local.
open-days-awaited = <b>🔔 Open days I will remind you of</b>
open-day-remind = 🔔 Remind me
open-day-remind-of = 🔔 Remind me: { $date }
open-day-remind-not = 🔕 Do not remind me
open-day-remind-not-of = 🔕 Do not remind me: { $date }
open-day-is-on = I will remind you on { $moment }, your time. If the day changes, I will tell you.
open-day-is-off = There will be no reminder of this open day.
open-day-was-reminded = I have reminded you of this day already.
open-day-gone = This open day is over or no longer announced.
open-day-late = It is too late for a reminder: the day begins very soon.
open-day-tomorrow = 🚪 Tomorrow, { $date }, is an open day: <b>{ $name }</b>
open-day-today = 🚪 Today, { $date }, is an open day: <b>{ $name }</b>
open-day-on = 🚪 { $date } is an open day: <b>{ $name }</b>
open-day-no-time = no time is given, ask the college
open-day-changed = 🔁 An open day has changed: <b>{ $name }</b>
open-day-off = ❌ An open day is no longer announced: <b>{ $name }</b>
open-day-back = ✅ An open day is announced again: <b>{ $name }</b>
open-day-was = Was: { $when }
open-day-now = Now: { $when }
open-day-ask-college = I will not remind you of it. Ask the college what has happened.
open-days-title = <b>Open days</b>
open-days-line = { $when } · { $city }
open-days-line-far = { $when } · { $city } · { $distance }
open-days-file = Open days: { $name }
open-days-none =
    We know of no open days that colleges have announced.
    The programme’s common open day is held in spring and autumn: the last that we know of was on 18 October 2025 (<a href="https://news.mail.ru/society/68332047/">announced on 16 October 2025</a>). Ask the college: its phone and website are on its card.

# Reminders of tracks; the schedule in a calendar.

calendar-open = 📅 Calendar
calendar-ways =
    <b>My sessions in a calendar</b>
    A subscription updates itself. A file is as of today: if the programme changes, you need a new one.
calendar-file = 📄 Download a file
calendar-feed = 🔄 Subscription
calendar-file-caption = Open the file, and your sessions appear in your calendar. It does not update itself: if the programme changes, download a new one.
calendar-nothing = There is nothing to download yet: you have not joined any session.
calendar-off = There is no calendar subscription yet: the bot has no address on the internet. Please take the schedule as a file.
calendar-gone = This link is gone.
calendar-title =
    <b>Calendar subscription</b>
    Your sessions appear in your calendar and stay up to date. Copy your private link:
calendar-link = <code>{ $link }</code>
calendar-how =
    <b>Google:</b> on a computer, calendar.google.com → Other calendars → + → From URL.
    <b>iPhone:</b> Settings → Apps → Calendar → Calendar Accounts → Add Account → Other → Add Subscribed Calendar.
    <b>Mac:</b> Calendar → File → New Calendar Subscription.
    <b>Yandex:</b> on a computer, calendar.yandex.ru → Subscriptions → + → paste the link.
calendar-note = Do not pass it on: whoever has it sees your schedule. Calendars look at it every few hours, Google once a day, so I still write here when something urgent changes.
calendar-copy = 📋 Copy the link
calendar-renew = 🔁 New link
calendar-revoke = 🚫 Switch off
calendar-renew-ask = <b>Make a new link?</b> The old one stops working at once, and your calendars have to be subscribed again.
calendar-renew-yes = Yes, a new one
calendar-renewed = Done: the link is new, the old one has stopped.
calendar-revoke-ask = <b>Switch the subscription off?</b> The link stops working, and calendars hear of no more changes.
calendar-revoke-yes = Yes, switch off
calendar-keep = Keep it
calendar-revoked = The subscription is off and the link has stopped. Should you need it again, it is in “My schedule”, with a new link.
calendar-back = ‹ My schedule

calendar-name = Profkompas: my schedule
calendar-waiting = ⏳ You are on the waiting list: there is no place yet.
calendar-speakers = Speakers:
calendar-materials = Materials:
calendar-card = The card in the bot:
calendar-cancelled = Cancelled:

## Personal data

privacy =
    <b>What the bot stores</b>
    • your name, user name and language as Telegram tells them;
    • the language and time zone you chose;
    • your place, if you asked to remember it, to the nearest kilometre;
    • your favourite clusters and those that you compare;
    • which open days you asked to be reminded of, until they are over;
    • what you searched for: 30 days; saved searches until you delete them;
    • who you are and which notifications you want, if you told;
    • which announcements, reminders and news the bot has sent you, and whether you asked to be reminded of admission;
    • which sessions you go to, and when to remind you of them;
    • your badge, the invitation codes you entered, and when you were checked in at a session;
    • the link for your calendar, if you switched it on;
    • your participant’s profile and requests to meet, if you filled it in and sent any;
    • your questions to speakers, your votes and ratings of sessions;
    • your news subscriptions, and which of the news items that came you opened;
    • which news you wrote or corrected, if you are an organiser;
    • the day you last wrote.

    A location that you send for a search is not stored. A report about a card is kept and goes to the organisers together with your name; erase your data and the name is gone. A question to a speaker stays in the list after your data are erased, without your name.
privacy-export = Download my data
privacy-erase = Erase my data
privacy-erase-ask =
    <b>Erase all that the bot knows about you?</b>
    What goes:
privacy-goes-seats = { $count ->
    [one] • { $count } place at a session: the next in line gets it
   *[other] • { $count } places at sessions: the next in line get them
}
privacy-goes-waiting = { $count ->
    [one] • { $count } place on a waiting list
   *[other] • { $count } places on waiting lists
}
privacy-goes-badge = • your badge: its code no longer opens the door
privacy-goes-calendar = • the link by which your calendar gets the schedule
privacy-goes-subscriptions = { $count ->
    [one] • { $count } subscription to news
   *[other] • { $count } subscriptions to news
}
privacy-goes-favourites = { $count ->
    [one] • { $count } favourite cluster
   *[other] • { $count } favourite clusters
}
privacy-goes-open-days = { $count ->
    [one] • { $count } reminder of an open day
   *[other] • { $count } reminders of open days
}
privacy-goes-searches = { $count ->
    [one] • { $count } saved search
   *[other] • { $count } saved searches
}
privacy-goes-profile = • your participant’s profile
privacy-goes-requests = { $count ->
    [one] • { $count } acquaintance or request to meet
   *[other] • { $count } acquaintances and requests to meet
}
privacy-goes-organiser = • your rights as an organiser
privacy-goes-rest = • place, language, time zone, notification settings and everything else
privacy-erase-final = This cannot be undone.
privacy-erase-but-seats = Erase all but my sessions
privacy-erased-but-seats = { $count ->
    [one] Done: your data are erased. What is left: { $count } session, your badge, and how to remind you of it: language, time zone and notification settings.
   *[other] Done: your data are erased. What is left: { $count } sessions, your badge, and how to remind you of them: language, time zone and notification settings.
}
privacy-erase-confirm = Yes, erase
privacy-erase-keep = Keep my data
privacy-erased = Done: your data are erased. If you write again, we start from scratch.
privacy-kept = Nothing was erased.
privacy-export-caption = All that the bot stores about you.
privacy-nothing-stored = Nothing is stored about you.

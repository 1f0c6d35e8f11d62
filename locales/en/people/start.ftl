## Start and help

start-hello =
    Hello, { $name }! I am <b>Profkompas</b>, the bot of the “Professionalitet” programme.
    I show you the nearest clusters: where to study, which trades are taught, and who is hiring.
    I also have the programme of events: I sign you up for a session and remind you in time.

    Press “Clusters nearby” or just type your town.
    Not sure what to choose? Start with “Help me choose”.
start-welcome = You are welcome! Type a town or a profession whenever you like.
start-fine = All right. If you need me, type a town or a profession.
start-still-stopped = 🔕 I still send you nothing on my own: you sent /stop. To get notifications back, send /start.
start-resumed = Welcome back! Notifications are on again; /settings shows which.
courtesy-greetings = hello, hi, hey, hello there, hi there, good morning, good afternoon, good evening
courtesy-thanks = thanks, thank you, thank you very much, many thanks, thx, thanks a lot
courtesy-refusals = no thanks, no thank you, not now, later, never mind, bye, goodbye, see you, see ya, take care
start-menu = Main menu. Press a button or type your town.
menu-language = Now I answer in English, and here is the menu.

help =
    <b>What I can do</b>
    I am a bot: a program, not a human. Using me is free of charge.

    • Type what you are looking for: a town, a region, a profession, an industry, a college or an employer, or several together, such as “welder near Kazan”. Typos are fine.
    • Send your location, and I will measure distances from you.
    • /clusters — search by place, region or industry
    • /apply — how to apply: questions and answers. You can simply type your question
    • /choose — help with choosing an industry: a few questions about what you like
    • /program — the programme of events: joining, reminders, materials, questions to speakers
    • /news — news of the programme: topics, search, subscriptions
    • /my — your schedule, badge, calendar, saved searches and favourite clusters (two or three can be compared), open days I will remind you of
    • In any chat type @{ $bot }, then a profession and a town: the clusters appear right there
    • /settings — notifications, profile, language, place and time zone
    • /privacy — what is stored and how to erase it
    • /stop — no more messages that you did not ask for

    Found a mistake in a card? There is a “Report a mistake” button below it.

help-organiser =
    <b>For organisers</b>
    • /admin — your desk: announcements, news, programme, door, questions and ratings, clusters, answers
    • /broadcast — a new announcement
## Asked in words

typed-notifications = I have not switched anything off. Choose what should come and what should not:
typed-no-searches = You have not saved a search yet: the button “⭐ Save” is under the results of each.
typed-reminders =
    <b>What I remind you of</b>
    • sessions that you have joined: how long before is up to you;
    • the dates of admission to colleges, a week before;
    • open days that you have marked.
    Everything you have marked is in /my. I cannot remind you of anything else.
typed-no-organiser =
    Organisers send announcements and upload the programme of an event, and you are not an organiser yet.
    The owner of the bot appoints them. There is no form for this here: write to the owner yourself and give your id, <code>{ $id }</code>. Once you have been added, open /admin: announcements, the programme file, check-in and the rest are there.

not-understood =
    I did not understand that. I read text and locations: type what you are looking for. Everything I can do: /help.
    You can begin with an example:
not-understood-file =
    <b>I do not know what to do with this file.</b> The files that I take:

    🗓 The programme of an event: xlsx, ods, csv, ics, schedule.xml or schedule.json, sent right here. Out of a docx or pdf put the table into Excel; unpack a zip. Materials of a session: any file, by “Materials” on its card.
    🏭 Clusters and open days: csv, xlsx, ods, json; days also as ics.
    📰 News: a photo with its caption.
    📣 An announcement: a message with any file or photo.
not-understood-while-waiting = Plain text is needed here. Send it as one message, or cancel: /cancel.
cancel-button = ✕ Cancel
cancel-words = cancel, cancel it, cancel this, abort, back, go back, exit, quit, stop, never mind, nevermind, changed my mind, i changed my mind, menu, main menu
cancel-done = Cancelled.
cancel-nothing = There is nothing to cancel: I am not waiting for anything. Here is the main menu.

command-unknown =
    There is no such command. All commands: /help.

    You can begin with an example:
command-unknown-near =
    There is no such command. Did you mean { $command }? All commands: /help.

    You can begin with an example:
link-unknown = The link did not open: what it leads to is gone. Here is the main menu.

# The words a reader sees. Texts are HTML, button labels are plain text.

## Menu and shared words

menu-clusters = 🧭 Clusters nearby
menu-news = 📰 News
menu-programme = 🗓 Programme
menu-settings = ⚙️ Settings
menu-home = ⬅️ Main menu
menu-placeholder = Search for…

pager-back = ‹ Back
pager-on = Next ›
pager-position = { $page } / { $pages }

distance-in-town = in this town
distance-in-town-short = in town
distance-under-1-km = under 1 km

compass-n = to the north
compass-ne = to the north-east
compass-e = to the east
compass-se = to the south-east
compass-s = to the south
compass-sw = to the south-west
compass-w = to the west
compass-nw = to the north-west

## Commands

command-start = Start over
command-help = What the bot can do
command-clusters = Clusters nearby
command-news = News of the programme
command-program = Programme of events
command-my = My schedule, searches and clusters
command-settings = Settings
command-language = Language
command-privacy = What the bot stores
command-stop = Stop writing to me
command-cancel = Cancel input

## Start and help

already-handled = This is done already.

bot-description =
    A helper for everybody in the “Professionalitet” programme: pupils, students and guests of expert sessions.

    • Clusters and colleges near you: search by town, profession and industry, a map, comparison
    • The programme of expert sessions: sign up, reminders, calendar
    • News on your topics and regions
    • Answers about getting in

    No registration. Press the button below and type a town or a profession.
bot-short-description = Colleges and clusters of “Professionalitet” near you, sessions with reminders, news.

unreadable-message = I could not read this message. Please write it as plain text.
unreadable-press = I could not read this press. Open the menu: /start
telegram-too-large = It could not be sent: the file is larger than the way to Telegram lets through. Please tell whoever runs the bot.
telegram-unclear = Telegram gave an unclear answer, so nothing has changed. Please try again in a minute.
button-outdated = This button is out of date. Here is a fresh menu.
throttled = You are writing faster than I can answer. Please wait a few seconds.
error-apology =
    Something broke on our side and there is no answer. We can already see the error.
    Please try again a little later. Number to mention: <code>{ $id }</code>

## Card

study-form-full-time = full-time
study-form-part-time = part-time
study-form-extramural = extramural

## The organisers' desk

command-admin = Organisers' desk
command-broadcast = New announcement

## How to apply

menu-apply = 🎓 How to apply
command-apply = How to apply: questions and answers

## Help me choose

menu-choose = 🧩 Help me choose
command-choose = Help with choosing an industry

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

distance-in-town = in your town
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

start-hello =
    Hello, { $name }! I am <b>Profkompas</b>, the bot of the “Professionalitet” programme.
    I show the nearest clusters: where to study, which trades, and who is hiring.
    There is a programme of events too: I put you down for a session and remind you in time.

    Press “Clusters nearby” or just type your town.
    Not sure what to choose? Begin with “Help me choose”.
start-welcome = You are welcome! Type a town or a profession whenever you like.
courtesy-greetings = hello, hi, hey, hello there, hi there, good morning, good afternoon, good evening
courtesy-thanks = thanks, thank you, thank you very much, many thanks, thx, thanks a lot
already-handled = This is done already.
start-menu = Main menu. Press a button or type your town.

help =
    <b>What I can do</b>

    • Type what you are looking for: a town, a region, a profession, an industry, a college or an employer, or several together, such as “welder near Kazan”. Typos are fine.
    • Send your location and I measure the distance from you.
    • /clusters — search by place, region or industry
    • /apply — how to apply: questions and answers. You may just type your question
    • /choose — help with choosing an industry: a few questions about what you like
    • /program — the programme of events: joining, reminders, materials, questions to speakers
    • /news — news of the programme: topics, search, subscriptions
    • /my — your schedule, badge, calendar, saved searches and favourite clusters; two or three can be compared
    • In any chat type the bot’s name, then a profession and a town: the clusters appear right there
    • /settings — notifications, profile, language, place and time zone
    • /privacy — what is stored and how to erase it
    • /stop — no more messages that you did not ask for

    Found a mistake in a card? There is a “Report a mistake” button below it.

help-organiser =
    <b>For organisers</b>
    • /admin — your desk: announcements, news, programme, door, questions and ratings, clusters, answers
    • /broadcast — a new announcement

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
not-understood =
    I did not understand that. I read text and locations: type what you are looking for. All I can do: /help.
    You can begin with an example:
not-understood-while-waiting = Plain text is needed here. Send it as one message, or cancel: /cancel.
cancel-done = Cancelled.
cancel-nothing = There is nothing to cancel: I am not waiting for anything. Here is the main menu.
button-outdated = This button is out of date. Here is a fresh menu.
throttled = You are writing faster than I can answer. Please wait a few seconds.
error-apology =
    Something broke on our side and there is no answer. We can already see the error.
    Please try again a little later. Number to mention: <code>{ $id }</code>

command-unknown =
    There is no such command. All commands: /help.

    You can begin with an example:
link-unknown = The link did not open: what it leads to is gone. Here is the main menu.

## News and programme

programme-empty =
    <b>Programme</b>
    No events at the moment. When the organisers publish a programme, it will appear here.

## Looking for clusters

clusters-ask =
    <b>Where shall I look?</b>
    Type a town, a village or a region, such as “Saransk”.
    Or send your location with the button below: on a phone that is fastest.
clusters-send-location = 📍 Send my location
clusters-by-region = 🗺 By region
clusters-by-industry = 🏭 By industry
clusters-location-unavailable = This app does not share locations; phone apps do. Type a town or a region, such as “Saransk”.
home-point = my point
clusters-near-home = 🏠 Near { $place }

place-choose = There are several places of that name. Which one is yours?
place-choose-similar = No place is called exactly that. Perhaps one of these?
place-option = { $name }, { $region }
location-invalid = There is no such point on the globe. Send the location again or type a town.

nearest-title = 📍 <b>{ $place }</b>, { $region }
nearest-title-city = 📍 <b>{ $place }</b>
nearest-title-point = 📍 <b>Your point</b>
nearest-title-near = 📍 <b>Your point</b>, the nearest place is { $place }
nearest-inside = Within { $radius }: { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}.
nearest-inside-industry = { $industry }: within { $radius } there { $count ->
    [one] is { $count } cluster
   *[other] are { $count } clusters
}.
nearest-none-inside = There are no clusters within { $radius }. The nearest are further away:
nearest-none-inside-industry = { $industry }: there are no clusters within { $radius }. The nearest are further away:
nearest-outside = Further than { $radius }:
nearest-none = No cluster of that industry is on the map. Look at all industries or at the list of regions.
nearest-end = That was the last one: there are no clusters further away.
nearest-line = { $number }. <b>{ $name }</b>
nearest-line-details = { $industry } · { $city } · { $distance }
nearest-line-direction = { $industry } · { $city } · { $distance } { $direction }
nearest-button = { $number }. { $industry } · { $city }
nearest-filter = Industry: { $industry }
nearest-filter-all = Industry: all
nearest-radius = Look within { $radius }
nearest-more = More ›
nearest-back = ‹ Closer
nearest-remember = 🏠 Remember this place
nearest-remembered = Remembered: { $place }, to the nearest kilometre. You can make me forget it in the settings.
nearest-filter-title =
    <b>Which industry?</b>
    The number says how many clusters are within { $radius }.
nearest-filter-option = { $industry } · { $count }

regions-title = <b>Regions</b> that have clusters. Choose yours, or type its name.
region-title = <b>{ $region }</b> — { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}
region-option = { $region } · { $count }
industries-title = <b>Industries.</b> The number says how many clusters there are in the whole country.
industry-option = { $industry } · { $count }
industry-title = <b>{ $industry }</b> — { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}
list-line = { $industry } · { $city }
all-regions = ‹ All regions
all-industries = ‹ All industries

## Card

card-title = <b>{ $name }</b>
card-industry = Industry: { $industry }
card-place = Where: { $place }
card-college = Base college: { $college }
card-college-unnamed = The source does not name the base college. The region’s ministry of education will; once you know it, tap “Report a mistake” and we shall add it.
card-address = Admission office: { $value }
card-phone = Phone: { $value }
card-grades = Admits after grade { $grades }
card-study-forms = Form of study: { $forms }
study-form-full-time = full-time
study-form-part-time = part-time
study-form-extramural = extramural
card-places = Places free of charge: { $count }
card-dormitory = Has a dormitory
card-no-dormitory = No dormitory
card-open-day = Open day: { $when }
card-find-site = 🔎 Find the website
card-map-search =
    <b>{ $name }</b>
    We do not have the exact address, only the town. The button opens a map and finds the college by its name.
card-employers = Employers: { $list }
card-network = Colleges taking part: { $list }
card-professions = Professions: { $list }
card-year = Open since { $year }
card-planned = Planned for { $year }: admission may not be open yet
card-students = Students: { $count }
card-website = Website: <a href="{ $url }">{ $host }</a>
card-source = Source: <a href="{ $url }">{ $host }</a>
card-in-russian = <i>Names and lists are in Russian, as the sources have them.</i>
card-checked = Checked on { $date }
card-list-more = { $list } and { $count } more
card-map = 📍 On the map
card-nearby = More nearby
card-share = Share
card-report = Report a mistake
card-favourite-add = ☆ Add to favourites
card-favourite-remove = ★ In favourites
card-favourite-added = Added to favourites. The list: /my
card-favourite-removed = Removed from favourites
card-no-point = The exact place of this cluster is not known.
cluster-gone = This cluster is no longer on the list. Here is a fresh menu.
region-gone = There are no clusters in this region any more. Here is a fresh menu.

favourites-title = <b>My clusters</b> — { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}

## Settings

settings-title = <b>Settings</b>
settings-language = Language: { $language }
settings-home = My place: { $place }
settings-home-none = My place: not set
settings-zone = Time zone: { $zone }
settings-set-language = Language
settings-set-home = Set my place
settings-forget-home = Forget my place
settings-set-zone = Time zone
settings-privacy = My data
settings-done = Saved
settings-home-ask =
    Type your town or send a location: I will search from there at once.
    I keep it to the nearest kilometre. Changed your mind? /cancel.
settings-home-saved = Your place is remembered: { $place }.
settings-zone-ask = Type a town whose time you live by, such as “Omsk”. Changed your mind? /cancel.
settings-zone-saved = Time zone: { $zone }
settings-place-unclear = I am not sure which place that is. Name it more exactly, with its region if you like. Or cancel: /cancel.

language-title = Выберите язык · Choose a language
language-ru = Русский
language-en = English
language-name = English

## Personal data

privacy =
    <b>What the bot stores</b>
    • your name, user name and language as Telegram tells them;
    • the language and time zone you chose;
    • your place, if you asked to remember it, to the nearest kilometre;
    • your favourite clusters and those that you compare;
    • what you searched for: 30 days; saved searches until you delete them;
    • who you are and which notifications you want, if you told;
    • which announcements the bot has sent you;
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
    Erase all that the bot knows about you: favourites, searches, place, language, time zone, participant’s profile and notification settings?
    This cannot be undone.
privacy-erase-confirm = Yes, erase
privacy-erase-keep = Keep my data
privacy-erased = Done: your data are erased. If you write again, we start from scratch.
privacy-kept = Nothing was erased.
privacy-export-caption = All that the bot stores about you.
privacy-nothing-stored = Nothing is stored about you.

stop-done = All right: I will not write first any more. I will still answer your messages. To get notifications back: /start.

## Industries

industry-agriculture = Agriculture
industry-aviation = Aviation
industry-chemistry = Chemical industry
industry-construction = Construction
industry-creative = Arts and creative industries
industry-education = Teaching
industry-electronics = Electronics
industry-energy = Energy
industry-forestry = Forestry
industry-it = Information technology
industry-light = Light industry
industry-management = Management and law
industry-mechanical = Mechanical engineering
industry-media = Media
industry-medicine = Medicine
industry-metallurgy = Metallurgy
industry-mining = Mining
industry-nuclear = Nuclear industry
industry-oilgas = Oil and gas
industry-other = Other industries
industry-pharma = Pharmaceuticals
industry-railway = Railways
industry-robotics = Robotics
industry-shipbuilding = Shipbuilding
industry-tourism = Tourism and services
industry-transport = Transport

## Importing a file

import-register-none = the file has no certificate (Certificate): it is not the register of accredited programmes
import-register-colleges = Organisations of secondary vocational education: { $count }
import-register-matched = Cards found: { $count }
import-register-ambiguous =   ? { $name }: the register has more than one “{ $college }”, left as it is
import-added = Added: { $count }
import-changed = Changed: { $count }
import-unchanged = Unchanged: { $count }
import-rejected = Rejected: { $count }
import-problem = Line { $line }, field “{ $field }”: { $reason }
import-note = Line { $line }: { $reason }
import-unknown-column = Column “{ $column }” is unknown and was not read.
import-stored = Stored.
import-nothing-stored = Nothing was stored: mend the rejected rows and try again.
import-dry-run = Dry run: nothing was stored.
import-file-unreadable = The file { $file } could not be opened: { $reason }

import-file-empty = The file is empty.
import-file-too-large = The file is too large: up to { $limit } MB is fine.
import-file-type = I do not read “.{ $kind }” files. Use csv, xlsx, ods or json.
import-file-no-rows = There is not a single row of data in the file.
import-file-too-many-rows = Too many rows: up to { $limit } are fine.
import-file-corrupt = { $line ->
    [0] The file is damaged or is not what its name says.
   *[other] The file is damaged or is not what its name says: look at line { $line }.
}
import-file-quotes = Line { $line }: quotation marks inside a cell. Double them ("") or use other ones.
import-file-encoding = I could not tell how the text is encoded. Use UTF-8 or windows-1251.
import-file-unpacks-too-large = The file unpacks to more than { $limit } MB: I do not open such files.
import-file-too-many-cells = The table is too large: its filled cells take { $rows } rows and { $columns } columns, and there may be { $limit } cells, empty ones included. Delete what stands far from the table and send the file again.
import-file-too-heavy = I could not read the file: it would take more than { $memory } MB of memory or { $seconds } seconds. Leave one table in it, without pictures and formatting, or save it as csv.
import-file-json-shape = A json file must hold a list of objects, alone or under the key “{ $list }”.
import-file-row-too-wide = Line { $line } has more values than the header has columns.
import-file-columns = The file lacks these columns: { $columns }

import-row-empty = a required field is empty
import-row-duplicate = the same id stands in line { $first }
import-row-id = “{ $value }” will not do: up to 40 lower-case Latin letters, digits and hyphens
import-row-industry = the industry “{ $value }” is unknown
import-row-too-long = { $length } characters, up to { $limit } are fine
import-row-control = there are control characters
import-row-half-point = only one of the coordinates is given
import-row-number = “{ $value }” are not numbers
import-row-far = far from { $city }: { $km } km; check latitude and longitude
import-note-region = the region “{ $value }” is not on the map: “near me” will not find the cluster
import-note-college = no college is named: the cluster is in the lists of its region and industry, “near me” will not find it
import-note-city = the town “{ $value }” is not on the map: “near me” will not find the cluster
import-row-swapped = latitude and longitude have changed places: { $lat }, { $lon }
import-row-off-globe = there is no such point on the globe: { $lat }, { $lon }
import-row-zone = the time zone “{ $value }” is unknown
import-row-out-of-range = “{ $value }” is not a whole number from { $low } to { $high }
import-row-url = “{ $value }” is not a web address (http:// or https:// is needed)
import-note-year = the date “{ $value }” has no year, the nearest day is taken: { $date }
import-row-no-year = the date “{ $value }” has no year (23.11.2026 is needed)
import-row-point-of = “{ $value }” is neither town nor building
import-row-point-of-none = the point of a building needs latitude and longitude
import-row-phone = “{ $value }” is not a phone number
import-row-study-form = “{ $value }” is not a form of study (full-time, part-time, extramural)
import-row-grades = “{ $value }” are not grades (9 or 11)
import-row-yes-no = “{ $value }” is neither yes nor no
import-row-open-day = “{ $value }” is not an open day (17.04.2027 11:00 | address | link is needed)
import-row-date = “{ $value }” is not a date (2026-11-23 or 23.11.2026 is needed)

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
place-abroad = That is not in Russia, and clusters are there only. Type a town in Russia; a village of the same name goes with its region: “Parizh, Chelyabinsk Oblast”. Or cancel: /cancel.
settings-zone-unclear = I could not tell which time zone that is. Type a large city of the same country, or a zone: “UTC+5:30”, “Europe/Berlin”. Or cancel: /cancel.
settings-place-unknown = No such place in my list: “{ $text }”. Type a larger town near you, or send your location. Changed your mind? /cancel.
settings-place-unclear = I am not sure which place that is. Name it more exactly, with its region if you like. Or cancel: /cancel.

language-title = Выберите язык · Choose a language
language-ru = Русский
language-en = English
language-name = English

## Personal data

stop-done = All right: I will not write first any more. I will still answer your messages. To get notifications back: /start.

## The draft

category-important = Important
category-news = News
category-sessions = Sessions

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
role-cluster = cluster or college representative
role-employer = employer
role-other = other
notify-title = <b>Notifications</b>
notify-important = What is important always comes. If you want nothing at all: /stop
notify-paused = Now only what is important comes.
notify-only-important = only what is important
notify-nothing = off (you sent /stop)
notify-with-off = { $words }; off: { $off }
notify-stopped = 🔕 <b>Nothing comes at all:</b> you sent /stop. To get notifications back: /start.
notify-no-sessions = Sessions are off: there are no reminders of them. You are still told when yours change.
notify-with-quiet = { $words }; quiet hours { $hours }
notify-quiet =
    Quiet hours: { $hours }, your time. Then come what is important, reminders of sessions, and word of sessions less than six hours away: moved, cancelled, a place has got free.
    The rest waits for the end of the quiet hours.
notify-no-quiet = No quiet hours: messages come at any time.
notify-set-quiet = 🌙 Quiet hours
notify-pause = ⏸ Only what is important
notify-unpause = ▶️ Send me everything again
quiet-title = <b>Quiet hours</b>, your time: what is not important and not about the nearest sessions waits for their end.
quiet-none = No quiet hours

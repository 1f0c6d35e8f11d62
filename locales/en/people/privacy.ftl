## Personal data

privacy =
    <b>What the bot stores</b>
    • your name, user name and language as Telegram tells them;
    • the language and time zone you chose;
    • your place, if you asked to remember it, to the nearest kilometre;
    • your favourite clusters and those that you compare;
    • what you searched for: 30 days; saved searches until you delete them;
    • who you are and which notifications you want, if you told;
    • which announcements the bot has sent you, and whether you asked to be reminded of admission;
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

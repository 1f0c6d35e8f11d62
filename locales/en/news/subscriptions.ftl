# Subscriptions to news: what comes, when, and how to stop it.

subscriptions-open = 🔔 Subscriptions
subscriptions-title = <b>News subscriptions</b>
subscriptions-none = You have no subscriptions yet. Tick what interests you, and I will send you the news.
subscriptions-list = I send: { $list }
subscriptions-minus = Except news with the words: { $list }
subscriptions-name-all = all news
subscriptions-name-favourites = news of your favourite clusters
subscriptions-name-searches = news of your saved searches
subscriptions-now-at_once = At once, as soon as it is out.
subscriptions-now-daily = Once a day, at { $hour }.
subscriptions-now-weekly = Once a week, on Mondays at { $hour }.
subscriptions-now-silent = Without a sound.
subscriptions-off = 🔕 No news comes now. Your choices are kept.
subscriptions-muted = ⚠️ News is switched off in your notifications, so nothing will come. Switch it on there.
subscriptions-muted-stopped = ⚠️ You sent /stop, so nothing will come. To get notifications back: /start.
subscriptions-all = All news
subscriptions-topics = Topics
subscriptions-region = Region: { $region }
subscriptions-favourites = Favourite clusters
subscriptions-searches = Saved searches
subscriptions-no-searches = 🔎 You have no saved searches yet. Write what you look for, such as “welder near Saransk”, and tap “⭐ Save” below the results: I will send news of the clusters that it finds.
subscriptions-pace = ⏰ When and how
subscriptions-back = ‹ To subscriptions
subscriptions-topics-ask = Which topics interest you? Tap to subscribe or unsubscribe.
subscriptions-no-home = I do not know where you live. Set your place in /settings.

words-open = Words
words-title = Your words. Tap one to remove it.
words-none =
    You can subscribe to words: “welder”, “Master of the Year”. I will send news that has them, in any form.
    Minus words do the opposite: news with them does not come.
words-add = ➕ Words
words-add-minus = ➖ Minus words
words-drop = ➕ { $words } ✕
words-drop-minus = ➖ { $words } ✕
words-ask =
    Write words separated by commas: “welder, Master of the Year”. An item must have all words of a phrase, in any form.
    Changed your mind? /cancel
words-ask-minus = Write words separated by commas: news with them will not come. Changed your mind? /cancel
subscriptions-no-words = I see no words. Write them in letters, separated by commas: “welder, Master of the Year”.
subscriptions-long-words = One phrase has up to { $limit } characters. Make it shorter.
subscriptions-many-words = There may be at most { $limit } words and phrases. Remove some first.

subscriptions-pace-ask = When shall news come? Hours are by your clock ({ $zone }).
subscriptions-pace-at_once = At once
subscriptions-pace-daily = Once a day
subscriptions-pace-weekly = On Mondays
subscriptions-silent = Without a sound
subscriptions-stopped = 🔕 I send no more news. Your topics and words are kept: one tap brings everything back.
subscriptions-stopped-toast = No more news
subscriptions-resume = 🔔 Send again
subscriptions-resumed = News comes again

news-digest-title =
    <b>{ $count ->
        [one] { $count } news item for you
       *[other] { $count } news items for you
    }</b>
news-digest-withdrawn =
    { $count ->
        [one] 🚫 The news item that was here has been withdrawn.
       *[other] 🚫 The news items that were here have been withdrawn.
    }
news-digest-line =
    { $number }. <b>{ $title }</b>
    { $lead }
news-digest-more =
    { $count ->
        [one] And { $count } more in /news
       *[other] And { $count } more in /news
    }

# News: the list, one item, search, channels.

news-title = <b>News</b>
news-title-topic = <b>News</b>: { $topic }
news-none =
    Nothing here yet. News will appear as soon as it is published.
    Meanwhile have a look at the other topics.
news-line =
    { $number }. <b>{ $title }</b>
    { $date }
news-line-lead =
    { $number }. <b>{ $title }</b>
    { $date }
    { $lead }
news-newer = ‹ Newer
news-older = Older ›
news-topics = 🏷 Topics
news-topics-all = 🏷 All topics
news-topics-title =
    <b>Topics of the news</b>
    What would you like to read about?
news-all = 📰 All news
news-find = 🔎 Search
news-gone-fresh = This item is no longer there: withdrawn or out of date. Here is the latest.

news-item-title = <b>{ $title }</b>
news-item-lead = <i>{ $lead }</i>
news-read = 📖 Read in full
news-source-site = 🌐 The source’s website
news-whole = 📄 Whole text
news-related = Other events
news-related-title = <b>Other events</b> close to “{ $title }”
news-related-none = There is no other news yet.
news-share = Share
news-back = ‹ Back to the news
news-back-item = ‹ Back to the item

news-ask-words =
    What shall I look for in the news? Write one or several words; most news is in Russian.
    Changed your mind? /cancel.
news-found-title = 🔎 Found for “<b>{ $query }</b>”
news-found-layout = The other keyboard layout seems to have been on: I looked for this.
news-found-line =
    { $number }. { $title }
    { $date }
    { $passage }
news-found-best = Best first
news-found-newest = Newest first
news-found-first = ‹ To the first
news-found-more = More ›
news-find-again = 🔎 Other words
news-found-none =
    Nothing in the news for “{ $query }”.
    Try fewer or other words, or look through the topics.

channel-offer =
    <b>The bot was made an administrator of a channel</b>

    { $title }

    Shall its posts become news? They will come out at once, without review, and edits follow.
channel-take = Yes, take them
channel-leave = No, leave them
channel-taken =
    Done: new posts of the channel “{ $title }” come out as news.
    When a post is deleted there, the bot is not told: please withdraw such an item yourself.
channel-left = Posts of the channel “{ $title }” will not be news. Changed your mind? Press the button below.
channel-gone = The bot is no longer an administrator there. Add it again and I will ask once more.

audit-news-channel-taken = took the channel “{ $title }” into the news
audit-news-channel-left = keeps the channel “{ $title }” out of the news

news-inline-section = news
news-inline-to-bot = All news in the chat with the bot
news-inline-open = Open in Profkompas
news-inline-none = No news for “{ $text }”
news-inline-text =
    <b>{ $title }</b>
    { $date }

    { $lead }

# News at the organisers' desk: drafts, release, sources.

admin-news = 📰 News

news-desk-title =
    <b>News</b>
    { $drafts ->
        [0] No drafts.
        [one] { $drafts } draft waits for you.
       *[other] { $drafts } drafts wait for you.
    }
news-desk-drafts = Drafts, newest first:
news-desk-released = Released, newest first:
news-desk-none = Nothing here yet.
news-desk-line-draft = • { $title }
news-desk-line-planned = • { $title } — goes out { $moment }
news-desk-line-released = • { $title } — released { $moment }
news-desk-line-withdrawn = • { $title } — withdrawn
news-desk-line-proposal = ⚠️ The source has changed it: open it and decide.
news-desk-new = ➕ Add an item
news-desk-further = More ›
news-desk-to-released = Released
news-desk-to-drafts = Drafts
news-desk-sources = Sources
news-desk-back = ‹ To the news
news-desk-to-item = ‹ To the item
news-desk-leave = ‹ Leave as is

news-desk-link =
    Is this a link to news? I can make a draft of it: readers see nothing until you publish it.

    { $address }
news-desk-ask =
    Send a link to an article: I will take its title, text and picture.
    Or write the item yourself: the first line becomes the title, the rest the text. A photo may come with it.

    It becomes a draft: readers see it only once you release it. Changed your mind? /cancel
news-desk-no-words = An item needs at least a title. Send a text, a link to an article, or a photo with a caption.
news-desk-need-text = A text is needed here. Send it as one message.
news-desk-need-picture = A picture is needed here: send it as a photo. To take the picture away, send “-”.
news-title-long = The title is longer than { $limit } characters. Make it shorter and send it again.
news-lead-long = The lead is longer than { $limit } characters. Make it shorter and send it again.
news-picture-stays = The item went out with a picture, and Telegram does not let it be taken out of what was delivered. Send another picture, or withdraw the item.

news-desk-state-draft = 📝 <b>Draft</b>. Readers do not see it.
news-desk-state-planned = 🕒 <b>Goes out { $moment }</b>
news-desk-state-released = ✅ <b>Released { $moment }</b>
news-desk-state-withdrawn = 🚫 <b>Withdrawn</b>. Readers do not see it, and its source cannot bring it back.
news-desk-heading = <b>{ $title }</b>
news-desk-lead = <i>{ $text }</i>
news-desk-url = Source: { $url }
news-desk-undated = the day is not given
news-desk-labels =
    Date: { $moment }
    Topics and regions: { $labels }
    Picture: { $picture }
news-desk-no-topics = none found
news-desk-has-picture = yes
news-desk-no-picture = no
news-desk-proposal =
    ⚠️ <b>The source has changed this item.</b> Now it says:

    <b>{ $title }</b>

    { $text }

news-act-release = 🚀 Release
news-act-plan = 🕒 Later
news-act-unplan = 🕒 Clear the time
news-act-withdraw = 🚫 Withdraw
news-act-discard = 🗑 Delete
news-act-preview = 👁 Preview
news-act-topics = 🏷 Topics
news-act-accept = Take the change
news-act-drop = Keep ours

news-field-title = ✏️ Title
news-field-lead = ✏️ Lead
news-field-text = ✏️ Text
news-field-picture = 🖼 Picture
news-ask-title = Send the new title, up to 300 characters. Changed your mind? /cancel
news-ask-lead = Send the lead: a sentence or two, up to 600 characters. To take it away, send “-”. Changed your mind? /cancel
news-ask-text = Send the whole new text; its formatting is kept. To take it away, send “-”. Changed your mind? /cancel
news-ask-picture = Send the picture as a photo. To take it away, send “-”. Changed your mind? /cancel
news-ask-released = ⚠️ This is out already: everybody sees the change at once, and what was delivered changes too.
news-ask-moment = When shall it go out? For example “tomorrow 10:00” or “25 December 14:30”, by your clock. Changed your mind? /cancel
news-picture-refused = ⚠️ Telegram does not accept the picture of this item: { $reason }. Subscribers will get the item without it, as above. Send another one with “🖼 Picture”.
news-picture-refused-gone = the file is gone, or another bot uploaded it
news-picture-refused-address = it cannot be opened at the address that the source gave
news-picture-refused-size = it is too large or too long and narrow
news-picture-refused-file = the file cannot be read as a picture
news-picture-refused-other = it does not say why
news-topics-ask = What is “{ $title }” about? Subscribers of these topics get it.

news-sure-release = Release “{ $title }”? Everybody sees it at once.
news-expected = { $count ->
    [0] Nobody gets a message of its own.
    [one] { $shown } subscriber gets a message.
   *[other] { $shown } subscribers get a message.
}
news-expected-digests = In a digest, at its hour: { $shown }.
news-sure-release-yes = 🚀 Yes, release
news-sure-withdraw = Withdraw “{ $title }”? It leaves the news, and is deleted where it was delivered less than 48 hours ago. Digests lose it too. It cannot be brought back.
news-sure-withdraw-yes = 🚫 Yes, withdraw
news-sure-discard = Delete the draft “{ $title }”? It cannot be brought back.
news-sure-discard-yes = 🚫 Yes, delete
news-released = The news is out
news-withdrawn = Withdrawn

news-sources-title =
    <b>Sources of news</b>
    { $count ->
        [0] None yet. Add an RSS or Atom feed; to take news from a channel, make the bot its administrator.
        [one] { $count } source
       *[other] { $count } sources
    }
news-sources-add = ➕ Add a feed
news-sources-back = ‹ To the sources
news-sources-pick = ➕ Choose a channel
news-sources-pick-ask = Choose a channel with the button below: the bot becomes an administrator there, and new posts become news.
news-sources-picked = The channel is chosen.
news-sources-ask = Send the address of an RSS or Atom feed, all of it, with https://. Changed your mind? /cancel
news-source-trusted = <b>{ $title }</b> — released without a look
news-source-checked = <b>{ $title }</b> — wait for a look
news-source-stopped = <b>{ $title }</b> — stopped
news-source-failing =
    ⚠️ { $count ->
        [one] Failed once.
       *[other] Failed { $count } times in a row.
    } { $reason }
news-source-read = Last read: { $moment }
news-source-never-read = Never read yet.
news-source-trust = ✅ Release without a look
news-source-distrust = Look before release
news-source-pause = ⏸ Stop
news-source-resume = ▶️ Resume
news-source-ask = 🔄 Read now
news-source-asked = I will read it within a minute
news-source-remove = 🗑 Remove
news-source-remove-ask = Remove the source “{ $title }”? Its news stays; no more comes.
news-source-remove-yes = 🗑 Yes, remove

news-figures = Delivered: { $delivered } · opened: { $opened } · unsubscribed: { $stopped }

news-act-chart = 📈 Chart
news-chart-nothing = Nobody has received this item yet, so there is nothing to draw. Subscribers get it little by little; at night it waits for the morning.
news-chart-title = Since the release
news-chart-delivered = Delivered: { $shown }
news-chart-opened = Opened: { $shown }
news-chart-stopped = Unsubscribed: { $shown }
news-chart-hours = hours since the release
news-chart-days = days since the release
news-chart-count = people
news-chart-heading =
    <b>{ $title }</b>
    Released { $moment }
news-chart-hour = In the first hour. { $figures }
news-chart-day = In the first day. { $figures }
news-chart-week = In the first week. { $figures }
news-chart-now = Now. { $figures }
news-chart-back = ‹ Back to the item

audit-news-labelled = changed the topics of “{ $title }”
audit-news-proposal-dropped = turned down the source's change of “{ $title }”

## News as they arrive

news-letter =
    <b>{ $title }</b>
    { $moment }

    { $text }
news-letter-open = 📖 Read in full
news-letter-stop = 🔕 No more news

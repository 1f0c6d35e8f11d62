# Where news comes from: what keeps them from being read, and what organisers see.

feed-broken =
    <b>A news feed cannot be read</b>

    { $title }
    { $url }

    { $reason } I will keep trying, though less and less often. Please check the address: the feed may have moved.

feed-not-a-feed = There is no RSS or Atom feed at this address.
feed-has-entities = The feed defines XML entities, which is unsafe: I do not read such feeds.
feed-too-large = The feed has too much markup.
feed-unreadable = The feed could not be understood.

fetch-bad-url = This does not look like a web address. It should be complete and start with https:// or http://.
fetch-private = This address leads into an internal network: I do not go there.
fetch-redirects = The address redirects too many times.
fetch-too-slow = The site answers too slowly.
fetch-no-answer = The site does not answer, or its address cannot be found.
fetch-status = The site answered with an error.
fetch-gone = There is nothing at this address.
fetch-forbidden = The site does not let me in at this address.
fetch-wrong-type = There is something else at this address: a file of another kind.
fetch-too-large = The page is too large.
fetch-broken = The site sent damaged data.

article-empty = There is no article on this page: a link to the news item itself is needed.
news-link-next = Check the link and send it again, or write the news yourself. Changed your mind? /cancel

news-gone = This news item is gone.
news-source-gone = This source is gone.
news-not-draft = This is no draft any more: please refresh the list.
news-plan-past = This moment has passed. Choose a time in the future.
news-no-title = A news item needs a title.
news-withdrawn-already = This news item is withdrawn already.
news-changed-meanwhile = The item has changed meanwhile. Please look at it again and repeat.

import-news-date = “{ $value }” is no date (2026-11-23 or 23.11.2026, with a time if you like)
import-news-future = the date has not come yet

audit-news-drafted = drafted the news item “{ $title }”
audit-news-released = released the news item “{ $title }”
audit-news-planned = changed the release time of the news item “{ $title }”
audit-news-withdrawn = withdrew the news item “{ $title }”
audit-news-corrected = corrected the news item “{ $title }”
audit-news-source-added = added the feed { $title }
audit-news-source-trusted = let the source “{ $title }” publish without review
audit-news-source-distrusted = put the source “{ $title }” back under review
audit-news-source-paused = paused the source “{ $title }”
audit-news-source-resumed = resumed the source “{ $title }”
audit-news-source-asked = asked to read the source “{ $title }” again
audit-news-source-removed = removed the source “{ $title }”

## Rating a session

rating-open = ⭐ Rate the session
rating-ask =
    <b>{ $title }</b>
    The session is over. How was it? 5 is excellent, 1 is not good at all.
    Organisers see the rating without your name.
rating-star = { $stars } ★
rating-star-chosen = ✅ { $stars }
rating-thanks =
    <b>{ $title }</b>
    Your rating: { $stars }. Thank you!
rating-your-comment = ✏️ { $text }
rating-can-change = You can change the rating and the comment for a week.
rating-taken = Thank you for rating!
rating-comment-add = ✏️ Add a comment
rating-comment-change = ✏️ Change the comment
rating-comment-ask =
    “{ $title }”: what was good, what was missing?
    Write it in one message, up to { $limit } characters. Organisers do not see your name. Changed your mind? /cancel
rating-comment-empty = There is no text in this message. Write a comment, or cancel: /cancel
rating-comment-too-long = Too long: { $length } characters, the limit is { $limit }. Please shorten it, or cancel: /cancel
rating-stars-first = Please rate from 1 to 5 first, then you can write.
rating-gone = This session cannot be rated: it was cancelled or removed from the programme.
rating-too-early = The session is not over yet. You can rate it afterwards.
rating-closed = Ratings of this session are closed: more than a week has passed.
rating-not-going = Only those who go to a session can rate it, and you are not registered for this one.

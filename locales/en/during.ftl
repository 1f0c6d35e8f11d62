# During the event and after: what is on, questions to speakers, ratings, the morning digest.

## On now

now-refreshed = As of { $time } · time: { $zone }
now-line = { $mark }<b>{ $title }</b>{ $where } — until { $end }, { $left }
now-left-minutes = { $minutes } min left
now-left-hours = { $hours } h { $minutes } min left
now-next-title = <b>Next.</b> { $left }: { $moment }
now-next-far = <b>Next:</b> { $moment }
now-more = …and { $count } more in the whole programme.
now-over = The programme is over.
now-nothing = Nothing is on just now.
now-refresh = 🔄 Refresh
now-all-events = All events

## Questions to speakers

question-ask-button = 🙋 Ask a question
question-list = 💬 Questions
question-list-count = 💬 Questions · { $count }
question-ask =
    What would you like to ask at “{ $title }”?
    Write it in one message, up to { $limit } characters. Changed your mind? /cancel
question-asked = Thank you! Your question joins the list once an organiser has looked at it. Only organisers see your name.
question-title = 💬 <b>Questions: { $title }</b>
question-none = No questions yet. Yours can be the first.
question-line = { $number }. { $text } · 👍 { $votes }
question-line-answered = { $number }. <s>{ $text }</s> · ✅ answered
question-own-title = <b>Your questions</b>
question-own-asked = ⏳ { $text } — waits for an organiser
question-own-shown = 👁 { $text } — in the list
question-own-hidden = 🚫 { $text } — not in the list
question-own-answered = ✅ { $text } — answered
question-vote-hint = Want to hear the answer? Press 👍 with the question’s number. Press again to take it back.
question-vote = 👍 { $number }
question-voted = ✅ 👍 { $number }
question-vote-taken = Your vote counts.
question-vote-returned = Vote taken back.
question-empty = There is no question in this message. Write it as text, or cancel: /cancel
question-too-long = Too long: { $length } characters, the limit is { $limit }. Please shorten it, or cancel: /cancel
question-too-many = You have asked { $limit } questions here, which is the limit. Support those of others: 👍 in the list.
question-too-many-waiting = { $limit } of your questions still wait for an organiser. Once they are looked at, you can ask another.
question-closed = Questions are taken from a day before the session until some hours after it.
question-gone = This question is no longer in the list.
question-answered-already = This question has been answered.
question-changed-meanwhile = Somebody has decided otherwise about this question. Refresh the list.

## Organisers’ desk: questions and ratings

admin-feedback = 💬 Questions and ratings
feedback-events = <b>Questions and ratings.</b> Which event?
feedback-no-events = <b>Questions and ratings.</b> There are no events yet.
feedback-title = 💬 <b>Questions and ratings</b>: { $title }
feedback-hint = ❓ is how many questions wait, ★ the average rating.
feedback-none = No questions and no ratings yet.
feedback-when = 🗓 { $moment }
feedback-questions = Questions: { $waiting } waiting, { $shown } in the list, { $answered } answered
feedback-waiting = ❓ Waiting · { $count }
feedback-shown = 💬 In the list · { $count }
feedback-results = 📊 Ratings
feedback-refresh = 🔄 Refresh
moderation-waiting-title = ❓ <b>Waiting to be shown: { $count }</b>
    { $title }
moderation-shown-title = 💬 <b>In the list: { $count }</b>
    { $title }
moderation-waiting-none = No new questions.
moderation-shown-none = The list is empty: show questions from those that wait.
moderation-nobody = name erased
moderation-asked = <b>{ $number }.</b> { $text }
    — { $name }
moderation-asked-votes = <b>{ $number }.</b> { $text }
    — { $name } · 👍 { $votes }
moderation-make-shown = 👁 { $number } Show
moderation-make-hidden = 🚫 { $number } Hide
moderation-make-answered = ✅ { $number } Answered
moderation-made-shown = Everybody sees the question now.
moderation-made-hidden = The question is hidden.
moderation-made-answered = Marked as answered.
moderation-notice =
    ❓ <b>Questions to a speaker wait to be shown: { $count }</b>
    { $title }
moderation-open = Look at the questions
audit-question-shown = showed question No. { $id } (“{ $title }”)
audit-question-hidden = hid question No. { $id } (“{ $title }”)
audit-question-answered = marked question No. { $id } as answered (“{ $title }”)

results-none = No ratings yet.
results-average = ★ <b>{ $average }</b> — { $count ->
    [one] { $count } rating
   *[other] { $count } ratings
}
results-comments = ✏️ Comments · { $count }
results-chart-title = Average rating { $average }, of { $count }
results-chart-count = ratings
comments-title = ✏️ <b>Comments ({ $shown }): { $title }</b>
comments-line = { $stars }
    { $text }
comments-none = No comments yet.

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
    Your rating: { $stars } Thank you!
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

## Morning digest

digest-title = ☀️ <b>Your day.</b> { $day }
digest-event = <b>{ $title }</b> · time: { $zone }
digest-yours = { $time } on your clock
digest-more = And { $count } more in “My schedule”.
digest-switch-on = ⬜️ Morning digest
digest-switch-off = ✅ Morning digest
digest-switched-on = The digest comes at 8:00 on days when you have sessions.
digest-switched-off = No more morning digests.

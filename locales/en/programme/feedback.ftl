# During the event and after: what is on, questions to speakers, ratings, the morning digest.

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

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

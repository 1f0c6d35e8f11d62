## A report that a card is wrong

report-choose = What is wrong in the card “{ $name }”? Choose first, then write what is right.
report-choose-last =
    I will write to the organisers about the card “{ $name }”: { $comment }
    Choose what it is, and I will send it.
report-field-name = Name
report-field-industry = Industry
report-field-place = Town or address
report-field-college = College
report-field-professions = Professions
report-field-employers = Employers
report-field-year = Opening year
report-field-website = Website
report-field-missing = A college is missing here
report-field-other = Something else
report-ask =
    <b>{ $name }</b>
    What is wrong: { $field }.

    Tell me in one message what is right and how you know. The organisers will read it and answer you here. Changed your mind? /cancel.
report-sent = Thank you! The organisers will check the card, and you will hear here what came of it.
report-sent-missing = Thank you! The organisers will look into it, and you will hear here how it ended.
report-empty = There is no text in that message. Tell what is wrong, or cancel: /cancel.
report-too-long = That is too long: please keep it within { $limit } characters. Or cancel: /cancel.
report-too-many = You can send at most { $limit } reports in 24 hours. Please send the rest tomorrow.
report-nobody = Nobody can take the message right now: no organisers have been named yet. Please try later.
report-message =
    ⚠️ <b>A mistake in a card was reported</b>
    <a href="{ $url }">{ $name }</a>
    What is wrong: { $field }
    From: { $reporter }

    { $comment }
report-open = Open the card
report-settle = Answer or close

## The organisers' queue

admin-reports = ⚠️ Mistakes: { $count }
reports-title = <b>Card reports</b>: { $count }
reports-none = There are no new reports.
reports-line =
    <b>No. { $number }</b>, { $moment }
    { $name } · { $field }
    { $comment }
reports-open = Open No. { $number }
reports-back = ‹ To the list
report-title =
    <b>Report No. { $number }</b>
    { $name }
report-from = From: { $reporter }, { $moment }
report-from-nobody = the person has erased their data
report-about = What is wrong: { $field }
report-comment = { $comment }
report-card-gone = This cluster is no longer on the list.
report-answer = Answer
report-close = Close without an answer
report-answer-ask =
    Write the answer to report No. { $number }: the person gets it here, and the report is closed.
report-closed = ✅ Closed by { $name }, { $moment }
report-answered = Answer: { $answer }
report-gone = This report is no longer there. Here is a fresh menu.
report-told =
    Thank you for writing about the card “{ $name }”. The organisers have checked it.
report-told-answer =
    Thank you for writing about the card “{ $name }”. The organisers answer:

    { $answer }
audit-report-closed = closed card report No. { $number }: { $name }

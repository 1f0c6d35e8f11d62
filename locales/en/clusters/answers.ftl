## How to apply

answers-title =
    <b>How to apply</b>
    Short answers with their sources. Choose a section, or just type your question.
answers-which = People ask various things about this. Which is yours?
answers-none =
    <b>How to apply</b>
    There are no answers yet. Ask a college directly: it knows its admission rules.
answers-section-programme = The programme · { $count }
answers-section-admission = Admission · { $count }
answers-section-study = Study and life · { $count }
answers-section-after = After college · { $count }
answers-section-name-programme = The programme
answers-section-name-admission = Admission
answers-section-name-study = Study and life
answers-section-name-after = After college
answers-section-title =
    <b>How to apply</b> · { $section }
    Choose a question.
answers-sections = ‹ All sections
answers-section-back = ‹ Other questions
answers-answer =
    <b>{ $question }</b>

    { $answer }
answers-untranslated = <i>This answer exists in Russian only so far.</i>
answers-sources = { $count ->
    [one] Source:
   *[other] Sources:
}
answers-source = { $name }
answers-source-link = <a href="{ $url }">{ $name }</a>
answers-checked = Checked on { $date }
answers-whom-to-ask = 🧭 Whom to ask: colleges nearby
answers-gone = This answer is gone. Here is a fresh menu.
card-apply = 🎓 How to apply

## Editing by organisers

admin-answers = 🎓 Answers
answer-desk-title =
    <b>The answers of “How to apply”</b>
    { $count } in all, { $hidden } hidden, { $edited } changed by organisers. Choose a section.
answer-desk-section =
    <b>{ $section }</b>
    Choose a question to change it. ✏️ was changed by organisers, 🙈 is hidden.
answer-desk-add = ➕ Add a question
answer-desk-back = ‹ Back
answer-desk-leave = ‹ Leave as it is
answer-desk-new = New question
answer-desk-label-plain = { $question }
answer-desk-label-edited = ✏️ { $question }
answer-desk-label-hidden = 🙈 { $question }
answer-desk-empty = Nothing here yet. Write the question and the answer in Russian, then show it to readers.
answer-desk-missing = (empty)
answer-desk-hide = 🙈 Hide
answer-desk-show = 👁 Show to readers
answer-desk-reset = Restore the original text
answer-state-shown = <i>Readers see it.</i>
answer-state-hidden = <i>Hidden from readers.</i>
answer-state-edited = <i>Changed by organisers.</i>

answer-field-qru = Question · Russian
answer-field-aru = Answer · Russian
answer-field-qen = Question · English
answer-field-aen = Answer · English
answer-field-src = Sources
answer-field-day = Checked on
answer-field-key = Search words

answer-ask-question = Send the new question: one line, up to { $limit } characters. Changed your mind? /cancel.
answer-ask-answer = Send the new answer: plain text, up to { $limit } characters. Changed your mind? /cancel.
answer-ask-src =
    Send the sources, each on a line of its own: the name and, if there is one, the address at the end.
    For example: <code>Закон № 273-ФЗ, статья 68 https://pravo.gov.ru</code>
    Changed your mind? /cancel.
answer-ask-day = When was the answer last compared with its source? Send the date: <code>23.11.2026</code>. Changed your mind? /cancel.
answer-ask-key =
    Which words do people use to ask this? Send them separated by spaces, up to { $limit } characters: the bot finds the answer by them.
    Changed your mind? /cancel.
answer-ask-current =
    Now:
    <code>{ $text }</code>
answer-preview = <i>This is how readers will see it. Save?</i>
answer-preview-keywords = Search words (readers do not see them): { $keywords }
answer-preview-save = Save
answer-preview-again = Write it again
answer-preview-drop = Do not save
answer-saved = Saved.
answer-dropped = Not saved: everything is as it was.
answer-draft-gone = This draft is gone: it was saved or dropped before.
answer-reset-ask = “{ $question }”: restore the original text? Your changes in both languages, the sources and the date will be lost.
answer-reset-yes = Yes, restore
answer-was-reset = The original text is back.

answers-text-empty = There is no text in that message. Write it in words, or cancel: /cancel.
answers-text-long = That is too long: { $length } characters, up to { $limit } are fine. Shorten it and send it again.
answers-sources-empty = I see no source. Send at least one, each on a line of its own.
answers-sources-many = Too many sources: up to { $limit } are fine. Keep the main ones.
answers-source-nameless = The source has no name. Write it before the address: “Закон № 273-ФЗ https://pravo.gov.ru”.
answers-source-address = “{ $url }” does not look like a web address. It begins with https:// and has at most 300 characters.
answers-day-unclear = I did not understand the date. Write it like this: 23.11.2026.
answers-day-future = That day has not come yet. When was the answer last checked?
answers-not-whole = It cannot be shown yet: both the question and the answer are needed in Russian.
answers-not-shipped = Organisers added this question: there is no original text.

audit-answer-edited = changed the answer “{ $question }”
audit-answer-hidden = hid the answer “{ $question }”
audit-answer-shown = showed the answer “{ $question }” to readers
audit-answer-reset = restored the original text of the answer “{ $question }”
audit-answer-added = added a question to “How to apply”

## Reminders of the dates of admission

admission-dates-on = 🔔 Remind me of the dates
admission-dates-off = 🔕 No reminders of dates
admission-dates-are-on = I will remind you a week before each date, at 10:00 your time.
admission-dates-are-off = There will be no reminders of the dates of admission.
admission-date-opens = 📅 <b>{ $date }</b>: colleges take documents from this day at the latest.
admission-date-closes = 📅 <b>{ $date }</b>: the last day to apply for full-time study. Where there are entrance tests, it is earlier.
admission-date-extended = 📅 <b>{ $date }</b>: until this day documents are taken where places are left.
admission-order-ends = The rules of admission (order No. 457) are in force until { $date }, and the date may change: check it on the college’s website.
admission-more = 🎓 All dates of admission

# The participant's profile, the directory, and requests to meet.

## The directory

directory-open = 🤝 People
directory-title = 🤝 <b>People to meet</b>
directory-narrowed = { $words }
directory-count = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
directory-many = More than { $count } participants. Choose an industry or a region to find yours.
directory-empty = Nobody is here yet.
directory-line = { $number }. <b>{ $name }</b>
directory-details = { $words }
directory-person = { $number }. { $name }
directory-you-are-not = You are not in this list. You can show yourself in your profile.
directory-by-industry = 🏭 Industry
directory-by-region = 🗺 Region
directory-any-industry = All industries
directory-any-region = All regions
directory-industries = <b>Which industry?</b> The number says how many participants there are.
directory-regions = <b>Which region?</b> The number says how many participants there are.
directory-option = { $name } · { $count }
directory-back = ‹ To the list
directory-closed = The directory is open to those who joined a session or told their name in the profile.

person-name = <b>{ $name }</b>
person-industry = Industry: { $industry }
person-link = <a href="{ $url }">{ $name }</a>
person-self = This is how other participants see you.
person-asked = ⏳ You have asked to meet. No answer so far.
person-asks = 🤝 Would like to meet you.
person-gone = No longer in the directory.
person-acquainted = ✅ You have met.
participant-gone = This participant is no longer in the directory.

introduction-request = 🤝 Ask to meet
introduction-ask =
    <b>What shall I write?</b> To: { $name }
    Write a few words on why you would like to meet, up to { $limit } characters. With them I show your name, organisation, position and region.
    If they agree, you get each other’s contacts: what the profile says, and a Telegram link.
introduction-no-message = Send without words
introduction-sent = Request sent
introduction-too-long = Too long: please keep it within { $limit } characters. Or cancel: /cancel.
introduction-name-first = Tell your name in the profile first: people should know who asks. The profile is in the settings.
introduction-limit = { $limit ->
    [one] You can send { $limit } request a day. Try again tomorrow.
   *[other] You can send { $limit } requests a day. Try again tomorrow.
}
introduction-unlisted = You have left the directory. To say yes, show yourself in your profile again.
introduction-gone = This request is gone.

introduction-head = 🤝 <b>{ $name }</b> would like to meet you
introduction-quote = <blockquote>{ $message }</blockquote>
introduction-what-happens = If you accept, you both get each other’s contacts: what the profile says, and a Telegram link. If you decline, nobody will know, and this person cannot ask you again.
introduction-accept = Accept
introduction-decline = Decline
introduction-complain = Report
introduction-accepted = ✅ { $name }: you agreed to meet. The contacts come in a message of their own.
introduction-declined = { $name }: you declined. Nobody will know, and this person cannot ask you again.

acquaintance-head = 🤝 <b>{ $name }</b>: you have met
acquaintance-contact = Contact: { $contact }
acquaintance-telegram = Telegram: { $link }

complaint-ask = Report the request from { $name }? The organisers will see its text and your name. I will decline the request.
complaint-sure = Yes, report it
complaint-back = ‹ Back
complaint-sent = Thank you for telling us. The organisers will get your report, and the request is declined.
complaint-no-message = no words
complaint-message =
    ⚠️ <b>A report about a request to meet</b>
    Who asked: { $asker }
    Whom: { $reader }

    <blockquote>{ $message }</blockquote>

complaint-unlist = 🚫 Remove from the directory
complaint-unlisted = Done: this person is not in the directory any more.
complaint-not-listed = This person is not in the directory.
audit-directory-unlisted = removed participant { $visitor } from the directory after a complaint

requests-open = My requests
requests-open-waiting = My requests · { $count }
requests-title = <b>My requests</b>
requests-none = No requests to meet so far, neither from you nor to you.
requests-asked = ⏳ <b>{ $name }</b> — no answer
requests-asks = 🤝 <b>{ $name }</b> — waits for your answer
requests-gone = <b>{ $name }</b> — no longer in the directory
requests-acquainted = ✅ <b>{ $name }</b> — you have met

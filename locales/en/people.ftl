# The participant's profile, the directory, and requests to meet.

## The profile

profile-open = 👤 My profile
profile-offer =
    👋 <b>Introduce yourself to the organisers?</b>
    Name, region, cluster and position. It is up to you and takes a minute.
profile-fill = Fill in
profile-not-now = Not now
profile-later = All right, I will not ask again. The profile is always in the settings.

profile-ask-name = <b>What is your name?</b> Type your first and last name.
profile-ask-region = <b>Which region are you from?</b> Type a region or a town, or choose one.
profile-ask-cluster =
    <b>Which cluster do you represent?</b>
    Type a town, a college or a name, or choose from the list. If you are not from a cluster, name your organisation.
profile-ask-industry = <b>Which industry is closest to you?</b>
profile-ask-position = <b>What do you do?</b> Type your position or role, such as “workshop instructor”.
profile-ask-contact =
    <b>How can people reach you?</b>
    A phone number, an e-mail address or your Telegram name. Organisers see it; other participants only if you both agree to meet.
profile-ask-listed =
    <b>Show you in the directory?</b>
    Other participants will see your name, organisation, industry, position and region and can ask to meet you. They get your contact only if you agree. You can leave the directory at any time.
profile-ask-organisation = Type the name of your organisation.
profile-which-cluster = That looks like one of these clusters. Which one is yours?
profile-taken-as-typed = No such cluster is in the list, so I noted an organisation: { $name }.
profile-which-region = Several regions have a place of that name. Which one is yours?
profile-regions = <b>Your region?</b>
profile-now = Now: { $value }

profile-skip = Skip
profile-keep = Leave as it is
profile-clear = Clear
profile-back = ‹ Back
profile-to-card = ‹ To the profile
profile-all-regions = All regions
profile-other-organisation = Another organisation
profile-list = Show me in the directory
profile-list-no = Do not show me
profile-unlist = Leave the directory

profile-label-name = Name
profile-label-region = Region
profile-label-cluster = Organisation
profile-label-industry = Industry
profile-label-position = Position
profile-label-contact = Contact

profile-title = 👤 <b>Participant’s profile</b>
profile-blank = Nothing here yet. Fill it in, and the organisers will know who is coming. Any question can be skipped.
profile-line = { $label }: { $value }
profile-listed = You are in the directory
profile-unlisted = You are not in the directory
profile-is-listed = 🤝 You are in the directory: other participants can find you.
profile-is-unlisted = 🤝 You are not in the directory: other participants do not see you.
profile-who-sees =
    Organisers of the events you have joined see your profile. Other participants see it only if you allow it, and without your contact.
profile-erase = Delete my profile
profile-erase-ask = Delete your profile? You will leave the directory, and your requests to meet will no longer count.
profile-erase-sure = Yes, delete
profile-erase-keep = Keep it
profile-erased = Your profile is deleted. You can fill it in again from the settings.

profile-text-empty = I saw no letters or digits in that message. Type your answer or press “Skip”.
profile-text-too-long = Too long: please keep it within { $limit } characters.
profile-region-unknown = I do not know that region. Type its name or a town, such as “Mordovia”, or choose from the list.
profile-name-first = Tell your name in the profile first: people know you by it.

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
    <b>What shall I tell { $name }?</b>
    Write a few words on why you would like to meet, up to { $limit } characters. With them I show your name, organisation, position and region.
    If they agree, you get each other’s contacts: what the profile says, and a Telegram link.
introduction-no-message = Send without words
introduction-cancel = ‹ Do not send
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

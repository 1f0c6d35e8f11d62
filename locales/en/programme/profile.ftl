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

## Audience

audience-title =
    <b>To whom?</b>
    Conditions add up: whoever meets all of them gets it.
audience-except-title =
    <b>Whom to leave out?</b>
    Whoever meets this condition does not get it.
audience-none-yet = No conditions yet: everyone gets it.
audience-everyone = everyone
audience-all-except = everyone except: { $words }
audience-except = but not { $words }
audience-languages = { $values }
audience-roles = { $values }
audience-regions = { $values }
audience-language-ru = readers of Russian
audience-language-en = readers of English
audience-role-student = pupils and students
audience-role-parent = parents
audience-role-cluster = representatives of clusters
audience-role-employer = employers
audience-role-other = people of another role
audience-within = within { $km } km of { $place }
audience-favourites = { $count ->
    [one] { $count } favourite cluster
   *[other] { $count } favourite clusters
}
audience-industries = with a favourite in { $values }
audience-registered = registered for “{ $name }”
audience-chosen = { $count ->
    [one] { $count } person from a file
   *[other] { $count } people from a file
}
audience-received = those who have got it
audience-add-except = ➖ Except…
audience-reset = Everyone, no conditions
audience-kind-language = ➕ Language
audience-kind-role = ➕ Role
audience-kind-region = ➕ Region
audience-kind-place = ➕ Near a place
audience-kind-favourite = ➕ Favourite cluster
audience-kind-industry = ➕ Industry
audience-kind-registered = ➕ Registered
audience-kind-file = ➕ List from a file
audience-option-regions = { $name } · { $people }
audience-option-favourites = ★ { $people } · { $name }
audience-values = <b>To whom.</b> Tick one or several: any of them will do.
audience-values-except = <b>Whom to leave out.</b> Tick one or several.
audience-values-none = There is nothing to choose from yet: nobody has told this about themselves.
audience-place-ask = Near which place? Write a town or village. Changed your mind? /cancel
audience-radius-title = <b>{ $place }</b>, { $region }. How far?
audience-radius = within { $km } km
audience-back = ‹ To the conditions
audience-events = <b>Registered for which event?</b>
audience-events-none = There are no events yet. Once there is a programme, those registered can be chosen here.
audience-event-title = <b>{ $title }</b>
audience-event-whole = Everyone registered for the event
audience-event-track = Track: { $track }
audience-file-ask =
    Send a file with the list: txt, csv, xlsx or ods, one Telegram id a line or in a column “id”.
    Changed your mind? /cancel
audience-file-please = I am waiting for a file with the list: txt, csv, xlsx or ods. Changed your mind? /cancel.
audience-file-read = { $count ->
    [one] I read { $count } id; known to the bot: { $known }.
   *[other] I read { $count } ids; known to the bot: { $known }.
}
audience-file-empty = There is no id in the file.
audience-file-too-long = The list is too long: up to { $limit } ids.
audience-file-row = Line { $line }: “{ $value }” is no id. Nothing was stored; correct the file and send it again.

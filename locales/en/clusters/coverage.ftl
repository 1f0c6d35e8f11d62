## How much of what there is we know

coverage-nothing = { $where }: no clusters yet, at least in our list.
coverage-nothing-told = Our list has no clusters of this region yet, and there are { $exist } (source: { $source }).
coverage-part = Our list has { $known } of { $exist } clusters of the region (source: { $source }).
coverage-whole = Our list has all clusters of the region that the source tells of: { $exist } ({ $source }).
coverage-more = Our list has { $known }, and the source told of { $exist } ({ $source }).
coverage-untold = How many there are in all, sources do not say: there may be others.
coverage-briefly = We know { $known } of { $exist } clusters in the region.
coverage-official = reports in Russian
coverage-missing = ➕ A college is missing here
regions-empty = We know no cluster yet in: { $regions }.
report-ask-missing =
    <b>{ $region }</b>
    Which college is missing here? Write its name, its town and how you know that it takes part, in one message. Organisers will read it and answer you here. Changed your mind? /cancel.
report-message-missing =
    ➕ <b>{ $field }</b>
    Where: { $name }
    From: { $reporter }

    { $comment }
admin-coverage = 🗺 What we know
coverage-title = <b>What we know of regions</b>
coverage-total = Clusters in the list: { $known } of { $exist } (source: { $source }).
coverage-total-untold = Clusters in the list: { $known }.
coverage-line = { $region }: { $known } of { $exist }
coverage-line-untold = { $region }: { $known }, how many in all is not known

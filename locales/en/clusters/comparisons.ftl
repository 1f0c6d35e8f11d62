### Comparing clusters, and the list “My clusters”

card-compare = ⚖️ Compare
card-compare-too = ➕ Compare too
card-compared = ✓ To be compared
compare-open = ⚖️ Compare ({ $count })
compare-marked-first = Marked. Open another cluster and press “Compare” there too.
compare-marked = Marked: { $count }. Ready to compare.
compare-pushed-out = No more than { $limit } fit side by side, so the one marked first is out: { $name }
compare-unmarked = No longer compared
compare-card = { $number }. { $city }
compare-unmark = ✕ Remove no. { $number }
compare-clear = Clear the comparison
compare-of-list = Numbers in the list: { $numbers }.
compare-some-of-list = Numbers in the list: { $numbers }. Others like this: “compare 2 and 4”, three at most.
compare-no-number = There is no number { $number } in the list, the last is { $last }.
compare-none =
    There is nothing to compare yet.

    Open a cluster’s card and press “⚖️ Compare”, then do the same with another cluster. Or write after a list: “compare 1 and 2”.
compare-one =
    One cluster is marked: { $name }

    To compare, open another card and press “⚖️ Compare”.

compare-title = Clusters compared
compare-legend = The sign ≠ marks where they differ
compare-differs = ≠ { $aspect }
compare-industry = Industry
compare-place = Where
compare-distance = Distance from home ({ $place })
compare-college = Base college
compare-professions = Professions
compare-employers = Employers
compare-opened = Opened
compare-students = Students
compare-website = Website
compare-checked = Data checked on
compare-since = open since { $year }
compare-planned = planned for { $year }
compare-shared = All have: { $list }
compare-only-shared = nothing more
compare-unknown = not known

compare-text-title = <b>Clusters compared</b>
compare-text-name = <b>{ $name }</b>
compare-text-aspect = <b>{ $aspect }</b>
compare-text-own = { $number }. { $value }
compare-text-link = <a href="{ $url }">{ $host }</a>

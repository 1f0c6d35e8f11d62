## Card

favourites-title = <b>My clusters</b> — { $count ->
    [one] { $count } cluster
   *[other] { $count } clusters
}

### Comparing clusters, and the list “My clusters”

favourites-line = { $industry } · { $city } · { $distance }
favourites-pick = ⚖️ Compare
favourites-drop = Remove from the list
favourites-back = ‹ To the list
favourites-how =
    <b>My clusters</b>

    Clusters that you like will be listed here.

    Type a town or choose a list below, open a card and press “☆ Add to favourites”.
favourites-picking =
    <b>Which to compare?</b>

    Mark two or three clusters. Marked now: { $count }.
favourites-dropping =
    <b>Which to remove?</b>

    Tap a cluster, and it leaves “My clusters”.
favourites-picked = ✓ { $label }
favourites-droppable = ✕ { $label }
favourites-return = ↩️ Put back: { $label }
favourites-returned = Back on the list

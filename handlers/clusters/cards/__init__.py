"""Looking for clusters: places, lists, cards, favourites, reports of mistakes."""

"""Looking for clusters: places, lists, cards, maps, reports of mistakes."""

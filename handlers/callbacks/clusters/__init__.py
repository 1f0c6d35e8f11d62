"""Buttons of clusters: cards, search, favourites, comparison, answers, reports."""

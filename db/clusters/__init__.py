"""Cluster cards, favourites, comparisons, reports, answers, and searches among them."""

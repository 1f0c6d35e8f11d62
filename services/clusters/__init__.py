"""Clusters: the catalogue, comparing, choosing, reporting, answers, editing."""

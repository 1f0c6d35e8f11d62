"""Populated places, points on the globe, and their place on a flat map."""

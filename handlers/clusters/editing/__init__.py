"""Organisers change clusters: a file, one field of a card, and taking the last change back."""

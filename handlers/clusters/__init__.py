"""Conversations about clusters: finding, reading, comparing and editing them."""

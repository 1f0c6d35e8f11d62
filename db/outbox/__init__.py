"""Rows of the outbox: written, due, leased, settled."""

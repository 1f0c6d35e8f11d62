"""The way of a row of the outbox: rendered, sent, its outcome read, and the loops around it."""

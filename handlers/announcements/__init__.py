"""An organiser's announcement: compose, aim, time, confirm, follow, correct, recall."""

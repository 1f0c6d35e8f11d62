"""One's own schedule in a calendar program."""

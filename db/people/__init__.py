"""Users, organisers, what the bot waits for from whom, and which updates were handled."""

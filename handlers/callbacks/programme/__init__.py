"""Buttons of events: sessions, check-in, profiles, questions, ratings, editing."""

"""The programme of events."""

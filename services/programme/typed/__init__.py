"""Who gets into a session: invitations, the waiting list, check-in."""

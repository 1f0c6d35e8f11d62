"""Check-in: invitations to closed sessions, badges, who came, lists for organisers."""

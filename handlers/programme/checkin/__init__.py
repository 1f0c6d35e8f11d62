"""The door: invitations to closed sessions, badges, who came, lists for organisers."""

"""Announcements: drafts, dispatches, the runner that carries them on, outlets."""

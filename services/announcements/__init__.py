"""Announcements: drafts, their release, dispatches, the runner that carries them on, outlets."""

"""Stores as a whole: backups and what is restored from them, copies from one engine to another."""

"""Alembic's folder. Files are numbered; the number is the revision, the highest is the head."""

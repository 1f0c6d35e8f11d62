"""Rehearsals of an event: conflicts, statistics, the report."""

"""Events and sessions: who goes, asks, rates and meets whom, and what changes."""

"""Events and sessions: who takes part, when they are reminded, and what changes."""

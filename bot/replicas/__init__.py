"""One bot on several machines: the shared queue of updates."""

"""The last router: whatever nobody understood gets an answer, never silence."""

"""From what a person typed to a typed query."""

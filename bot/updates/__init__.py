"""The way of an update: asked for, taken in once, in order, for whom, to which conversation."""

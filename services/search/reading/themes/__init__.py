"""What a typed text is about, learnt from examples (docs/adr/0040)."""

"""The top of the house: settings, wiring, update path, sending, the web port."""

"""The gazetteer, and which of many points is nearest."""

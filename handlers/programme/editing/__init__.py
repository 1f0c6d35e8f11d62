"""The organisers' side of the programme: a file of it, an edit by hand, materials."""

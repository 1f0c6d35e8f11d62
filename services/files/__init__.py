"""Files of organisers and for them: tables of every kind, read and written."""

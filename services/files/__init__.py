"""Files of organisers: tables to rows, rows to clusters, and what they would change."""

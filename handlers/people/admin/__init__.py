"""The organisers' desk: figures, what is under way, the archive, who organises, the audit log."""

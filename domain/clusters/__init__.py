"""Clusters and what readers do with them: ask, compare, choose, report, search."""

"""Pages of a list, from 0."""

from __future__ import annotations


def page_count(total: int, size: int) -> int:
    """An empty list has one page, which says so."""
    return max(1, -(-total // size))


def clamped(page: int, total: int, size: int) -> int:
    """The nearest page that exists: lists shrink and callback data can be forged."""
    return max(0, min(page, page_count(total, size) - 1))

from __future__ import annotations

from domain.lru_cache import AskedBefore, LruCache, MadeOnce


def test_what_nobody_asked_for_longest_makes_room() -> None:
    cache = LruCache[str, int](2)
    cache.keep("a", 1)
    cache.keep("b", 2)
    assert cache.get("a") == 1
    cache.keep("c", 3)

    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_looking_is_no_asking_and_keeping_again_is() -> None:
    cache = LruCache[str, int](2)
    cache.keep("a", 1)
    cache.keep("b", 2)
    assert "a" in cache
    assert [cache.look("a"), cache.look("never there")] == [1, None]
    cache.keep("b", 4)
    cache.keep("c", 3)

    assert ["a" in cache, cache.get("b"), cache.get("c")] == [False, 4, 3]


def test_dropped_and_cleared_values_are_gone() -> None:
    cache = LruCache[str, int](3)
    cache.keep("a", 1)
    cache.keep("b", 2)
    cache.drop("a")
    cache.drop("never there")
    assert [cache.get("a"), cache.get("b")] == [None, 2]
    cache.clear()
    assert cache.get("b") is None


def test_room_for_nothing_keeps_nothing() -> None:
    cache = LruCache[str, int](0)
    cache.keep("a", 1)

    assert cache.get("a") is None


def test_what_many_share_is_made_once_until_there_is_another() -> None:
    first, equal = [1], [1]
    made = MadeOnce[object](2)
    one = made.of(first, "key", object)

    assert made.of(first, "key", object) is one
    assert made.of(first, "other key", object) is not one
    assert made.of(equal, "key", object) is not one
    assert made.of(first, "key", object) is not one


def test_what_is_made_for_many_keys_is_bounded() -> None:
    source, made = [1], MadeOnce[object](1)
    one = made.of(source, "a", object)
    made.of(source, "b", object)

    assert made.of(source, "a", object) is not one


def test_what_is_asked_for_again_is_known_until_too_much_else_was_asked() -> None:
    asked = AskedBefore(2)
    assert [asked(key) for key in ("a", "b", "a", "c", "a", "b")] == [
        False, False, True, False, True, False
    ]  # fmt: skip

from __future__ import annotations

import socket

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.cache_timeouts import slow_cache_warnings
from wagtail_feedback.utils.safe_cache import CacheUnavailable

REDIS = "django.core.cache.backends.redis.RedisCache"


class DownCache(LocMemCache):
    """Counts how often it is asked, and never answers."""

    asked = 0

    def _refuse(self, *args, **kwargs):
        type(self).asked += 1
        raise ConnectionError("connection refused")

    get = get_many = set = set_many = add = incr = delete = _refuse


@pytest.fixture
def down(settings):
    DownCache.asked = 0
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.DownCache"}}


def test_what_is_set_is_there():
    safe_cache.set("one", 1, 60)
    safe_cache.set_many({"two": 2, "three": [3]}, 60)
    assert safe_cache.get("one") == 1
    assert safe_cache.get_many(["one", "two", "three", "four"]) == {"one": 1, "two": 2, "three": [3]}


def test_what_is_deleted_is_gone():
    safe_cache.set("one", 1, 60)
    safe_cache.delete("one")
    assert safe_cache.get("one") is None


def test_only_the_first_adds():
    assert [safe_cache.add("seen", 1, 60), safe_cache.add("seen", 1, 60)] == [True, False]


def test_an_owner_may_claim_again_and_nobody_else():
    claims = [safe_cache.claim("proof", owner, 60) for owner in ("ann", "ann", "bob")]
    assert claims == [True, True, False]


def test_a_counter_counts():
    assert [safe_cache.increment("count", 60) for _number in range(3)] == [1, 2, 3]


def test_a_counter_that_expires_between_two_calls_starts_anew(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args, **kwargs: False, raising=False)
    assert safe_cache.increment("count", 60) == 1


def test_keys_of_another_version_are_never_met(monkeypatch):
    safe_cache.set("one", 1, 60)
    monkeypatch.setattr(safe_cache, "_prefix", lambda: "wf99.0")
    assert safe_cache.get("one") is None
    assert safe_cache.add("one", 1, 60)


def test_keys_are_kept_apart_from_those_of_the_site():
    cache.set("one", "the site's", 60)
    safe_cache.set("one", "ours", 60)
    assert cache.get("one") == "the site's"


def test_without_a_cache_nothing_is_found_and_nothing_breaks(down):
    safe_cache.set("one", 1, 60)
    safe_cache.set_many({"two": 2}, 60)
    safe_cache.delete("one")
    assert (safe_cache.get("one"), safe_cache.get_many(["one"])) == (None, {})


@pytest.mark.parametrize(
    "count",
    [
        lambda: safe_cache.add("seen", 1, 60),
        lambda: safe_cache.increment("count", 60),
        lambda: safe_cache.claim("proof", "ann", 60),
    ],
)
def test_without_a_cache_whoever_counts_is_told(down, count):
    with pytest.raises(CacheUnavailable):
        count()


def test_a_cache_that_is_down_is_asked_once(down):
    for number in range(5):
        safe_cache.get(f"{number}")
    with pytest.raises(CacheUnavailable):
        safe_cache.increment("count", 60)
    assert DownCache.asked == 1


def test_another_cache_is_asked_at_once(down, settings):
    safe_cache.get("one")
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert safe_cache.add("one", 1, 60)


def test_a_value_that_cannot_be_read_is_a_miss_and_no_failure(monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: __import__("a_module_that_was_renamed"), raising=False)
    assert safe_cache.get("old") is None
    assert not safe_cache.breaker.is_open


def test_a_cache_that_hangs_is_waited_for_once(settings):
    """A real socket that takes connections and never answers."""
    pytest.importorskip("redis")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"redis://127.0.0.1:{server.getsockname()[1]}"
        options = {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}
        settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": url, "OPTIONS": options}}
        assert safe_cache.get("one") is None
        assert connections(server) > 0
        assert [safe_cache.get("one"), safe_cache.get_many(["one"])] == [None, {}]
        assert connections(server) == 0


def connections(server):
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


@pytest.mark.parametrize(
    ("options", "location", "missing"),
    [
        ({}, "redis://cache", ["socket_timeout", "socket_connect_timeout"]),
        ({"socket_timeout": 1}, "redis://cache", ["socket_connect_timeout"]),
        ({"socket_timeout": None, "socket_connect_timeout": 1}, "redis://cache", ["socket_timeout"]),
        ({"socket_timeout": 1, "socket_connect_timeout": 1}, "redis://cache", []),
        ({}, "redis://cache/0?socket_timeout=1&socket_connect_timeout=1", []),
        ({"socket_connect_timeout": 1}, ["redis://a?socket_timeout=1", "redis://b"], ["socket_timeout"]),
    ],
)
def test_a_redis_that_may_hang_for_ever_is_told(settings, options, location, missing):
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": location, "OPTIONS": options}}
    messages = slow_cache_warnings()
    assert [message.id for message in messages] == ["wagtail_feedback.W004"] * bool(missing)
    assert all(f'"{name}": 0.5' in messages[0].hint for name in missing)


def test_other_caches_are_not_warned_about(settings):
    assert slow_cache_warnings() == []
    settings.CACHES = {}
    assert slow_cache_warnings() == []

"""A submission is counted alike on a Redis, in one round trip, and on any other cache."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from wagtail_feedback.submissions.checks import counting
from wagtail_feedback.submissions.checks.counting import Counter, count, count_one_by_one
from wagtail_feedback.utils import safe_cache

#: Visitor and form, one submission after another.
SENT = ["ann-1", "ann-1", "bob-1", "ann-2", "ann-3", "ann-3", "ann-1", "bob-1", "eve-1", "bob-2", "eve-2"]


class SiteClient(RedisCacheClient):
    """What a site has changed, nobody knows."""


class SiteCache(RedisCache):
    def __init__(self, *args):
        super().__init__(*args)
        self._class = SiteClient


@pytest.fixture(scope="module")
def redis_url():
    """A server of our own, which keeps nothing."""
    pytest.importorskip("redis")
    if shutil.which("redis-server") is None:
        pytest.skip("needs redis-server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}"
        server.terminate()


def wait_for(port):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.02)


@pytest.fixture
def redis_cache(settings, redis_url):
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": redis_url}}
    caches["default"].clear()
    yield caches["default"]
    caches["default"].clear()


@pytest.fixture
def client(redis_cache):
    return redis_cache._cache.get_client()


def send(how, name):
    visitor, _hyphen, _number = name.partition("-")
    return how(f"seen:{name}", Counter(visitor, 2, 60), Counter("form", 4, 90))


def test_both_ways_count_alike(redis_cache):
    in_one = [send(count, name) for name in SENT]
    kept = dict(redis_cache.get_many(names()))
    redis_cache.clear()
    assert [send(count_one_by_one, name) for name in SENT] == in_one
    assert redis_cache.get_many(names()) == kept


def names():
    keys = {*SENT, "form", *(name.partition("-")[0] for name in SENT)}
    return [safe_cache._versioned(key) for name in keys for key in (name, f"seen:{name}")]


def test_nothing_is_kept_longer_than_its_limit_says(client):
    send(count, "ann-1")
    lives = {key.decode().rpartition(":")[2]: client.ttl(key) for key in client.keys("*")}
    assert lives == {"ann-1": 60, "ann": 60, "form": 90}


def test_one_round_trip_counts(client):
    send(count, "ann-1")
    client.config_resetstat()
    send(count, "ann-2")
    stats = client.info("commandstats")
    assert stats["cmdstat_evalsha"]["calls"] == 1
    assert "cmdstat_exists" not in stats


def test_counting_is_exact_when_fifty_come_at_once(redis_cache):
    with ThreadPoolExecutor(max_workers=10) as pool:
        sent = list(pool.map(lambda turn: send(count, f"ann-{turn}")[0], range(50)))
    assert sorted(sent) == list(range(1, 51))


@pytest.mark.parametrize(
    "backend", [f"{__name__}.SiteCache", "django.core.cache.backends.locmem.LocMemCache"]
)
def test_any_other_cache_is_asked_by_its_own_methods(settings, redis_url, backend):
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": redis_url}}
    caches["default"].clear()
    assert safe_cache.run_on_redis("return 1", [], []) is None
    assert [send(count, f"ann-{number}") for number in range(3)] == [(1, 1), (2, 2), (3, 0)]


def test_a_redis_that_runs_no_scripts_counts_too(redis_cache, monkeypatch):
    monkeypatch.setattr(counting, "SCRIPT", "return redis.call('NO SUCH COMMAND')")
    assert [send(count, "ann-1"), send(count, "ann-2")] == [(1, 1), (2, 2)]

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from cachetools import TLRUCache
from django.urls import get_script_prefix, set_script_prefix
from django.utils.translation import get_language, override

from wagtail_feedback.utils import fragments, safe_cache
from wagtail_feedback.utils.fragments import cached_fragment, cached_fragments

DUMMY = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def test_a_worker_asks_the_cache_no_more_than_twice(monkeypatch):
    asked = []
    monkeypatch.setattr(safe_cache, "get", lambda key, get=safe_cache.get: asked.append(key) or get(key))
    assert [cached_fragment("key", lambda: "<p>one</p>") for _number in range(5)] == ["<p>one</p>"] * 5
    assert len(asked) == 2


def test_a_fragment_is_rendered_once():
    assert [cached_fragment("key", lambda html=html: html) for html in "abc"] == ["a"] * 3


def test_a_fragment_is_ready_for_a_template():
    assert cached_fragment("key", lambda: "<p>").__html__() == "<p>"


def test_nothing_is_kept_locally_where_the_cache_keeps_nothing(settings):
    settings.CACHES = DUMMY
    assert [cached_fragment("key", lambda html=html: html) for html in "abc"] == ["a", "b", "c"]


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_site_that_keeps_no_fragments_keeps_none(settings, seconds):
    settings.WAGTAILFEEDBACK_FRAGMENT_SECONDS = seconds
    assert [cached_fragment("key", lambda html=html: html) for html in "abc"] == ["a", "b", "c"]


@pytest.fixture
def at_prefix():
    """Serve the site below a path, as a proxy does that strips it."""
    before = get_script_prefix()
    yield set_script_prefix
    set_script_prefix(before)


def test_what_was_drawn_below_one_path_is_drawn_anew_below_another(at_prefix):
    for prefix, html in (("/", "<a>"), ("/shop/", "<b>")):
        at_prefix(prefix)
        assert cached_fragment("key", lambda html=html: html) == html
        assert cached_fragments({"keys": html}, str) == [html]


@pytest.mark.parametrize("value", [7, ["html"], {"a": 1}, b"html"])
def test_a_value_that_is_no_html_is_rendered_anew(value):
    key = fragments._addressed("key")
    safe_cache.set(key, value, 60)
    assert cached_fragment("key", lambda: "<p>") == "<p>"
    safe_cache.set(key, value, 60)
    assert cached_fragments({"key": 1}, str) == ["1"]


def test_many_fragments_take_one_journey_each_way(monkeypatch):
    journeys = []
    for name in ("get_many", "set_many"):
        original = getattr(safe_cache, name)
        spy = lambda *args, name=name, original=original: journeys.append(name) or original(*args)  # noqa: E731
        monkeypatch.setattr(safe_cache, name, spy)
    assert cached_fragments({"one": 1, "two": 2}, str) == ["1", "2"]
    assert cached_fragments({"two": "anew", "three": 3, "one": "anew"}, str) == ["2", "3", "1"]
    assert cached_fragments({"two": 0, "three": 0}, str) == ["2", "3"]
    assert journeys == ["get_many", "set_many", "get_many", "set_many", "get_many"]


@pytest.fixture
def small(monkeypatch):
    """Room for three fragments of thirty characters; the time is whatever it says."""
    clock = type("Clock", (), {"now": 0.0, "__call__": lambda self: self.now})()
    room = 3 * (30 + fragments.OVERHEAD)
    local = TLRUCache(room, fragments._expiry, timer=clock, getsizeof=fragments._size)
    monkeypatch.setattr(fragments, "local_cache", local)
    local.clock = clock
    return local


def test_local_memory_is_bounded(small):
    for number in range(50):
        fragments._set_local(str(number), "x" * 30)
    fragments._get_local("47")
    fragments._set_local("50", "x" * 30)
    assert sorted(small) == ["47", "49", "50"]


def test_local_memory_is_bounded_for_empty_fragments(small):
    for number in range(50):
        fragments._set_local(str(number), "")
    assert len(small) == 3


def test_a_fragment_larger_than_all_memory_drops_nothing(small):
    fragments._set_local("small", "x")
    fragments._set_local("large", "x" * 10_000)
    assert list(small) == ["small"]


def test_local_memory_forgets_in_time(small, settings):
    fragments._set_local("key", "x")
    small.clock.now = fragments.LOCAL_SECONDS - 1
    assert fragments._get_local("key") == "x"
    small.clock.now = fragments.LOCAL_SECONDS
    assert fragments._get_local("key") is None


def test_of_many_who_ask_at_once_one_renders():
    rendered, together = [], Barrier(8)

    def render():
        rendered.append(1)
        sleep(0.05)
        return "<p>"

    def ask():
        together.wait(5)
        return cached_fragment("key", render)

    with ThreadPoolExecutor(8) as pool:
        assert [each.result() for each in [pool.submit(ask) for _number in range(8)]] == ["<p>"] * 8
    assert len(rendered) == 1


def test_nobody_waits_for_one_who_died(monkeypatch):
    monkeypatch.setattr(fragments, "PATIENCE_SECONDS", 0.05)
    safe_cache.add(f"{fragments._addressed('key')}:rendering", 1, 60)
    assert cached_fragment("key", lambda: "<p>") == "<p>"


def test_nobody_waits_for_one_who_failed(monkeypatch):
    """Whoever could not render takes the sign away."""
    with pytest.raises(ZeroDivisionError):
        cached_fragment("key", lambda: 1 / 0)
    monkeypatch.setattr(fragments, "sleep", pytest.fail)
    assert cached_fragment("key", lambda: "<p>") == "<p>"


def test_a_cache_that_is_down_costs_no_waiting(monkeypatch):
    def fail(*args):
        raise safe_cache.CacheUnavailable

    monkeypatch.setattr(safe_cache, "add", fail)
    monkeypatch.setattr(fragments, "sleep", pytest.fail)
    assert cached_fragment("key", lambda: "<p>") == "<p>"


def test_what_is_kept_locally_enters_no_cache(settings):
    assert [fragments.local_fragment("key", lambda html=html: html) for html in "abc"] == ["a", "a", "a"]
    assert safe_cache.get(fragments._addressed("key")) is None
    settings.CACHES = DUMMY
    assert [fragments.local_fragment("other", lambda html=html: html) for html in "abc"] == ["a", "b", "c"]


def test_what_pages_have_shown_is_remembered_with_its_language_and_its_path(at_prefix):
    for language, prefix in (("en", "/"), ("ru", "/shop/"), ("en", "/")):
        at_prefix(prefix)
        with override(language):
            fragments.note_shown("group", "badge")
    at_prefix("/")
    found = [(what, get_language(), get_script_prefix()) for what in fragments.each_shown("group")]
    assert found == [("badge", "ru", "/shop/"), ("badge", "en", "/")]
    assert (get_language(), get_script_prefix()) == ("en", "/")


def test_no_group_grows_without_end():
    for number in range(100):
        fragments.note_shown("group", number)
    assert list(fragments.each_shown("group"))[:2] == [99, 98]
    assert len(list(fragments.each_shown("group"))) == fragments.MOST_SHOWN

from __future__ import annotations

import itertools

import pytest
from django.core.signals import got_request_exception, request_finished, request_started

from wagtail_feedback.utils import request_cache
from wagtail_feedback.utils.request_cache import per_request


@pytest.fixture
def count():
    return itertools.count().__next__


@pytest.fixture
def in_request():
    request_cache.start()
    yield
    request_cache.clear()


def test_a_value_is_computed_once_per_request(in_request, count):
    assert [per_request("key", count), per_request("key", count)] == [0, 0]


def test_nothing_is_a_value_too(in_request, count):
    assert per_request("none", lambda: None) is None
    assert per_request("none", count) is None


def test_keys_are_apart(in_request, count):
    assert [per_request("one", count), per_request(("one", 1), count)] == [0, 1]


def test_outside_of_requests_nothing_is_kept(count):
    request_cache.clear()
    assert [per_request("key", count), per_request("key", count)] == [0, 1]


@pytest.mark.parametrize("end", [request_finished, got_request_exception])
def test_the_end_of_a_request_forgets(count, end):
    def is_connected(signal, receiver):
        return receiver in [reference() for _key, reference, *_rest in signal.receivers]

    assert is_connected(request_started, request_cache.start)
    assert is_connected(end, request_cache.clear)


def test_a_new_request_begins_with_nothing(in_request, count):
    per_request("key", count)
    request_cache.start()
    assert per_request("key", count) == 1

from __future__ import annotations

import pytest
from django.utils import translation

from wagtail_feedback.submissions.checks import check_request
from wagtail_feedback.submissions.checks.context import Flag, Rejected


@pytest.fixture
def send(make_context, posted):
    return lambda key, **values: check_request(make_context(key=key, **values), posted())


@pytest.fixture(autouse=True)
def tight_limits(settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "3/10m", "target": "8/10m"}


def test_a_visitor_is_asked_to_wait_and_told_how_long(send):
    for key in "abc":
        assert send(key) == []
    with pytest.raises(Rejected) as refusal:
        send("d")
    assert refusal.value.status == 429
    assert refusal.value.message == "Too many submissions. Try again in 10 minutes; your text is kept."


def test_the_same_form_sent_often_counts_once(send):
    for _turn in range(20):
        send("a", target_id=str(_turn))
    assert send("b") == []


def test_trying_again_does_not_help(send):
    for key in "abc":
        send(key)
    for _turn in range(3):
        with pytest.raises(Rejected):
            send("d")


def test_another_visitor_may_go_on(send):
    for key in "abc":
        send(key)
    assert send("d", peer="203.0.113.10") == []


def test_a_forged_header_buys_nothing(make_context, posted):
    refused = 0
    for turn in range(6):
        attempt = make_context(key=str(turn))
        attempt.request.META["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{turn}"
        try:
            check_request(attempt, posted())
        except Rejected:
            refused += 1
    assert refused == 3


def test_a_flooded_form_holds_everybody_for_a_person(send):
    for turn in range(8):
        assert send(str(turn), peer=f"203.0.113.{turn}") == []
    assert send("late", peer="203.0.113.99") == [Flag("rate", "8/10m")]
    assert send("late", peer="203.0.113.99", target_id="4") == []


def test_visitors_without_an_address_are_not_taken_for_one(send):
    for turn in range(6):
        assert send(str(turn), peer="") == []


def test_without_a_cache_everything_waits_for_a_person(send, broken_cache):
    for turn in range(6):
        assert send(str(turn)) == [Flag("cache")]


def test_the_refusal_speaks_the_language_of_the_page(send, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "1/30s"}
    send("a")
    with translation.override("en"), pytest.raises(Rejected, match="in 1 minute;"):
        send("b")

from __future__ import annotations

import json

import pytest

from wagtail_feedback.submissions.checks import timing
from wagtail_feedback.submissions.checks.timing import new_start, seconds_since


@pytest.fixture
def answer(rf):
    return lambda method="get": timing.start(getattr(rf, method)("/feedback/start/"))


def body(response):
    return json.loads(response.content)


def test_a_start_knows_its_age(monkeypatch):
    written = new_start()
    now = timing.time.time()
    monkeypatch.setattr(timing.time, "time", lambda: now + 5)
    assert 4.9 < seconds_since(written) < 5.1


def test_a_start_survives_a_change_of_secret(settings):
    written = new_start()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "new"
    assert seconds_since(written) < 5


def test_a_start_is_fetched_and_not_kept(answer):
    response = answer()
    assert seconds_since(body(response)["start"]) < 5
    assert body(response)["challenge"] is None
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_challenge_comes_where_it_is_asked_for(answer, settings):
    pytest.importorskip("altcha")
    settings.WAGTAILFEEDBACK_PROOF_OF_WORK = True
    challenge = body(answer())["challenge"]
    assert challenge["signature"] and challenge["parameters"]["algorithm"] == "PBKDF2/SHA-256"


def test_nothing_is_posted_there(answer):
    assert answer("post").status_code == 405

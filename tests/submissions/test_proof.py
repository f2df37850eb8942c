from __future__ import annotations

import base64
import json
import time

import pytest

from wagtail_feedback.submissions.checks import check_content, proof_of_work
from wagtail_feedback.submissions.checks.context import Flag

altcha = pytest.importorskip("altcha")


@pytest.fixture
def solved(monkeypatch):
    """A solved challenge as the module sends it; the cost is lowered so that solving takes no time."""
    monkeypatch.setattr(proof_of_work, "COST", 10)

    def solve(**changes):
        challenge = altcha.Challenge.from_dict(proof_of_work.new_challenge())
        payload = altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_dict()
        payload["challenge"]["parameters"].update(changes)
        return base64.b64encode(json.dumps(payload).encode()).decode()

    return solve


def test_a_proof_holds_once(solved):
    written = solved()
    assert proof_of_work.flaw(written, "a") == ""
    assert proof_of_work.flaw(written, "b") == "replayed"


def test_the_same_form_sent_twice_brings_the_same_proof(solved):
    written = solved()
    assert [proof_of_work.flaw(written, "a") for _turn in range(3)] == ["", "", ""]


def test_a_tampered_challenge_is_worth_nothing(solved):
    assert proof_of_work.flaw(solved(keyPrefix=""), "a") == "invalid"
    assert proof_of_work.flaw(solved(expiresAt=int(time.time()) + 10**6), "a") == "invalid"


def test_a_proof_of_another_site_is_worth_nothing(solved, settings):
    written = solved()
    settings.SECRET_KEY = "another"
    assert proof_of_work.flaw(written, "a") == "invalid"


def test_a_wrong_solution_is_worth_nothing(solved):
    payload = json.loads(base64.b64decode(solved()))
    payload["solution"]["counter"] += 1
    assert proof_of_work.flaw(base64.b64encode(json.dumps(payload).encode()).decode(), "a") == "invalid"


def test_an_old_challenge_has_expired(solved, monkeypatch):
    monkeypatch.setattr(proof_of_work, "LIFETIME", -1)
    assert proof_of_work.flaw(solved(), "a") == "expired"


NESTED = base64.b64encode(b"[" * 1_400).decode()


@pytest.mark.parametrize(
    "garbage",
    [
        "x",
        "e30=",
        "bnVsbA==",
        "W10=",
        "\ud83d",
        "é",
        "A" * 5_000,
        NESTED,
        base64.b64encode(b'{"challenge": 1}').decode(),
    ],
)
def test_garbage_is_no_proof(garbage):
    assert proof_of_work.flaw(garbage, "a") == "invalid"


def test_without_a_cache_a_proof_is_unchecked(solved, broken_cache):
    assert proof_of_work.flaw(solved(), "a") == "unchecked"


def test_without_the_library_nothing_is_asked_and_everything_waits(monkeypatch):
    monkeypatch.setattr(proof_of_work, "library", lambda: None)
    assert proof_of_work.new_challenge() is None
    assert proof_of_work.flaw("anything", "a") == "unchecked"


def test_the_check_is_off_by_default(make_context, posted):
    assert check_content(make_context(key="a", text="Good"), posted()) == []


def test_a_visitor_without_javascript_waits_and_is_not_refused(make_context, posted, settings):
    settings.WAGTAILFEEDBACK_PROOF_OF_WORK = True
    assert check_content(make_context(key="a", text="Good"), posted()) == [Flag("proof", "missing")]


def test_a_proof_lets_pass(make_context, posted, settings, solved):
    settings.WAGTAILFEEDBACK_PROOF_OF_WORK = True
    assert check_content(make_context(key="a", text="Good"), posted(wf_proof=solved())) == []

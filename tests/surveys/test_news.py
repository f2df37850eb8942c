"""What the digest tells of responses, and whom."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from tests.factories import make_book, make_entry, make_settings, make_site
from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.moderation.actions import WithholdAction

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NPS = question("nps", id="q1", low_label="-", high_label="+")
CARE, BOSS = "care@example.org", "boss@example.org"


@pytest.fixture
def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def site(db):
    return make_settings(notify=CARE).site


def digests():
    mail.outbox.clear()
    call_command("feedback_send_digest", stdout=io.StringIO())
    return {message.to[0]: message for message in mail.outbox}


def test_it_counts_the_day_before_with_its_low_scores(site, yesterday):
    survey = make_survey(NPS, low_nps=6)
    for answer in (0, 6, 7):
        respond(survey, {"q1": answer}, day=yesterday)
    for day in (timezone.localdate(), yesterday - timedelta(days=1)):
        respond(survey, {"q1": 1}, day=day)
    message = digests()[CARE]
    assert message.subject == "Feedback at Iron & Linden: what came in yesterday"
    assert "- 3 responses to “Your order”, 2 with a low score\n  http://localhost/admin/" in message.body


def test_without_a_limit_no_score_is_low(site, yesterday):
    respond(make_survey(NPS), {"q1": 0}, day=yesterday)
    body = digests()[CARE].body
    assert "1 response to “Your order”" in body
    assert "low score" not in body


def test_who_is_responsible_for_a_survey_reads_of_it_and_of_nothing_else(site, yesterday):
    respond(make_survey(NPS, notify=BOSS), {"q1": 0}, day=yesterday)
    make_entry(make_book(site=site), status="pending", kind="complaint", text="Story")
    found = digests()
    assert set(found) == {CARE, BOSS}
    assert "1 response" in found[BOSS].body
    assert "Story" not in found[BOSS].body
    assert "names you as responsible" in found[BOSS].body
    assert found[CARE].subject == "Feedback at Iron & Linden: 1 to read"
    assert "response" not in found[CARE].body


def test_a_person_named_twice_reads_it_once(site, yesterday):
    respond(make_survey(NPS, notify=f"{CARE}\n{BOSS}"), {"q1": 0}, day=yesterday)
    assert set(digests()) == {CARE, BOSS}
    assert digests() == {}


def test_a_day_without_counted_responses_is_no_news(site, yesterday):
    response = respond(make_survey(NPS, notify=BOSS), {"q1": 0}, day=yesterday)
    WithholdAction(response, reason="duplicate").execute()
    assert digests() == {}


def test_another_site_reads_nothing_of_it(site, yesterday):
    other = make_site("other.example")
    respond(make_survey(NPS), {"q1": 0}, day=yesterday, site=other)
    assert digests() == {}


def test_the_title_is_escaped(site, yesterday):
    respond(make_survey(NPS, title="<b>Pans</b>"), {"q1": 0}, day=yesterday)
    message = digests()[CARE]
    assert "“<b>Pans</b>”" in message.body
    assert "<b>Pans" not in message.alternatives[0][0]

"""The report that tells whether answers work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_site, make_user
from tests.questions.test_topics import DELIVERY, RETURNS, make_question, make_topic
from wagtail_feedback.questions.models import Topic
from wagtail_feedback.questions.models.offer import Offer
from wagtail_feedback.questions.topics.actions import AnswerTopicAction

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
REPORT = "wagtail_feedback_questions_loop"


@pytest.fixture
def answered():
    """Asked by three before its answer and by one since."""
    topic = make_topic(name="Delivery", area="delivery")
    AnswerTopicAction(topic, answer_key="key").execute()
    now = timezone.now()
    Topic.objects.filter(pk=topic.pk).update(answered_at=now - timedelta(days=10))
    for days, asker in ((20, "a"), (21, "a"), (30, "b"), (89, "c"), (200, "d"), (5, "e")):
        make_question(DELIVERY[0], topic=topic, asker=asker, created_at=now - timedelta(days=days))
    return topic


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor", superuser=True))


def rows(client, **query):
    found = client.get(reverse(REPORT), query).context["object_list"]
    return [(row.name, row.before, row.after, row.shown, row.helped, row.sent) for row in found]


def test_people_are_counted_before_and_since_the_answer(client, editor, answered):
    make_topic(*RETURNS, name="Open")
    for visitor, outcome in (("1", "shown"), ("2", "helped"), ("3", "sent")):
        Offer.objects.create(
            day=timezone.localdate(), site=answered.site, visitor=visitor, answer="key", outcome=outcome
        )
    assert rows(client) == [("Delivery", 3, 1, 3, 1, 1)]


def test_whoever_asks_after_reading_an_answer_says_that_it_fails(client, editor, answered):
    for asker in ("x", "x", "y"):
        make_question(RETURNS[0], about="faq:key", asker=asker)
    make_question(RETURNS[1], about="faq:key", asker="z", kind="complaint")
    (row,) = client.get(reverse(REPORT)).context["object_list"]
    assert row.asked_again == 2


def test_it_is_filtered_and_exported(client, editor, answered):
    assert rows(client, area="payment") == []
    assert len(rows(client, area="delivery", language="en")) == 1
    Topic.objects.update(name="=cmd()")
    response = client.get(reverse(REPORT), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "'=cmd()" in text
    assert ",3,1,0,0,0,0" in text


def test_only_those_who_may_see_topics_of_the_site(client, answered):
    client.force_login(make_user("moderator", permissions=("moderate_question",)))
    assert client.get(reverse(REPORT)).status_code in {302, 403}
    Topic.objects.update(site=make_site("two.example"))
    client.force_login(make_user("editor", permissions=("change_topic",)))
    assert len(rows(client)) == 1

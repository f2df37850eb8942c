"""The report that tells whether answers work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_locale, make_site, make_user
from tests.questions.test_topics import DELIVERY, RETURNS, make_question, make_topic
from wagtail_feedback.faq.models import FAQEntry
from wagtail_feedback.questions.models import Topic
from wagtail_feedback.questions.models.offer import Offer
from wagtail_feedback.questions.topics.actions import AnswerTopicAction
from wagtail_feedback.questions.topics.around_answer import Fall, average, measure_fall

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


def test_the_chart_shows_the_weeks_that_are_over_and_their_fall(client, editor, answered):
    context = client.get(reverse(REPORT)).context
    assert [place for place, *_numbers in context["weeks"]["rows"]] == [
        *(f"−{number}" for number in range(13, 0, -1)),
        "+1",
    ]
    (row,) = context["object_list"]
    assert [mark.tone for mark in row.chart.marks] == ["mid"] * 13 + ["main"]
    assert row.chart.label == "Asked before: 3, since: 1"
    assert context["figures"][0].value == "0.2 → 1.0"


def test_young_answers_make_no_fall():
    old, young = [2] * 13 + [2] * 13, [4] * 13 + [None] * 13
    assert measure_fall([old, young]) == (2, 2)
    assert measure_fall([young]) is None
    assert [each.people for each in average([old, young])] == [3] * 13 + [2] * 13


def test_nobody_asked_before_is_no_share():
    assert Fall(0, 2).percent is None
    assert Fall(4, 1).percent == -75


def test_it_leads_to_what_is_left_to_do(client, editor, answered):
    make_question("Something else?")
    make_question(RETURNS[0], about="faq:key")
    FAQEntry.objects.create(
        question="Until when?", locale=make_locale("en"), live=True, review_by=date(2020, 1, 1)
    )
    alone, again, review = client.get(reverse(REPORT)).context["figures"][1:]
    assert [alone.value, again.value, review.value] == ["2", "1", "1"]
    assert len(client.get(alone.url).context["object_list"]) == 2
    assert len(client.get(again.url).context["object_list"]) == 1
    assert len(client.get(review.url).context["object_list"]) == 1


def test_only_topics_asked_about_after_reading_are_kept(client, editor, answered):
    assert rows(client, again="yes") == []
    make_question(RETURNS[0], about="faq:key")
    assert len(rows(client, again="yes")) == 1


def test_whoever_may_change_no_answer_is_not_sent_to_them(client, answered):
    client.force_login(make_user("editor", permissions=("change_topic",)))
    figures = client.get(reverse(REPORT)).context["figures"]
    assert [figure.url for figure in figures] == ["", "", f"{reverse(REPORT)}?again=yes"]


def test_more_topics_take_no_more_queries(client, editor, answered):
    client.get(reverse(REPORT))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(REPORT))
    number = len(one)
    for place in range(5):
        AnswerTopicAction(make_topic(*DELIVERY, name=f"Topic {place}"), answer_key=f"key {place}").execute()
    with CaptureQueriesContext(connection) as many:
        assert len(rows(client)) == 6
    assert len(many) == number


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

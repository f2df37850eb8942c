"""Suggestions and complaints are grouped as questions are, and never with them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_entry, make_site, make_user
from tests.questions.test_topic_desk import LIST, named, post
from tests.questions.test_topics import DELIVERY, RETURNS, make_question, make_topic, texts_of, topics_of
from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation.actions import EraseAction, RedactAction, WithholdAction
from wagtail_feedback.questions.admin.topic_view import get_topic_url
from wagtail_feedback.questions.asking.sources import collect
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.actions import (
    AnswerTopicAction,
    MergeTopicsAction,
    MoveQuestionsAction,
    SplitTopicAction,
)
from wagtail_feedback.questions.topics.nearby import get_nearby_questions, get_nearby_topics
from wagtail_feedback.questions.topics.placing import place
from wagtail_feedback.questions.topics.regrouping import get_mailboxes, hold_lease, regroup
from wagtail_feedback.questions.topics.samples import choose_samples

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
QUESTIONS = "wagtailsnippets_wagtail_feedback_questions_question:list"
LATE = "The parcel came a week late. Where was it all the time?"


@pytest.fixture
def editor(client):
    user = make_user("editor", superuser=True)
    client.force_login(user)
    return user


def make_topic_of(kind, *texts, **fields):
    topic = make_topic(*texts, kind=kind, **fields)
    topic.questions.update(kind=kind)
    choose_samples([topic.pk])
    topic.refresh_from_db()
    return topic


def copies(**lookup):
    return sorted(Question.objects.taken_up().filter(**lookup).values_list("kind", "text"))


# What the review book holds


@pytest.mark.django_db(transaction=True)
def test_a_complaint_is_one_as_a_whole_and_what_it_asks_is_a_question_too():
    make_entry(kind="complaint", title="Late again", text=LATE, area="delivery")
    make_entry(kind="suggestion", title="", text="A lid of glass, please.")
    make_entry(kind="review", title="", text="A fine pan.")
    assert copies() == [
        ("complaint", f"Late again\n{LATE}"),
        ("question", "Where was it all the time?"),
        ("suggestion", "A lid of glass, please."),
    ]
    assert Question.objects.values("asker", "area", "origin").filter(area="delivery").distinct().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_complaint_that_only_asks_is_both_and_is_taken_in_once():
    make_entry(kind="complaint", title="", text="Where is my parcel?")
    collect()
    both = [("complaint", "Where is my parcel?"), ("question", "Where is my parcel?")]
    assert copies() == both
    Question.objects.all().delete()
    assert collect() == 1
    assert copies() == both


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "action",
    [
        lambda entry: EraseAction(entry),
        lambda entry: WithholdAction(entry, reason="abuse"),
        lambda entry: RedactAction(entry, text="Anna Forest"),
    ],
    ids=["erased", "withheld", "redacted"],
)
def test_what_happens_to_a_complaint_happens_to_all_that_was_taken_from_it(action):
    action(make_entry(kind="complaint", title="", text="Anna Forest was rude. Is Anna Forest new?")).execute()
    assert not Question.objects.filter(text__contains="Forest").exists()


# Groups


def test_kinds_are_grouped_apart_and_a_run_at_one_holds_up_no_other():
    wished = [make_question(text, kind="suggestion") for text in DELIVERY]
    asked = [make_question(text) for text in DELIVERY]
    site = make_site()
    assert get_mailboxes() == [(site.pk, "en", "question"), (site.pk, "en", "suggestion")]
    with hold_lease(site.pk, "en", "suggestion"):
        regroup(site.pk, "en")
    assert set(topics_of(*wished)) == {None}
    regroup(site.pk, "en", "suggestion")
    (wish,), (question,) = set(topics_of(*wished)), set(topics_of(*asked))
    assert [Topic.objects.get(pk=pk).kind for pk in (wish, question)] == ["suggestion", "question"]


def test_a_new_complaint_joins_no_question_and_nothing_of_it_is_near():
    asked, hurt = make_topic_of("question", *DELIVERY), make_topic_of("complaint", *DELIVERY[:3])
    new = make_question(DELIVERY[3], kind="complaint")
    alone = make_question("Does delivery take long?")
    assert get_nearby_topics(asked) == get_nearby_topics(hurt) == []
    assert get_nearby_questions(asked) == [alone]
    place([new.pk])
    assert topics_of(new) == [hurt.pk]
    assert get_nearby_questions(hurt) == []


def test_what_editors_do_mixes_no_kinds():
    asked, hurt = make_topic(*DELIVERY), make_topic_of("complaint", *RETURNS)
    members = list(hurt.questions.values_list("pk", flat=True))
    with pytest.raises(ActionNotAllowed):
        MergeTopicsAction(asked, others=[hurt]).execute()
    with pytest.raises(ActionNotAllowed):
        MoveQuestionsAction(asked, questions=members).execute()
    with pytest.raises(ActionNotAllowed):
        AnswerTopicAction(hurt, answer_key="key").execute()
    split = SplitTopicAction(hurt, questions=members[:2])
    split.execute()
    assert (split.new_topic.kind, len(texts_of(split.new_topic))) == ("complaint", 2)


# The desk


def test_each_kind_has_a_tab_which_opens_with_questions(client, editor):
    make_topic(*DELIVERY, name="Delivery")
    make_topic_of("suggestion", *DELIVERY, name="Faster delivery")
    make_topic_of("complaint", *RETURNS, *DELIVERY, name="Late")
    make_topic_of("complaint", *DELIVERY[:3], name="Pictures", area="pictures")
    assert named(client) == named(client, tab="none") == ["Delivery"]
    assert named(client, tab="suggestion") == ["Faster delivery"]
    assert named(client, tab="complaint", period="all") == ["Pictures", "Late"]
    html = client.get(reverse(LIST), {"tab": "complaint", "period": "all", "p": "1"}).content.decode()
    assert "?tab=suggestion&amp;period=all" in html or "?period=all&amp;tab=suggestion" in html
    assert '<input type="hidden" name="tab" value="complaint">' in html


def test_only_questions_become_a_page(client, editor):
    make_topic(*DELIVERY)
    topic = make_topic_of("complaint", *DELIVERY)
    assert "feedback_make_page" in client.get(reverse(LIST)).content.decode()
    html = client.get(reverse(LIST), {"tab": "complaint"}).content.decode()
    assert "feedback_make_page" not in html
    assert "feedback_merge" in html
    url = reverse("wagtail_bulk_action", args=["wagtail_feedback_questions", "topic", "feedback_make_page"])
    assert "one by one" in client.get(url, {"id": topic.pk}).content.decode()


def test_an_empty_tab_says_what_it_waits_for(client, editor):
    told = "Nothing that three people complain about yet."
    assert told in client.get(reverse(LIST), {"tab": "complaint"}).content.decode()


def test_the_screen_of_complaints_offers_no_answer(client, editor):
    topic = make_topic_of("complaint", *DELIVERY)
    html = client.get(get_topic_url(topic)).content.decode()
    assert "4 people say so." in html
    assert not any(f'value="{button}"' in html for button in ("draft", "answer"))
    assert post(client, topic, "draft").status_code == 400
    assert post(client, topic, "answer", answer="key").status_code == 422


def test_the_screen_of_complaints_takes_no_more_queries_than_that_of_questions(
    client, editor, django_assert_max_num_queries
):
    asked, hurt = make_topic_of("question", *DELIVERY), make_topic_of("complaint", *DELIVERY)
    for topic in (asked, hurt):
        client.get(get_topic_url(topic))
    with django_assert_max_num_queries(60) as queries:
        client.get(get_topic_url(asked))
    number_of_queries = len(queries)  # before the next request empties the log
    with django_assert_max_num_queries(number_of_queries):
        client.get(get_topic_url(hurt))


def test_the_desk_of_questions_shows_other_kinds_under_tabs_of_their_own(client, editor):
    make_question("Does delivery take long?")
    make_question("The parcel is lost.", kind="complaint")
    taken_up = client.get(reverse(QUESTIONS), {"tab": "published"}).content.decode()
    assert "Does delivery take long?" in taken_up
    assert "The parcel is lost." not in taken_up
    assert "The parcel is lost." in client.get(reverse(QUESTIONS), {"tab": "complaints"}).content.decode()

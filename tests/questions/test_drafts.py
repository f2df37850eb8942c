"""A draft begins with what the shop has answered to members already."""

from __future__ import annotations

import pytest

from tests.factories import make_answer, make_entry
from wagtail_feedback.questions.asking.sources import collect
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.drafts import draft_html, get_given_answers

pytestmark = [pytest.mark.portable, pytest.mark.django_db]


def make_answered_topic(*answers):
    """A topic of questions of the book, each answered."""
    for number, answer in enumerate(answers):
        entry = make_entry(kind="question", text=f"How long can I return the pan? {number}")
        make_answer(entry, position=f"<p>{answer}</p>")
    collect()
    topic = Topic.objects.create(site=entry.site, language="en")
    Question.objects.update(topic=topic, status="published")
    return topic


def texts(topic):
    return [" ".join(each.text for each in given.sentences) for given in get_given_answers(topic)]


def test_answers_that_contradict_each_other_stand_side_by_side_each_once():
    topic = make_answered_topic("You have 14 days.", "You have 30 days.", "You have 14 days.")
    assert sorted(texts(topic)) == ["You have 14 days.", "You have 30 days."]


def test_a_draft_holds_nothing_of_the_person_who_was_answered():
    topic = make_answered_topic(
        "Hello Anna! You have 14 days. Your order 48213 arrives on 3 March. Kind regards, Maria"
    )
    html = draft_html(get_given_answers(topic))
    assert "<p>You have 14 days.</p>" in html
    assert "Held for one person only:" in html
    assert [word for word in ("Anna", "48213", "Maria") if word in html] == []


def test_what_is_withheld_answers_nothing(django_capture_on_commit_callbacks):
    from wagtail_feedback.moderation.actions import WithholdAction
    from wagtail_feedback.reviews.models import Entry

    topic = make_answered_topic("You have 14 days.")
    with django_capture_on_commit_callbacks(execute=True):
        WithholdAction(Entry.objects.get(), reason="abuse").execute()
    assert get_given_answers(topic) == []


def test_a_topic_without_answers_begins_empty():
    assert draft_html([]) == ""

"""Personal data in questions is shown to nobody but those who may see contacts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_user
from tests.questions.test_topics import DELIVERY, make_question, make_topic
from wagtail_feedback.questions.admin.topic_view import get_topic_url
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.topics.drafts import get_wordings
from wagtail_feedback.questions.topics.samples import choose_samples
from wagtail_feedback.utils.redaction import MARK

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
TYPED = "Hello, my name is Anna Forest, call +44 7900 000000. Where is order 48213?"
SECRETS = ("Forest", "7900")
NAMES = "wagtailsnippets_wagtail_feedback_questions_question"


def log_in(client, *permissions):
    client.force_login(make_user("reader", permissions=permissions))


def assert_hidden(html):
    assert [secret for secret in SECRETS if secret in html] == []
    assert "[name]" in html
    assert "[phone]" in html


@pytest.mark.parametrize("screen", ["list", "edit"])
def test_the_desk_hides_it_from_whoever_may_not_see_contacts(client, screen):
    question = make_question(TYPED)
    log_in(client, "moderate_question")
    args = [question.pk] if screen == "edit" else []
    html = client.get(reverse(f"{NAMES}:{screen}", args=args), {"tab": "published"}).content.decode()
    assert_hidden(html)
    assert "48213" in html


def test_whoever_may_see_contacts_reads_what_was_typed(client):
    question = make_question(TYPED)
    log_in(client, "moderate_question", "view_contacts_question")
    html = client.get(reverse(f"{NAMES}:edit", args=[question.pk])).content.decode()
    assert [secret for secret in SECRETS if secret not in html] == []


def test_topics_hide_it_from_everybody(client):
    topic = make_topic(TYPED)
    choose_samples([topic.pk])
    client.force_login(make_user("editor", superuser=True))
    html = client.get(get_topic_url(topic)).content.decode()
    assert_hidden(html)
    topic.refresh_from_db()
    assert "48213" not in topic.title


def test_a_draft_holds_none_of_it():
    topic = make_topic(TYPED, *DELIVERY[:1])
    choose_samples([topic.pk])
    topic.refresh_from_db()
    words = " ".join(get_wordings(topic))
    assert [secret for secret in (*SECRETS, "48213") if secret in words] == []


def test_exports_hide_it_too(client):
    make_question(TYPED)
    client.force_login(make_user("exporter", superuser=True))
    response = client.get(reverse(f"{NAMES}:list"), {"tab": "published", "export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert_hidden(text)
    assert Question.objects.get().text == TYPED


def test_words_that_were_redacted_are_no_way_to_ask():
    topic = make_topic(DELIVERY[0], f"Where is {MARK} from?")
    assert [text for text in get_wordings(topic) if MARK in text or "from" in text] == []

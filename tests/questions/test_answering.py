"""A published answer reaches those who asked for it, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import make_home, make_page, make_settings, make_site
from tests.faq.entries import make_faq
from tests.questions.test_topics import DELIVERY, make_question, make_topic
from tests.site.models import TestPage
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.faq.models import FAQEntry, FAQSection
from wagtail_feedback.moderation.actions import EraseAction, WithholdAction
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.topics.actions import AnswerTopicAction

pytestmark = [pytest.mark.portable, pytest.mark.django_db]


@pytest.fixture
def section():
    site = make_site()
    make_settings(site)
    section = FAQSection.objects.create(name="Delivery", locale=Locale.objects.get(language_code="en"))
    make_page(
        make_home(site), title="Questions", body=[("faq", {"sections": [section], "heading_level": "2"})]
    )
    return section


@pytest.fixture
def entry(section):
    return make_faq(
        section, "How long does delivery take?", answer='<p>Two <a href="/days/">days</a>.</p>', live=False
    )


@pytest.fixture
def topic(entry):
    topic = make_topic(*DELIVERY)
    AnswerTopicAction(topic, answer_key=str(entry.translation_key)).execute()
    return topic


def ask(topic, email="anna@example.org", *, confirmed=True, **fields):
    contact = Contact.objects.create(
        site=topic.site,
        owner=Question._meta.label_lower,
        email=email,
        language="en",
        confirmed_at=timezone.now() if confirmed else None,
    )
    return make_question("How long does delivery take please?", topic=topic, contact=contact, **fields)


@pytest.fixture
def publish(entry, django_capture_on_commit_callbacks):
    def publish_entry() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            FAQEntry.objects.get(pk=entry.pk).save_revision().publish()

    return publish_entry


def letters():
    """To whom the answer went."""
    send_due_mails()
    return [message.to[0] for message in mail.outbox if "answered your question" in message.subject]


def test_whoever_left_an_address_gets_the_answer_itself(topic, publish):
    question = ask(topic)
    assert letters() == []
    publish()
    assert letters() == ["anna@example.org"]
    (message,) = mail.outbox
    html = message.alternatives[0][0]
    assert 'Two <a href="http://testserver/days/">days</a>.' in html
    assert "/questions" in html and f"#{FAQEntry.objects.get().anchor}" in html
    assert "Two days" in message.body
    question.refresh_from_db()
    assert question.answered_at is not None


def test_published_again_it_is_no_other_letter(topic, publish):
    ask(topic)
    publish()
    FAQEntry.objects.get().unpublish()
    publish()
    publish()
    assert len(letters()) == 1


def test_what_is_only_scheduled_is_no_answer_yet(topic, publish):
    ask(topic)
    FAQEntry.objects.update(go_live_at=timezone.now() + timedelta(days=1))
    publish()
    assert letters() == []
    assert Question.objects.filter(answered_at__isnull=False).count() == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda question: EraseAction(question).execute(),
        lambda question: WithholdAction(question, reason="abuse").execute(),
        lambda question: Contact.objects.update(unsubscribed_at=timezone.now()),
        lambda question: Contact.objects.update(confirmed_at=None),
    ],
    ids=["erased", "left-out", "unsubscribed", "unconfirmed"],
)
def test_who_is_gone_or_does_not_want_it_gets_none(topic, publish, act):
    act(ask(topic))
    publish()
    assert letters() == []


def test_an_answer_that_nobody_can_open_is_not_sent(topic, publish):
    ask(topic)
    TestPage.objects.get(title="Questions").unpublish()
    publish()
    assert letters() == []


def test_the_author_finds_the_answer_behind_the_link(topic, publish, client):
    question = ask(topic)
    publish()
    html = client.get(Question.objects.get(pk=question.pk).get_status_url()).content.decode()
    assert f"#{FAQEntry.objects.get().anchor}" in html

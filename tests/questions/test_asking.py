"""The form “Ask a question”: from the page to the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_home, make_page, make_settings, make_site
from tests.submissions.forms import SAME_ORIGIN, action_of
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction
from wagtail_feedback.questions.models import Question

pytestmark = [pytest.mark.portable, pytest.mark.django_db(transaction=True)]
QUESTION = "Is delivery to Oslo free?"


@pytest.fixture
def page():
    site = make_site()
    make_settings(site, consent=True)
    return make_page(make_home(site), body=[("question_form", {"heading_level": "2"})])


def ask(client, page, text=QUESTION, *, address="203.0.113.7", **fields):
    shown = client.get(page.url)
    return client.post(action_of(shown), {"text": text, **fields}, headers=SAME_ORIGIN, REMOTE_ADDR=address)


def test_a_question_is_taken_up_at_once_and_stays_the_shops(page, client):
    response = ask(client, page)
    assert response.status_code == 303
    question = Question.objects.get()
    assert (question.text, question.status, question.language) == (QUESTION, "published", "en")
    receipt = client.get(response["Location"]).content.decode()
    assert "The answer appears on our site" in receipt
    assert "Published" not in receipt


def test_it_asks_for_no_name_and_no_consent_to_publication(page, client):
    html = client.get(page.url).content.decode()
    assert 'name="email"' in html
    assert 'name="name"' not in html
    assert "publication_consent" not in html


def test_an_address_needs_the_consent_and_all_is_said_at_once(page, client):
    response = ask(client, page, "", email="anna@example.org")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Write your question" in html
    assert "tick the consent box" in html
    assert 'value="anna@example.org"' in html


def test_one_person_is_one_asker_by_address_or_by_day(page, client):
    with_address = {"email": "Anna@Example.org", "consent": "on"}
    ask(client, page, "How long does delivery take?", address="203.0.113.1", **with_address)
    ask(client, page, "Can I pay in parts?", address="203.0.113.2", **with_address)
    ask(client, page, "Is there a shop in Oslo?", address="203.0.113.3")
    ask(client, page, "Do you sell lids too?", address="203.0.113.3")
    ask(client, page, "Do you sell lids too, please?", address="203.0.113.4")
    askers = list(Question.objects.order_by("pk").values_list("asker", flat=True))
    assert askers[0] == askers[1]
    assert askers[2] == askers[3]
    assert len(set(askers)) == 3
    assert not any("anna" in asker or "203" in asker for asker in askers)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("как дела с заказом", "ru", id="russian-on-an-english-page"),
        pytest.param("Тест", "ru", id="one-word"),
        pytest.param("404 error", "en", id="english"),
        pytest.param("???", "en", id="no-letters"),
    ],
)
def test_the_language_is_that_of_the_words(page, client, text, language):
    ask(client, page, text)
    assert Question.objects.get().language == language


def test_spam_waits_on_the_desk(page, client, admin_client):
    ask(client, page, "Buy https://a.example https://b.example https://c.example https://d.example")
    question = Question.objects.get()
    assert question.status == "pending"
    url = reverse("wagtailsnippets_wagtail_feedback_questions_question:edit", args=[question.pk])
    html = admin_client.get(url).content.decode()
    assert "Take up" in html
    assert "Leave out…" in html
    assert "Publish" not in html
    admin_client.post(url, {"action": "approve", "version": question.version})
    question.refresh_from_db()
    assert question.is_published
    assert "Taken up" in admin_client.get(url).content.decode()


def test_erasing_leaves_neither_words_nor_person(page, client):
    ask(client, page, email="anna@example.org", consent="on")
    question = Question.objects.get()
    EraseAction(question).execute()
    question.refresh_from_db()
    assert (question.text, question.asker, question.topic_id) == ("", "", None)
    assert not Contact.objects.exists()


def test_its_author_reads_that_it_is_answered_not_published(page, client):
    ask(client, page, email="anna@example.org", consent="on")
    question = Question.objects.get()
    Contact.objects.update(confirmed_at=question.created_at)
    html = client.get(question.get_status_url()).content.decode()
    assert "We send you the answer" in html
    assert "publish" not in html.lower().partition("<main")[2]

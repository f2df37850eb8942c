"""Somebody has read an answer and asks all the same."""

from __future__ import annotations

import pytest

from tests.faq.entries import make_faq
from tests.submissions.forms import SAME_ORIGIN, action_of, soup
from wagtail_feedback.questions.asking.offers import find_offers
from wagtail_feedback.questions.models import Question

pytestmark = [pytest.mark.portable, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry(section):
    return make_faq(section, "How long does delivery take?")


def say(client, page, value):
    """The page after a vote."""
    form = soup(client.get(page.url)).select_one("form[action*=vote]")
    answer = client.post(form["action"], {"helpful": value}, headers=SAME_ORIGIN)
    return client.get(answer["Location"])


def test_a_no_leads_to_the_form_and_the_question_keeps_which_answer_failed(client, page, entry):
    link = soup(say(client, page, "no")).select_one("a[href*=about]")
    shown = client.get(link["href"])
    assert entry.question in shown.content.decode()
    client.post(action_of(shown), {"text": "How long does delivery to Oslo take?"}, headers=SAME_ORIGIN)
    question = Question.objects.get()
    assert (question.about, question.about_label) == (f"faq:{entry.translation_key}", entry.question)


def test_a_yes_leads_nowhere(client, page, entry):
    assert soup(say(client, page, "yes")).select("a[href*=about]") == []


def test_the_answer_that_failed_is_not_offered_again(page, entry):
    site, about = page.get_site(), f"faq:{entry.translation_key}"
    assert [offer.question for offer in find_offers(entry.question, site, "en")] == [entry.question]
    assert find_offers(entry.question, site, "en", about=about) == []


@pytest.mark.parametrize("reference", ["x", "", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_entry_is_no_subject(client, page, entry, reference):
    shown = client.get(f"/feedback/form/en/questions.question/site/?about=faq:{reference}")
    assert shown.status_code == 200
    assert "About:" not in shown.content.decode()

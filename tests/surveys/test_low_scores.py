"""A low score becomes a complaint in the review book, where its author wants that."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import make_book, make_user
from tests.submissions.forms import errors_of, soup
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question, step
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction, PublishAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.privacy.actions import ConfirmContactAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.surveys.logic import is_low
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.surveys.results.complaints import take_complaints
from wagtail_feedback.surveys.schema import Question, Type

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NPS = question("nps", low_label="never", high_label="always", label="Recommend us?")
WHY = question("long_text", id="why", label="Why?", max_length=200)
MAIL = question("email", id="mail", label="Your address?")
ANNA = {"mail": "anna@example.org", "consent": "on"}


def make_page(*content, **fields):
    page = make_survey_page(
        *content or (step(NPS, WHY, id="s1"), step(MAIL, id="s2")),
        **{"is_anonymous": False, "offers_complaint": True, "low_nps": 6, **fields},
    )
    page.book = make_book(site=page.get_site(), consent=True)
    return page


@pytest.fixture
def page():
    return make_page()


def answer(client, page, commits, nps="3", **last):
    with commits(execute=True):
        person = Respondent(client, page.url)
        person.press(nps=nps, why="The handle\ncame loose.")
        person.press(**{**ANNA, "wf_complaint": "on", **last})
    return person


def offers(person):
    return soup(person.page).select_one("input[type=checkbox][name=wf_complaint]") is not None


def test_a_low_score_becomes_a_complaint_that_a_person_reads_first(
    client, page, django_capture_on_commit_callbacks
):
    answer(client, page, django_capture_on_commit_callbacks)
    entry, response = Entry.objects.get(), Response.objects.get()
    assert (entry.kind, entry.text) == ("complaint", "The handle\ncame loose.")
    assert (entry.status, entry.source, entry.source_name) == ("pending", Source.SURVEY, "Your order")
    assert [hold.spam_check for hold in entry.holds.all()] == ["survey"]
    assert (entry.book, entry.contact.email) == (page.book, "anna@example.org")
    assert (entry.consent, entry.page_key) == (response.consent, response.page_key)
    assert entry.due_at is not None
    assert response.complaint_consent.startswith("If I gave a low score: make a complaint")


def test_not_even_a_book_without_moderation_shows_it_before(client, django_capture_on_commit_callbacks):
    page = make_page()
    page.book.policy = "post"
    page.book.save()
    answer(client, page, django_capture_on_commit_callbacks)
    assert Entry.objects.get().status == "pending"


@pytest.mark.parametrize(
    ("nps", "last"),
    [("7", {}), ("3", {"wf_complaint": []}), ("", {})],
    ids=["a good score", "not ticked", "no score"],
)
def test_nothing_is_opened_without_all_of_it(client, page, django_capture_on_commit_callbacks, nps, last):
    answer(client, page, django_capture_on_commit_callbacks, nps=nps, **last)
    assert Response.objects.get().complaint_consent == ""
    assert not Entry.objects.exists()


def test_zero_is_the_lowest_score_of_all(client, page, django_capture_on_commit_callbacks):
    answer(client, page, django_capture_on_commit_callbacks, nps="0")
    assert Entry.objects.get().text == "The handle\ncame loose."


def test_a_tick_without_an_address_asks_for_one(client, page, django_capture_on_commit_callbacks):
    person = answer(client, page, django_capture_on_commit_callbacks, mail="")
    assert errors_of(person.page) == ["Write your email address too, or leave this box empty"]
    assert not Response.objects.exists()


def test_the_tick_is_there_only_after_a_low_score(client, page):
    person = Respondent(client, page.url)
    assert not offers(person)
    person.press(nps="6")
    assert offers(person)
    other = Respondent(client, page.url)
    other.press(nps="7")
    assert not offers(other)


def test_where_score_and_address_stand_together_it_is_there_from_the_beginning(client):
    assert offers(Respondent(client, make_page(NPS, MAIL).url))


@pytest.mark.parametrize("fields", [{"is_anonymous": True}, {"offers_complaint": False}, {"low_nps": None}])
def test_it_is_offered_where_a_complaint_can_come_of_it(client, fields):
    assert not offers(Respondent(client, make_page(NPS, MAIL, **fields).url))


def test_without_a_book_for_complaints_it_is_not_offered(client):
    page = make_page(NPS, MAIL)
    page.book.kinds.filter(kind="complaint").delete()
    assert not offers(Respondent(client, page.url))


def test_the_tick_is_kept_over_the_steps(client, django_capture_on_commit_callbacks):
    page = make_page(step(NPS, id="s1"), step(MAIL, id="s2"), step(WHY, id="s3"))
    with django_capture_on_commit_callbacks(execute=True):
        person = Respondent(client, page.url)
        person.press(nps="2")
        person.press(**ANNA, wf_complaint="on")
        assert person.press(why="Late").status_code == 303
    assert Entry.objects.get().text == "Late"


def test_without_own_words_the_answers_are_the_complaint(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        person = Respondent(client, make_page(NPS, MAIL).url)
        person.press(nps="0", **ANNA, wf_complaint="on")
    assert Entry.objects.get().text == "Recommend us?\n0"


def test_one_response_opens_one_complaint(client, page, django_capture_on_commit_callbacks):
    person = answer(client, page, django_capture_on_commit_callbacks)
    response = Response.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        take_complaints([response, response])
    EraseAction(Entry.objects.get()).execute()
    take_complaints([response])
    assert person.page.status_code == 303
    assert Entry.objects.count() == 1


def test_one_mail_confirms_both(client, page, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    answer(client, page, django_capture_on_commit_callbacks)
    assert OutboxMail.objects.filter(mail_type="contacts.confirm").count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        ConfirmContactAction(Response.objects.get().contact).execute()
    assert all(contact.confirmed_at for contact in Contact.objects.all())
    assert Contact.objects.count() == 2
    url = Response.objects.get().get_status_url()
    assert Entry.objects.get().get_status_url() in client.get(url).content.decode()


def test_what_a_spam_check_doubts_waits_until_it_counts(client, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        person = Respondent(client, page.url)
        person.press(nps="3", why="https://a.example https://b.example https://c.example")
        person.press(**ANNA, wf_complaint="on")
    assert not Entry.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        PublishAction(Response.objects.get()).execute()
    assert Entry.objects.get().text.startswith("https://a.example")


def test_a_book_that_fails_never_costs_the_answer(
    client, page, django_capture_on_commit_callbacks, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("wagtail_feedback.reviews.feature.complaint_intake.make_complaint", fail)
    person = answer(client, page, django_capture_on_commit_callbacks)
    assert (person.page.status_code, Response.objects.get().status) == (303, "published")


def test_the_desk_links_both_ways(client, page, django_capture_on_commit_callbacks):
    answer(client, page, django_capture_on_commit_callbacks)
    entry, response = Entry.objects.get(), Response.objects.get()
    client.force_login(make_user(superuser=True))
    urls = {
        each: reverse(each.snippet_viewset.get_url_name("edit"), args=[each.pk]) for each in (entry, response)
    }
    on_response = client.get(urls[response]).content.decode()
    assert urls[entry] in on_response
    assert "Low score" in on_response
    assert urls[response] in client.get(urls[entry]).content.decode()


def test_erasing_the_response_leaves_no_consent(client, page, django_capture_on_commit_callbacks):
    answer(client, page, django_capture_on_commit_callbacks)
    assert EraseAction(Response.objects.get()).execute().complaint_consent == ""


@pytest.mark.parametrize(
    ("answers", "low"),
    [({"q": 0}, True), ({"q": 6}, True), ({"q": 7}, False), ({"q": "na"}, False), ({}, False)],
)
def test_what_is_low(answers, low):
    asked = Question("q", Type.NPS, "?")
    assert is_low(asked, answers, {Type.NPS: 6}) is low
    assert is_low(asked, answers, {Type.CES: 6}) is False

"""What leads to a person: contacts and telephone numbers, and what an anonymous survey keeps of neither."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from tests.moderation.conftest import open_desk
from tests.submissions.forms import errors_of
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import make_survey, question, respond, step
from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import EraseAction
from wagtail_feedback.privacy.retention import forget_details
from wagtail_feedback.submissions.checks.timing import new_start
from wagtail_feedback.surveys.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
WHY = question("text", id="why", label="Why?", max_length=90)
EMAIL = question("email", id="mail", label="Your address?")
PHONE = question("phone", id="phone", label="Your number?")
PERSONAL = {"mail": "anna@example.org", "phone": "+7 912 345-67-89"}


@pytest.fixture
def page():
    return make_survey_page(WHY, EMAIL, PHONE, is_anonymous=False)


def send(client, page, **answers):
    Respondent(client, page.url).press(**{"why": "Good", **PERSONAL, "consent": "on", **answers})
    return Response.objects.get()


def test_an_address_becomes_the_contact_and_is_no_answer(client, page):
    response = send(client, page)
    assert response.contact.email == "anna@example.org"
    assert response.consent is not None
    assert (response.answers, response.private_answers) == ({"why": "Good"}, {"phone": "+7 912 345-67-89"})
    assert response.asked == ["why", "mail", "phone"]


@pytest.mark.parametrize("name", ["mail", "phone"])
def test_either_needs_the_consent(client, page, name):
    person = Respondent(client, page.url)
    person.press(**{name: PERSONAL[name]})
    assert errors_of(person.page) == ["To leave an email address or a telephone number, tick the consent box"]
    assert person.press(consent="on").status_code == 303


def test_a_consent_given_on_an_earlier_step_holds(client):
    page = make_survey_page(step(EMAIL, id="s1"), step(WHY, id="s2"), is_anonymous=False)
    person = Respondent(client, page.url)
    assert person.press(mail="anna@example.org").status_code == 422
    assert person.press(consent="on").status_code == 200
    assert person.press().status_code == 303
    assert Contact.objects.get().email == "anna@example.org"


def test_an_anonymous_survey_asks_and_keeps_nothing_of_it(client):
    page = make_survey_page(WHY, EMAIL, PHONE)
    person = Respondent(client, page.url)
    assert person.labels == ["Why?"]
    assert "Anonymous: no name, address or IP is kept." in person.text()
    person.press(why="Good", **PERSONAL, consent="on")
    response = Response.objects.get()
    assert (response.contact, response.consent, response.private_answers) == (None, None, {})
    assert (response.answers, response.code_hash) == ({"why": "Good"}, "")
    assert timezone.localtime(response.created_at).time() == time()
    assert response.day == timezone.localdate()


def test_the_time_taken_is_kept_coarsely(client):
    page = make_survey_page(WHY)
    Respondent(client, page.url).press(why="Good", wf_start=new_start())
    Respondent(client, page.url, "203.0.113.9").press(why="Bad", wf_start="forged")
    assert list(Response.objects.order_by("pk").values_list("seconds", flat=True)) == [10, None]


def test_the_desk_shows_answers_under_their_questions(client, page):
    response = send(client, page)
    url = reverse("wagtailsnippets_wagtail_feedback_surveys_response:edit", args=[response.pk])
    desk = open_desk(make_user("Marina", permissions=("moderate_response",))).client
    html = desk.get(url).content.decode()
    assert "Why?\nGood" in html.replace("<br>", "\n").replace("\n\n", "\n")
    assert "Your order" in html
    assert "912" not in html
    assert "anna@" not in html


def test_who_may_see_contacts_sees_private_answers(client, page):
    response = send(client, page)
    url = reverse("wagtailsnippets_wagtail_feedback_surveys_response:edit", args=[response.pk])
    desk = open_desk(make_user("Olga", permissions=("moderate_response", "view_contacts_response"))).client
    assert "912 345" not in desk.get(url).content.decode()
    shown = desk.post(url, {"action": "show_contact", "version": response.version}).content.decode()
    assert "Your number?" in shown
    assert "+7 912 345-67-89" in shown


def test_who_left_an_address_reads_that_it_is_counted_not_published(client, page):
    response = send(client, page)
    Contact.objects.update(confirmed_at=response.created_at)
    html = client.get(response.get_status_url()).content.decode().partition("<main")[2]
    assert "Why?" in html
    assert "912" not in html
    assert "ublished" not in html


def test_a_persons_data_names_the_questions(client, page):
    data = send(client, page).get_personal_data()
    assert data["answers"] == [
        {"question": "Why?", "answer": "Good"},
        {"question": "Your number?", "answer": "+7 912 345-67-89"},
    ]
    assert "private_answers" not in data


def test_a_number_is_forgotten_with_the_addresses(client, page):
    send(client, page)
    later = timezone.now() - timedelta(days=conf.CONTACT_RETENTION_DAYS + 2)
    Response.objects.update(created_at=later, published_at=later, decided_at=later)
    Contact.objects.all().delete()
    forget_details()
    response = Response.objects.get()
    assert (response.answers, response.private_answers) == ({"why": "Good"}, {})


def test_erasing_leaves_no_answer_and_no_person(client, page):
    response = send(client, page)
    EraseAction(response).execute()
    response.refresh_from_db()
    assert (response.answers, response.private_answers, response.asked) == ({}, {}, [])
    assert not Contact.objects.exists()


def test_links_wait_for_a_person_and_steps_do_not(client):
    spam = " ".join(f"https://{name}.example" for name in "abcd")
    long = question("long_text", id="why", label="Why?", max_length=900)
    page = make_survey_page(step(long, id="s1"), step(question("date", id="d"), id="s2"))
    person = Respondent(client, page.url)
    assert person.press(why=spam).status_code == 200
    person.press()
    assert list(Response.objects.get().holds.values_list("spam_check", flat=True)) == ["links"]


def test_steps_are_no_submissions_for_the_rate_limit(client, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "1/10m"}
    steps = [step(question("text", id=f"q{number}", max_length=9), id=f"s{number}") for number in range(4)]
    person = Respondent(client, make_survey_page(*steps).url)
    assert [person.press().status_code for _step in steps] == [200, 200, 200, 303]


def test_nothing_is_said_of_an_order_that_nobody_was_asked_for(admin_client):
    response = respond(make_survey(WHY), {"why": "Good"}, source="form")
    url = reverse("wagtailsnippets_wagtail_feedback_surveys_response:edit", args=[response.pk])
    assert "Purchase not confirmed" not in admin_client.get(url).content.decode()

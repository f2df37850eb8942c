"""A copy of their own answers, to whoever asks for it and proves the address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from tests.submissions.forms import errors_of, soup
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question, rule, step
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import confirm_path
from wagtail_feedback.moderation.actions import MarkSpamAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.privacy.personal_data import erase_person, export_person
from wagtail_feedback.surveys.building.portable import copy_survey
from wagtail_feedback.surveys.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NPS = question("nps", low_label="never", high_label="always", label="Recommend us?")
NAME = question("text", id="name", label="Name & <i>town</i>?", max_length=60)
MANY = question("choices", id="many", label="What?", choices=[("a", "Pans & lids"), ("b", "Pots"), "c"])
HIDDEN = question("text", id="hidden", label="Hidden?", max_length=60, show_if=rule(("nps", "more", "5")))
ADDRESS = "anna@example.org"


def make_page(*content, **fields):
    return make_survey_page(*content or (NPS, NAME, MANY, HIDDEN), offers_copy=True, **fields)


def ask(client, page, commits, **answers):
    with commits(execute=True):
        person = Respondent(client, page.url)
        person.press(**{"nps": "0", "name": "<b>Anna</b> & Co", "many": ["b", "a"], **answers})
    return person


def confirm(client, commits):
    with commits(execute=True):
        path = confirm_path(Contact.objects.get(owner=""))
        page = client.post(path)
    send_due_mails()
    return page


def bodies(message):
    return [message.body, message.alternatives[0][0]]


def test_only_the_owner_of_the_address_gets_it(client, django_capture_on_commit_callbacks):
    ask(client, make_page(), django_capture_on_commit_callbacks, wf_copy_to=ADDRESS)
    send_due_mails()
    (first,) = mail.outbox
    assert first.subject.startswith("Confirm your address")
    for body in bodies(first):
        assert "Anna" not in body
        assert "/status/" not in body
    page = confirm(client, django_capture_on_commit_callbacks)
    assert "a…@example.org" not in page.content.decode()
    assert "an…@example.org" in page.content.decode()
    assert [message.to for message in mail.outbox] == [[ADDRESS], [ADDRESS]]


def test_it_says_what_was_shown_in_words_and_in_order(client, django_capture_on_commit_callbacks):
    page = make_page()
    ask(client, page, django_capture_on_commit_callbacks, wf_copy_to=ADDRESS, hidden="never shown")
    raw = page.survey.steps.get_prep_value()
    raw[0]["value"]["questions"].reverse()
    page.survey.steps = type(page.survey)._meta.get_field("steps").to_python(raw)
    page.survey.save()
    assert page.survey.versions.count() == 2
    confirm(client, django_capture_on_commit_callbacks)
    text, html = bodies(mail.outbox[-1])
    asked = ["Recommend us?\n0", "Name & <i>town</i>?\n<b>Anna</b> & Co", "What?\nPans & lids, Pots"]
    assert "\n\n".join(asked) in text
    assert "Hidden?" not in text
    words = BeautifulSoup(html, "html.parser").get_text(" ")
    assert words.index("Recommend us?") < words.index("<b>Anna</b> & Co") < words.index("Pans & lids, Pots")


def test_the_address_is_forgotten_once_it_is_sent(client, django_capture_on_commit_callbacks):
    ask(client, make_page(), django_capture_on_commit_callbacks, wf_copy_to=ADDRESS)
    response = Response.objects.get()
    assert (response.contact, response.consent) == (None, None)
    confirm(client, django_capture_on_commit_callbacks)
    assert len(mail.outbox) == 2
    assert not Contact.objects.exists()
    assert not OutboxMail.objects.exists()


def test_one_that_is_never_confirmed_is_forgotten_in_time(client, django_capture_on_commit_callbacks):
    ask(client, make_page(), django_capture_on_commit_callbacks, wf_copy_to=ADDRESS)
    call_command("feedback_prune")
    assert Contact.objects.exists()
    Contact.objects.update(created_at=timezone.now() - timedelta(days=31))
    call_command("feedback_prune")
    assert not Contact.objects.exists()


def test_its_owner_can_have_it_shown_and_erased(client, django_capture_on_commit_callbacks):
    ask(client, make_page(), django_capture_on_commit_callbacks, wf_copy_to=ADDRESS)
    (record,) = export_person(ADDRESS)
    assert {each["type"] for each in record["mails"]} == {"contacts.confirm", "surveys.copy"}
    assert "" not in record
    assert erase_person(ADDRESS) == 1
    assert not Contact.objects.exists()
    assert Response.objects.get().answers["nps"] == 0


def test_the_same_form_sent_twice_asks_once(client, django_capture_on_commit_callbacks):
    page = make_page()
    ask(client, page, django_capture_on_commit_callbacks, wf_copy_to=ADDRESS)
    ask(client, page, django_capture_on_commit_callbacks, wf_copy_to=ADDRESS)
    assert Response.objects.count() == 1
    assert OutboxMail.objects.count() == 2


def test_the_address_of_an_identified_response_serves_for_both(client, django_capture_on_commit_callbacks):
    page = make_page(NPS, question("email", id="mail", label="Your address?"), is_anonymous=False)
    answers = {"mail": ADDRESS, "consent": "on", "wf_copy_to": "Anna@example.org"}
    with django_capture_on_commit_callbacks(execute=True):
        Respondent(client, page.url).press(nps="0", **answers)
    assert Contact.objects.count() == 1
    assert sorted(OutboxMail.objects.values_list("mail_type", flat=True)) == [
        "contacts.confirm",
        "surveys.copy",
    ]


def test_an_address_that_cannot_be_one_comes_back_with_advice(client):
    person = Respondent(client, make_page().url)
    person.press(nps="0", wf_copy_to="anna@example")
    assert errors_of(person.page) == ["Check the address: it should look like name@example.com"]
    assert soup(person.page).select_one("[name=wf_copy_to]")["value"] == "anna@example"
    assert not Response.objects.exists()


def test_it_is_asked_on_the_last_step_and_survives_going_back(client, django_capture_on_commit_callbacks):
    person = Respondent(client, make_page(step(NPS, id="s1"), step(NAME, id="s2")).url)
    assert not soup(person.page).select("[name=wf_copy_to]")
    person.press(nps="1")
    person.press("wf_back", wf_copy_to=ADDRESS)
    person.press()
    assert soup(person.page).select_one("[name=wf_copy_to]")["value"] == ADDRESS
    with django_capture_on_commit_callbacks(execute=True):
        assert person.press().status_code == 303
    assert Contact.objects.get().email == ADDRESS


def test_nothing_is_asked_or_sent_where_the_survey_offers_none(client, django_capture_on_commit_callbacks):
    page = make_survey_page(NPS)
    person = Respondent(client, page.url)
    assert not soup(person.page).select("[name=wf_copy_to]")
    with django_capture_on_commit_callbacks(execute=True):
        assert person.press(nps="1", wf_copy_to=ADDRESS).status_code == 303
    assert not Contact.objects.exists()


def test_spam_is_copied_to_nobody(client, django_capture_on_commit_callbacks):
    spam = "https://a.example https://b.example https://c.example"
    ask(client, make_page(), django_capture_on_commit_callbacks, wf_copy_to=ADDRESS, name=spam)
    MarkSpamAction(Response.objects.get()).execute()
    confirm(client, django_capture_on_commit_callbacks)
    assert [message.subject.partition(" ")[0] for message in mail.outbox] == ["Confirm"]


def test_a_scale_that_does_not_apply_says_so(client, django_capture_on_commit_callbacks):
    page = make_page(NPS | {"value": {**NPS["value"], "not_applicable": True}})
    with django_capture_on_commit_callbacks(execute=True):
        Respondent(client, page.url).press(nps="na", wf_copy_to=ADDRESS)
    confirm(client, django_capture_on_commit_callbacks)
    assert "Recommend us?\nDoes not apply" in mail.outbox[-1].body


def test_a_copy_of_the_survey_offers_it_too():
    survey = make_page(low_nps=6).survey
    copy = copy_survey(survey)
    assert (copy.offers_copy, copy.low_nps, copy.offers_complaint) == (True, 6, False)

"""Finishing a survey later, by a link."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories import make_site, make_user
from tests.privacy.test_links import snapshot
from tests.submissions.forms import SAME_ORIGIN, form_of
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question, step
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.order_links import make_order_token
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.privacy.personal_data import erase_person, export_person
from wagtail_feedback.privacy.retention import forget_contacts
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions.form_rendering import stand_alone_url
from wagtail_feedback.surveys.asking.later import later_path, resume_path
from wagtail_feedback.surveys.models import Response, Survey, SurveyDraft
from wagtail_feedback.surveys.models.survey_draft import forget_drafts

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
WHY = question("text", id="why", label="Why?", max_length=50, required=True)
HOW = question("choice", id="how", label="How?", choices=["one", "two", "three"], shuffled=True)
NUMBER = question("number", id="n", label="How many?", maximum=9)
MAIL = question("email", id="mail", label="Your address?")
STEPS = step(WHY, id="s1"), step(HOW, NUMBER, id="s2"), step(question("date", id="d"), id="s3")
ADDRESS = {"email": "anna@example.org", "consent": "on"}


@pytest.fixture
def page():
    return make_survey_page(*STEPS)


def leave(client, page, **answers):
    """Answer the first step, type into the second and leave; returns the person, at the page of the link."""
    person = Respondent(client, page.url)
    person.press(why="Good")
    assert person.press("wf_later", **answers).status_code == 303
    person.page = client.get(person.page.url)
    return person


def come_back(client=None, address="203.0.113.50"):
    return Respondent(client or Client(), resume_path(SurveyDraft.objects.get()), address)


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def path_of_link():
    return later_path(SurveyDraft.objects.get())


def test_what_was_typed_comes_back_on_another_device_and_can_be_sent(client, page):
    person = leave(client, page, how="two", n="99", wf_order_how="three one two")
    link = BeautifulSoup(person.page.content, "html.parser").select_one(".wf-note a")
    assert link.text == page.get_site().root_url + resume_path(SurveyDraft.objects.get())
    other = come_back()
    assert other.page.status_code == 200
    assert other.labels == ["How?", "How many?"]
    assert "Here are your answers again" in other.text()
    assert "Step 2 of 3" in other.text()
    html = other.page.content.decode()
    assert 'value="99"' in html and 'class="wf-error' not in html  # nothing is judged before Next
    assert [each["value"] for each in form_of(other.page).select("[name=q_how]")] == ["three", "one", "two"]
    assert other.press().status_code == 422
    assert other.press(n="7").status_code == 200
    assert other.press().status_code == 303
    response = Response.objects.get()
    assert response.answers == {"why": "Good", "how": "two", "n": 7}
    assert (response.page_key, response.orders["how"]) == (page_key(page), ["three", "one", "two"])


def test_reading_the_pages_changes_nothing(client, page):
    leave(client, page)
    before = snapshot()
    for path in (path_of_link(), resume_path(SurveyDraft.objects.get())):
        for method in (client.get, client.head):
            response = method(path)
            assert response.status_code == 200
            assert "no-store" in response["Cache-Control"]
            assert "noindex" in response["X-Robots-Tag"]
    assert snapshot() == before


def test_browsers_that_know_no_better_can_send_the_form(client, page):
    leave(client, page)
    assert come_back(client).page["Referrer-Policy"] == "same-origin"
    assert client.get(path_of_link())["Referrer-Policy"] == "no-referrer"


def test_leaving_again_keeps_the_link_and_the_newer_words(client, page):
    leave(client, page, n="1")
    path, person = resume_path(SurveyDraft.objects.get()), come_back()
    person.press("wf_later", n="2")
    assert resume_path(SurveyDraft.objects.get()) == path
    assert 'value="2"' in come_back().page.content.decode()


def test_nothing_is_judged_counted_or_seen_by_staff(client, page, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "1/1h"}
    leave(client, page, n="no number")
    assert not Response.objects.exists()
    come_back(address="203.0.113.7").press(n="1")
    assert Respondent(client, page.url).press(why="Good").status_code == 200


def test_addresses_and_telephone_numbers_are_not_kept(client):
    page = make_survey_page(step(WHY, id="s1"), step(MAIL, id="s2"), is_anonymous=False)
    leave(client, page, mail="anna@example.org", consent="on")
    assert "anna" not in str(SurveyDraft.objects.values().get())
    assert "consent" not in SurveyDraft.objects.get().posted


def test_a_link_used_after_sending_opens_nothing(client, page):
    leave(client, page)
    one, other = come_back(), come_back(address="203.0.113.51")
    assert [one.press(n="1").status_code, one.press().status_code] == [200, 303]
    for path in (path_of_link(), resume_path(SurveyDraft.objects.get())):
        gone = client.get(path)
        assert gone.status_code == 410
        assert "Already answered" in words_of(gone)
        assert "Good" not in gone.content.decode()
    assert SurveyDraft.objects.get().posted == {}
    # The other tab is told at once, and keeps what was typed there.
    assert other.press(n="2").status_code == 409
    assert "answered this survey already" in other.text()
    assert 'value="2"' in other.page.content.decode()
    assert Response.objects.count() == 1


@pytest.mark.parametrize("key", ["", "a" * 32])
def test_the_last_step_sent_twice_is_one_response(client, page, key):
    leave(client, page)
    one, again = come_back(), come_back()
    for person in (one, again):
        person.page = client.get(resume_path(SurveyDraft.objects.get()))
    one.press(n="1"), again.press(n="1")
    assert [person.press(wf_key=key).status_code for person in (one, again)] == [303, 303]
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_link_are_one_response():
    page = make_survey_page(*STEPS)
    leave(Client(), page)
    people = [come_back(address=f"203.0.113.{number}") for number in range(20)]
    for number, person in enumerate(people):
        person.press(n=str(number % 10))

    def send(person):
        try:
            return person.press(d="2026-11-02", wf_key=person.address.zfill(32)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(send, people))
    assert sorted(statuses) == [303] + [409] * 19
    assert Response.objects.count() == 1


def test_each_link_opens_its_own_in_any_browser(client, page):
    leave(client, page, n="1")
    first = resume_path(SurveyDraft.objects.get())
    leave(client, page, n="2")
    second = resume_path(SurveyDraft.objects.exclude(key__in=[first.split(":")[1].partition(".")[0]]).get())
    assert 'value="1"' in client.get(first).content.decode()
    assert 'value="2"' in client.get(second).content.decode()
    assert not client.cookies


def test_a_link_of_another_survey_is_worth_nothing(client, page):
    leave(client, page)
    token = resume_path(SurveyDraft.objects.get()).split(":")[1].rstrip("/")
    other = make_survey_page(*STEPS, title="Another")
    person = Respondent(client, other.url)
    assert person.press(why="Bad", wf_resume=token).status_code == 200
    person.press(n="1")
    assert person.press().status_code == 303
    draft = SurveyDraft.objects.get()
    assert (draft.is_finished, draft.posted["q_why"]) == (False, ["Good"])


@pytest.mark.parametrize("path", ["resume:", "later:"])
@pytest.mark.parametrize("token", ["x", "x.y", "\x00", "é", "a" * 3_000])
def test_a_broken_link_says_so(client, page, path, token):
    leave(client, page)
    for broken in (token, SurveyDraft.objects.get().key + ".wrong"):
        response = client.get(f"/feedback/{path}{broken}/")
        assert response.status_code == 404
        assert "Good" not in response.content.decode()


def test_a_link_of_another_site_opens_nothing(client, page):
    leave(client, page)
    make_site(hostname="other.example")
    assert client.get(resume_path(SurveyDraft.objects.get()), HTTP_HOST="other.example").status_code == 404


def test_the_link_ends_on_its_day_and_says_so(client, page, settings):
    settings.WAGTAILFEEDBACK_SURVEY_DRAFT_DAYS = 3
    person = leave(client, page)
    draft = SurveyDraft.objects.get()
    assert timedelta(days=2) < draft.expires_at - timezone.now() <= timedelta(days=3)
    assert f"until {draft.expires_at.day}" in words_of(person.page).replace("\u00a0", " ")
    SurveyDraft.objects.update(expires_at=timezone.now())
    for path in (path_of_link(), resume_path(draft)):
        gone = client.get(path)
        assert (gone.status_code, "This link is too old" in words_of(gone)) == (410, True)
        assert "Good" not in gone.content.decode()


def test_whoever_types_beyond_that_day_loses_nothing(client, page):
    leave(client, page)
    person = come_back()
    SurveyDraft.objects.all().delete()
    assert [person.press(n="1").status_code, person.press().status_code] == [200, 303]


def test_a_session_that_ended_takes_no_words_with_it(client):
    page, user = make_survey_page(*STEPS, once="login"), make_user()
    client.force_login(user)
    person = Respondent(client, page.url)
    person.press(why="Good")
    client.logout()
    assert person.press(n="7").status_code == 403
    assert 'value="7"' in person.page.content.decode()
    client.force_login(user)
    assert person.press().status_code == 303
    assert Response.objects.get().answers == {"why": "Good", "n": 7}


def test_a_survey_that_has_closed_says_so(client, page):
    leave(client, page)
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert "closed" in words_of(come_back().page)


def test_the_version_is_the_one_that_was_begun(client, page):
    leave(client, page)
    page.survey.steps[1].value["questions"][0].value["label"] = "How so?"
    page.survey.save_revision().publish()
    assert come_back().labels == ["How?", "How many?"]


def test_the_order_of_a_link_is_kept(client, settings):
    settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {"a1": "0f" * 32}
    page = make_survey_page(*STEPS, once="order")
    url = stand_alone_url(
        "surveys.survey", page.survey.translation_key.hex, "en", order=make_order_token("7")
    )
    person = Respondent(client, url)
    person.press(why="Good")
    person.press("wf_later")
    other = come_back()
    assert [other.press().status_code, other.press().status_code] == [200, 303]


def test_a_survey_of_one_step_offers_no_link(client):
    page = make_survey_page(WHY)
    assert "wf_later" not in client.get(page.url).content.decode()


def test_too_many_of_one_visitor_are_refused_with_their_words(client, page, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"drafts": "1/1h"}
    leave(client, page)
    person = Respondent(client, page.url)
    person.press(why="Good")
    assert person.press("wf_later", n="5").status_code == 429
    assert 'value="5"' in person.page.content.decode()
    assert SurveyDraft.objects.count() == 1


def send_link(client, **data):
    return client.post(path_of_link(), {**ADDRESS, **data}, headers=SAME_ORIGIN)


def test_the_link_is_mailed_once_and_holds_nothing_typed(client, page, django_capture_on_commit_callbacks):
    leave(client, page)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_link(client).status_code == 303
    assert "an…@example.org" in words_of(client.get(path_of_link()))
    send_due_mails()
    send_link(client, email="victim@example.org")
    (sent,) = django_mail.outbox
    assert sent.to == ["anna@example.org"]
    assert resume_path(SurveyDraft.objects.get()) in sent.body
    assert "Good" not in sent.body + sent.subject + sent.alternatives[0][0]
    assert "The page of your entry" not in sent.body
    assert "List-Unsubscribe" in sent.extra_headers
    unsubscribe = sent.extra_headers["List-Unsubscribe"].strip("<>").partition("/feedback/")[2]
    assert client.get(f"/feedback/{unsubscribe}").status_code == 200
    assert Contact.objects.get().email == "anna@example.org"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"email": ""}, "Write the address"),
        ({"email": "anna"}, "name@example.com"),
        ({"consent": ""}, "tick the consent box"),
    ],
)
def test_an_address_is_asked_for_as_everywhere(client, page, data, said):
    leave(client, page)
    response = send_link(client, **data)
    assert response.status_code == 422
    assert said in words_of(response)
    assert not Contact.objects.exists()


def test_another_site_cannot_have_it_mailed(client, page):
    leave(client, page)
    response = client.post(
        path_of_link(), ADDRESS, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://x.y"}
    )
    assert response.status_code == 403
    assert not Contact.objects.exists()


def test_sending_the_answers_deletes_the_address_and_its_mail(client, page):
    leave(client, page)
    send_link(client)
    person = come_back()
    person.press(), person.press()
    assert not Contact.objects.exists() and not OutboxMail.objects.exists()
    assert SurveyDraft.objects.get().consent is None


def test_a_mail_that_waits_is_dropped_when_the_link_has_ended(client, page):
    leave(client, page)
    send_link(client)
    SurveyDraft.objects.update(expires_at=timezone.now())
    send_due_mails()
    assert not django_mail.outbox


def test_a_press_deletes_everything(client, page):
    leave(client, page)
    send_link(client)
    path = path_of_link()
    assert "Your answers are deleted" in words_of(client.post(path, {"delete": "1"}, headers=SAME_ORIGIN))
    assert not SurveyDraft.objects.exists() and not Contact.objects.exists()
    assert client.get(path).status_code == 404


def test_a_person_gets_it_and_has_it_erased_by_the_address(client, page):
    leave(client, page)
    send_link(client)
    (record,) = export_person("anna@example.org")
    told = record["wagtail_feedback_surveys.surveydraft"]
    assert told["typed"]["q_why"] == ["Good"]
    assert told["consent"] and told["consented"]
    assert erase_person("anna@example.org") == 1
    assert not SurveyDraft.objects.exists() and not Contact.objects.exists()


def test_drafts_are_forgotten_when_their_links_end(client, page):
    leave(client, page)
    send_link(client)
    assert forget_drafts() == 0
    SurveyDraft.objects.update(expires_at=timezone.now())
    assert forget_drafts() == 1
    assert not SurveyDraft.objects.exists() and not Contact.objects.exists()


def test_the_retention_of_addresses_spares_those_still_needed(client, page):
    leave(client, page)
    send_link(client)
    OutboxMail.objects.all().delete()
    Contact.objects.update(created_at=timezone.now() - timedelta(days=900))
    assert forget_contacts() == 0
    SurveyDraft.objects.update(expires_at=timezone.now())
    assert forget_contacts() == 1

"""Answers that may be kept although nobody finishes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question, respond, step
from tests.surveys.test_export import download, read_csv
from tests.surveys.test_report import look, text_of
from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation.actions import EraseAction, PublishAction
from wagtail_feedback.surveys.asking.later import resume_path
from wagtail_feedback.surveys.building.portable import copy_survey
from wagtail_feedback.surveys.models import AnswerCount, Response, SurveyDraft
from wagtail_feedback.surveys.results.answer_counters import AnswerCounters

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
WHY = question("text", id="why", label="Why?", max_length=50, required=True)
HOW = question("choice", id="how", label="How?", choices=["one", "two"])
MAIL = question("email", id="mail", label="Your address?")
PHONE = question("phone", id="phone", label="Your number?")
STEPS = step(WHY, id="s1"), step(HOW, id="s2"), step(question("date", id="d"), id="s3")


@pytest.fixture
def page():
    return make_survey_page(*STEPS, keeps_unfinished=True)


def begin(client, page, address="203.0.113.7", **answers):
    person = Respondent(client, page.url, address)
    person.press(**{"why": "Good", "wf_keep": "1", **answers})
    return person


def kept():
    return list(Response.objects.values_list("status", "answers"))


def test_nothing_is_kept_without_the_tick(client, page):
    person = Respondent(client, page.url)
    assert "Keep what I have answered so far" in person.text()
    person.press(why="Good")
    person.press(how="one")
    assert kept() == []


def test_only_where_the_editor_offers_it(client):
    page = make_survey_page(*STEPS)
    assert "wf_keep" not in client.get(page.url).content.decode()
    begin(client, page)
    assert kept() == []


def test_every_step_adds_to_one_row_that_is_marked(client, page):
    person = begin(client, page)
    assert kept() == [("partial", {"why": "Good"})]
    person.press("wf_back")
    person.press(why="Better")
    person.press(how="two")
    response = Response.objects.get()
    assert (response.status, response.answers) == ("partial", {"why": "Better", "how": "two"})
    assert (response.asked, bool(response.page_key)) == (["why", "how"], True)
    assert (response.submission_key, response.code_hash) == (None, "")


def test_a_step_with_something_to_mend_is_not_kept(client, page):
    assert begin(client, page, why="").page.status_code == 422
    assert kept() == []


def test_the_whole_takes_the_place_of_the_part(client, page):
    person = begin(client, page)
    person.press(how="one")
    assert "wf_keep" in person.page.content.decode()  # the last step asks no more, and carries it
    assert person.press().status_code == 303
    assert kept() == [("pending", {"why": "Good", "how": "one"})]


def test_without_the_tick_what_was_kept_is_deleted(client, page):
    person = begin(client, page)
    person.press("wf_back")
    person.press(wf_keep=[])
    assert kept() == []
    assert person.press().status_code == 200
    assert person.press().status_code == 303


def test_people_are_told_apart_and_a_token_of_another_survey_finds_nothing(client, page):
    first, second = begin(client, page), begin(client, page, "203.0.113.8", why="Bad")
    assert len(kept()) == 2
    other_page = make_survey_page(*STEPS, title="B", keeps_unfinished=True)
    other = begin(client, other_page, "203.0.113.9", why="Other")
    token = first.page.content.decode().split('name="wf_part" value="')[1].partition('"')[0]
    other.press(how="one", wf_part=token)
    other.press()
    second.press(wf_part="forged")
    assert Response.objects.get(answers={"why": "Good"}).status == "partial"


def test_nothing_of_it_leads_to_a_person(client):
    page = make_survey_page(
        step(MAIL, PHONE, WHY, id="s1"), step(HOW, id="s2"), is_anonymous=False, keeps_unfinished=True
    )
    begin(client, page, mail="anna@example.org", phone="+7 912 345-67-89", consent="on")
    response = Response.objects.get()
    assert (response.contact, response.consent, response.private_answers) == (None, None, {})
    assert "anna" not in str(Response.objects.values().get())
    assert "345-67-89" not in str(Response.objects.values().get())


def test_it_takes_no_place_and_no_turn(client):
    page = make_survey_page(*STEPS, keeps_unfinished=True, cap=1, once="browser")
    for number in range(3):
        person = begin(client, page, f"203.0.113.{number}")
    person.press()
    assert person.press().status_code == 303


def test_it_is_in_no_figure_and_its_number_is_told(admin_client, client, page):
    respond(page.survey, {"why": "All of it", "how": "one"})
    begin(client, page).press(how="two")
    response = look(admin_client, page.survey)
    assert (response.context["responses"], response.context["unfinished"]) == (1, 1)
    assert "Not finished, in no figure" in text_of(response)
    assert AnswerCounters().count_wrong(AnswerCount.objects.first().state) == 0
    assert not AnswerCount.objects.filter(bucket="two").exists()


def test_it_has_a_file_and_a_tab_of_its_own(admin_client, client, page):
    respond(page.survey, {"why": "All of it", "how": "one"})
    begin(client, page).press(how="two")
    assert [row["How?"] for row in read_csv(download(admin_client, page.survey, "csv"))] == ["one"]
    assert [row["How?"] for row in read_csv(download(admin_client, page.survey, "unfinished"))] == ["two"]
    url = reverse(Response.snippet_viewset.get_url_name("list"))
    for tab, status in [("unfinished", "partial"), ("published", "published")]:
        rows = admin_client.get(url, {"tab": tab}).context["page_obj"].object_list
        assert [row.status for row in rows] == [status]
    assert not admin_client.get(url).context["page_obj"].object_list


def test_its_screen_shows_the_answers_and_offers_no_decision(admin_client, client, page):
    begin(client, page)
    response = Response.objects.get()
    url = reverse(Response.snippet_viewset.get_url_name("edit"), args=[response.pk])
    html = admin_client.get(url).content.decode()
    assert "Good" in html and "Not finished" in html
    assert 'value="publish"' not in html


def test_staff_cannot_count_it_but_can_erase_it(client, page):
    begin(client, page)
    response = Response.objects.get()
    with pytest.raises(ActionNotAllowed):
        PublishAction(response).execute()
    EraseAction(response).execute()
    assert kept() == [("erased", {})]


def test_a_flood_is_not_kept_and_shuts_nobody_out(client, page, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"drafts": "1/1h"}
    people = [begin(client, page, why=f"Answer {number}") for number in range(2)]
    assert [person.page.status_code for person in people] == [200, 200]
    assert len(kept()) == 1


def test_whoever_finishes_later_goes_on_with_the_same_part(client, page):
    begin(client, page).press("wf_later", how="one")
    person = Respondent(client, resume_path(SurveyDraft.objects.get()))
    person.press()
    assert kept() == [("partial", {"why": "Good", "how": "one"})]
    person.press()
    assert kept() == [("pending", {"why": "Good", "how": "one"})]


def test_a_copy_offers_it_too(page):
    assert copy_survey(page.survey).keeps_unfinished

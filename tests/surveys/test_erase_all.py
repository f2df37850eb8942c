"""Erasing all responses of one survey."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_locale, make_user
from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.surveys.models import AnswerCount, Response, Survey, SurveyState
from wagtail_feedback.surveys.results.answer_counters import AnswerCounters

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NPS = question("nps", id="q1", low_label="-", high_label="+")


@pytest.fixture
def survey():
    survey = make_survey(NPS)
    respond(survey, {"q1": 0})
    respond(make_survey(NPS, title="Another"), {"q1": 9})
    return survey


@pytest.fixture
def url(client, survey):
    client.force_login(make_user(superuser=True))
    return reverse(Survey.snippet_viewset.get_url_name("erase"), args=[survey.pk])


def end(survey):
    survey.live = False
    survey.save()


def test_a_survey_that_goes_on_keeps_them(client, survey, url):
    assert "Unpublish the survey" in client.get(url).content.decode()
    client.post(url)
    assert Response.objects.count() == 2


def test_it_must_have_ended_in_all_its_languages(client, survey, url):
    survey.copy_for_translation(make_locale("ru")).save()
    end(survey)
    client.post(url)
    assert Response.objects.count() == 2


def test_responses_go_and_figures_stay(client, survey, url):
    end(survey)
    assert "1 response" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert Response.objects.get().survey_version.survey.title == "Another"
    state = SurveyState.objects.get(pk=survey.translation_key)
    assert AnswerCount.objects.filter(state=state, question="q1", bucket="0", dimension="").get().number == 1
    assert AnswerCounters().count_wrong(state) == 0


def test_the_figures_go_too_where_that_is_wanted(client, survey, url):
    end(survey)
    client.post(url, {"figures": "yes"})
    state = SurveyState.objects.get(pk=survey.translation_key)
    assert not AnswerCount.objects.filter(state=state).exists()
    assert (state.frozen_until, state.forgotten) == (None, 0)
    assert AnswerCount.objects.exists()


def test_it_needs_the_permission_to_erase(client, survey, url):
    end(survey)
    client.force_login(make_user("editor", permissions=("change_survey", "view_survey", "moderate_response")))
    edit = reverse(Survey.snippet_viewset.get_url_name("edit"), args=[survey.pk])
    assert url not in client.get(edit).content.decode()
    client.post(url)
    assert Response.objects.count() == 2
    client.force_login(make_user("other", permissions=("change_survey", "erase_response")))
    assert url in client.get(edit).content.decode()
    assert client.get(url).status_code == 200

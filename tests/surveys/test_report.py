"""The report of a survey."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.surveys.results.report_view import URL_NAME, get_results_url

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def survey():
    choices = question("choices", id="q2", label="What helped?", choices=[("a", "Photos"), ("b", "Video")])
    nps = question("nps", id="q1", label="Recommend?", low_label="never", high_label="always")
    return make_survey(nps, choices, goal="Mend what hinders")


def look(client, survey, **query):
    response = client.get(get_results_url(survey), query)
    assert response.status_code == 200
    return response


def text_of(response):
    return " ".join(response.content.decode().split())


def test_every_question_has_its_figures(admin_client, survey):
    for _number in range(3):
        respond(survey, {"q1": 9, "q2": ["a"]})
    respond(survey, {"q1": 2, "q2": ["a", "b"]})
    seen = text_of(look(admin_client, survey))
    assert "Mend what hinders" in seen and "<b>4</b> answered of 4" in seen
    assert "+50" in seen and "Photos" in seen and "100.0%" in seen and "25.0%" in seen
    assert "Few answers: a direction, not a figure." in seen


def test_a_period_is_compared_with_the_one_before(admin_client, survey):
    today = timezone.localdate()
    for _number in range(10):
        respond(survey, {"q1": 10})
        respond(survey, {"q1": 0}, day=today - timedelta(days=31))
    context = look(admin_client, survey, period="30").context
    figures = context["parts"][0].figures
    assert (context["responses"], context["responses_before"]) == (10, 10)
    assert (figures.main.value, figures.before.value, figures.plain_change) == (100, -100, 200)


def test_days_chosen_are_exactly_those_days(admin_client, survey):
    for day in (8, 9, 10):
        respond(survey, {"q1": 10}, day=date(2026, 11, day))
    response = look(admin_client, survey, since="2026-11-09", until="2026-11-09")
    assert response.context["responses"] == 1


def test_a_small_group_is_not_offered_and_not_shown(admin_client, survey):
    for number in range(12):
        respond(survey, {"q1": 10}, place="Kostroma" if number < 3 else "Galich")
    response = look(admin_client, survey)
    groups = response.context["filter_form"].fields["group"].choices[1:]
    offered = {value for _label, values in groups for value, _name in values}
    assert "place:Galich" in offered and "place:Kostroma" not in offered
    shown = [(name, len(rows), hidden) for name, rows, hidden in response.context["segments"]]
    assert shown == [("Town", 0, 2)]


def test_a_group_is_filtered_by(admin_client, survey):
    for number in range(10):
        respond(survey, {"q1": 10 if number < 5 else 0}, language="ru" if number < 5 else "en")
    figures = look(admin_client, survey, group="language:ru").context["parts"][0].figures
    assert (figures.answered, figures.main.value) == (5, 100)


@pytest.mark.parametrize(
    "query", [{"period": "7x"}, {"since": "yesterday"}, {"group": "place:nowhere"}, {"group": "\x00"}]
)
def test_rubbish_in_the_address_is_left_out(admin_client, survey, query):
    respond(survey, {"q1": 10})
    assert look(admin_client, survey, **query).context["responses"] == 1


def test_a_reworded_choice_keeps_its_count_and_a_removed_one_its_place(admin_client, survey):
    respond(survey, {"q2": ["a", "b"]})
    choices = survey.steps[0].value["questions"][1].value["choices"]
    choices[0]["label"] = "Pictures"
    del choices[1]
    survey.save_revision().publish()
    rows = look(admin_client, survey).context["parts"][1].figures.rows
    assert [(row.label, row.number, row.until) for row in rows] == [("Pictures", 1, 0), ("Video", 1, 1)]


def test_what_visitors_wrote_is_shown_as_text(admin_client):
    survey = make_survey(question("nps", id="q1", label="<b>Us</b>?", low_label="<i>", high_label="</td>"))
    respond(survey, {"q1": 1})
    assert "&lt;b&gt;Us&lt;/b&gt;?" in text_of(look(admin_client, survey))


def test_few_queries_whatever_the_number_of_responses(admin_client, survey, django_assert_max_num_queries):
    for number in range(6):
        respond(survey, {"q1": number, "q2": ["a"]}, place=f"Town {number}")
    look(admin_client, survey)
    with django_assert_max_num_queries(25):
        look(admin_client, survey, period="30")


def test_nobody_without_a_permission_sees_it(client, django_user_model, survey):
    user = django_user_model.objects.create_user("guest", password="x")
    client.force_login(user)
    assert client.get(reverse(URL_NAME, args=[survey.pk])).status_code in (302, 403)

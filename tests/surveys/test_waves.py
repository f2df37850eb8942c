"""The same survey again every so many months, and what its results tell of each time."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import make_survey, question, respond
from tests.surveys.test_report import look, text_of
from wagtail_feedback.surveys.models import Response, Survey
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.reading import get_groups
from wagtail_feedback.surveys.results.response_export import ResponseTable

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NPS = question("nps", id="q1", label="Recommend?", low_label="never", high_label="always")


@pytest.mark.parametrize(
    ("day", "wave"),
    [
        (date(2026, 1, 15), 1),
        (date(2026, 4, 14), 1),
        (date(2026, 4, 15), 2),
        (date(2026, 7, 14), 2),
        (date(2027, 1, 15), 5),
        (date(2025, 12, 31), 1),
    ],
)
def test_a_wave_begins_every_so_many_months_after_the_first_day(day, wave):
    assert Survey(opens_on=date(2026, 1, 15), wave_months=3).get_wave(day) == wave


def test_without_waves_there_is_no_number():
    assert Survey(opens_on=date(2026, 1, 15)).get_wave(date(2026, 9, 1)) == 0


def test_waves_are_counted_from_a_day_that_is_named():
    with pytest.raises(ValidationError, match="Waves are counted from the first day"):
        Survey(wave_months=3).clean()
    Survey(wave_months=3, opens_on=date(2026, 1, 15)).clean()


def test_a_response_keeps_its_wave_whatever_the_survey_says_later(client):
    page = make_survey_page(NPS, opens_on=date(2020, 1, 1), wave_months=12)
    Respondent(client, page.get_url()).press(q1="9")
    wave = Response.objects.get().wave
    assert wave == page.survey.get_wave(Response.objects.get().day) > 5
    Survey.objects.update(wave_months=1)
    assert Response.objects.get().wave == wave


def test_who_has_answered_may_answer_once_a_wave(client):
    page = make_survey_page(NPS, opens_on=date(2020, 1, 1), wave_months=3, once="browser")
    sent = Respondent(client, page.get_url()).press(q1="9")
    (cookie,) = sent.cookies.values()
    assert cookie["max-age"] == 3 * 31 * 24 * 3_600


@pytest.fixture
def two_waves():
    survey = make_survey(NPS)
    for wave, score in ((1, 2), (2, 10)):
        for _number in range(10):
            respond(survey, {"q1": score}, wave=wave)
    return survey


def test_waves_are_counted_apart(two_waves):
    assert get_groups(two_waves.translation_key)[-2:] == [
        (Dimension.WAVE, "1", 10),
        (Dimension.WAVE, "2", 10),
    ]


def test_results_compare_each_wave_with_the_one_before(admin_client, two_waves):
    seen = text_of(look(admin_client, two_waves))
    assert "Wave 2: +200 points since the wave before (−100), hardly chance." in seen
    assert seen.index('row">Wave 1<') < seen.index('row">Wave 2<')


def test_a_wave_that_is_too_small_to_show_is_compared_with_nothing(admin_client, two_waves):
    for wave, number in ((3, 2), (4, 3), (5, 10)):
        for _number in range(number):
            respond(two_waves, {"q1": 10}, wave=wave)
    seen = text_of(look(admin_client, two_waves))
    assert 'row">Wave 5<' in seen and 'row">Wave 3<' not in seen
    assert "Wave 5: " not in seen


def test_results_of_one_wave_alone(admin_client, two_waves):
    context = look(admin_client, two_waves, group="wave:1").context
    assert (context["responses"], context["parts"][0].figures.main.value) == (10, -100)


def test_an_export_names_the_wave(two_waves):
    table = ResponseTable(Response.objects.all(), (), {})
    rows = [row for part in table.chunks() for row in part]
    place = table.headings.index("Wave")
    assert [row[place] for row in rows] == [1] * 10 + [2] * 10
    assert (
        ResponseTable(Response.objects.none(), (), {}).read(
            Response(survey_version=two_waves.versions.get(), day=date.today())
        )[place]
        == ""
    )

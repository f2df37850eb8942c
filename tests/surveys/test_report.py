"""The report of a survey."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.surveys.models import PassageCount, SurveyVersion
from wagtail_feedback.surveys.results.survey_screen import RESULTS_URL, get_results_url

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


def offer(response):
    groups = response.context["filter_form"].fields["group"].choices[1:]
    return {value for _label, values in groups for value, _name in values}


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
    assert (context["responses"], context["compared"].responses) == (10, 10)
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
    offered = offer(response)
    assert "language:en" in offered and "place:Kostroma" not in offered
    assert "place:Galich" not in offered, "Everyone less Galich is Kostroma."
    shown = [(name, len(rows), hidden) for name, rows, hidden in response.context["segments"]]
    assert shown == [("Town", 0, 2)]


def test_who_is_in_no_group_is_not_given_away_either(admin_client, survey):
    for number in range(22):
        respond(survey, {"q1": 10}, place="" if number < 2 else "Galich" if number < 10 else "Buy")
    offered = offer(look(admin_client, survey))
    assert "place:Buy" in offered and "place:Galich" not in offered
    [(_name, rows, hidden)] = look(admin_client, survey).context["segments"]
    assert ([row.label for row in rows], hidden) == (["Buy"], 1)


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


def test_two_periods_are_chosen_freely(admin_client, survey):
    for month, score in ((2, 10), (6, 0), (10, 9)):
        for day in range(1, 7):
            respond(survey, {"q1": score}, day=date(2026, month, day))
    chosen = {"since": "2026-10-01", "until": "2026-10-31"}
    response = look(admin_client, survey, **chosen, before_since="2026-06-01", before_until="2026-06-30")
    figures = response.context["parts"][0].figures
    assert (figures.main.value, figures.before.value, figures.plain_change) == (100, -100, 200)
    assert figures.change.p < 0.05 and "hardly chance." in text_of(response)
    assert '<rect class="wfd-c-tick" x="100.0%"' in text_of(response)
    later = look(admin_client, survey, **chosen, before_until="2026-02-28").context["parts"][0].figures
    assert later.before.value == 100


def test_periods_that_share_days_are_not_compared(admin_client, survey):
    for day in range(1, 13):
        respond(survey, {"q1": 10}, day=date(2026, 10, day))
    chosen = {"since": "2026-10-01", "until": "2026-10-06"}
    shared = look(admin_client, survey, **chosen, before_since="2026-10-06", before_until="2026-10-12")
    assert shared.context["parts"][0].figures.before is None
    assert "share days" in text_of(shared)
    apart = look(admin_client, survey, **chosen, before_since="2026-10-07", before_until="2026-10-12")
    assert apart.context["parts"][0].figures.before.value == 100


def test_too_few_people_of_a_period_are_neither_shown_nor_compared_with(admin_client, survey):
    for day, number in ((1, 4), (2, 9)):
        for _each in range(number):
            respond(survey, {"q1": 10}, day=date(2026, 10, day))
    small = look(admin_client, survey, since="2026-10-01", until="2026-10-01")
    assert small.context["is_hidden"] and "parts" not in small.context
    assert "Not shown: fewer than 5 people" in text_of(small)
    response = look(admin_client, survey, since="2026-10-02", until="2026-10-02")
    assert response.context["parts"][0].figures.before is None
    assert "Not compared: fewer than 5 people" in text_of(response)


def test_within_a_group_no_small_cell_is_shown(admin_client):
    survey = make_survey(
        question("nps", id="q1", low_label="-", high_label="+"),
        question("choice", id="q2", choices=["a", "b", "c"]),
        question("csat", id="q3", low_label="-", high_label="+"),
    )
    for number in range(20):
        given = {"q1": 9 if number < 18 else 2, "q2": "a" if number < 12 else "b" if number < 18 else "c"}
        respond(survey, {**given, **({"q3": 5} if number < 3 else {})}, place="Galich")
    nps, choice, csat = (
        part.figures for part in look(admin_client, survey, group="place:Galich").context["parts"]
    )
    assert (nps.is_hidden, nps.rows, nps.main) == (True, [], None)
    assert [(row.number, row.is_hidden) for row in choice.rows] == [(12, False), (6, True), (2, True)]
    assert (csat.is_hidden, csat.rows) == (True, [])
    seen = text_of(look(admin_client, survey, group="place:Galich"))
    assert "not shown" in seen and "fewer than 5 people of this group answered." in seen


def test_a_scale_of_a_group_becomes_good_and_other_answers_where_a_step_is_small(admin_client, survey):
    for score, number in ((10, 8), (9, 2), (7, 6), (0, 6)):
        for _each in range(number):
            respond(survey, {"q1": score}, place="Galich")
    figures = look(admin_client, survey, group="place:Galich").context["parts"][0].figures
    assert [(row.label, row.number) for row in figures.rows] == [("9–10", 10), ("7–8", 6), ("0–6", 6)]
    assert round(figures.main.value) == 18


def test_in_a_table_of_a_group_small_cells_and_the_mean_that_would_tell_them_are_hidden(admin_client):
    columns = [("n", "No"), ("m", "Maybe"), ("y", "Yes")]
    survey = make_survey(
        question("matrix", id="q1", choices=["r", "s"], columns=columns),
        question("ranking", id="q2", choices=["a", "b", "c"]),
    )
    for number in range(30):
        first = "n" if number < 2 else "m" if number < 12 else "y"
        ranked = ["a", "b", "c"] if number < 26 else ["b", "a", "c"]
        respond(survey, {"q1": {"r": first, "s": "y"}, "q2": ranked}, place="Galich")
    parts = look(admin_client, survey, group="place:Galich").context["parts"]
    matrix, ranking = (
        [[None if cell.is_hidden else cell.number for cell in place.cells] for place in part.figures.places]
        for part in parts
    )
    assert matrix == [[None, None, 18], [0, 0, 30]]
    assert [place.mean for place in parts[0].figures.places] == [None, 3]
    assert ranking == [[None, None, 0], [None, None, 0], [0, 0, 30]]


def test_groups_are_compared_with_all_others(admin_client, survey):
    for number in range(60):
        respond(survey, {"q1": 10 if number < 30 else 0}, language="ru" if number < 30 else "en")
    [(name, rows, hidden)] = look(admin_client, survey).context["segments"]
    assert (name, hidden, {row.label: row.figures.plain_change for row in rows}) == (
        "Language",
        0,
        {"Russian": 200, "English": -200},
    )
    assert all(row.figures.change.p < 0.05 for row in rows)


def test_versions_can_be_filtered_by(admin_client, survey):
    for _each in range(5):
        respond(survey, {"q1": 10})
    survey.steps[0].value["questions"][0].value["label"] = "Would you?"
    survey.save_revision().publish()
    for _each in range(6):
        respond(survey, {"q1": 0})
    version = SurveyVersion.objects.get(number=2)
    response = look(admin_client, survey, group=f"version:{version.pk}")
    assert response.context["responses"] == 6
    assert "Version 2 (en)" in text_of(response)


def test_the_line_of_weeks_is_marked_where_the_survey_changed(admin_client, survey):
    start = timezone.localdate() - timedelta(days=35)
    for week in range(6):
        for _each in range(5):
            respond(survey, {"q1": 9}, day=start + timedelta(days=7 * week))
    survey.steps[0].value["questions"][0].value["label"] = "Would you?"
    survey.save_revision().publish()
    changed = timezone.now() - timedelta(days=17)
    SurveyVersion.objects.filter(number=2).update(created_at=changed)
    response = look(admin_client, survey)
    timeline = response.context["parts"][0].timeline
    assert len(timeline.lines) == 2 and [number for _x, number in timeline.breaks] == [2]
    assert 'class="wfd-l-break"' in text_of(response) and ">v2</text>" in text_of(response)


def test_what_visitors_wrote_is_shown_as_text(admin_client):
    survey = make_survey(question("nps", id="q1", label="<b>Us</b>?", low_label="<i>", high_label="</td>"))
    respond(survey, {"q1": 1})
    assert "&lt;b&gt;Us&lt;/b&gt;?" in text_of(look(admin_client, survey))


def test_few_queries_whatever_the_number_of_responses(admin_client, survey, django_assert_max_num_queries):
    for number in range(6):
        respond(survey, {"q1": number, "q2": ["a"]}, place=f"Town {number}")
    look(admin_client, survey)
    before = {"source": "form", "page_key": f"page:{Site.objects.get().root_page.translation_key}"}
    for number in range(6):
        respond(survey, {"q1": number, "q2": ["a"]}, **before)
    PassageCount.objects.create(survey_key=survey.translation_key, day=timezone.localdate(), kind="shown")
    look(admin_client, survey)
    with django_assert_max_num_queries(15):
        look(admin_client, survey, period="30")
    with django_assert_max_num_queries(17):
        look(admin_client, survey, period="30", question="q1:1", by="q2:1")


def test_nobody_without_a_permission_sees_it(client, django_user_model, survey):
    user = django_user_model.objects.create_user("guest", password="x")
    client.force_login(user)
    assert client.get(reverse(RESULTS_URL, args=[survey.pk])).status_code in (302, 403)

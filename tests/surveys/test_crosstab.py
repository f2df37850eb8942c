"""One question by the answers to another one."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.crosstab import make_crosstab, read_crosstab
from wagtail_feedback.surveys.results.reading import Period, get_asked, get_responses
from wagtail_feedback.surveys.results.survey_screen import get_results_url
from wagtail_feedback.surveys.schema import Choice, Question

pytestmark = pytest.mark.portable
NPS = Asked(Question("q1", "nps", "Recommend?"), number=1)
HOW = Asked(Question("q2", "choice", "How?", choices=(Choice("a", "Card"), Choice("b", "Cash"))), number=2)
SEVERAL = Asked(Question("q3", "choices", "Which?", choices=(Choice("x", "X"), Choice("y", "Y"))), number=3)


def table(crosstab):
    return {label: [cell.number for cell in cells] for label, cells in crosstab.rows}


def people(crosstab):
    return {column.label: column.people for column in crosstab.columns}


def test_answers_are_counted_by_those_to_another_question():
    pairs = [(10, "a", 20), (8, "a", 10), (0, "a", 10), (10, "b", 5), (7, "b", 5), (3, "b", 30)]
    found = make_crosstab(NPS, HOW, pairs)
    assert table(found) == {"Promoters, 9–10": [20, 5], "Passives, 7–8": [10, 5], "Detractors, 0–6": [10, 30]}
    assert people(found) == {"Card": 40, "Cash": 40} and not found.has_hidden
    assert [cell.percent for cell in found.rows[0][1]] == [50, 12.5]
    card, cash = (column.figures for column in found.columns)
    assert (card.main.value, cash.main.value, card.plain_change) == (25, -62.5, 87.5)
    assert card.change.p < 0.05


def test_a_small_cell_and_what_would_give_it_away_are_hidden():
    pairs = [(10, "a", 20), (8, "a", 12), (0, "a", 2), (10, "b", 15), (7, "b", 16), (3, "b", 17)]
    found = make_crosstab(NPS, HOW, pairs)
    assert table(found) == {
        "Promoters, 9–10": [20, 15],
        "Passives, 7–8": [None, None],
        "Detractors, 0–6": [None, None],
    }
    assert found.has_hidden and not found.has_figures


def test_of_a_column_of_too_few_people_nothing_is_shown():
    found = make_crosstab(NPS, HOW, [(10, "a", 20), (8, "a", 10), (0, "a", 10), (10, "b", 4)])
    assert people(found) == {"Card": 40, "Cash": None}
    assert all(cells[1].number is None for _label, cells in found.rows)


def test_who_ticked_several_is_in_each_column_and_once_among_all():
    found = make_crosstab(HOW, SEVERAL, [("a", ["x", "y"], 10), ("b", ["x"], 10), ("a", ["y"], 10)])
    assert people(found) == {"X": 20, "Y": 20}
    assert table(found) == {"Card": [10, 20], "Cash": [10, 0]} or found.has_hidden is False


def test_where_people_tick_several_no_cell_follows_from_the_total_of_its_line():
    found = make_crosstab(HOW, SEVERAL, [("a", ["x", "y"], 10), ("b", ["x", "y"], 10), ("b", ["x"], 2)])
    assert table(found) == {"Card": [10, 10], "Cash": [12, 10]}
    small = make_crosstab(
        SEVERAL, HOW, [(["x"], "a", 3), (["x", "y"], "a", 9), (["y"], "b", 4), (["x"], "b", 20)]
    )
    assert table(small) == {"X": [12, 20], "Y": [None, None]}


def test_what_does_not_apply_is_in_no_cell():
    found = make_crosstab(HOW, NPS, [("a", "na", 10), ("a", 10, 9), ("b", 9, 9)])
    assert people(found) == {"Promoters, 9–10": 18}


@pytest.fixture
def survey(db):
    Locale.objects.get_or_create(language_code="ru")
    return make_survey(
        question("stars", id="q1", label="Happy?"),
        question("choice", id="q2", label="How?", choices=[("a", "Card"), ("b", "Cash")]),
        question("choices", id="q3", label="Which?", choices=[("x", "X"), ("y", "Y")]),
        question("text", id="q4", label="Why?", max_length=200),
    )


def read(survey, rows, columns):
    by_id = {one.question.id: one for one in get_asked(survey)[1] if one.number}
    key = survey.translation_key
    return read_crosstab(key, get_responses(key, Period()), by_id[rows], by_id[columns])


def answer(survey, number, **answers):
    for _each in range(number):
        respond(survey, answers)


def test_the_responses_of_all_languages_and_versions_are_read(survey, django_assert_max_num_queries):
    russian = survey.copy_for_translation(Locale.objects.get(language_code="ru"))
    russian.live = True
    russian.save()
    answer(survey, 6, q1=5, q2="a", q3=["x", "y"])
    answer(survey, 7, q1=1, q2="b", q3=["y"])
    survey.steps[0].value["questions"][0].value["label"] = "Content?"
    survey.save_revision().publish()
    answer(survey, 5, q1=5, q2="b")
    answer(russian, 5, q1=5, q2="a")
    read(survey, "q1", "q2")
    with django_assert_max_num_queries(3):
        found = read(survey, "q1", "q2")
    assert people(found) == {"Card": 11, "Cash": 12}
    assert table(found)["5"] == [11, 5] and table(found)["1"] == [0, 7]
    assert table(read(survey, "q2", "q3")) == {"Card": [6, 6], "Cash": [0, 7]}


def test_another_meaning_of_a_question_is_another_question(survey):
    answer(survey, 6, q1=5, q2="a")
    survey.steps[0].value["questions"][0].value["series"] = 2
    survey.save_revision().publish()
    answer(survey, 5, q1=1, q2="a")
    assert people(read(survey, "q1", "q2")) == {"Card": 5}


def test_the_report_shows_it_and_offers_what_can_be_crossed(admin_client, survey):
    answer(survey, 6, q1=5, q2="a")
    answer(survey, 6, q1=4, q2="b")
    response = admin_client.get(get_results_url(survey), {"question": "q1:1", "by": "q2:1"})
    offered = [label for _name, label in response.context["filter_form"].fields["by"].choices]
    assert offered == ["None", "Happy?", "How?", "Which?"]
    seen = " ".join(response.content.decode().split())
    assert "“Happy?” by “How?”" in seen and "Against all others" in seen


@pytest.mark.parametrize("query", [{"question": "q1:1"}, {"question": "q1:1", "by": "q1:1"}, {"by": "q4:1"}])
def test_without_two_questions_there_is_no_table(admin_client, survey, query):
    answer(survey, 6, q1=5, q2="a")
    assert admin_client.get(get_results_url(survey), query).context["crosstab"] is None

"""What a report says of a question."""

from __future__ import annotations

from datetime import date

import pytest

from wagtail_feedback.surveys.results.asked import Asked, find_asked
from wagtail_feedback.surveys.results.figures import make_figures, median
from wagtail_feedback.surveys.results.suppression import suppress
from wagtail_feedback.surveys.results.timeline import draw, make_weeks
from wagtail_feedback.surveys.schema import Choice, Document, Question, Step

NPS = Asked(Question("q1", "nps", "Recommend?", low_label="never", high_label="always"))


def document(*questions):
    return Document("Survey", (Step("s1", questions),))


def choices(*ids, series=1):
    return Question(
        "q1", "choices", "Which?", series=series, choices=tuple(Choice(id, id.upper()) for id in ids)
    )


def test_zero_is_an_answer_and_every_step_has_its_row():
    figures = make_figures(NPS, {"shown": 5, "answered": 4, "na": 1, "0": 1, "9": 1, "10": 2})
    assert [(row.label, row.number) for row in figures.rows if row.number] == [("0", 1), ("9", 1), ("10", 2)]
    assert [row.label for row in figures.rows] == [str(step) for step in range(11)]
    assert (figures.main.value, figures.not_applicable, figures.skipped) == (50, 1, 0)


def test_the_mean_is_of_those_who_gave_a_number():
    csat = Asked(Question("q1", "csat", "Happy?", not_applicable=True))
    figures = make_figures(csat, {"shown": 4, "answered": 2, "na": 1, "4": 2})
    assert (figures.mean, figures.answered, figures.not_applicable, figures.skipped) == (4.0, 2, 1, 1)


def test_shares_of_several_choices_are_of_people():
    figures = make_figures(Asked(choices("a", "b")), {"shown": 70, "answered": 68, "a": 61, "b": 30})
    assert [round(row.percent, 1) for row in figures.rows] == [89.7, 44.1]


def test_shares_are_not_bent_to_a_hundred():
    figures = make_figures(Asked(choices("a", "b", "c")), {"answered": 17, "a": 12, "b": 4, "c": 1})
    assert [round(row.percent, 1) for row in figures.rows] == [70.6, 23.5, 5.9]


def test_a_period_is_compared_on_what_is_printed_with_the_interval_of_the_test():
    now, before = {"9": 10, "5": 10}, {"9": 5, "5": 15}
    figures = make_figures(NPS, now, before)
    assert figures.plain_change == 50
    assert figures.change.value < 50 and figures.change.low < figures.change.value < figures.change.high


def test_an_unranked_item_is_in_no_mean():
    ranking = Asked(Question("q1", "ranking", "Order", choices=(Choice("a", "A"), Choice("b", "B"))))
    figures = make_figures(ranking, {"answered": 3, "b:1": 3, "a:2": 1})
    assert [(place.label, place.mean, place.total) for place in figures.places] == [
        ("B", 1.0, 3),
        ("A", 2.0, 1),
    ]


def test_a_matrix_has_a_row_for_each_statement():
    question = Question(
        "q1", "matrix", "?", choices=(Choice("r", "R"),), columns=(Choice("x", "X"), Choice("y", "Y"))
    )
    place = make_figures(Asked(question), {"answered": 4, "r:x": 1, "r:y": 3}).places[0]
    assert (place.numbers, place.mean, [cell.heat for cell in place.cells]) == ([1, 3], 1.75, [2, 4])


def test_what_was_removed_stays_with_its_last_version():
    found = find_asked([(1, document(choices("a", "b"))), (2, document(choices("b", "c")))])
    assert [choice.id for choice in found[0].question.choices] == ["b", "c", "a"]
    assert (found[0].gone, found[0].number, found[0].until) == ({"a": 1}, 1, 0)


def test_a_question_that_means_something_else_is_another_one():
    found = find_asked([(1, document(choices("a"))), (2, document(choices("a", series=2)))])
    assert [(one.key, one.since, one.until, one.number) for one in found] == [
        (("q1", 2), 2, 0, 1),
        (("q1", 1), 0, 1, 0),
    ]


@pytest.mark.parametrize(
    ("groups", "hidden"),
    [
        ({"a": 50, "b": 40}, set()),
        ({"a": 50, "b": 40, "c": 3}, {"c", "b"}),
        ({"a": 50, "b": 2, "c": 3}, {"b", "c"}),
        ({"a": 3}, {"a"}),
    ],
)
def test_a_small_group_takes_the_next_one_with_it(groups, hidden):
    assert suppress(groups) == hidden


@pytest.mark.parametrize(
    ("times", "middle"), [({1: 1, 2: 1, 3: 1, 4: 1}, 2.5), ({10: 3, 20: 2}, 10), ({}, None)]
)
def test_the_median_of_an_even_number_lies_between(times, middle):
    assert median(times) == middle


def test_the_line_is_cut_where_the_survey_changed():
    days = {date(2026, 9, 7 + 7 * week): {"9": 10, "3": 2} for week in range(4)}
    weeks = make_weeks(days, date(2026, 9, 30))
    timeline = draw(weeks, [(date(2026, 9, 16), 2)])
    assert len(timeline.lines) == 2 and [number for _x, number in timeline.breaks] == [2]
    assert [week.is_over for week in weeks] == [True, True, True, False]


def test_a_week_with_too_few_answers_has_no_figure():
    weeks = make_weeks({date(2026, 9, 7): {"9": 4}, date(2026, 9, 21): {"9": 9}}, date(2026, 10, 30))
    assert [week.estimate is not None for week in weeks] == [False, False, True]
    assert draw(weeks, []) is None

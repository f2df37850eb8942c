"""What the public is told of the answers, and what it is not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Locale

from tests.factories import make_home, make_page, make_site
from tests.submissions.forms import soup
from tests.surveys.surveys import make_survey, question, respond, rule
from wagtail_feedback.moderation.actions import EraseAction, MarkSpamAction, WithholdAction
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.surveys.blocks import SurveyResultsBlock
from wagtail_feedback.surveys.models import Response, SurveyState
from wagtail_feedback.surveys.results import public_results
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.public_figures import make_public
from wagtail_feedback.surveys.results.question_choices import list_questions
from wagtail_feedback.surveys.results.suppression import find_close, suppress, suppress_table
from wagtail_feedback.surveys.schema import Choice, Question

pytestmark = pytest.mark.portable
SCALE = {"low_label": "never", "high_label": "always"}
HOW = [("pay", "Card"), ("cash", "Cash"), ("bill", "Invoice")]


def choice(type="choice", ids="abcd"):
    return Asked(Question("q", type, "Which?", choices=tuple(Choice(id, id.upper()) for id in ids)), number=1)


def printed(question):
    return [(cell.label, cell.number, cell.percent) for cell in question.cells]


# Which cells are shown.


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ({"a": 50, "b": 40, "c": 0}, set()),
        ({"a": 50, "b": 40, "c": 2}, {"b", "c"}),
        ({"a": 50, "b": 1, "c": 1, "d": 9}, {"b", "c", "d"}),
        ({"a": 50, "b": 4, "c": 0}, {"a", "b"}),
    ],
)
def test_hidden_cells_are_two_at_least_and_enough_people_together(cells, hidden):
    assert suppress(cells) == hidden


def test_no_cell_of_a_table_follows_from_the_totals_of_its_row_and_column():
    table = {(row, column): 9 for row in "xyz" for column in "abc"} | {("x", "a"): 2}
    hidden = suppress_table(table)
    assert ("x", "a") in hidden
    for axis in (0, 1):
        for cell in hidden:
            assert len([each for each in hidden if each[axis] == cell[axis]]) > 1


def test_totals_that_differ_by_a_few_people_are_close():
    assert find_close({"a": 100, "b": 98, "c": 90, "d": 100}) == {"a", "b", "d"}
    assert find_close({"a": 100, "b": 100, "c": 95}) == set()


# What is printed of a question.


def test_counts_and_shares_are_exact_where_nothing_is_hidden():
    shown = make_public(choice(), {"answered": 68, "a": 61, "b": 7}, 5)
    assert printed(shown) == [("A", 61, 89.7), ("B", 7, 10.3), ("C", 0, 0.0), ("D", 0, 0.0)]
    assert (shown.answered, shown.is_rounded, shown.has_hidden) == (68, False, False)


def test_a_hidden_cell_follows_from_nothing_that_is_shown():
    shown = make_public(choice(), {"answered": 103, "a": 61, "b": 30, "c": 9, "d": 3}, 5)
    assert printed(shown) == [("A", None, 60), ("B", None, 30), ("C", None, None), ("D", None, None)]
    assert (shown.answered, shown.is_rounded, shown.has_hidden) == (100, True, True)


def test_of_too_few_people_nothing_is_shown():
    assert make_public(choice(), {"answered": 4, "a": 4}, 5).answered == 0
    assert make_public(choice(), {"answered": 4, "a": 4}, 3).answered == 4


def test_shares_of_several_choices_are_of_people():
    shown = make_public(choice("choices"), {"answered": 68, "a": 61, "b": 30}, 5)
    assert printed(shown)[:2] == [("A", 61, 89.7), ("B", 30, 44.1)]


def test_nps_is_told_by_its_groups_and_not_where_one_of_them_is_too_small():
    nps = Asked(Question("q", "nps", "?"), number=1)
    told = make_public(nps, {"answered": 30, "10": 20, "8": 5, "3": 5}, 5)
    assert [number for _label, number, _percent in printed(told)] == [20, 5, 5]
    assert told.main.value == 50
    hidden = make_public(nps, {"answered": 27, "10": 20, "8": 5, "3": 2}, 5)
    assert hidden.main is None and [cell.percent for cell in hidden.cells] == [75, None, None]


def test_a_scale_has_every_step():
    stars = Asked(Question("q", "stars", "?"), number=1)
    shown = make_public(stars, {"answered": 12, "5": 12, "na": 1}, 5)
    assert printed(shown) == [("1", 0, 0), ("2", 0, 0), ("3", 0, 0), ("4", 0, 0), ("5", 12, 100)]


def test_each_statement_of_a_matrix_hides_its_own_small_cells():
    columns = (Choice("x", "X"), Choice("y", "Y"), Choice("z", "Z"))
    matrix = Asked(
        Question("q", "matrix", "?", choices=(Choice("r", "R"), Choice("s", "S")), columns=columns), number=1
    )
    shown = make_public(matrix, {"answered": 40, "r:x": 20, "r:y": 20, "s:x": 30, "s:y": 8, "s:z": 2}, 5)
    assert [[cell.percent for cell in line.cells] for line in shown.lines] == [[50, 50, 0], [75, None, None]]
    assert all(line.mean is None for line in shown.lines)


def test_an_item_that_few_people_ranked_is_left_out():
    shown = make_public(choice("ranking", "ab"), {"answered": 9, "a:1": 9, "b:2": 2}, 5)
    assert [(line.label, line.mean) for line in shown.lines] == [("A", 1.0)]
    assert shown.has_hidden


# On a page.


@pytest.fixture
def page(db):
    home = make_home(make_site())
    survey = make_survey(
        question("nps", id="nps", label="Recommend?", **SCALE),
        question("choice", id="how", label="Paid how?", choices=HOW),
        question("text", id="why", label="Why?", max_length=200),
    )
    made = make_page(home, title="Results", body=[("survey_results", {"survey": survey, "threshold": 5})])
    made.survey = survey
    return made


def read(client, page):
    response = client.get(page.url)
    return response, [" ".join(each.get_text(" ").split()) for each in soup(response).select(".wf section")]


def answer(page, number, **answers):
    return [respond(page.survey, answers) for _each in range(number)]


def test_questions_are_shown_with_bars_and_a_table_and_without_anybody_s_words(client, page):
    answer(page, 6, nps=10, how="pay", why="Because Anna told me")
    answer(page, 6, nps=7, how="cash")
    response, (nps, how) = read(client, page)
    assert "+50 NPS" in nps and "12 answers." in nps
    assert "Card 6 50%" in how and "Invoice 0 0%" in how
    assert [bar["width"] for bar in soup(response).select(".wf-bar__fill")][:2] == ["50%", "50%"]
    assert "Anna" not in response.content.decode() and "Why?" not in response.content.decode()
    assert "Shares are rounded." in response.content.decode()


def test_what_waits_is_spam_or_was_erased_is_in_no_figure(client, page, admin_user):
    rows = answer(page, 9, nps=10)
    spam = Response(
        site=page.get_site(),
        survey_key=page.survey.translation_key,
        survey_version=page.survey.versions.get(),
        answers={"nps": 0},
        asked=["nps"],
        language="en",
        day=date(2026, 11, 1),
    )
    CreateSubmissionAction(spam).execute()
    MarkSpamAction(spam, user=admin_user).execute()
    EraseAction(rows[1], user=admin_user).execute()
    WithholdAction(rows[2], user=admin_user, reason="duplicate").execute()
    assert "7 answers." in read(client, page)[1][0]


def test_what_is_taken_out_vanishes_at_once_and_what_comes_within_the_hour_does_not(
    client, page, admin_user, django_capture_on_commit_callbacks
):
    rows = answer(page, 8, nps=10)
    assert "8 answers." in read(client, page)[1][0]
    answer(page, 5, nps=0)
    assert "8 answers." in read(client, page)[1][0]
    with django_capture_on_commit_callbacks(execute=True):
        EraseAction(rows[0], user=admin_user).execute()
    assert "12 answers." in read(client, page)[1][0]
    assert SurveyState.objects.get().taken_out == 1


def test_a_recount_is_seen_too(client, page):
    answer(page, 6, nps=10)
    read(client, page)
    SurveyState.objects.get().counts.filter(bucket="answered").update(number=9)
    from wagtail_feedback.surveys.results.answer_counters import AnswerCounters

    AnswerCounters().recount(SurveyState.objects.get())
    assert "6 answers." in read(client, page)[1][0]


def test_a_page_with_results_sets_no_cookie_writes_nothing_and_asks_three_queries(
    client, page, django_assert_num_queries, django_assert_max_num_queries
):
    answer(page, 30, nps=10, how="pay")
    plain = make_page(page.get_parent(), title="Plain")
    for each in (page, plain):
        client.get(each.url)
    counts = []
    for each in (plain, page):
        with django_assert_max_num_queries(60) as queries:
            response = client.get(each.url)
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 3
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]


def test_drawing_takes_the_same_few_queries_whatever_there_is(page, rf, django_assert_num_queries):
    options = public_results.ResultsOptions((), 5, 2)
    shown = public_results.find_asked(page.survey.translation_key, page.get_site(), "en")
    assert shown.document.questions  # read once by every process
    for number in range(3):
        answer(page, number, nps=number, how="pay")
        with django_assert_num_queries(2):
            public_results.draw_results(shown, options)


def test_the_threshold_is_never_lower_than_three(client, page):
    block = SurveyResultsBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"survey": page.survey.pk, "threshold": 2, "heading_level": "2"}))
    page.body = [("survey_results", {"survey": page.survey, "threshold": 1})]
    page.save_revision().publish()
    answer(page, 2, nps=10)
    assert "Not shown: fewer than 3 people have answered." in read(client, page)[1][0]


def test_an_editor_chooses_questions_of_this_survey_and_their_order(client, page):
    other = make_survey(question("stars", id="else"), title="Other")
    block = SurveyResultsBlock()
    listed = dict(list_questions())
    assert listed["Your order"][:2] == [("nps", "Recommend?"), ("how", "Paid how?")]
    assert (len(listed["Your order"]), listed["Other"]) == (2, [("else", "stars?")])
    value = {"survey": page.survey.pk, "threshold": 5, "heading_level": "2"}
    assert list(block.clean(block.to_python({**value, "questions": ["how", "nps"]}))["questions"]) == [
        "how",
        "nps",
    ]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**value, "survey": other.pk, "questions": ["how"]}))
    page.body = [("survey_results", {"survey": page.survey, "questions": ["how", "gone", "nps"]})]
    page.save_revision().publish()
    shown = soup(client.get(page.url)).select(".wf h2")
    assert [heading.get_text() for heading in shown] == ["Paid how?", "Recommend?"]


def test_answers_of_all_languages_count_together_in_the_reader_s_words(client, page):
    Locale.objects.get_or_create(language_code="ru")
    russian = page.survey.copy_for_translation(Locale.objects.get(language_code="ru"))
    steps = russian.steps[0].value["questions"]
    steps[1].value["label"] = "Как платили?"
    russian.live = True
    russian.save()
    answer(page, 6, nps=10, how="pay")
    for _each in range(5):
        respond(russian, {"nps": 10, "how": "pay"}, language="ru")
    options = public_results.ResultsOptions(("how",), 5, 2)
    with translation.override("ru"):
        html = str(public_results.render_results(page.survey.translation_key, page.get_site(), options))
    assert "Как платили?" in html and re.search(r">\s*11\s*</td>", html)


def test_where_questions_depend_on_answers_totals_tell_nothing_about_a_few(client, page):
    content = (
        question("choice", id="how", label="Paid how?", choices=HOW),
        question("stars", id="ease", label="Easy?", show_if=rule(("how", "differs", "bill"))),
    )
    survey = make_survey(*content, title="Conditional")
    page.body = [("survey_results", {"survey": survey, "questions": ["ease"]})]
    page.save_revision().publish()
    for number in range(22):
        is_rare = number < 2
        given = {"how": "bill"} if is_rare else {"how": "pay", "ease": 5}
        respond(survey, given, asked=["how"] if is_rare else ["how", "ease"])
    [ease] = read(client, page)[1]
    assert "20 answers or more." in ease and "20 answers." not in ease


def test_a_closed_survey_keeps_its_results_and_one_that_asked_nothing_has_none(client, page):
    answer(page, 6, nps=10)
    page.survey.unpublish()
    assert "6 answers." in read(client, page)[1][0]
    draft = make_survey(title="Draft", live=False)
    page.body = [("survey_results", {"survey": draft})]
    page.save_revision().publish()
    assert not soup(client.get(page.url)).select(".wf")


def test_what_an_editor_wrote_is_shown_as_text(client, page):
    survey = make_survey(question("choice", id="x", label="<b>Us</b>?", choices=[("a", "<i>A")]))
    page.body = [("survey_results", {"survey": survey})]
    page.save_revision().publish()
    for _each in range(5):
        respond(survey, {"x": "a"})
    html = client.get(page.url).content.decode()
    assert "&lt;b&gt;Us&lt;/b&gt;?" in html and "&lt;i&gt;A" in html

"""Surveys as files: our own, ready ones, and those of SurveyJS."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.surveys.surveys import ending, make_survey, question, rule, step
from wagtail_feedback.surveys.building.advice import Plan, advise
from wagtail_feedback.surveys.building.documents import make_stream
from wagtail_feedback.surveys.building.edit_form import get_asking
from wagtail_feedback.surveys.building.identities import renew_ids
from wagtail_feedback.surveys.building.portable import (
    SETTINGS,
    UnreadableSurvey,
    copy_survey,
    fill_survey,
    read_json,
    read_survey,
    write_survey,
)
from wagtail_feedback.surveys.building.starters import get_starters
from wagtail_feedback.surveys.building.surveyjs import read_surveyjs
from wagtail_feedback.surveys.logic import check_rules
from wagtail_feedback.surveys.models import Survey
from wagtail_feedback.surveys.schema import Op

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    """With everything that names something else."""
    first = step(
        question("choice", choices=[("a", "Shop"), ("b", "Other", "other")], name="where"),
        question("choices", choices=[("a", "Price"), ("b", "None", "none")], shuffled=True, series=2),
        question("matrix", choices=[("r", "Photos")], columns=[("a", "No"), ("b", "Yes")]),
        question("nps", low_label="never", high_label="always", not_applicable=True),
        id="s1",
        jumps=[("s2", rule(("choice", "any_of", "a, b"))), ("end", rule(("nps", "less", "3")))],
    )
    second = step(
        question(
            "text", max_length=99, show_if=rule(("choices", "contains", "a"), ("matrix", "equals", "b", "r"))
        ),
        question("number", minimum=1.0, maximum=None),
        id="s2",
    )
    return make_survey(first, second, endings=[ending("Thanks", rule(("nps", "more", "8")))], cap=50)


def as_file(survey):
    return json.loads(json.dumps(write_survey(survey)))


def test_what_is_written_into_the_form_makes_the_same_document(survey):
    document = survey.get_document()
    for name, raw in make_stream(document).items():
        setattr(survey, name, Survey._meta.get_field(name).to_python(raw))
    assert survey.get_document() == document


def test_new_ids_share_nothing_and_every_rule_follows(survey):
    old, new = survey.get_document(), renew_ids(survey.get_document())
    assert not old.questions.keys() & new.questions.keys()
    assert check_rules(new) == []
    choice, text = list(new.questions.values())[0], list(new.questions.values())[4]
    assert new.steps[0].jumps[0].when.conditions[0].value == [each.id for each in choice.choices]
    assert text.show_if.conditions[1].row == list(new.questions.values())[2].choices[0].id
    assert new.steps[0].jumps[1].when.conditions[0].value == "3"


def test_a_rule_that_names_what_is_gone_still_does(survey):
    first, second = survey.get_document().steps
    short = replace(survey.get_document(), steps=(replace(first, questions=first.questions[:2]), second))
    assert {problem.named for problem in check_rules(renew_ids(short))} >= {"matrix", "nps"}


def test_a_copy_has_rules_of_its_own_and_the_settings_but_no_dates(survey):
    survey.opens_on = survey.closes_on = "2026-01-01"
    copy = copy_survey(survey)
    assert check_rules(copy.get_document()) == []
    assert not copy.get_document().questions.keys() & survey.get_document().questions.keys()
    assert (copy.cap, copy.is_anonymous, copy.goal) == (50, True, "Mend what hinders")
    assert (copy.pk, copy.opens_on, copy.closes_on) == (None, None, None)
    assert copy.translation_key != survey.translation_key


def test_the_same_file_imported_twice_makes_surveys_that_share_no_answers(survey):
    written = read_json(json.dumps(write_survey(survey)).encode())
    one, two = (fill_survey(Survey(), read_survey(written)).get_document() for _ in range(2))
    assert not one.questions.keys() & two.questions.keys()
    assert [each.label for each in one.questions.values()] == [
        each.label for each in survey.get_document().questions.values()
    ]
    assert check_rules(one) == []


def test_a_file_holds_no_dates_and_no_answers(survey):
    assert write_survey(survey).keys() == {"format", "version", "survey", *SETTINGS}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "not written in JSON"),
        (b"{", "not written in JSON"),
        (b"[" * 200_000, "not written in JSON"),
        (b"[]", "holds no survey"),
        (b'{"a": ' * 40 + b"1" + b"}" * 40, "nested too deeply"),
        (b" " * 1_000_001, "larger than a megabyte"),
    ],
)
def test_a_bad_file_is_told_in_words(content, words):
    with pytest.raises(UnreadableSurvey, match=words):
        read_json(content)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "later release"),
        ({"survey": None}, "missing or is not"),
        ({"survey": {"title": "T"}}, "missing or is not"),
        ({"survey": {"title": 5, "steps": []}}, "missing or is not"),
        ({"survey": {"title": "T", "steps": [5]}}, "missing or is not"),
        ({"survey": {"title": "T", "steps": [{"id": "s", "questions": [{"id": 1}]}]}}, "missing or is not"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told_in_words(survey, change, words):
    with pytest.raises(UnreadableSurvey, match=words):
        read_survey({**as_file(survey), **change})


def test_what_a_file_has_and_the_form_has_not_is_left_out_and_told(survey):
    data = as_file(survey)
    questions = data["survey"]["steps"][0]["questions"]
    data["survey"]["steps"][0]["questions"] = [
        *questions,
        {**questions[0], "type": "telepathy"},
        questions[1],
    ]
    draft = read_survey(data)
    assert draft.left_out[0] == "The question “choice?”: there is nothing like it here."
    assert draft.left_out[1].startswith("“choices?” has the name of an earlier question")
    assert len(draft.document.questions) == 7


def test_parts_of_one_id_become_two(survey):
    data = as_file(survey)
    first = data["survey"]["steps"][0]
    first["questions"][0]["choices"].append({"id": "a", "label": "Again"})
    data["survey"]["steps"].append({"id": "s1", "questions": []})
    document = fill_survey(Survey(), read_survey(data)).get_document()
    choices = [choice.id for choice in next(iter(document.questions.values())).choices]
    assert len({step.id for step in document.steps}) == len(set(choices)) == 3


def test_long_words_of_a_file_are_cut_to_what_the_database_takes(survey):
    data = {**as_file(survey), "goal": "g" * 999, "cap": True}
    filled = fill_survey(Survey(), read_survey(data))
    assert (len(filled.goal), filled.cap) == (250, None)


def test_the_rules_by_which_it_offers_itself_go_with_a_survey(survey):
    survey.prompt_moment, survey.prompt_days, survey.prompt_on_exit, survey.wave_months = "order", 5, True, 3
    survey.prompt_addresses = "/only/here/"
    copy = fill_survey(Survey(), read_survey(as_file(survey)))
    assert (copy.prompt_moment, copy.prompt_days, copy.prompt_on_exit, copy.wave_months) == (
        "order",
        5,
        True,
        3,
    )
    assert (copy.prompt_page, copy.prompt_addresses) == (None, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"prompt_moment": "birthday"},
        {"prompt_share": 101},
        {"prompt_share": 0},
        {"prompt_seconds": -1},
        {"prompt_days": "5"},
        {"wave_months": 2**40},
        {"prompt_page": True},
        {"prompt_on_exit": "yes"},
    ],
)
def test_rules_of_a_file_that_no_form_would_take_are_left_out(survey, wrong):
    draft = read_survey({**as_file(survey), **wrong})
    assert not wrong.keys() & draft.settings.keys()


def test_a_file_from_before_says_nothing_of_it(survey):
    old = {name: value for name, value in as_file(survey).items() if not name.startswith(("prompt", "wave"))}
    assert fill_survey(Survey(), read_survey(old)).prompt_moment == ""


def test_ready_surveys_tell_their_moment():
    assert {name: starter.draft.moment for name, starter in get_starters().items()} == {
        "after_order": "After an order, 5 days later",
        "leaving_page": "When somebody is about to leave",
        "on_leaving": "When somebody is about to leave, from page 3 on",
        "first_purchase": "After somebody’s first order, 7 days later",
        "after_support": "After support has helped, 1 day later",
        "about_site": "During a visit, from page 4 on",
    }


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", get_starters())
def test_a_ready_survey_needs_no_mending(name, language):
    draft = get_starters()[name].drafts[language]
    asking = get_asking(fill_survey(Survey(), draft))
    report = advise(Plan(draft.document, goal=draft.settings["goal"], asking=asking))
    assert (report.errors, report.warnings, draft.left_out) == ([], [], ())
    assert report.total_seconds <= 180


@pytest.mark.parametrize("name", get_starters())
def test_a_ready_survey_asks_the_same_in_both_languages(name):
    english, russian = (get_starters()[name].drafts[language].document for language in ("en", "ru"))
    assert [(q.id, q.type, q.show_if) for q in english.questions.values()] == [
        (q.id, q.type, q.show_if) for q in russian.questions.values()
    ]


SURVEYJS = {
    "title": {"default": "About us", "ru": "О нас"},
    "completedHtml": "<h3>Thank you!</h3>",
    "pages": [
        {
            "elements": [
                {"type": "rating", "name": "score", "title": "Score?", "rateMin": 0, "rateMax": 10},
                {
                    "type": "panel",
                    "elements": [
                        {
                            "type": "checkbox",
                            "name": "why",
                            "choices": ["Item1", {"value": "Item10", "text": "Ten"}],
                            "showOtherItem": True,
                            "showNoneItem": True,
                            "choicesOrder": "random",
                        }
                    ],
                },
                {"type": "comment", "name": "more", "visibleIf": "{score} < 7 and {why} contains 'Item10'"},
                {"type": "matrix", "name": "table", "rows": ["r1"], "columns": [1, 2]},
                {"type": "text", "name": "age", "inputType": "number", "min": 1},
                {"type": "text", "name": "more", "title": "More again"},
                {"type": "boolean", "name": "fine", "visibleIf": "{table.r1} = 2"},
                {"type": "file", "name": "photo"},
                {"type": "text", "name": "odd", "visibleIf": "{score} + 1 > 3", "defaultValue": "x"},
                {
                    "type": "imagepicker",
                    "name": "pick",
                    "choices": [{"value": "a", "imageLink": "http://x/a.png"}],
                },
                {"type": "rating", "name": "ten", "rateMax": 10},
            ]
        }
    ],
}


def test_a_surveyjs_file_becomes_a_survey():
    draft = read_surveyjs(SURVEYJS, "en")
    asked = {question.label: question for question in draft.document.questions.values()}
    assert draft.document.title == "About us"
    assert draft.document.endings[0].title == "Thank you!"
    assert [question.type for question in asked.values()] == [
        *("nps", "choices", "long_text", "matrix", "number", "text", "choice", "text", "pictures")
    ]
    assert [choice.kind for choice in asked["why"].choices] == ["", "", "other", "none"]
    assert (asked["why"].shuffled, asked["age"].minimum) == (True, 1)


def test_conditions_of_surveyjs_name_choices_by_their_ids():
    draft = read_surveyjs(SURVEYJS, "en")
    asked = {question.label: question for question in draft.document.questions.values()}
    less, contains = asked["more"].show_if.conditions
    assert (less.question, less.op, less.value) == ("score", Op.LESS, "7")
    assert contains.value == asked["why"].choices[1].id
    (row,) = asked["fine"].show_if.conditions
    assert (row.row, row.value) == (asked["table"].choices[0].id, asked["table"].columns[1].id)
    assert check_rules(fill_survey(Survey(), draft).get_document()) == []


def test_what_surveyjs_has_and_we_have_not_is_listed():
    assert list(read_surveyjs(SURVEYJS, "en").left_out) == [
        "“photo”: there is nothing like “file” here.",
        "Of “odd”: defaultValue.",
        "The condition of “odd”: {score} + 1 > 3",
        "“ten”: there is nothing like “rating” here.",
        "“More again” has the name of an earlier question: rules mean the first.",
    ]


def test_questions_of_one_name_are_two_questions():
    document = fill_survey(Survey(), read_surveyjs(SURVEYJS, "en")).get_document()
    assert [q.label for q in document.questions.values()].count("more") == 1
    assert "More again" in [q.label for q in document.questions.values()]


def test_a_surveyjs_file_speaks_the_language_it_is_wanted_in():
    assert read_surveyjs(SURVEYJS, "ru").document.title == "О нас"


@pytest.mark.parametrize(
    "expression",
    ["{score} > 1 and {score} < 5 or {why} empty", "{later} = 1", "({score} > 1)", "{score} >= 3", ""],
)
def test_a_condition_that_cannot_be_said_is_not_guessed(expression):
    elements = [
        {"type": "rating", "name": "score", "rateMin": 0, "rateMax": 10},
        {"type": "comment", "name": "c", "visibleIf": expression},
    ]
    draft = read_surveyjs({"elements": elements}, "en")
    assert list(draft.document.questions.values())[1].show_if.conditions == ()
    assert len(draft.left_out) == bool(expression)


def test_a_surveyjs_file_without_a_usable_question_is_told():
    with pytest.raises(UnreadableSurvey, match="no question"):
        read_surveyjs({"elements": [{"type": "file", "name": "f"}, 5]}, "en")

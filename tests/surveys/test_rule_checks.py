"""What must not be published."""

from __future__ import annotations

import pytest

from tests.surveys.documents import ask, both, either, step_of, survey, when
from wagtail_feedback.surveys.logic import Fault, Problem, check_rules
from wagtail_feedback.surveys.schema import END, NOT_APPLICABLE, Choice, Ending, Jump, Op, Question, Type

MATRIX = Question("grid", Type.MATRIX, "Grid", choices=(Choice("r1", "R1"),), columns=(Choice("c1", "C1"),))
EARLIER = (
    ask("nps", Type.NPS, not_applicable=True),
    ask("ces", Type.CES),
    ask("number", Type.NUMBER),
    ask("date", Type.DATE),
    ask("one", Type.CHOICE, "a b"),
    ask("many", Type.CHOICES, "a b"),
    ask("picture", Type.PICTURES, "a b"),
    ask("ranking", Type.RANKING, "a b"),
    ask("text", name="text"),
    ask("consent", Type.CONSENT),
    MATRIX,
)


def found(rule):
    """Faults of a rule of the last of three questions, and what is named."""
    document = survey([*EARLIER, ask("here", show_if=rule), ask("later")])
    return [(problem.fault, problem.named) for problem in check_rules(document)]


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("deleted", Fault.UNKNOWN_QUESTION),
        ("here", Fault.OWN_QUESTION),
        ("later", Fault.LATER_QUESTION),
    ],
)
def test_a_rule_asks_only_about_earlier_questions(question, fault):
    assert found(when(question, Op.ANSWERED)) == [(fault, question)]


def test_faults_are_found_however_deep_they_are():
    assert found(both(when("nps", Op.ANSWERED), either(both(when("deleted", Op.EMPTY))))) == [
        (Fault.UNKNOWN_QUESTION, "deleted")
    ]


def test_a_problem_names_the_place_and_the_question_asked_about():
    document = survey([ask("q1", Type.CHOICE, "a b")], [ask("q2", show_if=when("q1", Op.EQUALS, "c"))])
    assert check_rules(document) == [Problem("q2", Fault.UNKNOWN_CHOICE, "c", "q1")]


@pytest.mark.parametrize(
    ("question", "value", "row", "named"),
    [
        ("one", "deleted", "", "deleted"),
        ("many", ["a", "deleted"], "", "deleted"),
        ("picture", "deleted", "", "deleted"),
        ("ranking", ["deleted"], "", "deleted"),
        ("grid", "a", "r1", "a"),
        ("grid", "c1", "deleted", "deleted"),
        ("one", "a", "r1", "r1"),
    ],
)
def test_a_rule_names_only_choices_that_are_there(question, value, row, named):
    assert found(when(question, Op.ANY_OF, value, row)) == [(Fault.UNKNOWN_CHOICE, named)]


NUMERIC = ["answered", "empty", "equals", "differs", "less", "more", "any_of"]
OF_CHOICE = ["answered", "empty", "equals", "differs", "any_of"]
OF_PARTS = [*OF_CHOICE, "contains", "lacks"]


@pytest.mark.parametrize(
    ("question", "value", "row", "operators"),
    [
        ("nps", 9, "", NUMERIC),
        ("number", "1.5", "", NUMERIC),
        ("date", "2024-01-15", "", NUMERIC),
        ("one", "a", "", OF_CHOICE),
        ("picture", "a", "", OF_CHOICE),
        ("grid", "c1", "r1", OF_CHOICE),
        ("many", "a", "", OF_PARTS),
        ("ranking", "a", "", OF_PARTS),
        ("text", "a", "", OF_PARTS),
        ("consent", None, "", ["answered", "empty"]),
        ("grid", None, "", ["answered", "empty"]),
    ],
)
@pytest.mark.parametrize("op", [*Op, "a later one"])
def test_operators_fit_the_question(question, value, row, operators, op):
    expected = [] if op in operators else [(Fault.WRONG_OPERATOR, op)]
    assert found(when(question, op, value, row)) == expected


@pytest.mark.parametrize(
    ("question", "op", "value", "named"),
    [
        ("number", Op.LESS, "gggg", "gggg"),
        ("number", Op.LESS, None, ""),
        ("number", Op.LESS, [1, 2], ""),
        ("number", Op.ANY_OF, [1, "x"], "x"),
        ("date", Op.MORE, "2024-02-30", "2024-02-30"),
        ("one", Op.EQUALS, " ", ""),
        ("many", Op.ANY_OF, [], ""),
        ("text", Op.CONTAINS, "", ""),
        ("nps", Op.LESS, NOT_APPLICABLE, NOT_APPLICABLE),
        ("ces", Op.EQUALS, NOT_APPLICABLE, NOT_APPLICABLE),
    ],
)
def test_what_is_compared_with_fits_the_question(question, op, value, named):
    assert found(when(question, op, value)) == [(Fault.WRONG_VALUE, named)]


@pytest.mark.parametrize(("question", "value"), [("nps", NOT_APPLICABLE), ("number", 0), ("nps", "0")])
def test_zero_and_not_applicable_can_be_asked_for(question, value):
    assert found(when(question, Op.EQUALS, value)) == []


@pytest.mark.parametrize(
    ("to", "fault"),
    [
        ("s1", Fault.EARLIER_STEP),
        ("s2", Fault.OWN_STEP),
        ("deleted", Fault.UNKNOWN_STEP),
        ("", Fault.UNKNOWN_STEP),
    ],
)
def test_a_jump_leads_forward(to, fault):
    document = survey([ask("q1")], step_of("s2", [ask("q2")], Jump(to)), [ask("q3")])
    assert check_rules(document) == [Problem("s2", fault, to)]


@pytest.mark.parametrize("to", ["s3", END])
def test_a_jump_may_ask_about_its_own_step(to):
    jump = Jump(to, when("q2", Op.ANSWERED))
    assert check_rules(survey([ask("q1")], step_of("s2", [ask("q2")], jump), [ask("q3")])) == []


def test_a_jump_does_not_ask_about_later_steps():
    document = survey(step_of("s1", [ask("q1")], Jump("s3", when("q2", Op.EMPTY))), [ask("q2")], [ask("q3")])
    assert check_rules(document) == [Problem("s1", Fault.LATER_QUESTION, "q2", "q2")]


def test_an_ending_asks_about_any_question():
    endings = (
        Ending("good", "A", when=when("q1", Op.ANSWERED)),
        Ending("bad", "B", when=when("q2", Op.ANSWERED)),
    )
    document = survey([ask("q1")], endings=endings)
    assert check_rules(document) == [Problem("bad", Fault.UNKNOWN_QUESTION, "q2", "q2")]


def repeating(**texts):
    """Faults of a survey of two steps, the second of which repeats an answer."""
    question = ask("q2", help=texts.get("help", ""), name="second")
    second = step_of("s2", [question, ask("q3")], title=texts.get("title", ""))
    ending = Ending("end", texts.get("ending", ""), texts.get("text", ""))
    document = survey([ask("q1", name="first")], second, endings=(ending,))
    return [(problem.place, problem.fault, problem.named) for problem in check_rules(document)]


@pytest.mark.parametrize(
    ("text", "place"), [("help", "q2"), ("title", "s2"), ("ending", "end"), ("text", "end")]
)
def test_texts_repeat_only_answers_to_named_questions(text, place):
    assert repeating(**{text: "You said {first} {{other}} {} {other|you}"}) == [
        (place, Fault.UNKNOWN_NAME, "other")
    ]


def test_texts_repeat_only_answers_of_earlier_steps():
    assert repeating(help="{first}", title="{second}") == [("s2", Fault.LATER_NAME, "second")]
    assert repeating(help="{second|so}", ending="{second}") == [("q2", Fault.LATER_NAME, "second")]


def test_the_wording_of_a_question_is_such_a_text():
    question = Question("q1", Type.TEXT, "Why {score}?")
    assert check_rules(survey([question])) == [Problem("q1", Fault.UNKNOWN_NAME, "score")]


def test_two_questions_do_not_share_a_name():
    document = survey([ask("q1", name="same"), ask("q2")], [ask("q3", name="same"), ask("q4")])
    assert check_rules(document) == [Problem("q1", Fault.SAME_NAME, "same")]

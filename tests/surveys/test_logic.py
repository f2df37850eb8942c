"""What a person is shown, where steps lead and what is kept of the answers."""

from __future__ import annotations

import pytest

from tests.surveys.documents import ask, both, either, step_of, survey, when
from wagtail_feedback.surveys.logic import holds, is_answered, progress, walk
from wagtail_feedback.surveys.schema import (
    END,
    NOT_APPLICABLE,
    Choice,
    Ending,
    Jump,
    Op,
    Question,
    Rule,
    Type,
)

MATRIX = Question(
    "grid",
    Type.MATRIX,
    "Grid",
    choices=(Choice("r1", "R1"), Choice("r2", "R2")),
    columns=(Choice("c1", "C1"),),
)
ASKED = survey(
    [
        ask("nps", Type.NPS),
        ask("number", Type.NUMBER),
        ask("date", Type.DATE),
        ask("one", Type.CHOICE, "item1 item10"),
        ask("many", Type.CHOICES, "item1 item10 other"),
        ask("pictures", Type.PICTURES, "item1 item10", several=True),
        ask("ranking", Type.RANKING, "item1 item10 item2"),
        ask("text"),
        ask("consent", Type.CONSENT),
        MATRIX,
    ]
)


def held(question, op, value, answer, row=""):
    answers = {} if answer is None else {question: answer}
    return holds(when(question, op, value, row), ASKED, answers)


@pytest.mark.parametrize("value", [0, 0.0, 10, "0", "word", NOT_APPLICABLE, ["item1"], {"r1": "c1"}])
def test_zero_and_not_applicable_are_answers(value):
    assert is_answered(value)


@pytest.mark.parametrize("value", [None, "", " \t\n\u3000", False, [], {}])
def test_white_space_and_what_is_empty_are_none(value):
    assert not is_answered(value)


@pytest.mark.parametrize("question", ["nps", "number"])
def test_a_rule_takes_zero_for_an_answer(question):
    assert held(question, Op.ANSWERED, None, 0)
    assert not held(question, Op.EMPTY, None, 0)
    assert held(question, Op.LESS, 3, 0)


@pytest.mark.parametrize("question", ["nps", "number", "date", "one", "many", "ranking", "text", "deleted"])
@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        (Op.ANSWERED, None, False),
        (Op.EMPTY, None, True),
        (Op.EQUALS, "item1", False),
        (Op.DIFFERS, "item1", True),
        (Op.CONTAINS, 0, False),
        (Op.LACKS, 0, True),
        (Op.LESS, 3, False),
        (Op.MORE, 3, False),
        (Op.ANY_OF, ["item1"], False),
    ],
)
def test_what_was_not_answered_only_differs_and_lacks(question, op, value, expected):
    assert held(question, op, value, None) is expected


NUMBERS = [
    ("2", True, False),
    (2, True, False),
    ("11111", False, True),
    (11111.5, False, True),
    (1200, False, False),
    ("gggg", False, False),
    ("nan", False, False),
    ("inf", False, False),
    (10**400, False, False),
    (NOT_APPLICABLE, False, False),
]


@pytest.mark.parametrize(("answer", "less", "more"), NUMBERS)
@pytest.mark.parametrize("limit", [1200, "1200", 1200.0])
def test_numbers_are_compared_as_numbers(answer, less, more, limit):
    assert held("number", Op.LESS, limit, answer) is less
    assert held("number", Op.MORE, limit, answer) is more


VALUES = [
    # question, operator, value, answer, result
    ("number", Op.EQUALS, "5", 5.0, True),
    ("number", Op.EQUALS, "007", 7, True),
    ("number", Op.ANY_OF, ["1", 2], 2, True),
    ("nps", Op.EQUALS, NOT_APPLICABLE, NOT_APPLICABLE, True),
    ("nps", Op.EQUALS, 0, NOT_APPLICABLE, False),
    ("nps", Op.DIFFERS, 9, NOT_APPLICABLE, True),
    ("date", Op.LESS, "2024-02-01", "2024-01-15", True),
    ("date", Op.MORE, "2024-02-01", "2024-01-15", False),
    ("date", Op.LESS, "2024-02-01", "yesterday", False),
    ("date", Op.EQUALS, "2024-01-15", "2024-01-15", True),
    ("one", Op.EQUALS, "item1", "item10", False),
    ("one", Op.EQUALS, "item10", "item10", True),
    ("one", Op.ANY_OF, ["item1", "item10"], "item10", True),
    ("one", Op.LESS, "item2", "item1", False),
    ("many", Op.CONTAINS, "item1", ["item10"], False),
    ("many", Op.CONTAINS, "item1", ["item10", "item1"], True),
    ("many", Op.CONTAINS, ["item1", "other"], ["item1"], False),
    ("many", Op.CONTAINS, [], ["item1"], False),
    ("many", Op.LACKS, "item1", ["item10"], True),
    ("many", Op.ANY_OF, ["item1", "other"], ["other"], True),
    ("many", Op.EQUALS, ["item10", "item1"], ["item1", "item10"], True),
    ("many", Op.EQUALS, ["item1"], ["item1", "item10"], False),
    ("many", Op.EQUALS, ["item1", "item10"], ["item1"], False),
    ("pictures", Op.EQUALS, ["item10", "item1"], ["item1", "item10"], True),
    ("ranking", Op.CONTAINS, "item10", ["item1", "item10"], True),
    ("ranking", Op.EQUALS, ["item1", "item10"], ["item10", "item1"], False),
    ("ranking", Op.EQUALS, ["item10", "item1"], ["item10", "item1"], True),
    ("text", Op.EQUALS, "москва", " Москва ", True),
    ("text", Op.CONTAINS, "Late", "it came too late", True),
    ("text", Op.LACKS, "late", "on time", True),
    ("text", Op.LESS, "b", "a", False),
    ("consent", Op.ANSWERED, None, "I agree", True),
    ("grid", Op.ANSWERED, None, {"r2": "c1"}, True),
    ("number", "a later operator", 1, 1, False),
]


@pytest.mark.parametrize(("question", "op", "value", "answer", "expected"), VALUES)
def test_answers_are_compared_as_what_they_are(question, op, value, answer, expected):
    assert held(question, op, value, answer) is expected


def test_one_row_of_a_matrix_is_compared_as_a_choice():
    assert held("grid", Op.EQUALS, "c1", {"r1": "c1"}, row="r1")
    assert held("grid", Op.EMPTY, None, {"r1": "c1"}, row="r2")
    assert not held("grid", Op.ANSWERED, None, "no matrix", row="r1")


def test_groups_ask_for_all_or_any_of_what_they_hold():
    zero, word, done = when("nps", Op.EQUALS, 0), when("text", Op.EQUALS, "a"), when("one", Op.ANSWERED)
    assert holds(both(zero, either(word, done)), ASKED, {"nps": 0, "one": "item1"})
    assert not holds(both(zero, either(word, done)), ASKED, {"nps": 0})
    assert not holds(either(both(zero, word), done), ASKED, {"nps": 0})


@pytest.mark.parametrize("rule", [Rule(), Rule(any=True), both(Rule(any=True))])
def test_a_rule_without_conditions_holds(rule):
    assert holds(rule, ASKED, {})


CHILDREN = survey(
    [ask("children", Type.CHOICE, "yes no")],
    [
        ask("number", Type.NUMBER, show_if=when("children", Op.EQUALS, "yes")),
        ask("ages", show_if=when("number", Op.MORE, 1)),
    ],
    [ask("town")],
)


def shown(document, answers):
    return list(walk(document, answers).questions)


def test_answers_to_hidden_questions_are_not_kept():
    assert walk(CHILDREN, {"children": "no", "number": 3, "ages": "1, 2"}).answers == {"children": "no"}


def test_what_a_hidden_answer_would_show_is_hidden_too():
    assert shown(CHILDREN, {"children": "no", "number": 3}) == ["children", "town"]
    assert shown(CHILDREN, {"children": "yes", "number": 3}) == ["children", "number", "ages", "town"]


def test_a_step_on_which_nothing_is_shown_is_left_out():
    assert [step.id for step in walk(CHILDREN, {"children": "no"}).steps] == ["s1", "s3"]


def test_a_step_holds_only_what_is_shown_on_it():
    step = walk(CHILDREN, {"children": "yes", "number": 1}).steps[1]
    assert [question.id for question in step.questions] == ["number"]


def test_only_answers_to_questions_are_kept():
    answers = {"children": "no", "town": "  ", "stranger": 1, "children.other": "x"}
    assert walk(CHILDREN, answers).answers == {"children": "no"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"by": "courier", "by.other": "taxi"}, {"by": "courier"}),
        ({"by": "other", "by.other": "taxi"}, {"by": "other", "by.other": "taxi"}),
        ({"by": "other", "by.other": " "}, {"by": "other"}),
        ({"by.other": "taxi"}, {}),
    ],
)
def test_words_of_other_are_kept_while_it_is_chosen(given, kept):
    assert walk(survey([ask("by", Type.CHOICE, "courier other")]), given).answers == kept


def test_words_of_other_are_kept_among_several():
    document = survey([ask("by", Type.CHOICES, "courier other")])
    assert "by.other" in walk(document, {"by": ["courier", "other"], "by.other": "taxi"}).answers
    assert "by.other" not in walk(document, {"by": ["courier"], "by.other": "taxi"}).answers


def four_steps(*jumps, **values):
    first = step_of("s1", [ask("q1", Type.CHOICE, "yes no")], *jumps)
    return survey(first, [ask("q2")], [ask("q3")], [ask("q4")], **values)


YES = when("q1", Op.EQUALS, "yes")


@pytest.mark.parametrize(
    ("jumps", "steps"),
    [
        ([Jump("s4", YES)], ["s1", "s4"]),
        ([Jump("s4", when("q1", Op.EQUALS, "no")), Jump("s3")], ["s1", "s3", "s4"]),
        ([Jump("s3", YES), Jump("s4", YES)], ["s1", "s3", "s4"]),
        ([Jump(END, YES)], ["s1"]),
        ([Jump("s1"), Jump("unknown"), Jump("s4")], ["s1", "s4"]),
        ([Jump("s1"), Jump("unknown")], ["s1", "s2", "s3", "s4"]),
    ],
)
def test_the_first_jump_that_leads_forward_is_taken(jumps, steps):
    found = walk(four_steps(*jumps), {"q1": "yes"})
    assert [step.id for step in found.steps] == steps


def test_a_jump_acts_on_its_own_step_and_never_back():
    last = step_of("s3", [ask("q3")], Jump("s1"), Jump("s2"))
    found = walk(survey([ask("q1")], [ask("q2")], last, [ask("q4")]), {})
    assert [step.id for step in found.steps] == ["s1", "s2", "s3", "s4"]


def test_a_step_that_nobody_comes_to_does_not_jump():
    hidden = step_of("s1", [ask("q1", show_if=when("gone", Op.ANSWERED))], Jump(END))
    assert [step.id for step in walk(survey(hidden, [ask("q2")]), {}).steps] == ["s2"]


def test_answers_on_steps_jumped_over_are_not_kept():
    found = walk(four_steps(Jump("s4", YES)), {"q1": "yes", "q2": "old", "q4": "new"})
    assert found.answers == {"q1": "yes", "q4": "new"}


def test_back_and_next_lead_the_same_way_again():
    found = walk(four_steps(Jump("s4", YES)), {"q1": "yes"})
    assert found.after("s1").id == "s4"
    assert found.before("s4").id == "s1"
    assert (found.before("s1"), found.after("s4")) == (None, None)


def test_who_stands_on_a_step_that_is_hidden_by_now_goes_on_from_there():
    found = walk(four_steps(Jump("s4", YES)), {"q1": "yes"})
    assert (found.before("s2").id, found.after("s2").id) == ("s1", "s4")
    assert [step.id for step in found.until("s2")] == ["s1"]


def test_after_an_unknown_step_comes_the_first():
    found = walk(four_steps(), {})
    assert (found.after("").id, found.before(""), found.until("")) == ("s1", None, ())


def test_the_way_so_far_ends_with_the_present_step():
    assert [step.id for step in walk(four_steps(), {}).until("s2")] == ["s1", "s2"]


def test_a_survey_without_steps_leads_nowhere():
    assert walk(survey(), {"q1": 1}).steps == ()
    assert progress(survey(), "s1") == 0


@pytest.mark.parametrize(
    ("answers", "ending"), [({"q1": "yes"}, "glad"), ({"q1": "no"}, "plain"), ({}, "plain")]
)
def test_the_first_ending_that_fits_is_read(answers, ending):
    endings = (Ending("first", "A"), Ending("glad", "B", when=YES), Ending("both", "C", when=YES))
    found = walk(four_steps(endings=(*endings, Ending("plain", "D"))), answers)
    assert found.ending.id == ending


def test_an_ending_asks_only_about_what_is_kept():
    endings = (Ending("town", "A", when=when("q2", Op.ANSWERED)),)
    document = four_steps(Jump("s4", YES), endings=endings)
    assert walk(document, {"q1": "yes", "q2": "old"}).ending is None
    assert walk(document, {"q1": "no", "q2": "new"}).ending.id == "town"


def test_progress_never_goes_back_and_is_whole_only_when_sent():
    document = survey(*([ask(f"q{n}", show_if=when("q0", Op.ANSWERED))] for n in range(10)))
    shares = [progress(document, step.id) for step in document.steps]
    assert shares == sorted(shares) and (shares[0], shares[-1]) == (0, 0.9)
    assert (progress(document, END), progress(document, "unknown")) == (1, 0)


def test_questions_in_another_order_show_the_same():
    swapped = survey([ask("b"), ask("a")], [ask("c", show_if=when("a", Op.EQUALS, "x"))])
    document = survey([ask("a"), ask("b")], [ask("c", show_if=when("a", Op.EQUALS, "x"))])
    answers = {"a": "x", "b": "y", "c": "z"}
    assert walk(swapped, answers).answers == walk(document, answers).answers == answers

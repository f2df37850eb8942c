"""Earlier answers in later texts."""

from __future__ import annotations

import pytest

from tests.surveys.documents import ask, survey
from wagtail_feedback.surveys.logic import answer_text, pipe
from wagtail_feedback.surveys.schema import NOT_APPLICABLE, Choice, Question, Type

MATRIX = Question(
    "grid",
    Type.MATRIX,
    "Grid",
    name="grid",
    choices=(Choice("r1", "Price"), Choice("r2", "Taste")),
    columns=(Choice("c1", "Good"), Choice("c2", "Bad")),
)
ASKED = survey(
    [
        ask("q1", name="name"),
        ask("q2", Type.CHOICES, "tea coffee other", name="drinks"),
        ask("q3", Type.NUMBER, name="sum"),
        ask("q4", Type.NPS, name="score", not_applicable=True),
        ask("q5", Type.RANKING, "a b c", name="order"),
        ask("q6", Type.DROPDOWN, "tea other", name="drink"),
        MATRIX,
    ]
)


def piped(text, **answers):
    return pipe(text, ASKED, answers)


def test_an_answer_is_repeated_as_it_was_typed():
    assert piped("Thank you, {name}!", q1="<b>Anna</b> & Co") == "Thank you, <b>Anna</b> & Co!"


@pytest.mark.parametrize("answers", [{}, {"q1": "  "}])
def test_what_was_not_answered_is_replaced_by_the_fallback(answers):
    assert piped("Thank you, {name|dear guest}!", **answers) == "Thank you, dear guest!"
    assert piped("Thank you{name}! {name|}", **answers) == "Thank you! "


def test_an_answer_with_braces_is_not_read_again():
    assert piped("{name}", q1="{drinks} {name}") == "{drinks} {name}"


@pytest.mark.parametrize(
    "text", ["{{name}}", "{{name|you}}", "{unknown|you}", "{}", "{", "}", "{name", "{ name }", "{|you}"]
)
def test_other_braces_stay_as_they_are(text):
    assert piped(text, q1="Anna") == text


@pytest.mark.parametrize(
    ("name", "answer", "text"),
    [
        ("drinks", {"q2": ["tea", "coffee"]}, "TEA, COFFEE"),
        ("drinks", {"q2": ["tea", "other"], "q2.other": "kvass"}, "TEA, kvass"),
        ("drinks", {"q2": ["other"]}, "OTHER"),
        ("drinks", {"q2": ["deleted"]}, "nothing"),
        ("drink", {"q6": "tea"}, "TEA"),
        ("drink", {"q6": "other", "q6.other": "kvass"}, "kvass"),
        ("order", {"q5": ["c", "a"]}, "C, A"),
        ("grid", {"grid": {"r2": "c2", "r1": "c1"}}, "Price: Good, Taste: Bad"),
        ("grid", {"grid": {"r2": "c2", "r3": "c1"}}, "Taste: Bad"),
        ("sum", {"q3": 0}, "0"),
        ("sum", {"q3": 3.0}, "3"),
        ("sum", {"q3": 1.50}, "1.5"),
        ("sum", {"q3": 100}, "100"),
        ("sum", {"q3": 1e-7}, "0.0000001"),
        ("score", {"q4": 0}, "0"),
        ("score", {"q4": NOT_APPLICABLE}, "nothing"),
        ("name", {"q1": NOT_APPLICABLE}, "na"),
    ],
)
def test_answers_are_repeated_in_words(name, answer, text):
    assert piped("{" + name + "|nothing}", **answer) == text


def test_the_words_of_an_answer_can_be_had_alone():
    assert answer_text(ASKED.questions["q2"], {"q2": ["tea"]}) == "TEA"

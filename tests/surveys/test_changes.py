"""What publishing changes, and what becomes of old answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.surveys.test_advice import ask, choose, document
from wagtail_feedback.surveys.building.changes import compare
from wagtail_feedback.surveys.schema import Choice, Condition, Ending, Rule

CHOICE = choose("Reviews", "Photos", "Video")


def kinds(old, new):
    return [(change.kind.name, change.text) for change in compare(old, new)]


def test_the_same_changes_nothing():
    assert compare(document(ask(), CHOICE), document(ask(), CHOICE)) == []


def test_another_wording_is_cosmetic_and_both_are_shown():
    found = kinds(document(ask()), document(ask(label="How is it?")))
    assert found == [("cosmetic", "Question 1: “How was it?” now reads “How is it?”")]


def test_a_raised_series_is_another_meaning():
    found = kinds(document(ask()), document(ask(series=2)))
    assert found == [("meaning", "Question 1: it means something else from now on")]


def test_another_type_is_another_meaning():
    assert kinds(document(ask("csat", "q")), document(ask("ces", "q")))[0][0] == "meaning"


def test_questions_that_swap_places_lose_no_answers():
    found = kinds(document(ask(), CHOICE), document(CHOICE, ask()))
    assert found == [("order", "Questions changed places")]


def test_a_removed_question_is_told_last_and_keeps_its_answers():
    changes = compare(document(ask(), CHOICE), document(ask(label="New")))
    assert [change.kind.name for change in changes] == ["cosmetic", "removed"]
    assert "stay in results" in str(changes[-1].kind.consequence)


def test_a_new_question_has_no_earlier_answers():
    assert kinds(document(ask()), document(ask(), CHOICE)) == [("added", "Question 2: “How was it?”")]


def test_choices_are_compared_by_what_they_are():
    new = replace(
        CHOICE, choices=(Choice("Photos", "Pictures"), Choice("Reviews", "Reviews"), Choice("x", "Chat"))
    )
    assert kinds(document(CHOICE), document(new)) == [
        ("cosmetic", "Question 1: “Photos” now reads “Pictures”"),
        ("added", "Question 1: “Chat” can be chosen"),
        ("order", "Question 1: choices changed places"),
        ("removed", "Question 1: “Video”"),
    ]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"help": "Tell us"}, "help or the words at the ends of the scale"),
        ({"required": True}, "what can be answered"),
        ({"show_if": Rule((Condition("q", "answered"),))}, "who is asked it"),
    ],
)
def test_smaller_things_are_cosmetic(change, text):
    assert kinds(document(ask()), document(ask(**change))) == [("cosmetic", f"Question 1: {text}")]


def test_what_stands_around_the_questions_is_told():
    found = kinds(document(ask()), document(ask(), endings=(Ending("e", "Thanks"),), anonymous=False))
    assert [kind for kind, _text in found] == ["privacy", "cosmetic"]

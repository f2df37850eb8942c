"""What holds for every survey and all answers."""

from __future__ import annotations

import random

import pytest

from tests.surveys.random_surveys import make_answers, make_document
from wagtail_feedback.surveys.logic import check_rules, holds, progress, walk
from wagtail_feedback.surveys.schema import END, Document, Jump, Step


@pytest.fixture(scope="module")
def cases():
    """Pairs of a survey and one person's answers."""
    chance = random.Random(5)  # noqa: S311 - the same surveys every time
    documents = [make_document(chance) for _ in range(200)]
    return [(document, make_answers(chance, document)) for document in documents]


def add_jumps(document):
    """Such as no one can publish: backwards, to themselves, to nowhere."""
    targets = ["nowhere", *(step.id for step in document.steps), END]
    jumps = tuple(Jump(target) for target in targets)
    steps = (Step(step.id, step.questions, jumps=(*step.jumps, *jumps)) for step in document.steps)
    return Document(document.title, tuple(steps))


def test_what_is_shown_is_what_the_rules_of_each_step_say(cases):
    for document, answers in cases:
        found = walk(document, answers)
        asked = [
            question for step in found.steps for question in document.steps[int(step.id[1:]) - 1].questions
        ]
        expected = [one.id for one in asked if holds(one.show_if, document, found.answers)]
        assert list(found.questions) == expected


def test_only_answers_to_shown_questions_are_kept(cases):
    for document, answers in cases:
        found = walk(document, answers)
        assert {key.partition(".")[0] for key in found.answers} <= set(found.questions)
        assert all(answers[key] == value for key, value in found.answers.items())


def test_what_is_kept_leads_the_same_way(cases):
    for document, answers in cases:
        found = walk(document, answers)
        assert walk(document, found.answers) == found


def test_a_walk_ends_wherever_its_jumps_lead(cases):
    for document, answers in cases:
        places = [step.id for step in walk(add_jumps(document), answers).steps]
        assert places == sorted(set(places))


def test_next_leads_through_the_walk_and_back_again(cases):
    for document, answers in cases:
        found = walk(document, answers)
        ways = zip(found.steps, found.steps[1:], strict=False)
        assert all((found.after(a.id), found.before(b.id)) == (b, a) for a, b in ways)


def test_what_is_answered_later_does_not_change_the_way_so_far(cases):
    for document, answers in cases:
        found = walk(document, answers)
        here = found.steps[len(found.steps) // 2].id
        asked = {question.id for step in found.until(here) for question in step.questions}
        so_far = {key: value for key, value in answers.items() if key.partition(".")[0] in asked}
        assert walk(document, so_far).until(here) == found.until(here)


def test_progress_grows_with_each_step(cases):
    for document, answers in cases:
        shares = [progress(document, step.id) for step in walk(document, answers).steps]
        assert shares == sorted(set(shares))
        assert all(0 <= share < 1 for share in shares)


def test_surveys_whose_rules_look_back_can_be_published(cases):
    assert not any(check_rules(document) for document, _answers in cases)


def test_a_document_read_back_leads_the_same_way(cases):
    for document, answers in cases:
        again = Document.from_json(document.to_json())
        assert walk(again, answers) == walk(document, answers)

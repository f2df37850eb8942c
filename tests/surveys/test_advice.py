"""Advice while a survey is built: what blocks publishing, what is asked once, what is in order."""

from __future__ import annotations

from datetime import date

import pytest

from wagtail_feedback.surveys.building.advice import Plan, advise
from wagtail_feedback.surveys.building.moment_advice import Asking
from wagtail_feedback.surveys.building.question_wording import (
    asks_who,
    find_joined,
    find_leading,
    has_two_aims,
    is_turned,
    leans,
)
from wagtail_feedback.surveys.logic.duration import predict_seconds
from wagtail_feedback.surveys.schema import (
    Choice,
    Condition,
    Document,
    Ending,
    Jump,
    Question,
    Rule,
    Step,
)

GOAL = "Decide what to mend first"


def ask(type="nps", id=None, label="How was it?", **values):
    if type in ("nps", "csat", "ces", "stars"):
        values = {"low_label": "never", "high_label": "always", **values}
    return Question(id or type, type, label, **values)


def choose(*labels, type="choice", **values):
    choices = tuple(Choice(label, label) for label in labels)
    return ask(type, choices=choices, **values)


def document(*questions, **values):
    return Document("T", (Step("s1", questions),), **values)


def report(*questions, plan=None, **values):
    return advise(Plan(document(*questions, **values), goal=GOAL, **(plan or {})))


def rules(advice):
    return [each.code.split(":")[0] for each in advice]


GOOD = (ask(), ask("long_text"))


def test_a_short_survey_with_a_scale_and_a_question_in_words_is_in_order():
    found = report(*GOOD)
    assert (found.errors, found.warnings) == ([], [])
    assert found.good[:4] == [
        "One goal",
        "Short enough",
        "A scale: question 1",
        "In people’s own words: question 2",
    ]


def test_without_a_question_only_that_is_said():
    found = report()
    assert rules(found.errors) == ["no_question"]
    assert (found.warnings, found.hints, found.good) == ([], [], [])


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        ((*GOOD, choose("one")), "choices"),
        ((*GOOD, choose("one", type="ranking")), "choices"),
        ((*GOOD, choose("row", type="matrix")), "choices"),
        ((*GOOD, ask("email")), "personal"),
        ((*GOOD, ask("number", minimum=5.0, maximum=1.0)), "limits"),
        ((ask(show_if=Rule((Condition("long_text", "answered"),))), GOOD[1]), "later_question"),
        ((*GOOD, ask("text", label="Why in {city}?")), "unknown_name"),
    ],
)
def test_what_cannot_work_blocks_publishing(questions, code):
    assert rules(report(*questions).errors) == [code]


def test_who_is_asked_for_an_address_is_asked_to_agree():
    questions = (*GOOD, ask("email"))
    assert rules(report(*questions, anonymous=False).errors) == ["consent"]
    assert report(*questions, ask("consent"), anonymous=False).errors == []


def test_a_step_without_questions_blocks_publishing():
    empty = Document("T", (Step("s1", GOOD), Step("s2", ())))
    error = advise(Plan(empty, goal=GOAL)).errors[0]
    assert (error.code, error.place) == ("empty_step", "s2")


def test_a_rule_that_names_a_deleted_choice_is_told_with_both_names():
    earlier = document(choose("Reviews", "Photos", "Video"), *GOOD)
    named = ask("text", show_if=Rule((Condition("choice", "equals", "Video"),)))
    found = report(choose("Reviews", "Photos"), *GOOD, named, plan={"earlier": earlier})
    error = found.errors[0]
    assert error.place == "text"
    assert error.title == "Question 4 has a rule that cannot hold."
    assert error.text.startswith("“Video” is not among the answers to question 1 any more.")


@pytest.mark.parametrize(
    ("jump", "words"), [("s1", "leads to itself"), ("s0", "back to step 1"), ("gone", "removed")]
)
def test_jumps_lead_forward(jump, words):
    steps = (Step("s0", (ask("stars"),)), Step("s1", GOOD, jumps=(Jump(jump),)))
    error = advise(Plan(Document("T", steps), goal=GOAL)).errors[0]
    assert (error.place, error.title) == ("s1", "Step 2 jumps where it cannot.")
    assert words in error.text


def test_a_fault_of_an_ending_names_the_ending():
    ending = Ending("e1", "Thanks, {nobody}!")
    assert report(*GOOD, endings=(ending,)).errors[0].title.startswith("The ending “Thanks, {nobody}!”")


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        ((*GOOD, *(choose("a", "b", id=str(n)) for n in range(5))), "length"),
        ((ask(),), "no_open"),
        ((ask("long_text"),), "no_scale"),
        ((ask(), *(ask("text", str(n)) for n in range(4))), "open"),
        ((ask("number", label="Your age?"), *GOOD), "personal_first"),
        ((ask(required=True), ask("long_text", required=True)), "all_required"),
        ((ask(label="How good are price and delivery?"), GOOD[1]), "joined"),
        (
            (
                *GOOD,
                choose("Price and delivery", type="matrix", columns=(Choice("c", "c"), Choice("d", "d"))),
            ),
            "joined",
        ),
        ((ask(label="How wonderful was it?"), GOOD[1]), "leading"),
        ((ask(low_label=""), GOOD[1]), "unlabelled"),
        ((ask(low_label="very easy", high_label="very hard"), GOOD[1]), "turned"),
        ((*GOOD, choose("Excellent", "Great", "Good", "Fair")), "leans"),
        ((*GOOD, choose("Yes", "yes ")), "same"),
    ],
)
def test_what_spoils_figures_is_asked_about(questions, code):
    assert rules(report(*questions).warnings) == [code]


def test_a_survey_that_is_over_is_asked_about():
    over = {"closes_on": date(2026, 3, 1), "today": date(2026, 3, 2)}
    assert rules(report(*GOOD, plan=over).warnings) == ["over"]
    assert report(*GOOD, plan={**over, "today": date(2026, 3, 1)}).warnings == []


@pytest.mark.parametrize(("goal", "code"), [("", "goal"), ("Learn what sells and find out why", "goal")])
def test_a_goal_is_one(goal, code):
    assert rules(advise(Plan(document(*GOOD), goal=goal)).warnings) == [code]


def test_a_tick_answers_a_warning_until_its_question_changes():
    asked = report(ask(label="How wonderful was it?"), GOOD[1])
    confirmed = {"confirmed": [asked.warnings[0].code]}
    assert report(ask(label="How wonderful was it?"), GOOD[1], plan=confirmed).unconfirmed == []
    assert rules(report(ask(label="How amazing was it?"), GOOD[1], plan=confirmed).unconfirmed) == ["leading"]


def test_six_questions_are_told_and_seven_asked_about():
    six = (*GOOD, *(choose("a", "b", id=str(number)) for number in range(4)))
    assert "full" in rules(report(*six).hints)
    assert report(*six).warnings == []


@pytest.mark.parametrize(
    ("question", "title"),
    [
        (
            choose(*"abcde", type="matrix", columns=(Choice("y", "y"), Choice("n", "n"))),
            "Question 3 is a long table.",
        ),
        (choose(*"abcdefg", type="ranking"), "Question 3 has much to put in order."),
        (choose(*"abcdefghijk"), "Question 3 has many choices."),
        (ask("text", label="word " * 26), "Question 3 is long."),
    ],
)
def test_what_tires_is_worth_knowing(question, title):
    assert title in [hint.title for hint in report(*GOOD, question).hints]


def test_time_grows_with_what_has_to_be_read_and_done():
    seconds = predict_seconds(document(ask(), ask("long_text"), choose(*"abc", type="ranking")))
    assert list(seconds) == ["nps", "long_text", "ranking"]
    assert seconds["nps"] < seconds["ranking"] < seconds["long_text"]


def test_more_than_three_minutes_are_told():
    assert "long" in rules(report(ask(), *(ask("long_text", str(number)) for number in range(5))).hints)


@pytest.mark.parametrize(
    "words",
    [
        "Посоветуете нас друзьям и знакомым?",
        "Would you recommend us to friends and family?",
        "Насколько легко было оформить заказ?",
        "И как вам доставка?",
        "Между выбором и оплатой прошло много времени?",
        "Оператор отвечал круглосуточно (24/7)?",
        "Нужно ли вам что-то и ещё?",
        "Как вы нас нашли и/или узнали?",
    ],
)
def test_one_thing_is_not_taken_for_two(words):
    assert find_joined(words) == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Довольны ли вы ценой и доставкой?", "ценой и доставкой"),
        ("How satisfied are you with price and delivery?", "price and delivery"),
        ("Скорость/качество ответа", "Скорость/качество"),
    ],
)
def test_two_things_in_one_question_are_found(words, found):
    assert find_joined(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "Как вам понравился магазин?",
        "Насколько удобно было платить?",
        "How good was the delivery?",
        "Почему вы ушли?",
    ],
)
def test_a_plain_question_does_not_lead(words):
    assert find_leading(words) == ""


@pytest.mark.parametrize(
    "words",
    ["Согласитесь, у нас удобно?", "Насколько прекрасно вас обслужили?", "Don’t you agree that it is easy?"],
)
def test_a_leading_question_is_found(words):
    assert find_leading(words)


def test_goals_are_told_from_sentences_with_and():
    one = (
        "Понять, что мешает выбрать и оформить заказ",
        "Find out what keeps people from choosing and paying",
    )
    two = ("Узнать NPS и понять, почему уходят", "Learn what they buy and find out why. Then improve it.")
    assert [has_two_aims(goal) for goal in (*one, *two)] == [False, False, True, True]


def test_scales_that_lean_or_are_turned_are_found():
    balanced = ["Очень недоволен", "Недоволен", "Нейтрально", "Доволен", "Очень доволен"]
    assert leans(["Отлично", "Прекрасно", "Хорошо", "Плохо"])
    assert not leans(balanced)
    assert is_turned("Очень легко", "Очень трудно")
    assert not is_turned("Совсем не довольны", "Довольны")


def test_a_product_is_no_person():
    assert [asks_who(words) for words in ("Сколько вам лет?", "Какой пол вы искали?")] == [True, False]


@pytest.mark.parametrize(
    ("asking", "code"),
    [
        ({}, "moment:none"),
        ({"moment": "order", "days": 31}, "moment:late:31"),
        ({"moment": "first_order", "days": 31}, "moment:late:31"),
        ({"moment": "order", "days": 4, "delivery_days": 5}, "moment:early:4:5"),
        ({"moment": "order", "days": 0}, "moment:no_days"),
        ({"moment": "visit"}, "moment:at_once"),
        ({"moment": "visit", "seconds": 4}, "moment:at_once"),
    ],
)
def test_a_moment_that_is_none_too_late_or_too_early_is_asked_about(asking, code):
    found = report(*GOOD, plan={"asking": Asking(**asking)})
    assert [warning.code for warning in found.warnings] == [code]
    assert "A good moment" not in found.good


@pytest.mark.parametrize(
    "asking",
    [
        {"moment": "order", "days": 30},
        {"moment": "order", "days": 5, "delivery_days": 5},
        {"moment": "visit", "seconds": 5},
        {"moment": "visit", "page": 2},
        {"moment": "visit", "scroll": 50},
        {"moment": "visit", "on_exit": True},
        {"moment": "support"},
    ],
)
def test_a_good_moment_is_in_order(asking):
    found = report(*GOOD, plan={"asking": Asking(**asking)})
    assert found.warnings == [] and "A good moment" in found.good


def test_what_nobody_has_said_of_a_moment_is_not_advised_on():
    assert report(*GOOD).warnings == []

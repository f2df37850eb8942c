"""A question typed by a visitor meets the entry that answers it, or nothing."""

from __future__ import annotations

import pytest

from wagtail_feedback.questions.matching import Matcher

ENTRIES = {
    "delivery": ["Сколько стоит доставка?", "цена доставки курьером"],
    "return": ["Как вернуть товар?", "возврат товара"],
    "money": ["Как вернуть деньги?", "когда вернут деньги за отмененный заказ"],
    "subscribe": ["Как подписаться на рассылку?"],
    "unsubscribe": ["Как отписаться от рассылки?"],
    "on": ["включить уведомления"],
    "off": ["отключить уведомления"],
    "size": ["Матрас 160х200 подойдёт?", "Какой объём у коробки?"],
}


@pytest.fixture(scope="module")
def matcher():
    return Matcher((key, text) for key, texts in ENTRIES.items() for text in texts)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("сколько стоит доставка", "delivery"),
        ("СКОЛЬКО СТОИТ ДОСТАВКА???", "delivery"),
        ("Здравствуйте, подскажите пожалуйста, почем доставка", "delivery"),
        ("сколько стоит дотсавка", "delivery"),
        ("skolko stoit dostavka", "delivery"),
        ("djpdhfn njdfhf", "return"),
        ("верните деньги", "money"),
        ("хочу подписаться на рассылку", "subscribe"),
        ("хочу отписаться от рассылки", "unsubscribe"),
        ("как включить уведомления", "on"),
        ("как отключить уведомления", "off"),
        ("матрас 160×200", "size"),
        ("j,]`v rjhj,rb", "size"),
    ],
)
def test_the_first_offer(matcher, typed, first):
    assert matcher.suggest(typed)[0][0] == first


@pytest.mark.parametrize(
    "typed",
    ["Вы продаёте собак?", "python", "А как?", "???", "1 2", "", "привет", "зачем?", "Кто выиграл матч?"],
)
def test_nothing_is_close(matcher, typed):
    assert matcher.suggest(typed) == []


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Как подписаться на рассылку?", "Как отписаться от рассылки?"),
        ("отключить уведомления", "включить уведомления"),
        ("How do I unsubscribe?", "How do I subscribe?"),
    ],
)
def test_the_opposite_is_not_offered_even_alone(stored, typed):
    assert Matcher([(1, stored)]).suggest(typed) == []


def test_best_first_each_once_and_no_more_than_asked(matcher):
    offers = matcher.suggest("Как вернуть деньги за товар?", limit=2, at_least=0)
    keys, scores = zip(*offers, strict=True)

    assert len(keys) == len(set(keys)) == 2
    assert 1 >= scores[0] >= scores[1] > 0


def test_the_stored_words_themselves_score_one():
    assert Matcher([("a", "Сколько стоит доставка?")]).suggest("сколько стоит доставка") == [
        ("a", pytest.approx(1))
    ]


@pytest.mark.parametrize("wordings", [[], [("a", "???")], [("a", "")]])
def test_no_wordings_no_offers(wordings):
    assert Matcher(wordings).suggest("Сколько стоит доставка?") == []


@pytest.mark.parametrize("typed", ["refund", "how much is shipping", "python"])
def test_english_is_not_read_as_a_wrong_layout(typed):
    assert Matcher([("a", "кот на окне")]).suggest(typed, at_least=0) == []


@pytest.mark.parametrize("asked", ["refund", "how much is shipping", "where is my order"])
def test_an_answer_in_another_language_is_no_offer(asked):
    russian = [("return", "Возврат денег"), ("cost", "Сколько стоит доставка?"), ("order", "Где мой заказ?")]
    english = [
        ("e-return", "How do I get a refund?"),
        ("e-cost", "Shipping costs"),
        ("e-order", "Order status"),
    ]
    assert Matcher(russian).suggest(asked) == []
    assert all(key.startswith("e-") for key, _score in Matcher([*russian, *english]).suggest(asked))
    assert Matcher([*russian, *english]).suggest("возврат")[0][0] == "return"


def test_words_of_both_scripts_may_be_asked_for_in_either():
    matcher = Matcher([("cable", "Подойдёт ли USB кабель?")])
    assert matcher.suggest("usb", at_least=0) and matcher.suggest("кабель", at_least=0)

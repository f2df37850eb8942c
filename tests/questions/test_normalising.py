"""Which words of a question count."""

from __future__ import annotations

from time import process_time

import pytest

from wagtail_feedback.questions.engine.normalising import typed_otherwise, without_greeting, words
from wagtail_feedback.questions.engine.vectors import has_content


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Здравствуйте! Подскажите пожалуйста, есть ли гарантия?", "есть ли гарантия"),
        ("Hello there, how do I pay? Thanks in advance", "there how do i pay"),
        ("Где мой заказ 48213?", "где мой заказ 90577"),
        ("Брак: https://example.org/media/photos/1.jpg", "брак"),
        ("Счёт", "СЧЕТ"),
        ("cчет", "счет"),  # a Latin c
        ("матрас 160х200", "матрас 160×200"),
        ("матрас 160 x 200", "матрас 160*200"),
        ("I don't know", "i do not know"),
        ("I can’t, won't", "i can not wo not"),
    ],
)
def test_written_otherwise_but_the_same(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize("text", ["Есть размер S?", "USB-кабель и iPhone", "модель 42"])
def test_nothing_of_weight_is_lost(text):
    assert len(words(text)) == len(text.replace("-", " ").split())


def test_the_end_of_a_long_text_counts():
    thread = "так и написал он мне в ответ " * 1000 + "\nКак вернуть товар?"

    assert words(thread)[-3:] == ["как", "вернуть", "товар"]


def test_what_is_cut_is_the_middle_and_ends_of_words():
    assert "середина" not in words("начало " + "ещё " * 200 + "середина " + "ещё " * 200 + "конец")
    assert words("ы" * 1000) == ["ы" * 40]


@pytest.mark.parametrize("text", ["a.", "1-", "а", "x@", "http://"])
def test_time_grows_with_length_only(text):
    start = process_time()
    words(text * 200_000)

    assert process_time() - start < 5


@pytest.mark.parametrize("text", ["", "А как?", "???", "📦📦", "1 2", "a", "48213", "Здравствуйте!"])
def test_says_nothing(text):
    assert not has_content(words(text))


@pytest.mark.parametrize("word", ["не", "нет", "нельзя", "без", "not", "no", "without"])
def test_negations_are_words_like_others(word):
    assert has_content([word])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("djpdhfn njdfhf", "возврат товара"),
        ("j,]`v", "объём"),
        ("kak vernut dengi", "как вернут денги"),
        ("вуд мышь", None),
        ("ершы", "this"),
    ],
)
def test_typed_otherwise(typed, meant):
    readings = typed_otherwise(typed)

    assert meant in readings if meant else typed not in readings


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("добрый день, отмените пожалуйста мой заказ", "Отмените пожалуйста мой заказ"),
        ("Подскажите пожалуйста, доставка платная? спасибо", "Доставка платная?"),
        ("Здравствуйте, [имя]! Где мой заказ?", "Где мой заказ?"),
        ("hello there, how much is it?? asap", "How much is it??"),
        ("Tell me about the lids", "Tell me about the lids"),
        ("Hi-fi?", "Hi-fi?"),
        ("Здравствуйте!", "Здравствуйте!"),
        ("", ""),
    ],
)
def test_hello_and_thanks_are_no_part_of_a_title(typed, shown):
    assert without_greeting(typed) == shown

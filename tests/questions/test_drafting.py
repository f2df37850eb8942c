"""What of an answer to one person goes into a draft for everybody."""

from __future__ import annotations

import pytest

from tests.submissions.clock import BOUND, growth
from wagtail_feedback.questions.engine.drafting import Sentence, strip_personal


def said(answer, **options):
    return [(sentence.text, sentence.is_personal) for sentence in strip_personal(answer, **options)]


def test_name_number_date_street_and_signature_go_and_the_sentence_is_marked():
    answer = (
        "Здравствуйте, Анна! Ваш заказ 48213 приедет 3 марта на Лесную, 5. Вернуть можно за 14 дней. "
        "Мария, отдел доставки"
    )
    assert strip_personal(answer) == [
        Sentence("Ваш заказ [order number] приедет [date] на [address].", is_personal=True),
        Sentence("Вернуть можно за 14 дней.", is_personal=False),
    ]


def test_the_same_in_english():
    answer = (
        "Hello Ann, your order #4711 ships on March 3 to 12 Forest Street, flat 4. Returns are free.\n"
        "Kind regards,\nMary Hill\nPhone 555 010"
    )
    assert said(answer) == [
        ("Your order #[order number] ships on [date] to [address].", True),
        ("Returns are free.", False),
    ]


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("Анна, спасибо за вопрос.", "Спасибо за вопрос."),
        ("Здравствуйте, Анна Петровна! Да, можно.", "Да, можно."),
        ("Добрый день! Да, можно.", "Да, можно."),
        ("Да, можно. Спасибо, Мария", "Да, можно."),
        ("Да, можно.\n\nС уважением,\nотдел доставки", "Да, можно."),
    ],
)
def test_greetings_and_signatures_alone_make_no_sentence_personal(answer, left):
    assert said(answer) == [(left, False)]


def test_dates_are_hidden_only_where_they_are_those_of_an_order():
    assert said("Акция до 31 декабря.") == [("Акция до 31 декабря.", False)]
    assert said("Ваша посылка придёт 27.11.2026.") == [("Ваша посылка придёт [date].", True)]
    # With an order in the answer, who knows whose date it is: somebody has to read the sentence.
    assert said("Заказ 48213 готов. Он придёт 3 марта.")[1] == ("Он придёт [date].", True)


def test_points_in_addresses_and_after_abbreviations_end_no_sentence():
    assert said("Курьер был: ул. Лесная, д. 5, кв. 12. Это в г. Москва.") == [
        ("Курьер был: [address].", True),
        ("Это в г. Москва.", False),
    ]


def test_products_keep_their_names():
    assert said("Мария Лесная есть.", keep=["Мария Лесная"]) == [("Мария Лесная есть.", False)]


@pytest.mark.parametrize("answer", ["", "Анна", "Здравствуйте!", "?! …", "С уважением, Мария"])
def test_an_answer_may_have_nothing_to_say(answer):
    assert said(answer) == []


@pytest.mark.parametrize("piece", ["a. ", "Анна. ", "\n", "Ваш заказ 48213 3 марта. ", "ул. а, 5 "])
def test_it_takes_time_in_proportion_to_the_length(piece):
    assert growth(lambda size: strip_personal((piece * size)[:size]), 1_250) < BOUND

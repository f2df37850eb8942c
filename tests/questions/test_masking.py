"""Personal data in questions is hidden; what only looks like it stays."""

from __future__ import annotations

import pytest
from django.utils.translation import get_language, override

from tests.submissions.clock import BOUND, growth
from wagtail_feedback.questions.engine import masking
from wagtail_feedback.questions.engine.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("+7 (912) 000-00-00", "[phone]"),
        ("звоните 8 912 000 00 00", "звоните [phone]"),
        ("тел. 89120000000", "тел. [phone]"),
        ("заказ 8 912 000 00 00", "заказ [phone]"),
        ("order 8912 000-00-00", "order [phone]"),
        ("тел.: 123-45-67", "тел.: [phone]"),
        ("+44(0)7900 000000", "[phone]"),
        ("https://wa.me/79120000000", "https://wa.me/[phone]"),
        ("1234 1234 1234 1234", "[card number]"),
        ("mail ann @example.org!", "mail [email]!"),
        ("ann@example.org.", "[email]."),
        ("/thanks/?to=ann@example.org", "/thanks/?to=[email]"),
        ("Доставка на ул. Лесная, д. 5, кв. 12 возможна?", "Доставка на [address] возможна?"),
        ("to 12 Forest Street, flat 4?", "to [address]?"),
    ],
)
def test_numbers_and_addresses_are_hidden(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "160х200",
        "1990–2024",
        "27.11.2026",
        "С 10:00 до 22:00 28.11.2026 - 30.11.2026",
        "12 990 руб.",
        "заказ на 12990 руб.",
        "заказ 12990 руб.",
        "заказ от 27.11.2026",
        "заказ 2026 года",
        "order of 1500 pieces",
        "артикул 4345955198",
        "артикул 89120000000",
        "/items/4345955198",
        "арт. 89120000000",
        "https://shop.example/goods/89120000000",
        "см. /goods/89120000000",
    ],
)
def test_sizes_years_dates_prices_articles_and_links_stay(text):
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Меня зовут Анна Лесная, где он?", "Меня зовут [name], где он?"),
        ("меня зовут гульнара, где он?", "меня зовут [name], где он?"),
        ("МЕНЯ ЗОВУТ АННА ЛЕСНАЯ У МЕНЯ ВОПРОС", "МЕНЯ ЗОВУТ [name] У МЕНЯ ВОПРОС"),
        ("my name is ann forest, hi", "my name is [name], hi"),
        ("АННА ЛЕСНАЯ", "[name]"),
        ("анна лесная, добрый день", "[name], добрый день"),
        ("Лесная Анна Петровна спрашивает", "[name] спрашивает"),
        ("Вопрос. С уважением, Анна", "Вопрос. С уважением, [name]"),
        ("С уважением\nанна", "С уважением\n[name]"),
        ("Заранее спасибо, Анна.", "Заранее спасибо, [name]."),
        ("Kind regards,\nAnn Forest", "Kind regards,\n[name]"),
        ("From: Ann Forest\nWhere is it?", "From: [name]\nWhere is it?"),
        ("Здравствуйте, Анна! Где он?", "Здравствуйте, [name]! Где он?"),
        ("Здравствуйте, Гульнара!", "Здравствуйте, [name]!"),
        ("Уважаемая Ольга Петровна, где он?", "Уважаемая [name], где он?"),
        ("Мария, здравствуйте!", "[name], здравствуйте!"),
        ("Как дела?\nАнна", "Как дела?\n[name]"),
    ],
)
def test_names_are_hidden(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте, Подскажите цену",
        "Здравствуйте! Подскажите!",
        "Hello, Shipping to Oslo?",
        "Dear Team, where is it?",
        "КОГДА ПРИДЕТ МОЙ ЗАКАЗ",
        "IS JACK SIZE 42",
        "матрас Мария",
        "Есть ли Анна в наличии?",
        "С уважением к вам отношусь",
        "Роман хороший?",
        "Hi there! Is it ok?",
    ],
)
def test_what_is_no_name_stays(text):
    assert mask(text) == text


def test_names_of_products_and_of_the_shop_are_never_hidden():
    text = "Здравствуйте, Мария! Меня зовут Анна. С уважением, Лавка Уюта"
    assert mask(text, keep=["Мария", "лавка уюта"]) == text.replace("Анна", "[name]")
    assert mask("Мария Лесная*", keep=["Мария", "Лесная*"]) == "Мария Лесная*"
    assert mask("Мария Лесная", keep=["Мария"]) == "Мария [name]"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Где мой заказ 48213?", "48213"),
        ("Номер заказа: 48213", "48213"),
        ("Заказ №12 едет?", "12"),
        ("order #4821-AB", "4821-AB"),
        ("Где №48213?", "48213"),
        ("заказ 89120000000", "89120000000"),
    ],
)
def test_order_numbers_are_hidden_in_public_and_kept_for_the_desk(text, number):
    assert mask(text) == text.replace(number, "[order number]")
    assert mask(text, orders=False) == text


def test_marks_are_in_the_language_of_the_reader(monkeypatch):
    monkeypatch.setattr(masking, "pgettext", lambda _context, text: f"{get_language()} {text}")
    with override("ru"):
        assert mask("Меня зовут Анна") == "Меня зовут ru [name]"


@pytest.mark.parametrize(
    "piece",
    ["a.", "1-", "я", "@", "a@", "Анна ", "анна, ", "тел. 1", "меня зовут ", "ул. а ", "12 A", "4111 ", "№1"],
)
def test_masking_takes_time_in_proportion_to_the_length(piece):
    assert growth(lambda size: mask((piece * size)[:size]), 2_500) < BOUND

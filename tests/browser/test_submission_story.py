"""The main job, as three people do it: a visitor, a moderator, and the visitor again."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from tests.browser.people import Moderator, Visitor
from wagtail_feedback.reviews.models import Entry

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_complaint_travels_from_the_form_to_the_page_and_is_answered(
    new_page, russian_page, moderator, java_script
):
    visitor = Visitor(new_page(java_script_enabled=java_script), russian_page.get_url())
    assert visitor.average() == "4,6"

    visitor.write(
        kind="complaint", rating="1", text="Ручка шатается, жарить страшно.", email="anna.k@yandex,ru"
    )
    visitor.send()
    assert visitor.error_count() == 1
    assert visitor.typed("text") == "Ручка шатается, жарить страшно."
    visitor.write(email="anna.k@yandex.ru")
    visitor.send()
    assert "/receipt/" in visitor.page.url

    [letter] = mail.outbox
    assert letter.to == ["anna.k@yandex.ru"]
    assert "шатается" not in letter.body
    visitor.open(link_in(letter))
    visitor.press_only_button()
    assert "/feedback/" in visitor.page.url

    desk = Moderator(new_page(), "moderator")
    assert desk.first_in_inbox() == "Ручка шатается, жарить страшно."
    desk.open_first()
    desk.press("a")
    assert Entry.objects.get(kind="complaint").status == "published"

    desk.open_entry(Entry.objects.get(kind="complaint"))
    desk.answer(
        position="Вы правы, это наш брак.", done="Отправили новую сковороду 20 ноября.", result="Она у вас."
    )
    answered = mail.outbox[-1]
    assert "Вы правы" in answered.body
    visitor.open(link_in(answered))
    assert "Вы правы" in visitor.text()
    visitor.say_solved()

    visitor.open(russian_page.get_url())
    article = visitor.entry("Ручка шатается")
    assert "Отправили новую сковороду" in article
    assert visitor.average() == "4,0"
    assert Entry.objects.get(kind="complaint").solved is True


def link_in(letter):
    """The letter's button: the first address in its text."""
    return re.search(r"https?://\S+", letter.body)[0]

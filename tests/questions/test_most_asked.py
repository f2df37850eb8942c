"""What many people asked, in public."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import make_home, make_page, make_site
from tests.faq.entries import make_faq
from tests.questions.test_topics import make_question, make_topic
from wagtail_feedback.faq.models import FAQSection
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.most_asked import get_most_asked, get_quarter, get_step

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
HEADING = "Most asked this quarter"


@pytest.fixture
def section():
    return FAQSection.objects.create(name="All", locale=Locale.objects.get_or_create(language_code="en")[0])


@pytest.fixture
def page(section):
    body = [("most_asked", {"count": 5}), ("faq", {"sections": [section]})]
    return make_page(make_home(make_site()), title="Help", body=body)


def make_answered(section, question, people):
    """A published answer that so many people asked for."""
    entry = make_faq(section, question)
    topic = make_topic(state="answered", answer_key=str(entry.translation_key))
    for number in range(people):
        make_question(question, topic=topic, asker=f"{question} {number}")
    return entry


def shown(client, page):
    from bs4 import BeautifulSoup

    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    block = html.select_one("[data-wf-block=most_asked]")
    return [" ".join(item.get_text(" ").split()) for item in block.select("li")] if block else None


def test_five_people_are_shown_and_four_leave_no_trace(client, page, section):
    four = make_answered(section, "Is it heavy?", 4)
    assert shown(client, page) is None
    assert HEADING not in client.get(page.url).content.decode()
    make_answered(section, "Is it new?", 12)
    five = make_answered(section, "Is it black?", 5)
    # Another day: within a day the block is drawn anew when answers change, as they do here.
    assert shown(client, page) == [
        "Is it new? asked by 10 people or more",
        "Is it black? asked by 5 people or more",
    ]
    assert five.anchor in client.get(page.url).content.decode()
    assert four.pk


def test_nobody_learns_of_the_one_who_came_next():
    assert [get_step(people) for people in (0, 4, 5, 6, 9, 10, 19, 20, 5_000)] == [
        0,
        0,
        5,
        5,
        5,
        10,
        10,
        20,
        1_000,
    ]


@pytest.mark.parametrize(
    ("day", "first"),
    [((2026, 10, 1), (2026, 10, 1)), ((2026, 12, 31), (2026, 10, 1)), ((2027, 3, 9), (2027, 1, 1))],
)
def test_quarters(day, first):
    assert get_quarter(date(*day)) == date(*first)


def test_what_was_asked_last_quarter_does_not_count(client, page, section):
    make_answered(section, "Is it new?", 6)
    Question.objects.update(created_at=timezone.now() - timedelta(days=100))
    assert shown(client, page) is None


def test_on_its_first_morning_a_quarter_says_nothing(client, page, section, settings, monkeypatch):
    """1 October, 00:05 in Moscow: neither a heading nor “asked by 0 people”."""
    settings.TIME_ZONE = "Europe/Moscow"
    morning = datetime(2026, 9, 30, 21, 5, tzinfo=UTC)
    make_answered(section, "Is it new?", 6)
    with timezone.override("Europe/Moscow"):
        Question.objects.update(created_at=morning - timedelta(minutes=6))
        monkeypatch.setattr(timezone, "now", lambda: morning)
        assert shown(client, page) is None
        assert HEADING not in client.get(page.url).content.decode()
        Question.objects.update(created_at=morning - timedelta(minutes=4))
        assert [asked.at_least for asked in get_most_asked(page.get_site(), "en", 5)] == [5]


def test_what_editors_have_dismissed_is_not_shown(client, page, section):
    make_answered(section, "Is it new?", 6)
    Topic.objects.update(state="dismissed")
    assert shown(client, page) is None


def test_one_person_who_asks_often_is_one(client, page, section):
    make_answered(section, "Is it new?", 4)
    topic = Topic.objects.get()
    for _time in range(6):
        make_question("Is it new?", topic=topic, asker="Is it new? 0")
    assert shown(client, page) is None


def test_the_block_takes_one_query_once_drawn(client, page, section, django_assert_num_queries):
    from wagtail_feedback.questions.blocks import MostAskedBlock

    make_answered(section, "Is it new?", 6)
    block = MostAskedBlock()
    value, site = block.to_python({"count": 5}), page.get_site()
    block.draw(value, site)
    with django_assert_num_queries(1):
        block.draw(value, site)

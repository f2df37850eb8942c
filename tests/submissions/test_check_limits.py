"""The constants of the spam checks, from both sides."""

from __future__ import annotations

import pytest

from tests.factories import make_book, make_entry, make_user
from tests.moderation.conftest import open_desk
from tests.visitor import send_form
from wagtail_feedback.reviews.models import Entry, Hold
from wagtail_feedback.submissions.checks.reserved_names import is_reserved
from wagtail_feedback.submissions.models import WordRule

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.mark.parametrize(
    ("reserved", "name", "taken"),
    [
        ("Linden", "Linden Smith", False),
        ("Linden", "Linden", True),
        ("Ironwork", "Ironwork Anna", False),  # eight letters
        ("Ironworks", "Ironworks Anna", True),  # nine
        ("Iron & Co.", "Anna of Iron & Co", False),
    ],
)
def test_only_a_long_name_is_looked_for_inside_others(reserved, name, taken):
    assert is_reserved(name, [reserved]) is taken


def test_a_moderator_sees_the_first_five_words_of_the_list(client):
    for letter in "abcdefg":
        WordRule.objects.create(pattern=f"word{letter}")
    send_form(client, make_book(), text=" ".join(f"word{letter}" for letter in "abcdefg"))
    shown = Hold.objects.filter(spam_check="words").order_by("pk").values_list("detail", flat=True)
    assert list(shown) == ["worda", "wordb", "wordc", "wordd", "worde"]


@pytest.mark.parametrize(("site_of_rule", "holds"), [("here", 1), ("everywhere", 1), ("elsewhere", 0)])
def test_a_word_counts_on_its_site(client, other_site, site_of_rule, holds):
    book = make_book()
    sites = {"here": book.site, "everywhere": None, "elsewhere": other_site}
    WordRule.objects.create(pattern="casino", site=sites[site_of_rule])
    send_form(client, book, text="The casino is near.")
    assert Hold.objects.count() == holds


def test_what_is_held_says_why_on_the_desk(client):
    WordRule.objects.create(pattern="casino")
    send_form(client, make_book(), text="The casino is near.")
    desk = open_desk(make_user(superuser=True))
    assert "The word list has “casino”." in desk.open(Entry.objects.get()).content.decode()
    make_entry(status="pending", title="free")
    assert desk.headings(held="words") == ["The casino is near."]


@pytest.mark.parametrize("field", ["title", "text", "name", "about", "place"])
def test_everything_that_others_read_is_checked(client, field):
    WordRule.objects.create(pattern="casino")
    send_form(client, make_book(publication=True), publication_consent="on", **{field: "Casino"})
    assert list(Hold.objects.values_list("spam_check", flat=True)) == ["words"]

"""Erasing from the desk at an author's request, whether or not there is an address."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from tests.factories import make_answer, make_entry, make_user
from tests.moderation.conftest import open_desk
from tests.moderation.test_action_checks import give_on_site
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
BUTTON = 'value="erase"'


@pytest.fixture
def eraser(site):
    return open_desk(make_user("eraser", permissions=("moderate_entry", "erase_entry")))


def shown(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.ERASED])
def test_an_entry_without_an_address_is_erased_in_any_state(eraser, book, status):
    entry = make_entry(book, status=status, name="Anna", order_number="4711")
    eraser.act(entry, "erase", confirmed="yes")
    entry = Entry.objects.get()
    assert (entry.status, entry.text, entry.name, entry.order_number) == ("erased", "", "", "")


def test_the_address_and_the_answer_go_with_it(eraser, book):
    entry = make_entry(book, email="anna@example.org")
    make_answer(entry)
    eraser.act(entry, "erase", confirmed="yes")
    assert not Contact.objects.exists() and not hasattr(Entry.objects.get(), "answer")


def test_it_asks_first_and_changes_nothing(eraser, book):
    entry = make_entry(book)
    page = shown(eraser.act(entry, "erase"))
    assert "Erase for good" in page and entry.heading in page
    assert Entry.objects.get().status == "published"


def test_what_was_public_leaves_a_line(eraser, client, book):
    entry = make_entry(book)
    eraser.act(entry, "erase", confirmed="yes")
    response = client.get(entry.get_public_url())
    assert response.status_code == 410 and "erased at its author" in response.content.decode()


def test_the_history_keeps_who_did_it(eraser, book):
    entry = make_entry(book)
    eraser.act(entry, "erase", confirmed="yes")
    line = ModelLogEntry.objects.get(action="wagtail_feedback.erase")
    assert (line.user, line.object_id) == (eraser.user, str(entry.pk))
    assert "erased on request" in shown(eraser.open(entry))


def test_moderators_may_not(desk, book):
    entry = make_entry(book)
    assert BUTTON not in shown(desk.open(entry))
    desk.act(entry, "erase", confirmed="yes")
    assert Entry.objects.get().status == "published"


def test_whoever_may_sees_the_button_once(eraser, book):
    entry = make_entry(book)
    assert BUTTON in shown(eraser.open(entry))
    eraser.act(entry, "erase", confirmed="yes")
    assert BUTTON not in shown(eraser.open(entry))


@pytest.mark.parametrize("typed", [{}, {"confirmed": "yes"}])
def test_a_stale_screen_erases_nothing(eraser, book, typed):
    entry = make_entry(book)
    assert eraser.act(entry, "erase", version=entry.version + 1, **typed).status_code == 409
    assert Entry.objects.get().status == "published"


def test_a_row_of_another_site_is_not_there(site, other_site, book):
    user = make_user("there")
    give_on_site(user, other_site, {"moderate_entry", "erase_entry"})
    entry = make_entry(book)
    assert open_desk(user).act(entry, "erase", confirmed="yes").status_code in {302, 404}
    assert Entry.objects.get().status == "published"
